import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis, startRedis } from '../support/redis.ts';
import { post, type Running, run, urlOf } from './support.ts';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 25_000;

/** Loaded before the program: on SIGUSR2 its time of day makes a step. */
const PRELOAD = `
  const Real = globalThis.Date;
  let shift = 0;
  globalThis.Date = class Date extends Real {
    constructor(...parts) { if (parts.length > 0) super(...parts); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
  process.on('SIGUSR2', () => {
    shift += Number(process.env.CLOCK_STEP_MS);
    process.stdout.write('the clock was set\\n');
  });
  process.stdin.on('end', () => process.exit(1)).resume().unref();`;

const START = `mutation ($gid: ID!, $key: String, $wait: Int = 0) {
  duplicateTask(input: { taskGid: $gid, name: "Copy", idempotencyKey: $key, waitForSlot: $wait }) {
    job { gid } userErrors { code }
  }
}`;

interface ClockedGateway {
  readonly sandbox: Sandbox;
  readonly running: Running;
  readonly url: string;
  /** Sets the gateway's clock, and waits until it is set. */
  setClock(): Promise<void>;
  /** Every job is over. */
  finishJobs(): void;
  ask(query: string, variables?: object): Promise<Awaited<ReturnType<typeof post>>>;
  start(variables?: object): Promise<string>;
  reads(gid: string): number;
}

async function startClocked(
  stepMs: number,
  env: Record<string, string> = {},
  given?: ClockedGateway,
): Promise<ClockedGateway> {
  let nowMs = Date.now();
  const sandbox =
    given?.sandbox ??
    (await createSandbox({
      jobDurationMs: HOUR_MS,
      requestsPerMinute: Infinity,
      clock: { now: () => nowMs },
    }));
  if (!given) onTestFinished(() => sandbox.close());
  const running = run(['start', '--port', '0'], {
    env: {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PRELOAD)}`,
      CLOCK_STEP_MS: String(stepMs),
      ASANA_BASE_URL: sandbox.url,
      ...env,
    },
  });
  onTestFinished(() => running[Symbol.asyncDispose]());
  const url = await urlOf(running);
  const ask = (query: string, variables = {}) =>
    post(url, query, variables, { authorization: `Bearer ${sandbox.tokens.ada}` });
  return {
    sandbox,
    running,
    url,
    async setClock() {
      const set = running.saw(/the clock was set/);
      running.child.kill('SIGUSR2');
      await set;
    },
    finishJobs: () => {
      nowMs += 2 * HOUR_MS;
    },
    ask,
    async start(variables = {}) {
      const { data } = await ask(START, { gid: sandbox.gids.tasks.first, ...variables });
      return (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job.gid;
    },
    reads: (gid) => sandbox.calls.filter(({ path }) => path === `/jobs/${gid}`).length,
  };
}

/** The statuses of a job, as they come. */
function watch({ url, sandbox }: ClockedGateway, gid: string): { statuses: string[]; ended: Promise<void> } {
  const client = createClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${sandbox.tokens.ada}` },
  });
  onTestFinished(async () => client.dispose());
  const statuses: string[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe<{ jobUpdated: { status: string } }>(
      { query: 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }', variables: { gid } },
      {
        next: ({ data }) => statuses.push(data?.jobUpdated.status ?? 'error'),
        error: reject,
        complete: resolve,
      },
    );
  });
  return { statuses, ended };
}

