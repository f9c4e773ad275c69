import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, type TestContext, test, vi } from 'vitest';
import {
  createGateway,
  createSandbox,
  DEMO_TOKEN,
  type Gateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { nameTagRows, tokenFaultRows } from '../../src/sandbox/server.ts';
import { inBrowsers } from '../support/browsers.ts';
import { openConsole } from './console-page.ts';

vi.setConfig({ testTimeout: 60_000 });

const DARK_PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
const LIGHT_PHONE = { ...DARK_PHONE, colorScheme: 'light' } as const;
const DARK_DESK = { colorScheme: 'dark' } as const;

inBrowsers('the page at /jobs', (browser) => {
  let sandbox: Sandbox;
  let gateway: Gateway;

  beforeAll(async () => {
    sandbox = await createSandbox({
      jobDurationMs: (_kind, name) => (/Store/.test(name) ? 60_000 : 1_500),
      childrenDelayMs: 300,
    });
    gateway = await createGateway({
      asanaBaseUrl: sandbox.url,
      port: 0,
      telemetry: silentTelemetry(),
      demo: { token: DEMO_TOKEN, faults: { tokens: tokenFaultRows, names: nameTagRows } },
    });
  });

  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await sandbox.close();
  });

  const open = (context: TestContext, options: BrowserContextOptions & { at?: string } = {}) =>
    openConsole(browser(context), gateway.baseUrl, options);

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
    await page.reload();
    await job('Autumn campaign').click();
    // Its tasks are counted at first, and shown once they are all there.
    await page.getByText('6 tasks so far').or(page.locator('.task')).first().waitFor();
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
    const { page, job, copy, pick, begin, pill, isAccessible, shoot, close } = await open(context, DARK_DESK);
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
    expect(await page.title()).toBe('(1) Jobs');
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

    await begin('Export a project, portfolio or team');
    await pick('Which one', 'Brand Guidelines');
    await page.getByRole('button', { name: 'Start the export' }).click();
    await page.getByText('Asana is building it').or(page.getByText('Asana has it')).waitFor();
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
    const { page, begin, pick, copy, close } = await open(context, LIGHT_PHONE);
    for (const number of [1, 2, 3, 4, 5]) await copy(`Store ${number}`);
    await begin('Copy a project');
    await pick('Project', 'Brand Guidelines');
    await page.getByLabel('Name of the copy').fill('Store 6');
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await page.getByText('Five of your jobs are running').waitFor();
    await page.getByRole('button', { name: 'Start it when one has finished' }).click();
    await page.getByText('Waiting for a free place').waitFor();
    await close();
  });

  test('a phone in the dark shows all of it, and says when a job is done', async (context) => {
    const { page, copy, pill, isAccessible, shoot, close } = await open(context, DARK_PHONE);
    await page.addInitScript(() => {
      const told: string[] = [];
      const Told = class {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title: string) {
          told.push(title);
        }
      };
      Object.assign(window, { told, Notification: Told });
    });
    await page.reload();
    await isAccessible();
    await page.getByRole('button', { name: 'Tell me when done' }).click();
    await copy('Brand 2028', 'Website Redesign');
    await isAccessible();
    await pill('Done');
    expect(await page.evaluate(() => Reflect.get(window, 'told'))).toEqual(['Done: Brand 2028']);
    await page.locator('.task').first().waitFor();
    await isAccessible();
    await shoot('jobs-phone');
    await close();
  });

  test('a list is pasted, mended, watched, and tried again', async (context) => {
    const { page, pick, isAccessible, shoot, close } = await open(context, { at: '/jobs/lists' });
    await page.getByText('You have no lists yet').waitFor();
    await page.getByRole('link', { name: 'New list' }).click();
    await page.getByRole('radio', { name: 'Copy a project' }).check();
    await pick('Project', 'Brand Guidelines');
    const lines = page.getByLabel('The names, one a line');
    await lines.fill('name;ends on;colour\nOslo;2027-03-01;red\nBergen;soon;');
    await page.getByText('Line 3: “soon” is no day').waitFor();
    await page.getByText('nothing is done with colour').waitFor();
    await isAccessible();
    await lines.fill(['Oslo', 'Bergen [fail]', 'Turku', 'Aarhus', 'Malmö', 'Tampere'].join('\n'));
    await page.getByRole('button', { name: 'Start all 6' }).click();

    await page.getByRole('heading', { name: 'Oslo and 5 more' }).waitFor();
    await page.getByText('1 of 6 over').or(page.getByText('2 of 6 over')).waitFor();
    await isAccessible();
    await shoot('jobs-list');
    await page.getByText('Nothing of it runs any more').waitFor();
    await page.getByRole('button', { name: /^Done/ }).click();
    await expect.poll(() => page.locator('.item').count()).toBe(5);
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.locator('.item').filter({ hasText: 'Bergen [fail]' }).waitFor();
    await page.getByRole('button', { name: 'Try again the one that failed' }).click();
    await page.locator('.pill', { hasText: 'Running' }).waitFor();
    await page.getByRole('link', { name: 'Lists' }).first().click();
    await page.locator('.job').filter({ hasText: 'Oslo and 5 more' }).click();
    await page.getByRole('link', { name: 'Oslo', exact: true }).waitFor();
    await isAccessible();
    await close();
  });

  test('a start without an answer is looked for, and settled', async (context) => {
    const { page, begin, pick, close } = await open(context, LIGHT_PHONE);
    await begin('Copy a project');
    await pick('Project', 'Brand Guidelines');
    await page.getByLabel('Name of the copy').fill('Lost and found');
    sandbox.fail({
      match: { method: 'POST', path: /\/duplicate$/ },
      times: 1,
      fault: { kind: 'reset' },
      after: 'after-effect',
    });
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await page.getByRole('link', { name: 'Look what came of it' }).click();
    await page.getByText('This may be it').or(page.getByText('Nothing of this name')).waitFor();
    await expect
      .poll(async () => {
        await page.reload();
        await page.getByText('This may be it').or(page.getByText('Nothing of this name')).waitFor();
        return await page.getByRole('link', { name: /Lost and found/ }).count();
      })
      .toBe(1);
    await page.getByRole('button', { name: 'That is settled' }).click();
    await page.getByText('What would you like to start?').waitFor();
    await close();
  });

  test('a refused token is asked for again, and one without rights is told', async (context) => {
    const { page, isAccessible, close } = await open(context);
    await page.getByText('What you start shows up here').waitFor();
    await page.evaluate(() => sessionStorage.setItem('asana-jobs-gateway:demo:token', 'an-expired-token'));
    await page.reload();
    await page.getByRole('alert').getByText('This token is not accepted').waitFor();
    await isAccessible();
    await page.getByRole('textbox', { name: 'Token' }).fill('Bearer another-token-of-mine');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('See it fail').click();
    await page.getByText('[missing tasks]').waitFor();
    await page.getByLabel('From now on').selectOption('-readonly');
    await page.goto(`${gateway.baseUrl}/jobs/new/save-project-as-template`);
    await page.getByRole('combobox', { name: 'Project' }).fill('Brand');
    await page.getByRole('option', { name: /Brand Guidelines/ }).click();
    await page.getByLabel('Name of the template').fill('Brand');
    await page.getByRole('combobox', { name: 'Team' }).click();
    await page.getByRole('option', { name: 'Marketing' }).click();
    await page.getByRole('button', { name: 'Save the template' }).click();
    await page.getByText('You may not do this in Asana').waitFor();
    await close();
  });

  test('an outage leaves what was there, and ends by itself or with a button', async (context) => {
    const { page, copy, job } = await open(context);
    let connections = 0;
    await page.routeWebSocket(/graphql/, (socket) => {
      connections += 1;
      const server = socket.connectToServer();
      if (connections > 1) return;
      server.onMessage((message) => {
        socket.send(message);
        if (String(message).includes('"next"')) void socket.close({ code: 1012, reason: 'Restart' });
      });
    });
    await page.reload();
    await copy('Brand in Turku');
    await job('Brand in Turku').getByText('Done').waitFor();
    expect(connections).toBe(2);

    await page.route('**/graphql', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
    await page.goto(`${gateway.baseUrl}/jobs/1`);
    await page.getByText('No connection right now').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.context().setOffline(false);
    await page.unroute('**/graphql');
    await page.locator('main').getByRole('button', { name: 'Try again' }).last().click();
    await page.getByText('This job is not yours to see').waitFor();
    await page.context().close();
  });

  test('a broken page says so and can be loaded anew', async (context) => {
    const { page } = await open(context);
    await page.evaluate(() => {
      crypto.randomUUID = () => {
        throw new Error('no numbers today');
      };
    });
    await page.getByRole('link', { name: /Copy a task/ }).click();
    await page.getByText('This page broke').waitFor();
    expect(await page.locator('.broken').textContent()).toContain('no numbers today');
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByRole('heading', { name: 'Copy a task' }).waitFor();
    await page.context().close();
  });
});
