import { createClient } from 'graphql-ws';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox, type Sandbox, type SandboxCall } from '../../src/sandbox/server.ts';
import { post, type Running } from '../e2e/support.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { startGateway } from './support.ts';

const GATEWAYS = 3;
const JOBS_PER_TOKEN = 5;
/** Little enough to be in the way of everybody who comes back. */
const REQUESTS_PER_MINUTE = 60;
const DRAIN = { DRAIN_TIMEOUT: '1s', DRAIN_DELAY: '0ms' };

/** What a load balancer knows: the gateways that take work, in turn. */
interface Fleet extends AsyncDisposable {
  next(): string;
  restart(index: number): Promise<void>;
}

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
    async restart(index) {
      const slot = slots[index];
      if (!slot) return;
      slot.url = null;
      slot.running.child.kill('SIGTERM');
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
  const done = new Promise<void>((resolve, reject) => {
    client.subscribe<{ jobUpdated: { status: string } }>(
      { query: 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status } }', variables: { gid } },
      {
        next: ({ data, errors }) => statuses.push(data?.jobUpdated.status ?? JSON.stringify(errors)),
        error: reject,
        complete: resolve,
      },
    );
  });
  const subscription = { statuses, connects: 0, done };
  return subscription;
}

async function startJobs(fleet: Fleet, sandbox: Sandbox, tokens: readonly string[]) {
  const query =
    'mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, name: "Copy" }) { job { gid } } }';
  const variables = { gid: sandbox.gids.tasks.first };
  const wanted = tokens.flatMap((token) => Array.from({ length: JOBS_PER_TOKEN }, () => token));
  return Promise.all(
    wanted.map(async (token) => {
      const { data } = await post(fleet.next(), query, variables, { authorization: `Bearer ${token}` });
      return { token, gid: (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job.gid };
    }),
  );
}

/** The most one token asked for within any minute. */
function busiestMinute(calls: readonly SandboxCall[], token: string): number {
  const times = calls
    .filter(({ tokenLast4, path }) => tokenLast4 === token.slice(-4) && path !== '/batch')
    .map(({ at }) => at);
  return Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + 60_000).length));
}

interface Roll {
  readonly name: string;
  readonly tokens: number;
  readonly perJob: number;
  /** Before the second gateway goes. */
  meanwhile(redis: RedisServer): Promise<void>;
}

const ROLLS: readonly Roll[] = [
  { name: '300 subscriptions', tokens: 12, perJob: 5, meanwhile: async () => {} },
  {
    name: '60 subscriptions, and Redis starts empty in the middle,',
    tokens: 6,
    perJob: 2,
    async meanwhile(redis) {
      await redis.kill();
      await redis.start();
    },
  },
];

describeRedis('a rolling restart of three gateways', () => {
  it.each(ROLLS)(
    'under $name loses no end and keeps to the budget',
    async (roll) => {
      await using redis = await startRedis();
      await using sandbox = await createSandbox({
        jobDurationMs: () => 1_000 + Math.random() * 11_000,
        childrenDelayMs: 0,
        requestsPerMinute: REQUESTS_PER_MINUTE,
      });
      await using fleet = await openFleet({
        ASANA_BASE_URL: sandbox.url,
        REDIS_URL: redis.url,
        ASANA_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE),
        ...DRAIN,
      });
      const tokens = Array.from({ length: roll.tokens }, (_, index) => `rolling-${1000 + index}`);
      const jobs = await startJobs(fleet, sandbox, tokens);
      const subscriptions = jobs.flatMap(({ token, gid }) =>
        Array.from({ length: roll.perJob }, () => subscribe(fleet, gid, token)),
      );
      for (let index = 0; index < GATEWAYS; index += 1) {
        if (index === 1) await roll.meanwhile(redis);
        await fleet.restart(index);
      }
      await Promise.all(subscriptions.map(({ done }) => done));
      for (const { statuses, connects } of subscriptions) {
        expect(statuses.at(-1)).toBe('SUCCEEDED');
        // Told again only on a new socket, which begins with the present state.
        const ends = statuses.filter((status) => status === 'SUCCEEDED').length;
        expect(ends).toBeLessThanOrEqual(connects);
        expect(statuses.every((status) => /^[A-Z_]+$/.test(status))).toBe(true);
      }
      const moved = subscriptions.filter(({ connects }) => connects > 1).length;
      expect(moved).toBeGreaterThan(subscriptions.length / 3);
      expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
      for (const token of tokens) {
        expect(busiestMinute(sandbox.calls, token)).toBeLessThanOrEqual(REQUESTS_PER_MINUTE);
      }
    },
    90_000,
  );
});
