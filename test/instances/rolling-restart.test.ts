import { createClient } from 'graphql-ws';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { capacityOf, refillOf } from '../../src/asana/budget/bucket.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { post, type Running } from '../e2e/support.ts';
import { startGateway } from '../support/gateway-process.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';

const GATEWAYS = 3;
const JOBS_PER_TOKEN = 5;
vi.setConfig({ testTimeout: 100_000 });

const HOUR_MS = 3_600_000;
/** What was sent within some seconds may come within as much less: sandbox and subscribers are one busy process. */
const TRAVEL_MS = 1_000;
const DRAIN = { DRAIN_TIMEOUT: '1s', DRAIN_DELAY: '0ms' };

/** What a load balancer knows: the gateways that take work, in turn. */
interface Fleet extends AsyncDisposable {
  next(): string;
  /** `meanwhile` is called when the gateway was told to end. */
  restart(index: number, meanwhile: () => void): Promise<void>;
}

/** Real time with skips, by which jobs end while a gateway does. */
function openClock() {
  const skips: { readonly at: number; readonly total: number }[] = [];
  const skipped = () => skips.at(-1)?.total ?? 0;
  return {
    now: () => Date.now() + skipped(),
    skip(ms: number) {
      const total = skipped() + ms;
      skips.push({ at: Date.now() + total, total });
    },
    /** When it was that by real time. */
    real: (at: number) => at - (skips.findLast((skip) => skip.at <= at)?.total ?? 0),
  };
}

type Clock = ReturnType<typeof openClock>;

async function openFleet(env: Record<string, string>): Promise<Fleet> {
  const slots: { running: Running; url: string | null }[] = [];
  const open = () => startGateway(env);
  slots.push(...(await Promise.all(Array.from({ length: GATEWAYS }, open))));
  let turn = 0;
  return {
    next() {
      const urls = slots.flatMap(({ url }) => (url === null ? [] : [url]));
      turn += 1;
      return urls[turn % urls.length] ?? '';
    },
    async restart(index, meanwhile) {
      const slot = slots[index];
      if (!slot) return;
      slot.url = null;
      slot.running.child.kill('SIGTERM');
      meanwhile();
      expect((await slot.running.ended).code).toBe(0);
      slots[index] = await open();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(slots.map(({ running }) => running[Symbol.asyncDispose]()));
    },
  };
}

interface Subscription {
  readonly statuses: string[];
  connects: number;
  readonly begun: Promise<void>;
  readonly done: Promise<void>;
}

/** A subscription that goes on over a new socket, on whichever gateway is next, until it is complete. */
function subscribe(fleet: Fleet, gid: string, token: string): Subscription {
  const statuses: string[] = [];
  const client = createClient({
    url: () => fleet.next().replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200)),
    connectionParams: { Authorization: `Bearer ${token}` },
    on: {
      connected: () => {
        subscription.connects += 1;
      },
    },
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const done = new Promise<void>((resolve, reject) => {
    client.subscribe<{ jobUpdated: { status: string } }>(
      { query: 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status } }', variables: { gid } },
      {
        next: ({ data, errors }) => {
          statuses.push(data?.jobUpdated.status ?? JSON.stringify(errors));
          begin();
        },
        error: reject,
        complete: resolve,
      },
    );
  });
  const subscription = { statuses, connects: 0, begun, done };
  return subscription;
}

interface Job {
  readonly token: string;
  readonly gid: string;
}

async function startJobs(fleet: Fleet, sandbox: Sandbox, tokens: readonly string[]): Promise<Job[]> {
  const query =
    'mutation ($gid: ID!, $name: String!) { duplicateTask(input: { taskGid: $gid, name: $name }) { job { gid } } }';
  const wanted = tokens.flatMap((token) => Array.from({ length: JOBS_PER_TOKEN }, () => token));
  return Promise.all(
    wanted.map(async (token, index) => {
      // By its name the sandbox knows with which gateway it ends.
      const variables = { gid: sandbox.gids.tasks.first, name: String(index % GATEWAYS) };
      const { data } = await post(fleet.next(), query, variables, { authorization: `Bearer ${token}` });
      const { gid } = (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
      return { token, gid };
    }),
  );
}

/** The most one token asked for within so many milliseconds. */
function busiestOf(sandbox: Sandbox, clock: Clock, token: string, ms: number): number {
  const times = sandbox.calls
    .filter(({ tokenLast4, path }) => tokenLast4 === token.slice(-4) && path !== '/batch')
    .map(({ at }) => clock.real(at));
  return Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + ms).length));
}

