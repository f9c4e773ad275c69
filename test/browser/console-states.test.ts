import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createGateway, silentTelemetry } from '../../src/index.ts';
import { consoleInBrowsers } from './console-in-browsers.ts';
import { fallSilentAfterTheFirstEvent } from './dead-connection.ts';

const DARK_PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
const LIGHT_PHONE = { ...DARK_PHONE, colorScheme: 'light' } as const;

const NAME_WITHOUT_BLANKS = 'Brand2028'.repeat(30);

/** A second tab of the same person. */
async function anotherTab(first: Page): Promise<Page> {
  const key = 'asana-jobs-gateway:demo:token';
  const token = await first.evaluate((name) => sessionStorage.getItem(name), key);
  const tab = await first.context().newPage();
  await tab.addInitScript(([name, value]) => sessionStorage.setItem(name, value), [key, `${token}`] as const);
  await tab.goto(first.url());
  return tab;
}

consoleInBrowsers('the page at /jobs', (open, demo) => {
  test('a phone in the dark shows all of it, and says when a job is done', async (context) => {
    const { page, copy, begin, pick, pill, isAccessible, shoot, close } = await open(context, DARK_PHONE);
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
    await expect.poll(() => page.title()).toBe('Done: Brand 2028 – Jobs');
    // What is told to those who listen does not change with each second.
    await expect.poll(() => page.locator('main').getByRole('status').allTextContents()).toEqual(['Done']);
    expect(await page.evaluate(() => Reflect.get(window, 'told'))).toEqual(['Done: Brand 2028']);
    await page.locator('.task').first().waitFor();
    await isAccessible();
    await shoot('jobs-phone');
    await copy(NAME_WITHOUT_BLANKS, 'Website Redesign');
    await pill('Done');
    await begin('Copy a project');
    await pick('Project', 'Website Redesign');
    await page.getByLabel('Name of the copy').fill(NAME_WITHOUT_BLANKS);
    await page.getByRole('button', { name: 'Start the copy' }).click();
    await page.getByText('so nothing was started').waitFor();
    await isAccessible();
    const starts = page.getByRole('button', { name: 'Start the copy' });
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await starts.evaluate((button) => getComputedStyle(button).borderTopWidth)).toBe('1px');
    await page.emulateMedia({ forcedColors: 'none' });
    // A window of 1440 pixels at 200 %.
    await page.setViewportSize({ width: 720, height: 450 });
    await isAccessible();
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
    await page.getByText('6 lines, the first called “Oslo”').waitFor();
    await page.reload();
    await expect.poll(() => lines.inputValue()).toMatch(/^Oslo\nBergen/);
    await page.getByRole('button', { name: 'Start all 6' }).click();

    await page.getByRole('heading', { name: 'Oslo and 5 more' }).waitFor();
    // Four go at a time, so some are over before the last two are.
    await page.getByText(/^[1-5] of 6 over$/).waitFor();
    await shoot('jobs-list');
    await isAccessible();
    await page.getByText('Nothing of it runs any more').waitFor();
    await expect.poll(() => page.title()).toMatch(/^(\(\d\) )?Finished: Oslo and 5 more – Jobs$/);
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
    demo().sandbox.fail({
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
    await page.goto(`${demo().gateway.baseUrl}/jobs/new/save-project-as-template`);
    await page.getByRole('combobox', { name: 'Project' }).fill('Brand');
    await page.getByRole('option', { name: /Brand Guidelines/ }).click();
    await page.getByLabel('Name of the template').fill('Brand');
    await page.getByRole('combobox', { name: 'Team' }).click();
    await page.getByRole('option', { name: 'Marketing' }).click();
    await page.getByRole('button', { name: 'Save the template' }).click();
    await page.getByText('You may not do this in Asana').waitFor();
    await close();
  });

  test('a gateway with keys asks for one', async (context) => {
    const { sandbox } = demo();
    await using service = await createGateway({
      asanaBaseUrl: sandbox.url,
      port: 0,
      telemetry: silentTelemetry(),
      asanaToken: sandbox.tokens.ada,
      gatewayKeys: [{ name: 'operations', key: 'a-key-of-operations' }],
    });
    const { page, isAccessible, shoot } = await open(context, { ...LIGHT_PHONE, gateway: service });
    await page.getByRole('heading', { name: 'Your key, please' }).waitFor();
    await isAccessible();
    await shoot('jobs-key');
    const isFocused = () => page.getByLabel('Key').evaluate((field) => field === document.activeElement);
    expect(await isFocused()).toBe(true);
    await page.getByLabel('Key').fill('a key of mine');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('There is a blank').waitFor();
    await page.getByLabel('Key').fill('a-key-that-is-none');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This key is not accepted').waitFor();
    expect(await isFocused()).toBe(true);
    await page.getByLabel('Key').fill('a-key-of-operations');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('What would you like to start?').waitFor();
    await page.reload();
    await page.getByText('What you start shows up here').waitFor();
    await isAccessible();
    await page.getByRole('button', { name: 'Other key' }).click();
    await page.getByRole('heading', { name: 'Your key, please' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'a-key-of-operations',
    );
    // What is refused from its headers, the browser counts as an error of the page.
    await page.context().close();
  });

  test('a connection that is dead and was never closed is given up, and the page catches up', async (context) => {
    const { page, copy, pill } = await open(context);
    await page.clock.install();
    const connections = await fallSilentAfterTheFirstEvent(page);
    await page.reload();
    await copy('Brand in Bodø');
    await expect.poll(() => connections.silent).toBe(1);

    await page.clock.fastForward(20_000);
    await expect.poll(() => connections.pings).toBe(1);
    await page.clock.fastForward(10_000);
    await page.getByText('Connection lost.').waitFor();
    // No pause is longer than until the browser says that it is in a network.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await pill('Done');
    expect(connections.open).toBe(2);
    await page.context().close();
  });

  test('what is still being read says so to those who listen', async (context) => {
    const { page, isAccessible, close } = await open(context);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(/graphql/, async (route) => {
      await held;
      await route.continue();
    });
    for (const at of ['', '/lists', '/lists/some-list', '/120', '/new/duplicate-project', '/unanswered']) {
      await page.goto(new URL(`/jobs${at}`, page.url()).href);
      const loading = page.getByRole(at === '' ? 'complementary' : 'main').getByRole('status');
      await expect.poll(() => loading.first().textContent(), { message: at }).toBe('Loading…');
      await isAccessible();
    }
    goOn();
    await page.getByText('There are none.').waitFor();
    expect(await page.getByText('Loading…').count()).toBe(0);
    await close();
  });

  test('an outage leaves what was there, and ends by itself or with a button', async (context) => {
    const { page, copy, job } = await open(context);
    let connections = 0;
    await page.routeWebSocket(/graphql/, (socket) => {
      connections += 1;
      const server = socket.connectToServer();
      const connection = connections;
      let isRefused = false;
      server.onMessage((message) => {
        const { type, id } = JSON.parse(String(message)) as { type: string; id?: string };
        if (connection === 2 && type === 'next' && !isRefused) {
          isRefused = true;
          const extensions = { code: 'RATE_LIMITED', retryable: true, retryAfter: 3_600 };
          socket.send(JSON.stringify({ id, type: 'error', payload: [{ message: 'Later.', extensions }] }));
          return;
        }
        socket.send(message);
        if (connection === 1 && type === 'next') void socket.close({ code: 1012, reason: 'Restart' });
      });
    });
    await page.reload();
    const second = await anotherTab(page);
    await second.getByText('What you start shows up here').waitFor();
    await copy('Brand in Turku');
    await second.locator('.job').filter({ hasText: 'Brand in Turku' }).waitFor();
    await second.close();
    await page.getByText('this page does not see how').waitFor();
    await job('Brand in Turku').getByText('not watched').waitFor();
    await page.getByRole('button', { name: 'Watch on' }).click();
    await job('Brand in Turku').getByText('Done').waitFor();
    // What nobody watches needs no socket: it may be a third one that watches on.
    expect(connections).toBeGreaterThan(1);

    let asked = 0;
    await page.route('**/graphql', (route) => {
      asked += 1;
      return route.fulfill({ status: 502, body: 'Bad gateway' });
    });
    await page.goto(`${demo().gateway.baseUrl}/jobs/1`);
    await page.getByText('No connection right now').first().waitFor();
    const before = asked;
    await page.locator('main').getByRole('button', { name: 'Try again' }).last().click();
    await expect.poll(() => asked).toBeGreaterThan(before);
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.unroute('**/graphql');
    await page.context().setOffline(false);
    await page.getByText('This job is not yours to see').waitFor();
    await page.getByText('No connection right now').first().waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('a broken page says so and can be loaded anew', async (context) => {
    const { page } = await open(context);
    await page.evaluate(() => {
      crypto.getRandomValues = () => {
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
