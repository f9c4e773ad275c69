/** Five running jobs per user: what the sixth start is told, and how starts wait for their turn. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RETRY } from '../../src/asana/retry.ts';
import { eventually } from '../support/eventually.ts';
import { type Started, sentNames, start } from './starting.ts';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

const LONG_MS = 60_000;
const durations = new Map<string, number>();

let running: GatewayWithSandbox;

beforeEach(async () => {
  durations.clear();
  running = await startWithSandbox({
    gateway: { asanaRequestsPerMinute: 1_500 },
    sandbox: {
      jobDurationMs: (_kind, names) => [...durations].find(([part]) => names.includes(part))?.[1] ?? 200,
    },
  });
});

afterEach(() => running[Symbol.asyncDispose]());

async function fill(name: string, durationMs: number): Promise<void> {
  durations.set(name, durationMs);
  const all = await Promise.all(Array.from({ length: 5 }, () => start(running, { name })));
  expect(all.flatMap(({ codes }) => codes)).toEqual([]);
}

/** Five jobs the gateway knows nothing of. */
async function fillElsewhere(name: string, durationMs: number): Promise<void> {
  durations.set(name, durationMs);
  const { url, tokens, gids } = running.sandbox;
  for (let slot = 0; slot < 5; slot += 1) {
    const reply = await fetch(`${url}/tasks/${gids.tasks.shared}/duplicate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: { name } }),
    });
    expect(reply.status).toBe(201);
    await reply.body?.cancel();
  }
}

const waiting = () => running.gateway.services.slots.waiting;

/** Starts that wait, one after the other in the queue. */
async function queueUp(
  names: readonly string[],
  options: { token?: string; idempotencyKey?: string }[] = [],
) {
  const started: string[] = [];
  const all: Promise<void>[] = [];
  for (const [at, name] of names.entries()) {
    const { token, ...more } = options[at] ?? {};
    all.push(
      start(running, { name, waitForSlot: 30, ...more }, token ? { token } : {}).then(({ gid }) => {
        if (gid) started.push(name);
      }),
    );
    await eventually(() => waiting() === at + 1);
  }
  return { started, done: Promise.all(all) };
}

test('a sixth start is told, started nothing, and shown in rateLimit', async () => {
  await fill('Runs', LONG_MS);
  const sixth = await start(running, { name: 'Sixth' });
  expect([sixth.gid, sixth.codes]).toEqual([null, ['TOO_MANY_RUNNING_JOBS']]);
  const { data } = await running.ask('{ rateLimit { runningJobs inFlightReads inFlightWrites } }');
  expect(data.rateLimit).toEqual({ runningJobs: 5, inFlightReads: 0, inFlightWrites: 0 });
});

test('a 429 is no matter of jobs that finished while nobody looked', async () => {
  await fill('Over soon', 100);
  const { store } = running.sandbox;
  await eventually(() => {
    const plans = store.all('job').map(({ data }) => data.plan as { endsAt: number });
    return plans.every(({ endsAt }) => endsAt < Date.now());
  });
  running.sandbox.fail({
    match: { method: 'POST', path: /duplicate$/ },
    fault: {
      status: 429,
      headers: { 'retry-after': '0' },
      body: { errors: [{ message: 'Too many requests.' }] },
    },
  });
  const { codes } = await start(running, { name: 'Sixth' });
  expect(codes).toEqual(['RATE_LIMITED']);
});

describe('a 429 that does not say why, while five are known to run,', () => {
  const busy = () =>
    running.sandbox.fail({
      match: { method: 'POST', path: /duplicate$/ },
      fault: {
        status: 429,
        headers: { 'retry-after': '0' },
        body: { errors: [{ message: 'Too many requests.' }] },
      },
    });

  test('has each of them read again', async () => {
    await fill('Runs', LONG_MS);
    busy();
    running.sandbox.clearCalls();
    expect((await start(running, { name: 'Sixth' })).codes).toEqual(['TOO_MANY_RUNNING_JOBS']);
    // A refusal leaves one request in the bucket: the five come as they may.
    const calls = running.sandbox.calls.map(({ method, path }) => `${method} ${path}`);
    const { data } = await running.ask('{ recentJobs { gid } }');
    const known: string[] = data.recentJobs.map(({ gid }: { gid: string }) => `GET /jobs/${gid}`);
    const duplicate = `POST /tasks/${running.sandbox.gids.tasks.shared}/duplicate`;
    expect(calls.slice(0, RETRY.attemptsWhenRefused)).toEqual(
      Array(RETRY.attemptsWhenRefused).fill(duplicate),
    );
    const reads = calls.slice(RETRY.attemptsWhenRefused).filter((call) => call !== 'POST /batch');
    expect(reads.toSorted()).toEqual(known.toSorted());
  });

  test('counts one that cannot be read', async () => {
    await fill('Runs', LONG_MS);
    busy();
    const [{ gid = '' } = {}] = (await running.ask('{ recentJobs { gid } }')).data.recentJobs;
    running.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault: { status: 500 } });
    expect((await start(running, { name: 'Sixth' })).codes).toEqual(['TOO_MANY_RUNNING_JOBS']);
  });
});

test('an idempotency key is free again when no slot was', async () => {
  await fill('Runs', 2_000);
  const input = { name: 'Sixth', idempotencyKey: 'sixth' };
  expect((await start(running, input)).codes).toEqual(['TOO_MANY_RUNNING_JOBS']);
  const { gid } = await start(running, { ...input, waitForSlot: 30 });
  expect(gid).toMatch(/^\d+$/);
});

describe('starts that wait for a slot', () => {
  test('go in the order they came, whichever token or key', async () => {
    await fill('Runs', 2_000);
    const { adaSecond } = running.sandbox.tokens;
    const names = ['A', 'B', 'C', 'D'];
    const { done } = await queueUp(names, [{}, { token: adaSecond }, { idempotencyKey: 'c' }, {}]);
    await done;
    expect(sentNames(running).slice(5)).toEqual(names);
    expect(waiting()).toBe(0);
  });

  test('keep their order when jobs from elsewhere hold the slots', async () => {
    await fillElsewhere('Foreign', 3_500);
    const all: Promise<Started>[] = [];
    for (const name of ['A', 'B', 'C']) {
      all.push(start(running, { name, waitForSlot: 30 }));
      await eventually(() => sentNames(running).includes(name) || waiting() === all.length);
    }
    const answers = await Promise.all(all);
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    const accepted = running.sandbox.calls
      .filter(({ status, path }) => path.endsWith('/duplicate') && status === 201)
      .map(({ body }) => (body as { name: string }).name);
    expect(accepted.slice(5)).toEqual(['A', 'B', 'C']);
    expect(sentNames(running).length).toBeLessThan(5 + 3 * 6);
  });

  test('are not sent when their caller leaves', async () => {
    await fill('Runs', 2_000);
    const leaving = new AbortController();
    const left = start(running, { name: 'Left', waitForSlot: 30 }, { signal: leaving.signal }).catch(
      () => 'left',
    );
    await eventually(() => waiting() === 1);
    const stays = start(running, { name: 'Stays', waitForSlot: 30 });
    await eventually(() => waiting() === 2);
    leaving.abort();
    expect(await left).toBe('left');
    await eventually(() => waiting() === 1);
    expect((await stays).codes).toEqual([]);
    expect(sentNames(running).slice(5)).toEqual(['Stays']);
  });

  test('turn many into a loop of plain mutations', async () => {
    durations.set('Kit', 150);
    const names = Array.from({ length: 18 }, (_, number) => `Kit ${number}`);
    const all = await Promise.all(names.map((name) => start(running, { name, waitForSlot: 55 })));
    expect(all.flatMap(({ codes }) => codes)).toEqual([]);
    expect(sentNames(running).toSorted()).toEqual(names.toSorted());
    for (const name of ['one', 'by', 'one']) {
      expect((await start(running, { name, waitForSlot: 55 })).codes).toEqual([]);
    }
  });

  test('of two keys stand in one queue, as they share one user', async () => {
    const keys = ['ann', 'bob'].map((name) => ({ name, key: `${name}-key-which-is-long-enough` }));
    await using served = await startWithSandbox({
      sandbox: { jobDurationMs: 2_000 },
      gateway: { asanaToken: running.sandbox.tokens.ada, gatewayKeys: keys },
    });
    const [ann, bob] = keys.map(({ key }) => ({ token: key }));
    for (let slot = 0; slot < 5; slot += 1) await start(served, { name: 'Runs' }, ann);
    const order = ['A', 'B', 'C', 'D'];
    const all: Promise<Started>[] = [];
    for (const [at, name] of order.entries()) {
      all.push(start(served, { name, waitForSlot: 30 }, at % 2 === 0 ? ann : bob));
      await eventually(() => served.gateway.services.slots.waiting === at + 1);
    }
    await Promise.all(all);
    const accepted = served.sandbox.calls
      .filter(({ status, path }) => path.endsWith('/duplicate') && status === 201)
      .map(({ body }) => (body as { name: string }).name);
    expect(accepted.slice(5)).toEqual(order);
  });
});
