/**
 * What one start costs with each store of its key and its row: how long it takes, what CPU, calls and store operations.
 */
import { atMost, type Benchmark, beside, type Row, type RunOptions, sizeFor } from './support/benchmark.ts';
import type { Child } from './support/child.ts';
import { tokens } from './support/queries.ts';
import { type Server, startGateway } from './support/servers.ts';
import { median } from './support/statistics.ts';
import { CURRENT_NODE, inEachPlace, type StorePlace, type StoreScene } from './support/store-places.ts';

/** Changes that wait for the disk: the key, the row and the outcome; without a key the row alone. */
const LIMITS = { syncedWithKey: 3, syncedWithout: 1, callsEach: 1 };

const [TOKEN] = tokens(1);
const START = `mutation ($gid: ID!, $name: String!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: $name, idempotencyKey: $key }) { job { gid } userErrors { code } }
}`;

/** The stores beside each other. */
export const stores: Benchmark = {
  name: 'stores',
  question: 'what one start costs with its key and its row in memory, in a file, in Redis',
  hasQuickForm: true,
  thresholds: LIMITS,
  run: (options) => inEachPlace('starts', (scene) => measure(scene, options)),
};

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
  readonly calls: number;
  readonly operations: number;
}

async function measure({ place, stub, asanaUrl }: StoreScene, options: RunOptions): Promise<Row[]> {
  const { name } = place;
  await using gateway = await startGateway(asanaUrl, place.env, CURRENT_NODE);
  await costOf(gateway, place, stub, sizeFor(options, { full: 100, quick: 20, smoke: 2 }), true);
  const starts = sizeFor(options, { full: 500, quick: 50, smoke: 3 });
  const keyed = await costOf(gateway, place, stub, starts, true);
  const plain = await costOf(gateway, place, stub, starts, false);
  const judged: Row[] = [
    atMost(`${name}: calls to Asana for a start with a key`, keyed.calls, LIMITS.callsEach),
    ...(name === 'file'
      ? [
          atMost('file: waits for the disk for a start with a key', keyed.operations, LIMITS.syncedWithKey),
          atMost('file: waits for the disk without one', plain.operations, LIMITS.syncedWithout),
        ]
      : []),
  ];
  if (options.quick) return judged;
  return [
    ...judged,
    ...(name === 'Redis'
      ? [
          beside('Redis: commands for a start with a key', keyed.operations),
          beside('Redis: commands without one', plain.operations),
        ]
      : []),
    beside(`${name}: a start with a key`, keyed.ms, 'ms'),
    beside(`${name}: a start without one`, plain.ms, 'ms'),
    beside(`${name}: CPU of a start with a key`, keyed.cpuMs, 'ms'),
    beside(`${name}: CPU of a start without one`, plain.cpuMs, 'ms'),
  ];
}

let made = 0;

/** One start after the other, each answered before the next. */
async function costOf(
  gateway: Server,
  place: StorePlace,
  stub: Child,
  starts: number,
  keyed: boolean,
): Promise<Cost> {
  await stub.ask('reset');
  const [operations, { cpuMs }] = [await place.operations(gateway), await gateway.usage()];
  const times: number[] = [];
  for (let count = 0; count < starts; count += 1) {
    made += 1;
    const begun = performance.now();
    await start(gateway, { name: `Copy ${made}`, key: keyed ? `key-${made}` : null });
    times.push(performance.now() - begun);
  }
  const used = await gateway.usage();
  const { calls } = await stub.ask<{ calls: number }>('stats');
  return {
    ms: median(times),
    cpuMs: (used.cpuMs - cpuMs) / starts,
    calls: calls / starts,
    operations: ((await place.operations(gateway)) - operations) / starts,
  };
}

async function start(gateway: Server, variables: { name: string; key: string | null }): Promise<void> {
  const reply = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query: START, variables: { gid: '1200000000000001', ...variables } }),
  });
  const text = await reply.text();
  if (!text.includes('"userErrors":[]')) throw new Error(`A start was answered ${text}`);
}
