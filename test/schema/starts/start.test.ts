import { beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/server.ts';
import { withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock, jobDurationMs: 1_000, timeoutMs: 1_000 });

beforeEach(() => {
  clock.time += 60_000;
});

const START = `mutation ($input: DuplicateTaskInput!) { duplicateTask(input: $input) {
  job { gid status } userErrors { code message field }
} }`;

const startedGid = async (): Promise<string> => (await start({ name: 'Told' })).payload.job.gid;

let keys = 0;
const freshKey = () => {
  keys += 1;
  return `key ${keys}`;
};

async function start(input: Record<string, unknown>, token?: string) {
  const answer = await gateway.run(START, { input: { taskGid: gateway.gids.tasks.shared, ...input } }, token);
  return { ...answer, payload: answer.data.duplicateTask };
}

const posts = () =>
  gateway.sandbox.calls.filter(({ method, path }) => method === 'POST' && path !== '/batch').length;

function spoil(fault: Fault, after: 'before-effect' | 'after-effect' = 'after-effect') {
  gateway.sandbox.fail({
    match: { method: 'POST', path: `/tasks/${gateway.gids.tasks.shared}/duplicate` },
    times: 1,
    fault,
    after,
  });
}

test('without a token a mistake in the input is not looked at', async () => {
  const input = { taskGid: 'none', name: '' };
  const { data, errors } = await gateway.run(START, { input }, null);
  expect(data).toEqual({ duplicateTask: null });
  expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
});

test('a reply that lacks the status is made up for by a read', async () => {
  const gid = await startedGid();
  spoil({ status: 201, body: { data: { gid, resource_type: 'job' } } });
  const { payload, calls } = await start({ name: 'Taciturn' });
  expect(payload.job).toEqual({
    gid,
    status: expect.stringMatching(/^(NOT_STARTED|IN_PROGRESS|SUCCEEDED)$/),
  });
  expect(calls.at(-1)).toBe(`GET /jobs/${gid} [status]`);
});

