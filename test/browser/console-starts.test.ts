import { expect, test } from 'vitest';
import { consoleInBrowsers } from './console-in-browsers.ts';

const LIGHT_PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'light' } as const;
const TABLET = { viewport: { width: 1024, height: 768 } } as const;
const DARK_DESK = { colorScheme: 'dark' } as const;

consoleInBrowsers({ title: 'what is started at /jobs', inBoth: true }, (open) => {
  test('a template asks for its roles, and a job can be left and found again', async (context) => {
    const { page, begin, pick, job, isAccessible, shoot, close } = await open(context);
    await page.getByText('What you start shows up here').waitFor();
    await isAccessible();
    await shoot('jobs-home');
    await begin('New project from a template');
    await page.getByRole('button', { name: /Marketing Campaign/ }).click();
    await page.getByLabel('Name of the new project').fill('Autumn campaign');
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByRole('alert').getByText('Choose who will be Designer.').waitFor();
    await isAccessible();

    await pick('Designer', 'Yuki Tanaka');
    await pick('Copywriter', 'Sofia Rossi');
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByText('Asana is building it').waitFor();
    await begin('Copy a project');
    const name = page.getByLabel('Name of the copy');
    await name.fill('Half-written');
    await page.reload();
    await expect.poll(() => name.inputValue()).toBe('Half-written');
    await job('Autumn campaign').click();
    await page.goBack();
    await expect.poll(() => name.inputValue()).toBe('Half-written');
    await begin('Copy a project');
    expect(await name.inputValue()).toBe('');
    await job('Autumn campaign').click();
    // Whoever comes back within ten seconds sees them counted, whoever comes later that there are no more.
    await page
      .locator('main')
      .getByText(/^6 tasks( so far)?$/)
      .waitFor();
    await close();
  });

  test('a copy is set up step by step, and what failed is told', async (context) => {
    const { page, begin, pick, pill, isAccessible, shoot, close } = await open(context);
    await begin('Copy a project');
    await pick('Project', 'Website Redesign');
    await page.getByLabel('Name of the copy').fill('Website 2027');
    await page.getByLabel('Move them').selectOption('start');
    await page.getByLabel('First day').first().fill('2027-01-04');
    await page.getByText('Change it once it is there').click();
    await pick('Owner', 'Grace Lindqvist');
    await pick('Put into portfolios', 'Marketing 2026');
    await page.getByLabel('Budget, EUR').fill('9000');
    await page.getByRole('checkbox', { name: 'Retail' }).check();
    await page.getByLabel('Goes live').fill('2027-05-01');
    await page.getByLabel('Supplier').fill('Kern');
    await pick('Reviewers', 'Grace Lindqvist');
    await page.getByLabel('Priority').selectOption({ label: 'High' });
    await page.getByRole('button', { name: 'Give tasks to somebody' }).click();
    const first = page.getByRole('group', { name: 'Rule 1' });
    await first.getByLabel('All tasks in section').fill('To do');
    await pick('Go to', 'Mateo Álvarez');
    await page.getByRole('button', { name: 'Another rule' }).click();
    const second = page.getByRole('group', { name: 'Rule 2' });
    await second.getByLabel('Called').fill('No such task');
    // What is missing is shown, also where it was folded away.
    await page.getByText('Change it once it is there').click();
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await second.getByLabel('And are due on').fill('2027-03-01');
    await isAccessible();
    await shoot('jobs-form');
    await page.getByRole('button', { name: 'Start the copy' }).click();

    await pill('Not all done');
    await page.locator('.step.done').filter({ hasText: 'Rule 1 for tasks' }).waitFor();
    await page.locator('.step.done').filter({ hasText: 'Custom fields' }).waitFor();
    expect(await page.locator('.step.failed .mistake').count()).toBe(1);
    await page.getByRole('button', { name: 'Try again what is not done' }).waitFor();
    await page.locator('.task').filter({ hasText: 'Mateo Álvarez' }).first().waitFor();
    const link = page.locator('main').getByRole('link', { name: /Open in Asana/ });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/app\.asana\.com\//);
    await isAccessible();
    await shoot('jobs-set-up');
    await close();
  });

  test('jobs side by side: one done, one filling, one failed and started again', async (context) => {
    const { page, job, copy, pill, isAccessible, shoot, close } = await open(context, DARK_DESK);
    await copy('Brand 2027');
    await pill('Done');
    await copy('Spring launch [slow tasks]', 'Autumn Launch Campaign');
    await page
      .getByText(/\d+ of 250 tasks/)
      .first()
      .waitFor();
    await copy('App 7.0 [fail]');
    await page.getByText('Asana gave up on it').waitFor();
    await page.getByText('1 running').waitFor();
    await expect.poll(() => page.title()).toBe('(1) Failed: App 7.0 [fail] – Jobs');
    await isAccessible();
    await shoot('jobs-jobs');

    await page.getByRole('link', { name: 'Start again' }).click();
    const name = page.getByLabel('Name of the copy');
    expect(await name.inputValue()).toBe('App 7.0 [fail]');
    await name.fill('Brand 2027');
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await page.getByText('so nothing was started').waitFor();
    await page.getByRole('button', { name: 'Start it all the same' }).click();
    await page.getByRole('heading', { name: 'Brand 2027', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Brand 2027', level: 1 }).waitFor();
    await job('Spring launch').click();
    await page.getByText('its tasks are still coming').waitFor();
    await close();
  });

  test('whatever else can be started ends with a way on', async (context) => {
    const { page, begin, pick, pill, job, isAccessible, close } = await open(context, TABLET);
    const start = (verb: string) => page.getByRole('button', { name: verb }).click();
    const isStarted = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
    await begin('Export a project, portfolio or team');
    await page.getByRole('radio', { name: 'Team' }).check();
    await pick('Which one', 'Marketing');
    await start('Start the export');
    await isStarted('Export');
    await begin('Export tasks, teams or messages');
    await page.getByRole('checkbox', { name: 'Teams' }).check();
    await page.getByLabel('Only what was changed since').fill('2026-01-01');
    await page.getByText('Teams come all the same').waitFor();
    await start('Start the export');
    await isStarted('Export of Meridian Outdoor');
    await begin('Copy a portfolio');
    await pick('Portfolio', 'Company Goals');
    await page.getByLabel('Name of the copy').fill('Goals 2027');
    await start('Start the copy');
    await isStarted('Goals 2027');
    await begin('New task from a template');
    await pick('Project that has the template', 'Mobile App');
    await page.getByRole('radio', { name: 'Bug report' }).check();
    await isAccessible();
    await start('Start the task');
    await isStarted('Bug report');
    await begin('Save a project as a template');
    await pick('Project', 'Brand Guidelines');
    await page.getByLabel('Name of the template').fill('Brand 2029');
    await pick('Team', 'Marketing');
    await start('Save the template');
    await pill('Done');
    await isAccessible();
    await page.getByRole('link', { name: 'Start a project from it' }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Template', exact: true }).inputValue())
      .toBe('Brand 2029');

    // Another clock for what is only looked at now and then.
    await page.clock.install();
    await begin('Export the organization');
    await start('Start the export');
    await page.getByText('Asana is exporting it').waitFor();
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    for (const name of ['Goals 2027', 'Bug report']) {
      await job(name).click();
      await pill('Done');
      await page
        .locator('main')
        .getByRole('link', { name: /Open in Asana/ })
        .waitFor();
    }
    await begin('Export the organization');
    await page.getByRole('link', { name: /^Export of Meridian Outdoor, / }).click();
    const download = page.getByRole('button', { name: 'Download the file' });
    const isThere = async () => {
      await page.clock.fastForward(10_000);
      return await download.count();
    };
    await expect.poll(isThere).toBe(1);
    await isAccessible();
    // Waited for before the click: a file may have come by the time that is over.
    const downloaded = async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
      return file.suggestedFilename();
    };
    const files = [await downloaded()];
    for (const name of ['Export of Meridian Outdoor', 'Export']) {
      await job(name).last().click();
      files.push(await downloaded());
    }
    expect(files).toEqual(['organization_export.json.gz', 'object_export.jsonl.gz', 'graph_export.json.gz']);
    await close();
  });

  test('all of it by keyboard alone', async (context) => {
    const { page, pill, close } = await open(context, { at: '/jobs/new/duplicate-task' });
    await page.getByLabel('Task', { exact: true }).focus();
    await page.keyboard.type('Draft trail');
    await page
      .getByRole('option', { name: /Draft trail shoe page/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Second draft');
    await page.keyboard.press('Enter');
    await pill('Done');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await close();
  });

  test('a sixth job waits for a free place', async (context) => {
    const { page, begin, pick, copy, isAccessible, close } = await open(context, LIGHT_PHONE);
    for (const number of [1, 2, 3, 4, 5]) await copy(`Store ${number}`);
    await begin('Copy a project');
    await pick('Project', 'Brand Guidelines');
    await page.getByLabel('Name of the copy').fill('Store 6');
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await page.getByText('Five of your jobs are running').waitFor();
    await isAccessible();
    await page.getByRole('button', { name: 'Start it when one has finished' }).click();
    await page.getByText('Waiting for a free place').waitFor();
    await close();
  });
});
