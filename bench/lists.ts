/**
 * What a list of starts costs: memory while its items wait, then calls, CPU and store operations for each of them, with
 * each store. Its jobs are over when they are first looked at, so that no waiting is part of it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Benchmark, beside, type Row, type RunOptions, sizeFor } from './support/benchmark.ts';
import type { Child } from './support/child.ts';
import { tokens } from './support/queries.ts';
import { type Server, startGateway } from './support/servers.ts';
import {
  CURRENT_NODE,
  inEachPlace,
  metricOf,
  type StorePlace,
  type StoreScene,
} from './support/store-places.ts';

/** Calls: the start, and one read that sees its end; the first four are polled a few times more. */
const LIMITS = { callsEach: 2.5, syncedEach: 6, commandsEach: 150, kilobytesEach: 4 };

const [TOKEN] = tokens(1);
const START = `mutation ($items: [StartItemInput!]!) {
  startMany(input: { items: $items }) { bulk { id } userErrors { code } }
}`;

/** Lists. */
export const lists: Benchmark = {
  name: 'lists',
  question: 'what an item of a list costs in memory, calls, CPU and store operations',
  hasQuickForm: true,
  thresholds: LIMITS,
  run: (options) => inEachPlace('lists', (scene) => measure(scene, options)),
};

async function measure({ place, stub, asanaUrl }: StoreScene, options: RunOptions): Promise<Row[]> {
  const { name, counts } = place;
  await using gateway = await startGateway(asanaUrl, place.env, CURRENT_NODE);
  const size = sizeFor(options, { full: 1_000, quick: 50, smoke: 3 });
  await listOf(sizeFor(options, { full: 100, quick: 10, smoke: 1 }), gateway, place, stub);
  const { answeredMs, tookMs, cpuMs, calls, operations, bytes } = await listOf(size, gateway, place, stub);
  const limit = { memory: 0, file: LIMITS.syncedEach, Redis: LIMITS.commandsEach }[name];
  const judged = [
    atMost(`${name}: calls to Asana an item`, calls / size, LIMITS.callsEach),
    ...(counts === '' ? [] : [atMost(`${name}: ${counts} an item`, operations / size, limit)]),
  ];
  if (options.quick) return judged;
  return [
    ...judged,
    atMost(`${name}: heap an item that waits`, bytes / 1_024 / size, LIMITS.kilobytesEach, 'KB'),
    beside(`${name}: the list is answered after`, answeredMs, 'ms'),
    beside(`${name}: CPU an item`, cpuMs / size, 'ms'),
    beside(`${name}: items a second`, (size * 1_000) / tookMs),
  ];
}

/** A list from its first item to its last; before the first has ended, all wait but those in the four slots. */
async function listOf(size: number, gateway: Server, place: StorePlace, stub: Child) {
  const over = 'list_items_total{state="succeeded"}';
  await stub.ask('configure', { jobLifeMs: null });
  await stub.ask('reset');
  const [before, done] = [
    await gateway.child.ask<{ heapUsed: number }>('settled'),
    await metricOf(gateway, over),
  ];
  const [operations, { cpuMs }] = [await place.operations(gateway), await gateway.usage()];
  const begun = performance.now();
  await begin(gateway, size);
  const answeredMs = performance.now() - begun;
  const waiting = await gateway.child.ask<{ heapUsed: number }>('settled');
  const goesOn = performance.now();
  await stub.ask('configure', { jobLifeMs: 0 });
  while ((await metricOf(gateway, over)) < done + size) await sleep(50);
  return {
    answeredMs,
    tookMs: performance.now() - goesOn,
    cpuMs: (await gateway.usage()).cpuMs - cpuMs,
    calls: (await stub.ask<{ calls: number }>('stats')).calls,
    operations: (await place.operations(gateway)) - operations,
    bytes: waiting.heapUsed - before.heapUsed,
  };
}

async function begin({ url }: Server, size: number): Promise<void> {
  const items = Array.from({ length: size }, (_, at) => ({
    duplicateProject: { projectGid: '1200000000000001', name: `Copy ${at}` },
  }));
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query: START, variables: { items } }),
  });
  const text = await reply.text();
  if (!text.includes('"userErrors":[]')) throw new Error(`A list was answered ${text}`);
}
