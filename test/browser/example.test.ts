import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PreviewServer } from 'vite';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import {
  createGateway,
  createSandbox,
  type Gateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { inBrowsers } from '../support/browsers.ts';
import { violations } from './accessibility.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = path.join(REPOSITORY, 'examples/react');
const INSTALLED = existsSync(path.join(ROOT, 'node_modules'));

let sandbox: Sandbox;
let gateway: Gateway | undefined;
let server: PreviewServer | undefined;
let outDir: string | undefined;

beforeAll(async () => {
  if (!INSTALLED) return sayItIsMissing();
  sandbox = await createSandbox({
    jobDurationMs: (_kind, name) => (/Winter|Store \d/.test(name) ? 60_000 : 2_500),
  });
  gateway = await createGateway({ asanaBaseUrl: sandbox.url, port: 0, telemetry: silentTelemetry() });
  outDir = await mkdtemp(path.join(tmpdir(), 'example-'));
  process.env.GATEWAY_URL = gateway.baseUrl;
  const { build, preview } = await import('vite');
  const shared = {
    root: ROOT,
    logLevel: 'silent',
    // Development's React, in which StrictMode undoes and repeats every effect.
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { outDir, emptyOutDir: true },
  } as const;
  await build(shared);
  server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
}, 120_000);

afterAll(async () => {
  await server?.close();
  await gateway?.[Symbol.asyncDispose]();
  await sandbox?.close();
  if (outDir) await rm(outDir, { recursive: true, force: true });
  delete process.env.GATEWAY_URL;
});

function sayItIsMissing(): void {
  const message = 'THE EXAMPLE IS NOT TESTED: run npm ci --prefix examples/react first.';
  if (process.env.CI) throw new Error(message);
  console.warn(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}\n`);
}

interface Window {
  readonly page: Page;
  job(name: string): ReturnType<Page['locator']>;
  start(template: string, fill?: { name: string; roles?: readonly string[] }): Promise<void>;
  shoot(name: string): Promise<void>;
  /** Fails when the page broke or called another host. */
  close(): Promise<void>;
}

let windows = 0;

/** A window of a person of their own, so that no test sees another's jobs. */
async function openWindow(
  browser: Browser,
  context: TestContext,
  options: BrowserContextOptions,
): Promise<Window> {
  const url = server?.resolvedUrls?.local[0];
  if (!url) return context.skip('the example is not installed');
  const profile = await browser.newContext({ viewport: { width: 1180, height: 780 }, ...options });
  const page = await profile.newPage();
  page.setDefaultTimeout(15_000);
  windows += 1;
  await page.addInitScript((token) => {
    sessionStorage.getItem('asana-token') ?? sessionStorage.setItem('asana-token', token);
  }, `person-${windows}`);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) wrong.push(request.url());
  });
  await page.goto(url);
  return {
    page,
    job: (name) => page.locator('.job').filter({ hasText: name }),
    async start(template, fill) {
      await page.getByRole('link', { name: '+ New project' }).click();
      await page.getByRole('button', { name: template }).click();
      if (fill) await page.getByLabel('Name of the project').fill(fill.name);
      for (const [index, person] of (fill?.roles ?? []).entries()) {
        await page.locator('select[name^="role-"]').nth(index).selectOption({ label: person });
      }
      await page.getByRole('button', { name: 'Start the project' }).click();
    },
    async shoot(name) {
      const folder = process.env.SCREENSHOTS;
      if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    async close() {
      await profile.close();
      expect(wrong).toEqual([]);
    },
  };
}

const CAMPAIGN = { name: 'Autumn campaign', roles: ['Yuki Tanaka', 'Sofia Rossi'] } as const;

inBrowsers('the example page', (browser) => {
  const open = (context: TestContext, options: BrowserContextOptions = {}) =>
    openWindow(browser(context), context, options);

  test('a template becomes a project with its tasks', async (context) => {
    const { page, start, shoot, close } = await open(context);
    await page.getByText('asks for 2 dates and 2 roles').waitFor();
    await shoot('example-templates');

    await start('Marketing Campaign', CAMPAIGN);
    await page.getByText('Asana is building it').waitFor();
    await page.locator('main').getByRole('heading', { name: 'Autumn campaign', level: 1 }).waitFor();
    await page.getByText('Ready', { exact: true }).and(page.locator('.ready')).waitFor();

    await page.getByRole('heading', { name: /Production/ }).waitFor();
    await page.getByText('Key visual').waitFor();
    expect(
      await page.locator('.task').filter({ hasText: 'Key visual' }).locator('.face').getAttribute('title'),
    ).toBe('Yuki Tanaka');
    await shoot('example-project');
    await close();
  });

  test('a reload in the middle loses nothing', async (context) => {
    const { page, start, job, close } = await open(context);
    await start('Store Opening Checklist', { name: 'Store in Bergen' });
    await page.getByText('Asana is building it').waitFor();

    await page.reload();

    await page.getByText('Asana is building it').waitFor();
    await job('Store in Bergen').getByText('Done').waitFor();
    await page.locator('main').getByRole('heading', { name: 'Store in Bergen' }).waitFor();
    await page.getByText('Till test').waitFor();
    await close();
  });

  test('several jobs move side by side', async (context) => {
    const { page, start, job, shoot, close } = await open(context);
    await start('Store Opening Checklist', { name: 'Store in Oslo' });
    await page.getByText('Asana is building it').waitFor();
    await start('App Release', { name: 'App 7.0 [fail]' });
    await start('Marketing Campaign', { ...CAMPAIGN, name: 'Winter campaign' });

    await job('Store in Oslo').getByText('Done').waitFor();
    await job('App 7.0 [fail]').getByText('Failed').waitFor();
    await page.getByText('1 running').waitFor();
    await page.getByText('Asana is building it').waitFor();
    await page.locator('main').getByRole('heading', { name: 'Winter campaign' }).waitFor();
    await shoot('example-jobs');
    await job('App 7.0 [fail]').click();
    await page.getByText('Asana could not finish this').waitFor();
    await close();
  });

  test('mistakes stand beside their field', async (context) => {
    const { page, start, shoot, close } = await open(context);
    await start('Marketing Campaign', { name: 'Autumn campaign' });

    await page.getByRole('alert').getByText('Choose who will be Designer.').waitFor();
    await shoot('example-mistake');
    await page.locator('select[name^="role-"]').first().selectOption({ label: 'Yuki Tanaka' });
    await page.locator('select[name^="role-"]').nth(1).selectOption({ label: 'Sofia Rossi' });
    await page.getByRole('button', { name: 'Start the project' }).click();

    await page.getByText('Asana is building it').waitFor();
    await close();
  });

  test('a sixth job is refused with kind words', async (context) => {
    const { page, start, job, close } = await open(context);
    for (const number of [1, 2, 3, 4, 5]) {
      await start('Store Opening Checklist', { name: `Store ${number}` });
      await job(`Store ${number}`).waitFor();
    }

    await start('Store Opening Checklist', { name: 'Store 6' });

    await page.getByRole('alert').getByText('Five of your jobs are running').waitFor();
    await close();
  });

  test('a refused token is asked for again', async (context) => {
    const { page, close } = await open(context);
    await page.evaluate(() => sessionStorage.setItem('asana-token', 'an-expired-token'));
    await page.reload();
    await page.getByRole('alert').getByText('Asana does not accept the token').waitFor();

    await page.getByLabel('Token').fill('another-token-of-mine');
    await page.getByRole('button', { name: 'Go on' }).click();

    await page.getByText('Marketing Campaign').waitFor();
    await close();
  });

  test('a lost connection is taken up again', async (context) => {
    const { page, start, job, close } = await open(context);
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

    await start('Store Opening Checklist', { name: 'Store in Turku' });

    await job('Store in Turku').getByText('Done').waitFor();
    expect(connections).toBe(2);
    await close();
  });

  test('an outage leaves what was there, and ends with a button', async (context) => {
    const { page } = await open(context);
    await page.getByText('asks for 2 dates and 2 roles').waitFor();
    await page.route('**/graphql', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));

    await page.evaluate(() => {
      location.hash = '/job/1';
    });
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('link', { name: '+ New project' }).click();
    await page.getByText('asks for 2 dates and 2 roles').waitFor();
    await page.reload();
    await page.getByText('No connection right now. Jobs that were started go on').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).first().click();

    await page.getByText('asks for 2 dates and 2 roles').waitFor();
    await page.context().close();
  });

  test.for(['light', 'dark'] as const)('it is accessible, %s', async (colorScheme, context) => {
    const { page, start, close } = await open(context, { colorScheme });
    await page.getByText('asks for 2 dates and 2 roles').waitFor();
    expect(await violations(page)).toEqual([]);

    await start('Marketing Campaign', { name: 'Autumn campaign' });
    await page.getByRole('alert').getByText('Choose who will be Designer.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '← All templates' }).click();
    await start('App Release', { name: 'App 8.0 [fail]' });
    await page.getByText('Asana is building it').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('Asana could not finish this').waitFor();
    expect(await violations(page)).toEqual([]);
    await start('Marketing Campaign', CAMPAIGN);
    await page.getByText('Key visual').waitFor();

    expect(await violations(page)).toEqual([]);
    await close();
  });

  test('a broken page says so and can be loaded anew', async (context) => {
    const { page, start } = await open(context);
    await page.evaluate(() => {
      crypto.randomUUID = () => {
        throw new Error('no numbers today');
      };
    });
    const started = start('Store Opening Checklist').catch((error: unknown) => error);

    await page.locator('.broken').getByText('This page broke').waitFor();
    expect(await page.locator('.broken').textContent()).toContain('no numbers today');
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByText('What are we starting?').waitFor();
    await page.context().close();
    await started;
  });

  test('a phone in the dark shows all of it', async (context) => {
    const { page, start, shoot, close } = await open(context, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await start('Marketing Campaign', CAMPAIGN);
    await page.getByText('Key visual').waitFor();
    await shoot('example-phone');

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close();
  });
});

describe('the example package', () => {
  const run = (script: string, ...flags: string[]) =>
    promisify(execFile)(process.execPath, [path.join(REPOSITORY, script), ...flags], { cwd: REPOSITORY });

  test('its types hold', async (context) => {
    if (!INSTALLED) return context.skip('the example is not installed');
    await run('examples/react/node_modules/typescript/bin/tsc', '-p', 'examples/react');
  });

  test('its typed operations are as the schema says', async () => {
    await run(
      'node_modules/@graphql-codegen/cli/esm/bin.js',
      '--config',
      'examples/react/codegen.ts',
      '--check',
    );
  });
});