describe('an idempotency key', () => {
  test('gives the first job again without a second POST', async () => {
    const input = { name: 'Once', idempotencyKey: freshKey() };
    const first = await start(input);
    expect(first.payload).toMatchObject({ job: { status: 'NOT_STARTED' }, userErrors: [] });
    expect(first.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    clock.time += 1_000;
    const second = await start(input);
    expect(second.payload).toEqual({
      job: { gid: first.payload.job.gid, status: 'SUCCEEDED' },
      userErrors: [],
    });
    expect(second.calls).toEqual([`GET /jobs/${first.payload.job.gid} [status]`]);
  });

  test('holds for two starts that arrive at once', async () => {
    const input = { name: 'Twice at once', idempotencyKey: freshKey() };
    const answers = await Promise.all([start(input), start(input), start(input)]);
    const gids = answers.map(({ payload }) => payload.job.gid);
    expect(new Set(gids).size).toBe(1);
    expect(posts()).toBe(1);
  });

  test('belongs to its input', async () => {
    const idempotencyKey = freshKey();
    await start({ name: 'One', idempotencyKey });
    const { payload, errors, calls } = await start({ name: 'Other', idempotencyKey });
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({
      job: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'idempotencyKey'] }],
    });
    expect(calls).toEqual([]);
  });

  test('does not mind whether what is not wanted is left out or null', async () => {
    const input = { name: 'Null', idempotencyKey: freshKey() };
    const first = await start(input);
    const second = await start({ ...input, include: null, callback: null, waitForSlot: null });
    expect(second.payload).toMatchObject({ job: { gid: first.payload.job.gid }, userErrors: [] });
    expect(second.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  test('does not mind how long one waits', async () => {
    const input = { name: 'Patient', idempotencyKey: freshKey() };
    const first = await start(input);
    const second = await start({ ...input, waitForSlot: 1 });
    expect(second.payload.job.gid).toBe(first.payload.job.gid);
  });

  test('belongs to the person, whichever token', async () => {
    const input = { name: 'Mine', idempotencyKey: freshKey() };
    const { adaSecond, grace } = gateway.sandbox.tokens;
    const first = await start(input);
    const same = await start(input, adaSecond);
    const other = await start(input, grace);
    expect(same.payload.job.gid).toBe(first.payload.job.gid);
    expect(other.payload.job.gid).not.toBe(first.payload.job.gid);
  });

  test('belongs to the mutation', async () => {
    const idempotencyKey = freshKey();
    await start({ idempotencyKey });
    const { data } = await gateway.run(
      'mutation ($input: InstantiateTaskInput!) { instantiateTask(input: $input) { job { gid } userErrors { code } } }',
      { input: { taskTemplateGid: gateway.gids.taskTemplates.photoShoot, idempotencyKey } },
    );
    expect(data.instantiateTask).toMatchObject({ job: { gid: expect.any(String) }, userErrors: [] });
  });

  test('gives a refusal again', async () => {
    const input = { name: 'Refused', idempotencyKey: freshKey() };
    spoil({ status: 403, body: { errors: [{ message: 'Not you' }] } }, 'before-effect');
    const first = await start(input);
    const second = await start(input);
    expect(first.payload.userErrors).toEqual([{ code: 'FORBIDDEN', message: 'Not you', field: null }]);
    expect(second.payload).toEqual(first.payload);
    expect(second.calls).toEqual([]);
  });

  test('is free again when nothing was started', async () => {
    const input = { name: 'Not yet', idempotencyKey: freshKey() };
    spoil({ status: 401 }, 'before-effect');
    const first = await start(input);
    expect(first.data.duplicateTask).toBeNull();
    expect(first.errors).toMatchObject([{ path: 'duplicateTask', code: 'UNAUTHENTICATED' }]);
    expect((await start(input)).payload.job).toMatchObject({ status: 'NOT_STARTED' });
  });

  test('gives an unknown outcome again', async () => {
    const input = { name: 'Lost', idempotencyKey: freshKey() };
    spoil({ kind: 'reset' });
    const first = await start(input);
    const second = await start(input);
    expect(first.errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
    expect(second.errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', extensions: { retryable: false } }]);
    expect(second.calls).toEqual([]);
  });

  test.each(['', 'x'.repeat(256)])(
    'of the wrong length is refused without a call',
    async (idempotencyKey) => {
      const { errors, calls } = await start({ idempotencyKey });
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
      expect(calls).toEqual([]);
    },
  );
});

describe('a start whose reply is lost', () => {
  test.each<[string, Fault]>([
    ['is cut off', { kind: 'reset' }],
    ['never comes', { kind: 'hang' }],
    ['is an error page', { kind: 'html' }],
    ['is half a reply', { kind: 'malformed' }],
    ['is empty', { kind: 'empty' }],
    ['is of another shape', { kind: 'wrong-shape' }],
    ['is a 500', { status: 500, body: { errors: [{ message: 'Oops', phrase: '6 sad squid' }] } }],
    ['is a 503', { status: 503 }],
  ])('because it %s has an unknown outcome and is sent once', async (_how, fault) => {
    spoil(fault);
    const { data, errors } = await start({ name: 'Lost' });
    expect(data).toEqual({ duplicateTask: null });
    expect(errors).toMatchObject([
      { path: 'duplicateTask', code: 'OUTCOME_UNKNOWN', extensions: { retryable: false } },
    ]);
    expect(errors[0]?.message).toMatch(/may have happened.*not sent again/);
    expect(posts()).toBe(1);
  });

  test('is listed among the unknown starts of its person', async () => {
    spoil({ kind: 'reset' });
    await start({ name: 'Where are you?' }, gateway.sandbox.tokens.grace);
    const { data, errors } = await gateway.run(
      '{ unknownStarts { kind name sentAt source { ... on Task { gid } } } }',
      {},
      gateway.sandbox.tokens.grace,
    );
    expect(errors).toEqual([]);
    expect(data.unknownStarts).toEqual([
      {
        kind: 'DUPLICATE_TASK',
        name: 'Where are you?',
        sentAt: expect.any(String),
        source: { gid: gateway.gids.tasks.shared },
      },
    ]);
    const other = await gateway.run('{ unknownStarts { name } }', {}, gateway.sandbox.tokens.priya);
    expect(other.data.unknownStarts).toEqual([]);
  });

  test('hides no other start of the same operation', async () => {
    spoil({ kind: 'reset' });
    const { data, errors } = await gateway.run(
      `mutation ($a: DuplicateTaskInput!, $b: DuplicateTaskInput!) {
        a: duplicateTask(input: $a) { job { status } } b: duplicateTask(input: $b) { job { status } }
      }`,
      { a: { taskGid: gateway.gids.tasks.shared }, b: { taskGid: gateway.gids.tasks.first } },
    );
    expect(data).toEqual({ a: null, b: { job: { status: 'NOT_STARTED' } } });
    expect(errors).toMatchObject([{ path: 'a', code: 'OUTCOME_UNKNOWN' }]);
  });
});

test('a missing scope of a start is told in its userError', async () => {
  spoil(
    { status: 403, body: { errors: [{ message: 'Forbidden: the scope tasks:write is missing' }] } },
    'before-effect',
  );
  const { payload } = await start({});
  expect(payload.userErrors).toMatchObject([
    { code: 'FORBIDDEN', message: expect.stringContaining('tasks:write') },
  ]);
});

describe('waiting for a slot', () => {
  const fill = async (name: string, token: string) => {
    for (let slot = 0; slot < 5; slot += 1) await start({ name }, token);
  };

  test('is not done unless asked for', async () => {
    const { yuki } = gateway.sandbox.tokens;
    await fill('Taken', yuki);
    const { payload } = await start({ name: 'Sixth' }, yuki);
    expect(payload).toMatchObject({
      job: null,
      userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS', field: null }],
    });
  });

  test('starts as soon as one has finished', async () => {
    const { priya } = gateway.sandbox.tokens;
    await fill('Taken for a while', priya);
    const waiting = start({ name: 'Sixth', waitForSlot: 20 }, priya);
    clock.time += 2_000;
    const { payload, errors } = await waiting;
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ job: { status: 'NOT_STARTED' }, userErrors: [] });
    expect(posts()).toBe(1);
  });

  test('ends unsent when the time is over', async () => {
    const { oliver } = gateway.sandbox.tokens;
    await fill('Taken for long', oliver);
    const { payload } = await start({ name: 'Sixth', waitForSlot: 1 }, oliver);
    expect(payload).toMatchObject({ job: null, userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS' }] });
    expect(payload.userErrors[0].message).toContain('within 1 s');
    expect(posts()).toBe(0);
  });

  test('does not storm Asana when the slots are held by jobs from elsewhere', async () => {
    const { url, tokens } = gateway.sandbox;
    const headers = { authorization: `Bearer ${tokens.sofia}`, 'content-type': 'application/json' };
    for (let slot = 0; slot < 5; slot += 1) {
      const body = JSON.stringify({ data: { name: 'From elsewhere' } });
      await fetch(`${url}/tasks/${gateway.gids.tasks.first}/duplicate`, { method: 'POST', headers, body });
    }
    const { payload } = await start({ name: 'Sixth', waitForSlot: 2 }, tokens.sofia);
    expect(payload).toMatchObject({ job: null, userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS' }] });
    expect(posts()).toBeLessThanOrEqual(4);
  });

  test.each([-1, 56])('%i seconds are refused without a call', async (waitForSlot) => {
    const { errors, calls } = await start({ waitForSlot });
    expect(errors).toMatchObject([{ path: 'duplicateTask', code: 'BAD_USER_INPUT' }]);
    expect(calls).toEqual([]);
  });
});

describe('a 429 that names no jobs', () => {
  const BUSY: Fault = { status: 429, body: { errors: [{ message: 'You have made too many requests.' }] } };

  test('is about running jobs while five are known to run', async () => {
    const { jonas } = gateway.sandbox.tokens;
    for (let slot = 0; slot < 5; slot += 1) await start({ name: 'Known' }, jonas);
    spoil(BUSY, 'before-effect');
    const { payload, errors } = await start({ name: 'Sixth' }, jonas);
    expect(errors).toEqual([]);
    expect(payload).toMatchObject({ job: null, userErrors: [{ code: 'TOO_MANY_RUNNING_JOBS' }] });
  });

  test('is a rate limit otherwise', async () => {
    const { fatima } = gateway.sandbox.tokens;
    spoil({ ...BUSY, headers: { 'retry-after': '7' } }, 'before-effect');
    const { data, errors } = await start({ name: 'Too soon' }, fatima);
    expect(data).toEqual({ duplicateTask: null });
    expect(errors).toMatchObject([{ code: 'RATE_LIMITED', extensions: { retryable: true, retryAfter: 7 } }]);
  });
});

test('a ledger that fails does not make a started job look failed', async () => {
  const { ledger } = gateway.services;
  const { started } = ledger;
  ledger.started = () => Promise.reject(new Error('the ledger is full'));
  const { payload, errors } = await start({ name: 'Unnoted' });
  ledger.started = started;
  expect(errors).toEqual([]);
  expect(payload).toMatchObject({ job: { status: 'NOT_STARTED' }, userErrors: [] });
});
