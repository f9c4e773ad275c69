/**
 * The places where a gateway may keep what it remembers, each with a way to count what is asked of it. The same Node
 * runs all three: the one of `test/node24`, since older ones have no SQLite.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeArguments, startRedis } from '../../test/support/redis.ts';
import { type Row, skipped } from './benchmark.ts';
import { type Child, ROOT } from './child.ts';
import { type Server, startStub } from './servers.ts';

/** The Node that has SQLite. */
export const CURRENT_NODE = path.join(ROOT, 'test/node24/node_modules/node/bin/node');

/** A place. */
export interface StorePlace {
  readonly name: 'memory' | 'file' | 'Redis';
  readonly env: Readonly<Record<string, string>>;
  /** What is counted of it, in words. */
  readonly counts: string;
  /** So much of that so far: waits for the disk, or commands. */
  operations(gateway: Server): Promise<number>;
}

/** What a question is asked of. */
export interface StoreScene {
  readonly place: StorePlace;
  /** The upstream. */
  readonly stub: Child;
  readonly asanaUrl: string;
}

/** Asks a question of each place in turn, beside one upstream; where the Node for it is missing, says so. */
export async function inEachPlace(
  subject: string,
  measure: (scene: StoreScene) => Promise<readonly Row[]>,
): Promise<Row[]> {
  if (!existsSync(CURRENT_NODE)) return [skipped(subject, 'run npm run third-parties')];
  const { stub, asanaUrl } = await startStub();
  await using places = await openStorePlaces();
  const rows: Row[] = [];
  try {
    for (const place of places.all) rows.push(...(await measure({ place, stub, asanaUrl })));
  } finally {
    await stub.stop();
  }
  return rows;
}

/** The places, for as long as they are not disposed of. */
interface StorePlaces extends AsyncDisposable {
  readonly all: readonly StorePlace[];
}

/** Opens them. */
async function openStorePlaces(): Promise<StorePlaces> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-stores-'));
  const redis = await startRedis({ storage: { args: composeArguments(), directory: folder } });
  return {
    all: [
      { name: 'memory', env: {}, counts: '', operations: async () => 0 },
      {
        name: 'file',
        env: { STATE_FILE: path.join(folder, 'state.db') },
        counts: 'waits for the disk',
        operations: (gateway) => metricOf(gateway, 'state_write_seconds_count'),
      },
      {
        name: 'Redis',
        env: { REDIS_URL: redis.url },
        counts: 'commands',
        async operations() {
          const stats = await redis.admin.info('stats');
          return Number(/total_commands_processed:(\d+)/.exec(stats)?.[1] ?? 0);
        },
      },
    ],
    async [Symbol.asyncDispose]() {
      await redis[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The number behind a metric of a gateway; with its labels, if it has any. 0 where there is none yet. */
export async function metricOf({ url }: Server, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const line = text.split('\n').find((each) => each.startsWith(`gateway_${name} `));
  return Number(line?.split(' ')[1] ?? 0);
}
