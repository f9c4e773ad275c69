/**
 * What Redis is asked and what that costs it: commands per join, poll, event and leave, counted on two gateways, and
 * CPU of the server per operation, measured with many at once. `docs/scaling.md` calculates with these figures.
 * Run: `node --import tsx bench/redis.ts`. Needs `redis-server`.
 */
import { createClient } from 'graphql-ws';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { createGateway, type Gateway } from '../src/gateway.ts';
import type { JobState } from '../src/job-state.ts';
import { redisBudget } from '../src/redis/budget.ts';
import { redisBus } from '../src/redis/bus.ts';
import { connectRedis } from '../src/redis/connection.ts';
import { redisLedger } from '../src/redis/ledger.ts';
import { createSandbox } from '../src/sandbox/server.ts';
import { silentTelemetry } from '../src/telemetry.ts';
import type { Lease } from '../src/watching/bus.ts';
import { eventually } from '../test/support/eventually.ts';
import { type RedisServer, startRedis } from '../test/support/redis.ts';
import { describeMachine, machineLines } from './support/machine.ts';

const JOBS = 20_000;
const AT_ONCE = 64;
const TTL_MS = 5_000;
const POLLS = 6;

process.stdout.write(`${machineLines(describeMachine()).join('\n')}\n`);
await using server = await startRedis();
process.stdout.write(`${/redis_version:\S+/.exec(await server.admin.info('server'))?.[0]}\n\n`);
await countCommands(server);
await server.admin.flushall();
await measureCosts(server);
process.exit(0);

/** Two gateways, one subscriber of one job on each; what each step of its life sends to Redis. */
async function countCommands(redis: RedisServer): Promise<void> {
  let nowMs = Date.now();
  await using sandbox = await createSandbox({
    clock: { now: () => nowMs },
    jobDurationMs: 3_600_000,
    requestsPerMinute: Number.POSITIVE_INFINITY,
  });
  const settings = { asanaBaseUrl: sandbox.url, redisUrl: redis.url, port: 0, telemetry: silentTelemetry() };
  await using one = await createGateway(settings);
  await using two = await createGateway(settings);
  const spy = new Redis({ port: redis.port });
  const monitor = await spy.monitor();
  let sent: string[] = [];
  monitor.on('monitor', (_time: string, args: string[], source: string) => {
    if (source !== 'lua' && !/:probe:/.test(args[1] ?? '')) sent.push(nameOf(args));
  });
  const step = async (what: string, times: number, act: () => Promise<unknown>) => {
    sent = [];
    await act();
    await settled(() => sent.length);
    const counts = new Map<string, number>();
    for (const name of sent) counts.set(name, (counts.get(name) ?? 0) + 1);
    const list = [...counts].map(([name, count]) => `${name} ${round(count / times)}`).join(', ');
    process.stdout.write(`${what}: ${round(sent.length / times)} commands (${list})\n`);
  };

  const gid = await startJob(sandbox.url, sandbox.tokens.ada, sandbox.gids.tasks.first);
  const ends: Promise<void>[] = [];
  const reads = () => sandbox.calls.filter(({ path }) => path === `/jobs/${gid}`).length;
  const join = async (gateway: Gateway) => {
    const { first, end } = watch(gateway, gid, sandbox.tokens.ada);
    ends.push(end);
    await first;
  };
  await step('first subscriber, on the first gateway', 1, () => join(one));
  await step('first subscriber on the second gateway', 1, () => join(two));
  await step('each poll without news (renewals between polls included)', POLLS, async () => {
    const before = reads();
    await eventually(() => reads() >= before + POLLS, 60_000);
  });
  await step('the poll with news that is not the end', 1, async () => {
    const before = reads();
    nowMs += 1_000;
    await eventually(() => reads() > before, 60_000);
  });
  await step('the poll with the end, on two gateways, leaving included', 1, async () => {
    nowMs += 7_200_000;
    await Promise.all(ends);
  });
  monitor.disconnect();
  spy.disconnect();
}

