import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type GraphiqlPage, openGraphiql } from './graphiql-page.ts';
import { type StartedGateway, startGateway } from './start-gateway.ts';

vi.setConfig({ testTimeout: 90_000 });

let browser: Browser | undefined;
let gateway: StartedGateway;

beforeAll(async () => {
  browser = await launchBrowser();
  if (browser) gateway = await startGateway();
});

afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
});

async function open(
  context: TestContext,
  options?: Parameters<typeof openGraphiql>[2],
): Promise<GraphiqlPage> {
  if (!browser) return context.skip('no browser');
  const graphiql = await openGraphiql(browser, gateway.pageUrl, options);
  await graphiql.token.fill('sandbox-ada-token');
  return graphiql;
}

const stripSays = (graphiql: GraphiqlPage, text: string) =>
  graphiql.strip.getByText(text, { exact: true }).waitFor();

async function startJob(graphiql: GraphiqlPage): Promise<void> {
  await graphiql.openTab('StartTheJob');
  await graphiql.run();
  await stripSays(graphiql, 'Done');
}

describe('the story of the example tabs', () => {
  it('a job is started, watched, read and listed', async (context) => {
    const graphiql = await open(context);

    await graphiql.run();
    expect(await graphiql.answer()).toContain('"me": {');
    await graphiql.openTab('FindAProject');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"projects": {');
    await startJob(graphiql);
    expect(await graphiql.answer()).toContain('"job": {');
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    expect(await graphiql.answer()).toContain('"status": "SUCCEEDED"');
    await graphiql.screenshot('graphiql-light');
    await graphiql.openTab('ReadTheResult');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"newProject": {');
    await graphiql.openTab('RecentJobs');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"kind": "DUPLICATE_PROJECT"');

    await graphiql.close();
  });

  it('events carry number, time and status', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    const events = await graphiql.strip.locator('li').allInnerTexts();
    await graphiql.strip.locator('li button').first().click();
    const shown = () => graphiql.answer();

    expect(events.at(-1)).toMatch(new RegExp(`^#${events.length} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} SUCCEEDED$`));
    expect(events.length).toBeGreaterThan(1);
    await expect.poll(shown).toContain('"finished": false');
    await graphiql.close();
  });

  it('watching before any start is explained', async (context) => {
    const graphiql = await open(context);

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();

    expect(await graphiql.answer()).toContain('Run the StartTheJob tab first');
    await graphiql.close();
  });
});

describe('the token', () => {
  it('one field serves HTTP and WebSocket', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    expect(graphiql.authorizations.at(-1)).toBe('Bearer sandbox-ada-token');
    expect(graphiql.frames.slice(0, 2)).toEqual([
      'connect',
      '> {"type":"connection_init","payload":{"Authorization":"Bearer sandbox-ada-token"}}',
    ]);
    await graphiql.close();
  });

  it('a change counts from the next run', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    await graphiql.token.fill('Bearer sandbox-grace-token');
    await graphiql.run();
    await expect.poll(() => graphiql.frames.filter((frame) => frame === 'connect').length).toBe(2);
    await graphiql.openTab('WhoAmI');
    await graphiql.run();
    await stripSays(graphiql, 'Done');

    expect(graphiql.frames.filter((frame) => frame.includes('connection_init')).at(-1)).toContain(
      'Bearer sandbox-grace-token',
    );
    expect(graphiql.authorizations.at(-1)).toBe('Bearer sandbox-grace-token');
    await graphiql.close();
  });

  it('it reaches the disk only when remembered', async (context) => {
    const graphiql = await open(context);
    const onDisk = () => graphiql.page.evaluate(() => JSON.stringify(localStorage));
    await graphiql.run();
    await graphiql.answer();

    expect(await onDisk()).not.toContain('sandbox-ada-token');
    await graphiql.reload();
    expect(await graphiql.token.inputValue()).toBe('sandbox-ada-token');
    await graphiql.page.getByLabel('Remember').check();
    expect(await onDisk()).toContain('sandbox-ada-token');
    await graphiql.page.getByLabel('Remember').uncheck();
    expect(await onDisk()).not.toContain('sandbox-ada-token');
    await graphiql.close();
  });
});

