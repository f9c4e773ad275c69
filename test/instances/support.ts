/**
 * Several gateways of the built program over one Redis and one sandbox whose clock stands until it is told to go on:
 * jobs end when a test says so.
 */
import { createClient } from 'graphql-ws';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { post, type Running } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { type HandTurnedSandbox, handTurnedSandbox, kill, startGateway } from '../support/gateway-process.ts';
import {
  type Link,
  openLink,
  type RedisServer,
  type RedisServerOptions,
  startRedis,
} from '../support/redis.ts';

/** A gateway process. */
export interface Instance extends Running {
  readonly url: string;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** The number behind a metric; 0 where there is none yet. */
  metric(name: string): Promise<number>;
  /** Jobs it polls now. */
  pollers(): Promise<number>;
  ready(): Promise<{ status: number; body: unknown }>;
}

/** What a subscriber of `jobUpdated` was told. */
export interface Watcher {
  readonly statuses: readonly string[];
  /** `done` after a complete, `lost` when the socket went; errors in events are there as `error`. */
  readonly ended: Promise<'done' | 'lost'>;
  leave(): void;
}

export interface Fleet extends AsyncDisposable, HandTurnedSandbox {
  readonly redis: RedisServer;
  /** Between the gateways and Redis, where it was asked for. */
  readonly link: Link | null;
  gateway(env?: Record<string, string>): Promise<Instance>;
  /** Starts a job on a gateway; its gid. */
  startJob(on: Instance, token?: string): Promise<string>;
  /** Reads of a job at the sandbox so far, by polls and by events. */
  reads(gid: string): number;
  /** Waits until the sandbox has been asked for this job once more. */
  asked(gid: string): Promise<void>;
}

/** How long something may take that happens by itself within seconds, on a machine with other things to do. */
export const PATIENCE_MS = 40_000;

// A test waits for several such things, and hardly computes meanwhile.
vi.setConfig({ testTimeout: 100_000, maxConcurrency: 8 });

export interface FleetOptions {
  readonly redis?: RedisServerOptions;
  /** Redis is there, but not yet started. */
  readonly absent?: boolean;
  /** Gateways reach it over a link that can be made slow. */
  readonly link?: boolean;
}

export async function openFleet(settings: SandboxOptions = {}, options: FleetOptions = {}): Promise<Fleet> {
  const byHand = await handTurnedSandbox(settings);
  const { sandbox } = byHand;
  const redis = await startRedis(options.redis);
  if (options.absent) await redis.kill();
  const link = options.link ? await openLink(redis.port) : null;
  const started: Running[] = [];
  const reads = (gid: string) => sandbox.calls.filter(({ path }) => path === `/jobs/${gid}`).length;
  return {
    redis,
    link,
    ...byHand,
    async gateway(env = {}) {
      const settings = { ASANA_BASE_URL: sandbox.url, REDIS_URL: (link ?? redis).url, ...env };
      const { running, url } = await startGateway(settings, (each) => void started.push(each));
      return asInstance(running, url);
    },
    async startJob(on, token = sandbox.tokens.ada) {
      const { data } = await post(
        on.url,
        'mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, name: "Watched" }) { job { gid } } }',
        { gid: sandbox.gids.tasks.first },
        { authorization: `Bearer ${token}` },
      );
      return (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job.gid;
    },
    reads,
    async asked(gid) {
      const before = reads(gid);
      await eventually(() => reads(gid) > before, PATIENCE_MS);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((each) => each[Symbol.asyncDispose]()));
      await link?.[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}

function asInstance(running: Running, url: string): Instance {
  const metric = async (name: string) => {
    const text = await (await fetch(new URL('/metrics', url))).text();
    return Number(new RegExp(`^gateway_${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  return {
    ...running,
    url,
    metric,
    pollers: () => metric('pollers'),
    kill: () => kill(running),
    async ready() {
      const response = await fetch(new URL('/ready', url));
      return { status: response.status, body: await response.json() };
    },
  };
}

/** Watches a job on one gateway, over a socket that is not made anew. Resolves after the first event. */
export async function watch(on: Instance, gid: string, token: string): Promise<Watcher> {
  const client = createClient({
    url: on.url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${token}` },
  });
  const statuses: string[] = [];
  let seen = () => {};
  const first = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const ended = new Promise<'done' | 'lost'>((resolve) => {
    client.subscribe<{ jobUpdated: { status: string } }>(
      { query: 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { gid status } }', variables: { gid } },
      {
        next: ({ data }) => {
          statuses.push(data ? data.jobUpdated.status : 'error');
          seen();
        },
        error: () => resolve('lost'),
        complete: () => resolve('done'),
      },
    );
  });
  await Promise.race([first, ended]);
  return { statuses, ended, leave: () => void client.dispose() };
}

/** Which of these gateways polls; waits until it is exactly one. */
export async function pollerOf(instances: readonly Instance[]): Promise<Instance> {
  return eventually(async () => {
    const counts = await Promise.all(instances.map((each) => each.pollers()));
    const holders = instances.filter((_, index) => (counts[index] ?? 0) > 0);
    return holders.length === 1 ? holders[0] : undefined;
  }, PATIENCE_MS);
}