/** CPU time of the server per operation. */
async function measureCosts(server: RedisServer): Promise<void> {
  const telemetry = silentTelemetry();
  const options = {
    url: server.url,
    prefix: 'bench',
    baseUrl: 'http://bench',
    telemetry,
    commandTimeoutMs: 30_000,
  };
  await using redis = await connectRedis(options);
  await using other = await connectRedis(options);
  const [bus, hearing] = [redisBus(redis), redisBus(other)];
  const ledger = redisLedger(redis, { maxRows: 1 });
  const budget = redisBudget(redis);
  const keys = Array.from({ length: JOBS }, (_, index) => ({
    token: `${(index / 5) | 0}`.padStart(32, '0'),
    gid: String(1_200_000_000_000_000 + index),
  }));
  const leases: Lease[] = [];
  const state = (index: number, status: string, at = Date.now()): JobState => ({
    gid: keys[index]?.gid ?? '',
    status,
    resourceSubtype: 'duplicate_project',
    created: { new_project: '1200000000000001' },
    observedAt: at,
  });
  const each = (act: (index: number) => Promise<unknown>) => manyAtOnce(JOBS, act);
  const key = (index: number) => keys[index] ?? { token: '', gid: '' };
  const cost = async (what: string, run: () => Promise<unknown>) => {
    const before = await cpuMs(server);
    const startedAt = performance.now();
    await run();
    const us = ((await cpuMs(server)) - before) / (JOBS / 1_000);
    const perSecond = Math.round(JOBS / ((performance.now() - startedAt) / 1_000));
    process.stdout.write(
      `${what}: ${us.toFixed(1)} µs of Redis CPU (${perSecond} a second from one client)\n`,
    );
  };

  const empty = await memory(server);
  await cost('subscribe', () => each((index) => hearing.subscribe(key(index), { state() {}, free() {} })));
  await cost('lease', () =>
    each(async (index) => {
      const lease = await bus.lease(key(index), 'owner', 600_000);
      if (!lease.held) throw new Error('not free');
      leases.push(lease);
    }),
  );
  await cost('lease, held by another', () => each((index) => bus.lease(key(index), 'another', TTL_MS)));
  await cost('first state told, heard by one instance', () =>
    each(async (index) => leases[index]?.publish(state(index, 'in_progress'))),
  );
  await cost('poll without news', () =>
    each(async (index) => leases[index]?.publish(state(index, 'in_progress'))),
  );
  await cost('state with news, heard by one instance', () =>
    each(async (index) => leases[index]?.publish(state(index, 'succeeded'))),
  );
  await cost('newest state read', () => each((index) => hearing.last(key(index))));
  process.stdout.write(
    `memory of a watched job: ${Math.round(((await memory(server)) - empty) / JOBS)} bytes\n`,
  );

  const renewing: Lease[] = [];
  await each(async (index) => {
    const lease = await bus.lease({ ...key(index), token: 'renewed' }, 'owner', 20_000);
    if (lease.held) renewing.push(lease);
  });
  // A lease that was just taken needs no renewal.
  await new Promise((resolve) => setTimeout(resolve, 6_500));
  await cost('renewal', () => each(async (index) => renewing[index]?.renew()));
  await cost('release, heard by one instance', () => each(async (index) => leases[index]?.release()));
  const rows = await memory(server);
  await cost('ledger: job added', () =>
    each((index) => ledger.watched(`token:${key(index).token}`, key(index).gid)),
  );
  await cost('ledger: state noted', () => each((index) => ledger.observed(state(index, 'in_progress'))));
  process.stdout.write(
    `memory of a ledger row: ${Math.round(((await memory(server)) - rows) / JOBS)} bytes\n`,
  );
  await cost('budget', () =>
    each((index) => budget.consume(key(index).token, 1, { capacity: 250, refillPerMs: 1 / 48 })),
  );
}

function watch(gateway: Gateway, gid: string, token: string): { first: Promise<void>; end: Promise<void> } {
  const client = createClient({
    url: gateway.url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${token}` },
  });
  let began = () => {};
  const first = new Promise<void>((resolve) => {
    began = resolve;
  });
  const query = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status } }';
  const end = new Promise<void>((complete, error) => {
    client.subscribe({ query, variables: { gid } }, { next: () => began(), error, complete });
  });
  return { first, end };
}

async function startJob(url: string, token: string, task: string): Promise<string> {
  const reply = await fetch(`${url}/tasks/${task}/duplicate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { name: 'Copy' } }),
  });
  return ((await reply.json()) as { data: { gid: string } }).data.gid;
}

/** A script is known by what it is given. */
function nameOf(args: readonly string[]): string {
  const [name = '', , keys, first = '', second = '', third = ''] = args;
  if (!/^eval/i.test(name)) return name.toLowerCase();
  if (first.includes(':budget')) return 'script budget';
  if (first.includes(':row:')) return 'script ledger';
  if (keys === '2') return second.endsWith(':state') ? 'script publish' : 'script lease';
  return third.endsWith(':heard') ? 'script release' : 'script renew';
}

async function manyAtOnce(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) await act(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Waits until a figure stands still. */
async function settled(figure: () => unknown): Promise<void> {
  for (let last: unknown = null; ; ) {
    const now = await figure();
    if (now === last) return;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function cpuMs({ admin }: RedisServer): Promise<number> {
  const text = await admin.info('cpu');
  const seconds = (name: string) => Number(new RegExp(`${name}:(\\S+)`).exec(text)?.[1] ?? 0);
  return (seconds('used_cpu_user_main_thread') + seconds('used_cpu_sys_main_thread')) * 1_000;
}

async function memory({ admin }: RedisServer): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await admin.info('memory'))?.[1] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
