/**
 * What it costs to be told of a job: a start with a callback less one without, from the start to the message, with each
 * store; and what messages cost that only wait for their next try.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Benchmark, beside, type Row, type RunOptions, sizeFor } from './support/benchmark.ts';
import type { Child } from './support/child.ts';
import { tokens } from './support/queries.ts';
import { type Server, startGateway } from './support/servers.ts';
import { CURRENT_NODE, inEachPlace, metricOf, type StorePlace } from './support/store-places.ts';

const LIMITS = { callsMore: 1, synced: 8, commands: 260, idleOperationsMore: 3 };

const [TOKEN] = tokens(1);
const SECRET = `whsec_${Buffer.alloc(32, 'bench').toString('base64')}`;
const START = `mutation ($callback: CallbackInput, $name: String!) {
  duplicateTask(input: { taskGid: "1200000000000001", name: $name, callback: $callback }) { job { gid } userErrors { code } }
}`;

/** Callbacks. */
export const callbacks: Benchmark = {
  name: 'callbacks',
  question: 'what a message costs that tells of a job, and what one costs that waits',
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    await using receiver = await openReceiver();
    const CALLBACKS = JSON.stringify({ crm: { url: receiver.url, secret: SECRET } });
    return await inEachPlace('callbacks', async ({ place, stub, asanaUrl }) => {
      await stub.ask('configure', { jobLifeMs: 0 });
      await using gateway = await startGateway(asanaUrl, { ...place.env, CALLBACKS }, CURRENT_NODE);
      const scene = { gateway, place, stub, receiver, options };
      return [...(await told(scene)), ...(await idle(scene))];
    });
  },
};

interface Scene {
  readonly gateway: Server;
  readonly place: StorePlace;
  readonly stub: Child;
  readonly receiver: Receiver;
  readonly options: RunOptions;
}

async function told(scene: Scene): Promise<Row[]> {
  const { options, place } = scene;
  const { name, counts } = place;
  const size = sizeFor(options, { full: 300, quick: 30, smoke: 2 });
  await costOf(scene, Math.ceil(size / 5), true);
  const plain = await costOf(scene, size, false);
  const telling = await costOf(scene, size, true);
  const limit = { memory: 0, file: LIMITS.synced, Redis: LIMITS.commands }[name];
  const judged = [
    atMost(`${name}: calls to Asana for a message`, telling.calls - plain.calls, LIMITS.callsMore),
    ...(counts === ''
      ? []
      : [atMost(`${name}: ${counts} for a message`, telling.operations - plain.operations, limit)]),
  ];
  return options.quick
    ? judged
    : [...judged, beside(`${name}: CPU for a message`, telling.cpuMs - plain.cpuMs, 'ms')];
}

/** A start each, and its message; one after the other is answered, messages come as they will. */
async function costOf({ gateway, place, stub }: Scene, starts: number, isTold: boolean) {
  const delivered = 'callbacks_total{to="crm",outcome="delivered"}';
  await stub.ask('reset');
  const [before, { cpuMs }] = [await metricOf(gateway, delivered), await gateway.usage()];
  const operations = await place.operations(gateway);
  for (let at = 0; at < starts; at += 1) await start(gateway, isTold);
  if (isTold) while ((await metricOf(gateway, delivered)) < before + starts) await sleep(20);
  return {
    cpuMs: ((await gateway.usage()).cpuMs - cpuMs) / starts,
    calls: (await stub.ask<{ calls: number }>('stats')).calls / starts,
    operations: ((await place.operations(gateway)) - operations) / starts,
  };
}

/** Messages that wait for their next try: the same time without them, and with them. */
async function idle({ gateway, place, receiver, options }: Scene): Promise<Row[]> {
  const { name, counts } = place;
  if (options.quick && counts === '') return [];
  const waiting = sizeFor(options, { full: 300, quick: 50, smoke: 2 });
  // Whole rounds of looking at leases, three in five seconds: a part of one would count as more.
  const ms = sizeFor(options, { full: 20_000, quick: 5_000, smoke: 100 });
  const without = await during(ms, gateway, place);
  receiver.status = 503;
  for (let at = 0; at < waiting; at += 1) await start(gateway, true);
  while ((await metricOf(gateway, 'callbacks_total{to="crm",outcome="repeated"}')) < waiting) await sleep(20);
  const withThem = await during(ms, gateway, place);
  receiver.status = 204;
  const judged =
    counts === ''
      ? []
      : [
          atMost(
            `${name}: ${counts} a second more while ${waiting} wait`,
            withThem.operations - without.operations,
            LIMITS.idleOperationsMore,
          ),
        ];
  if (options.quick) return judged;
  return [
    ...judged,
    ...(counts === '' ? [] : [beside(`${name}: ${counts} a second without any`, without.operations)]),
    beside(`${name}: CPU a second without any`, without.cpuMs, 'ms'),
    beside(`${name}: CPU a second while ${waiting} wait`, withThem.cpuMs, 'ms'),
  ];
}

/** Of a second, while nobody asks anything. */
async function during(ms: number, gateway: Server, place: StorePlace) {
  // What was just begun has come to rest.
  await sleep(ms / 5);
  const [operations, { cpuMs }] = [await place.operations(gateway), await gateway.usage()];
  await sleep(ms);
  return {
    operations: (((await place.operations(gateway)) - operations) * 1_000) / ms,
    cpuMs: (((await gateway.usage()).cpuMs - cpuMs) * 1_000) / ms,
  };
}

let made = 0;

async function start({ url }: Server, isTold: boolean): Promise<void> {
  made += 1;
  const variables = { name: `Copy ${made}`, callback: isTold ? { to: 'crm' } : null };
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query: START, variables }),
  });
  const text = await reply.text();
  if (!text.includes('"userErrors":[]')) throw new Error(`A start was answered ${text}`);
}

interface Receiver extends AsyncDisposable {
  readonly url: string;
  status: number;
}

/** Whoever is told: takes everything, or asks for patience. */
async function openReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(receiver.status, { 'retry-after': '3600' }).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    status: 204,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
