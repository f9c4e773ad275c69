/**
 * Finds a Chromium and starts it for browser tests: CHROMIUM_PATH, else the one from npm, else the system's.
 * Says loudly when there is none; with CI set that is a failure.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

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

/** Starts the browser, or returns undefined, said out loud, where none is to be had. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const reasons: string[] = [];
  for (const find of [fromEnvironment, fromNpm, fromSystem]) {
    try {
      const executablePath = await find();
      if (executablePath === undefined) continue;
      return await chromium.launch({ executablePath, args: FLAGS });
    } catch (error) {
      reasons.push(`${find.name}: ${String(error).split('\n')[0]}`);
    }
  }
  const message = `BROWSER TESTS ARE SKIPPED: no Chromium starts here. Set CHROMIUM_PATH to one. ${reasons.join('; ')}`;
  if (process.env.CI) throw new Error(message);
  console.warn(`\n${'!'.repeat(80)}\n${message}\n${'!'.repeat(80)}\n`);
  return undefined;
}

function fromEnvironment(): string | undefined {
  return process.env.CHROMIUM_PATH || undefined;
}

function fromSystem(): string | undefined {
  return SYSTEM_PATHS.find((candidate) => existsSync(candidate));
}

/**
 * The package unpacks itself into the temp folder and takes what lies there, of whatever version and however
 * complete: so it gets a folder of its own, moved to its place in one step.
 */
async function fromNpm(): Promise<string | undefined> {
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