interface Roll {
  readonly name: string;
  readonly tokens: number;
  readonly perJob: number;
  readonly requestsPerMinute: number;
  /** What happens to Redis before which gateway goes. */
  readonly before: Readonly<Record<number, (redis: RedisServer) => Promise<unknown>>>;
}

const SMOOTH: Roll = {
  name: '300 subscriptions',
  tokens: 12,
  perJob: 5,
  // Little enough to be in the way of everybody who comes back.
  requestsPerMinute: 150,
  before: {},
};
const SMALL = { tokens: 6, perJob: 2, requestsPerMinute: 120 };
const ROLLS: readonly Roll[] = [
  {
    ...SMALL,
    name: 'a Redis that starts empty in the middle',
    before: {
      1: async (redis) => {
        await redis.kill();
        await redis.start();
      },
    },
  },
  {
    ...SMALL,
    name: 'a Redis that is gone for a while',
    before: { 1: (redis) => redis.kill(), 2: (redis) => redis.start() },
  },
  {
    ...SMALL,
    name: 'a Redis that is paused for a while',
    before: { 1: ({ admin }) => admin.call('CLIENT', 'PAUSE', '3000', 'ALL') },
  },
];

async function expectNothingLost(roll: Roll): Promise<{ busiest(ms: number): number }> {
  await using redis = await startRedis();
  const clock = openClock();
  await using sandbox = await createSandbox({
    jobDurationMs: (_, name) => (Number.parseInt(name, 10) + 0.5) * HOUR_MS,
    childrenDelayMs: 0,
    requestsPerMinute: roll.requestsPerMinute,
    clock,
  });
  await using fleet = await openFleet({
    ASANA_BASE_URL: sandbox.url,
    REDIS_URL: redis.url,
    ASANA_REQUESTS_PER_MINUTE: String(roll.requestsPerMinute),
    // All start and subscribe at once; a busy machine is no reason to refuse one.
    ASANA_TIMEOUT: '30s',
    ...DRAIN,
  });
  const tokens = Array.from({ length: roll.tokens }, (_, index) => `rolling-${1000 + index}`);
  const jobs = await startJobs(fleet, sandbox, tokens);
  const subscriptions = jobs.flatMap((job) =>
    Array.from({ length: roll.perJob }, () => subscribe(fleet, job.gid, job.token)),
  );
  await Promise.all(subscriptions.map(({ begun }) => begun));
  for (let index = 0; index < GATEWAYS; index += 1) {
    await roll.before[index]?.(redis);
    await fleet.restart(index, () => clock.skip(HOUR_MS));
  }
  await Promise.all(subscriptions.map(({ done }) => done));
  for (const { statuses, connects } of subscriptions) {
    expect(statuses.at(-1)).toBe('SUCCEEDED');
    // Told again only on a new socket, which begins with the present state.
    const ends = statuses.filter((status) => status === 'SUCCEEDED').length;
    expect(ends).toBeLessThanOrEqual(connects);
    expect(statuses.every((status) => /^[A-Z_]+$/.test(status))).toBe(true);
  }
  // Of three jobs one outlives the first gateway, and one the second.
  const moved = subscriptions.filter(({ connects }) => connects > 1).length;
  expect(moved).toBeGreaterThan(subscriptions.length / 4);
  expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
  return { busiest: (ms) => Math.max(...tokens.map((token) => busiestOf(sandbox, clock, token, ms))) };
}

describeRedis('a rolling restart of three gateways', () => {
  test('under 300 subscriptions loses no end and keeps to the budget', async () => {
    const { busiest } = await expectNothingLost(SMOOTH);
    expect(busiest(60_000)).toBeLessThanOrEqual(SMOOTH.requestsPerMinute);
    // All instances together have one bucket, and what comes back to it.
    const { requestsPerMinute } = SMOOTH;
    const most = capacityOf(requestsPerMinute) + (4_000 + TRAVEL_MS) * refillOf(requestsPerMinute);
    expect(busiest(4_000)).toBeLessThanOrEqual(Math.ceil(most));
  });

  test.concurrent.each(ROLLS)('over $name loses no end', async (roll) => {
    const { busiest } = await expectNothingLost(roll);
    // Each instance counts for itself for a while, which may come to more than the budget, but does not here.
    expect(busiest(60_000)).toBeLessThanOrEqual(roll.requestsPerMinute);
  });
});