describe('streams', () => {
  it('Stop unsubscribes at the gateway', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').first().waitFor();
    await graphiql.run();
    await stripSays(graphiql, 'Stopped');

    await expect.poll(() => graphiql.frames.some((frame) => /^> .*"type":"complete"/.test(frame))).toBe(true);
    expect(graphiql.frames.some((frame) => /^< .*"type":"complete"/.test(frame))).toBe(false);
    await graphiql.close();
  });

  it('a refused socket is explained at once', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.routeWebSocket(/graphql/, (socket) => {
      void socket.close({ code: 4403, reason: 'Forbidden' });
    });

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Failed');

    expect(await graphiql.answer()).toContain('(4403 Forbidden): it does not accept the token');
    await graphiql.close();
  });

  it('a lost connection is taken up again', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    let connections = 0;
    await graphiql.page.routeWebSocket(/graphql/, (socket) => {
      connections += 1;
      const server = socket.connectToServer();
      if (connections > 1) return;
      server.onMessage((message) => {
        socket.send(message);
        if (String(message).includes('"next"')) void socket.close({ code: 1012, reason: 'Restart' });
      });
    });

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    expect(connections).toBe(2);
    expect(await graphiql.answer()).toContain('"status": "SUCCEEDED"');
    await graphiql.close();
  });
});

describe('coming back', () => {
  it('tabs and history survive a reload', async (context) => {
    const graphiql = await open(context);
    await graphiql.writeQuery('query Mine { __typename }');
    // What is typed reaches tabs and history a moment later; run before, the history holds the text before.
    await expect.poll(() => graphiql.tabs()).toContain('Mine');
    await graphiql.run();
    await graphiql.answer();
    for (const part of ['tabState', 'queries']) {
      const isStored = () =>
        graphiql.page.evaluate(
          (key) =>
            Object.entries(localStorage).some(
              ([name, text]) => name.includes(key) && text.includes('query Mine'),
            ),
          part,
        );
      await expect.poll(isStored, { timeout: 15_000 }).toBe(true);
    }

    await graphiql.reload();
    await graphiql.page.getByLabel('Show History').click();

    expect(await graphiql.tabs()).toContain('Mine');
    await graphiql.page.locator('.graphiql-history-item').getByText('Mine').waitFor();
    await graphiql.close();
  });

  it('examples are restored beside own tabs', async (context) => {
    const graphiql = await open(context);
    await graphiql.writeQuery('query Mine { __typename }');

    await graphiql.page.getByRole('button', { name: 'Restore examples' }).click();

    await expect
      .poll(graphiql.tabs)
      .toEqual([
        'WhoAmI',
        'FindAProject',
        'StartTheJob',
        'WatchTheJob',
        'ReadTheResult',
        'RecentJobs',
        'Mine',
      ]);
    await graphiql.close();
  });
});

describe('looks', () => {
  it('a dark system gets a dark page', async (context) => {
    const graphiql = await open(context, { colorScheme: 'dark' });
    await graphiql.page.getByLabel('Show GraphiQL Explorer').click();
    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    await graphiql.screenshot('graphiql-dark');

    const background = await graphiql.page
      .locator('.graphiql-container')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(
      background
        .match(/\d+/g)
        ?.map(Number)
        .every((channel) => channel < 80),
    ).toBe(true);
    await graphiql.close();
  });

  it('a phone shows everything within its width', async (context) => {
    const graphiql = await open(context, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await graphiql.run();
    await graphiql.answer();
    await graphiql.screenshot('graphiql-phone');

    const width = await graphiql.page.evaluate(() => document.documentElement.scrollWidth);
    const answer = await graphiql.page.locator('.result-window').boundingBox();
    expect(width).toBe(390);
    expect(answer?.width).toBeGreaterThan(300);
    expect(answer?.height).toBeGreaterThan(150);
    await graphiql.close();
  });
});
