/**
 * How long the built program takes from nothing to its first answer, and what it brings along.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Benchmark, beside, type Row, type RunOptions, sizeFor } from './support/benchmark.ts';
import { ROOT, startChild } from './support/child.ts';
import { alternating, median } from './support/statistics.ts';

const LIMITS = { firstAnswerMs: 400, timesEmptyNode: 4, dependencies: 2, installMb: 24 };

/** Cold start and size. */
export const start: Benchmark = {
  name: 'start',
  question: 'from nothing to the first answer, and what is installed for it',
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    return [...(options.quick ? [] : await measureStart(options)), ...measureSize()];
  },
};

async function measureStart(options: RunOptions): Promise<Row[]> {
  const rounds = sizeFor(options, { full: 11, quick: 3, smoke: 1 });
  const times = { empty: [] as number[], program: [] as number[] };
  await emptyNode();
  await firstAnswer();
  for (const { item } of alternating(['empty', 'program'] as const, rounds)) {
    times[item].push(await (item === 'empty' ? emptyNode() : firstAnswer()));
  }
  const empty = median(times.empty);
  const program = median(times.program);
  // On a slow machine an empty Node alone takes long: then a multiple of that.
  const limit = Math.max(LIMITS.firstAnswerMs, LIMITS.timesEmptyNode * empty);
  return [
    atMost('first answer after', program, limit, 'ms'),
    beside('node -e 0', empty, 'ms'),
    beside('first answer, to node -e 0', program / empty, '×'),
  ];
}

async function emptyNode(): Promise<number> {
  const begun = performance.now();
  const child = startChild({ name: 'empty', args: ['-e', 'console.log("done")'], ipc: false });
  await writtenAt(child.output, /done/);
  const took = performance.now() - begun;
  await child.stop();
  return took;
}

async function firstAnswer(): Promise<number> {
  const begun = performance.now();
  const child = startChild({
    name: 'cold',
    args: ['dist/cli.js', 'start'],
    env: { PORT: '0', ASANA_BASE_URL: 'http://127.0.0.1:9/api/1.0', DRAIN_TIMEOUT: '0s' },
    ipc: false,
  });
  try {
    const [, url = ''] = await writtenAt(child.output, /ready at (http:\/\/[^\s"]+)/);
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    const text = await reply.text();
    if (!text.includes('"Query"')) throw new Error(`The first answer was ${reply.status} ${text}`);
    return performance.now() - begun;
  } finally {
    await child.stop();
  }
}

/** Looks each millisecond: the usual pace of `wrote` would be part of the result. */
async function writtenAt(output: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(1)) {
    const match = pattern.exec(output());
    if (match) return match;
  }
  throw new Error(`Never wrote ${pattern}: ${output()}`);
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean; peer?: boolean }>
  >;
}

/** What `npm install asana-jobs-gateway` puts on a disk, by the lock file and the packages that are there. */
function measureSize(): Row[] {
  const read = <T>(name: string): T => JSON.parse(readFileSync(path.join(ROOT, name), 'utf8')) as T;
  const manifest = read<{ dependencies: Record<string, string> }>('package.json');
  const installed = Object.entries(read<Lock>('package-lock.json').packages).filter(
    ([folder, { dev, devOptional, optional, peer }]) =>
      folder.startsWith('node_modules/') && !dev && !devOptional && !optional && !peer,
  );
  const bytes = installed.reduce((sum, [folder]) => sum + sizeOf(path.join(ROOT, folder)), 0);
  const bundle = sizeOf(path.join(ROOT, 'dist'));
  const program = lstatSync(path.join(ROOT, 'dist/cli.js')).size;
  return [
    atMost('direct production dependencies', Object.keys(manifest.dependencies).length, LIMITS.dependencies),
    beside('production packages in all', installed.length),
    atMost('install size: packages and dist/', (bytes + bundle) / 2 ** 20, LIMITS.installMb, 'MB'),
    beside('of it dist/, with GraphiQL', bundle / 2 ** 20, 'MB'),
    beside('of it dist/cli.js', program / 2 ** 20, 'MB'),
  ];
}

function sizeOf(place: string): number {
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.size;
  // Packages within packages have an entry of their own in the lock file.
  return readdirSync(place)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0);
}