describe.each([
  ['set back by an hour', -HOUR_MS],
  ['set forward by an hour', HOUR_MS],
  ['set forward by a day and more', 25 * HOUR_MS],
])('the program, its clock %s', (_, stepMs) => {
  test('watches on, sees the end, and takes no young job for an old one', async () => {
    const clocked = await startClocked(stepMs);
    const gid = await clocked.start();
    const before = watch(clocked, gid);
    await eventually(() => clocked.reads(gid) >= 3, PATIENCE_MS);
    await clocked.setClock();
    const after = watch(clocked, gid);
    const reads = clocked.reads(gid);
    // A job taken for an hour old would be read once in 15 seconds.
    await eventually(() => clocked.reads(gid) >= reads + 4, 12_000);
    clocked.finishJobs();
    await Promise.all([before.ended, after.ended]);
    for (const { statuses } of [before, after]) expect(statuses.at(-1)).toBe('SUCCEEDED');
    const recent = await clocked.ask('{ recentJobs { gid status startedAt finishedAt } }');
    expect(recent.errors).toBeUndefined();
    expect(recent.data).toMatchObject({ recentJobs: [{ gid, status: 'SUCCEEDED' }] });
  });

  test('waits for a slot no longer and no shorter', async () => {
    const clocked = await startClocked(stepMs);
    for (let each = 0; each < 5; each += 1) await clocked.start();
    const waiting = clocked.ask(START, { gid: clocked.sandbox.gids.tasks.first, wait: 40 });
    await eventually(async () => {
      const metrics = await (await fetch(new URL('/metrics', clocked.url))).text();
      return clocked.sandbox.calls.some(({ path }) => path === '/batch') || metrics.includes('gateway_polls');
    }, PATIENCE_MS);
    await clocked.setClock();
    clocked.finishJobs();
    expect(await waiting).toMatchObject({
      data: { duplicateTask: { job: { gid: expect.any(String) }, userErrors: [] } },
    });
  });

  test('remembers its keys and whose tokens are whose', async () => {
    const clocked = await startClocked(stepMs);
    const gid = await clocked.start({ key: 'once' });
    await clocked.setClock();
    clocked.sandbox.clearCalls();
    expect(await clocked.start({ key: 'once' })).toBe(gid);
    await clocked.ask('{ recentJobs { gid } }');
    const calls = clocked.sandbox.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls.filter((call) => call.startsWith('POST /tasks') || call === 'GET /users/me')).toEqual([]);
  });

  test('keeps to its budget, and gets it back', async () => {
    const clocked = await startClocked(stepMs, { ASANA_REQUESTS_PER_MINUTE: '60' });
    const me = () => clocked.ask('{ me { gid } }');
    for (let each = 0; each < 10; each += 1) expect((await me()).errors).toBeUndefined();
    await clocked.setClock();
    const limit = await clocked.ask('{ rateLimit { remaining } }');
    expect(limit.data).toEqual({ rateLimit: { remaining: expect.any(Number) } });
    expect((limit.data as { rateLimit: { remaining: number } }).rateLimit.remaining).toBeLessThanOrEqual(51);
    expect((await me()).errors).toBeUndefined();
  });
});

describeRedis('two programs over one Redis, the clock of one set back by an hour', () => {
  test('keep one poller, and both tell the end', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const wrong = await startClocked(-HOUR_MS, { REDIS_URL: redis.url });
    const right = await startClocked(-HOUR_MS, { REDIS_URL: redis.url }, wrong);
    const gid = await wrong.start({ key: 'once' });
    const watches = [watch(wrong, gid), watch(right, gid)];
    await eventually(() => watches.every(({ statuses }) => statuses.length > 0), PATIENCE_MS);
    await wrong.setClock();
    const pollers = async ({ url }: ClockedGateway) => {
      const text = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^gateway_pollers (\d+)$/m.exec(text)?.[1]);
    };
    for (let round = 1; round <= 4; round += 1) {
      const reads = wrong.reads(gid);
      await eventually(() => wrong.reads(gid) > reads, PATIENCE_MS);
      expect((await pollers(wrong)) + (await pollers(right))).toBe(1);
    }
    expect(await right.start({ key: 'once' })).toBe(gid);
    wrong.finishJobs();
    await Promise.all(watches.map(({ ended }) => ended));
    for (const { statuses } of watches) expect(statuses.at(-1)).toBe('SUCCEEDED');
    const listed = await right.ask('{ recentJobs { gid } }');
    expect(listed.data).toEqual({ recentJobs: [{ gid }] });
  });
});
