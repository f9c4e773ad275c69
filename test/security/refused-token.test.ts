import { describe, expect, onTestFinished, test } from 'vitest';
import { Budget } from '../../src/asana/budget/budget.ts';
import type { GatewayOptions } from '../../src/gateway.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { Identities } from '../../src/schema/index.ts';
import { manualClock } from '../support/clock.ts';
import { describeRedis, startRedis } from '../support/redis.ts';
import { ask, codes, sandboxTarget, type Target, target } from './support.ts';

const START = `mutation ($gid: ID!) {
  duplicateTask(input: { taskGid: $gid, name: "Copy" }) { job { gid } }
}`;
const MINE = '{ recentJobs { gid status } unknownStarts { name } rateLimit { runningJobs } }';

interface Known extends Target {
  readonly sandbox: Sandbox;
  readonly token: string;
}

/** A gateway that knows a token's user, a running job of theirs, and that the token is theirs. */
async function known(options: GatewayOptions = {}): Promise<Known> {
  const on = await sandboxTarget(options);
  const token = on.sandbox.tokens.ada;
  const started = await ask(on.url, START, { token, variables: { gid: on.sandbox.gids.tasks.first } });
  expect(started.errors).toEqual([]);
  const before = await ask(on.url, MINE, { token });
  expect(before.data).toMatchObject({
    recentJobs: [{ gid: expect.any(String) }],
    rateLimit: { runningJobs: 1 },
  });
  return { ...on, token };
}

async function expectNothingKnown({ url, sandbox, token }: Known): Promise<void> {
  sandbox.store.revokeToken(token);
  expect(codes(await ask(url, '{ me { gid } }', { token }))).toEqual(['UNAUTHENTICATED']);
  sandbox.clearCalls();
  const after = await ask(url, MINE, { token });
  expect(after.data).toEqual({ recentJobs: null, unknownStarts: null, rateLimit: { runningJobs: 0 } });
  expect(codes(after)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
}

describe('a token that Asana has refused', () => {
  test('reads nothing of what its user did', async () => {
    await expectNothingKnown(await known());
  });

  test('starts nothing under a key, and is told nothing of one', async () => {
    const on = await known();
    const keyed = START.replace('name: "Copy"', 'name: "Copy", idempotencyKey: "one"');
    const variables = { gid: on.sandbox.gids.tasks.first };
    expect((await ask(on.url, keyed, { token: on.token, variables })).errors).toEqual([]);
    on.sandbox.store.revokeToken(on.token);
    await ask(on.url, '{ me { gid } }', { token: on.token });
    expect(codes(await ask(on.url, keyed, { token: on.token, variables }))).toEqual(['UNAUTHENTICATED']);
  });
});

test('a 401 within a batch is a refusal as well: whose the token is, is asked anew', async () => {
  const { sandbox, url, token } = await known();
  const [first, second] = [sandbox.gids.tasks.first, sandbox.gids.projects.office];
  const undo = sandbox.fail({
    match: { method: 'GET', path: new RegExp(`^/tasks/${first}$`) },
    fault: { status: 401, body: { errors: [{ message: 'Not Authorized' }] } },
  });
  onTestFinished(undo);
  sandbox.clearCalls();
  const both = `{ task(gid: "${first}") { name } project(gid: "${second}") { name } }`;
  expect(codes(await ask(url, both, { token }))).toEqual(['UNAUTHENTICATED']);
  await ask(url, '{ unknownStarts { name } }', { token });
  expect(sandbox.calls.map(({ path, batched }) => [path, batched])).toContainEqual(['/users/me', false]);
});

describeRedis('a token that Asana has refused, with Redis', () => {
  test('reads nothing of what its user did', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const on = await known({ redisUrl: redis.url });
    await expectNothingKnown(on);
    expect(await redis.admin.keys('*:alias:*')).toEqual([]);
  });

  test('reads nothing on another instance either, which heard of no refusal', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const on = await known({ redisUrl: redis.url });
    const other = await target(on.sandbox.url, { redisUrl: redis.url });
    expect((await ask(other.url, MINE, { token: on.token })).errors).toEqual([]);
    on.sandbox.store.revokeToken(on.token);
    await ask(on.url, '{ me { gid } }', { token: on.token });
    expect((await ask(other.url, '{ rateLimit { runningJobs } }', { token: on.token })).data).toEqual({
      rateLimit: { runningJobs: 0 },
    });
    expect(codes(await ask(other.url, MINE, { token: on.token }))).toEqual([
      'UNAUTHENTICATED',
      'UNAUTHENTICATED',
    ]);
  });
});

describe('whose a token is', () => {
  test('is asked anew after five minutes', async () => {
    const clock = manualClock();
    const on = await sandboxTarget();
    const identities = new Identities({ now: clock.now });
    const { services } = on.gateway;
    Object.assign(services, { identities });
    const whoseCalls = async () => {
      on.sandbox.clearCalls();
      await ask(on.url, '{ recentJobs { gid } }', { token: on.sandbox.tokens.ada });
      return on.sandbox.calls.map(({ path }) => path);
    };
    expect(await whoseCalls()).toEqual(['/users/me']);
    await clock.advance(299_000);
    expect(await whoseCalls()).toEqual([]);
    await clock.advance(1_000);
    expect(await whoseCalls()).toEqual(['/users/me']);
    expect(identities.size).toBe(1);
  });
});

test('made-up tokens do not make a budget forget what a real one has used up', async () => {
  const clock = manualClock();
  const budget = new Budget({ requestsPerMinute: 120, clock });
  const use = async (hash: string, status: number) => {
    const latestMs = clock.now() + 1_000;
    const permit = await budget.acquire({ hash, kind: 'read', priority: 'read', points: 1, latestMs });
    budget.answered(hash, status);
    permit.release();
  };
  for (let each = 0; each < 20; each += 1) await use('real', 200);
  expect(budget.state('real').remaining).toBe(100);
  for (let each = 0; each < 10_100; each += 1) await use(`made-up-${each}`, 401);
  expect(budget.size).toBe(10_000);
  expect(budget.state('real').remaining).toBe(100);
});
