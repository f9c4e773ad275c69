/**
 * The Chromiums that browser tests run in: the one from npm, whose version is always the same, and the
 * distribution's, which is as new as what people use. With CI set both must start; elsewhere a missing one is said
 * loudly. Where there is the distribution's, npm's has what goes through a page from one end to the other, and with
 * `BROWSERS=all` (`npm run test:browsers`) all of it.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, type TestContext } from 'vitest';

interface BrowserChoice {
  readonly name: string;
  /** Path of the program; fails, with a reason, where it cannot be had. */
  find(): string | Promise<string>;
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FROM_SYSTEM: BrowserChoice = { name: "the distribution's Chromium", find: fromSystem };
const BOTH: readonly BrowserChoice[] = [{ name: "npm's Chromium", find: fromNpm }, FROM_SYSTEM];

/** What is tested, and whether in both browsers also where the rest is tested in one of them. */
export type Tested = string | { readonly title: string; readonly inBoth: true };

/**
 * Declares the same tests once for each browser. `browser` gives the running one, and skips the test where it does
 * not start.
 */
export function inBrowsers(
  tested: Tested,
  declare: (browser: (context: TestContext) => Browser) => void,
): void {
  const { title, inBoth } = typeof tested === 'string' ? { title: tested, inBoth: false } : tested;
  const isAll = inBoth || process.env.BROWSERS === 'all' || systemPath() === undefined;
  describe.each(isAll ? BOTH : [FROM_SYSTEM])(`${title}, in $name`, (choice) => {
    let running: Browser | undefined;
    beforeAll(async () => {
      running = await launch(choice);
    });
    afterAll(() => running?.close());
    declare((context) => running ?? context.skip(`${choice.name} does not start here`));
  });
}

async function launch({ name, find }: BrowserChoice): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ executablePath: await find(), args: FLAGS });
  } catch (error) {
    const message = `NOT TESTED in ${name}: ${String(error).split('\n')[0]}`;
    if (process.env.CI) throw new Error(message);
    console.warn(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}\n`);
    return undefined;
  }
}

function fromSystem(): string {
  const found = systemPath();
  if (found === undefined) {
    throw new Error(
      `there is none at ${systemPaths().join(' or ')}; install chromium, or set CHROMIUM_PATH.`,
    );
  }
  return found;
}

function systemPaths(): readonly string[] {
  return process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : SYSTEM_PATHS;
}

function systemPath(): string | undefined {
  return systemPaths().find((candidate) => existsSync(candidate));
}

/**
 * The package unpacks itself into the temp folder and takes what lies there, of whatever version and however
 * complete: so it gets a folder of its own, moved to its place in one step.
 */
async function fromNpm(): Promise<string> {
  const { version } = createRequire(import.meta.url)(
    '../../node_modules/@sparticuz/chromium/package.json',
  ) as {
    version: string;
  };
  const home = path.join(tmpdir(), `asana-jobs-gateway-chromium-${version}`);
  if (!existsSync(path.join(home, 'chromium'))) await unpack(home);
  return path.join(home, 'chromium');
}

async function unpack(home: string): Promise<void> {
  const { default: packaged } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  const folder = await mkdtemp(`${home}-`);
  process.env.TMPDIR = folder;
  try {
    await packaged.executablePath();
    await rename(folder, home).catch((error: unknown) => {
      if (!existsSync(path.join(home, 'chromium'))) throw error;
    });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(folder, { recursive: true, force: true });
  }
}
