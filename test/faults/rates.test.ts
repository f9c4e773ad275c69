/** The budget at work over real sockets: gates, honest refusals, and what callers are shown. */
import { afterEach, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

afterEach(() => stage[Symbol.asyncDispose]());

const RATE_LIMIT =
  '{ rateLimit { requestsPerMinute remaining retryAfter inFlightReads inFlightWrites runningJobs } }';

/** What is left of a minute's wait, on a machine however busy. */
const aboutAMinute = expect.toSatisfy((seconds: number) => seconds > 45 && seconds <= 60);

/** The most calls Asana had in flight at once, looked at often. */
function mostInFlight(): { stop(): number } {
  let most = 0;
  const look = () => {
    most = Math.max(most, stage.sandbox.calls.filter(({ status }) => status === 0).length);
  };
  const timer = setInterval(look, 2);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}

test('200 parallel queries never have more than 50 reads in flight', async () => {
  stage = await openStage({
    sandbox: { latencyMs: 500, requestsPerMinute: Infinity },
    gateway: { asanaRequestsPerMinute: 100_000 },
  });
  const gids = Object.values(stage.sandbox.gids.tasks);
  const watcher = mostInFlight();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      stage.ask('query ($gid: ID!) { task(gid: $gid) { gid name } }', { gid: gids[at % gids.length] }),
    ),
  );
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const most = watcher.stop();
  expect(most).toBeLessThanOrEqual(50);
  expect(most).toBeGreaterThan(20);
  expect(stage.sandbox.calls).toHaveLength(200);
  expect(stage.sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
});

describe('rateLimit', () => {
  test('shows where a token stands, without a call', async () => {
    stage = await openStage({ gateway: { asanaRequestsPerMinute: 120 } });
    const fresh = await stage.ask(RATE_LIMIT);
    expect(fresh.data.rateLimit).toEqual({
      requestsPerMinute: 120,
      remaining: 120,
      retryAfter: null,
      inFlightReads: 0,
      inFlightWrites: 0,
      runningJobs: 0,
    });
    expect(stage.sandbox.calls).toEqual([]);
    await stage.ask('{ me { name } }');
    expect((await stage.ask(RATE_LIMIT)).data.rateLimit.remaining).toBe(119);
  });

  test('knows no number while none was told or learned', async () => {
    stage = await openStage();
    await stage.ask('{ me { name } }');
    const { data } = await stage.ask(RATE_LIMIT);
    expect(data.rateLimit).toMatchObject({ requestsPerMinute: null, remaining: null, retryAfter: null });
  });

  test('shows what was learned from a refusal, and the wait', async () => {
    stage = await openStage({ gateway: { asanaTimeoutMs: 5_000 } });
    await Promise.all(Array.from({ length: 100 }, () => stage.ask('{ me { gid } }')));
    stage.sandbox.fail({
      match: { path: '/users/me' },
      times: 1,
      fault: { status: 429, headers: { 'retry-after': '60' } },
    });
    await stage.ask('{ me { name } }');
    const { data } = await stage.ask(RATE_LIMIT);
    expect(data.rateLimit).toMatchObject({ requestsPerMinute: 90, retryAfter: aboutAMinute });
  });
});

describe('a read that would wait too long', () => {
  const refuse = async (retryAfter: string) => {
    stage = await openStage({ gateway: { asanaTimeoutMs: 5_000 } });
    stage.sandbox.fail({
      match: { path: '/users/me' },
      times: 1,
      fault: { status: 429, headers: { 'retry-after': retryAfter } },
    });
    await stage.ask('{ me { name } }');
    stage.sandbox.clearCalls();
  };

  test('is refused at once, with the time to wait', async () => {
    await refuse('60');
    const begun = Date.now();
    const { data, errors, headers } = await stage.ask('{ me { name } }');
    expect(Date.now() - begun).toBeLessThan(4_000);
    expect(data).toEqual({ me: null });
    const { retryAfter } = errors[0]?.extensions ?? {};
    expect(errors).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', retryable: true, retryAfter: aboutAMinute } },
    ]);
    expect(headers.get('retry-after')).toBe(String(retryAfter));
    expect(stage.sandbox.calls).toEqual([]);
  });

  test('sets no header beside errors of another sort', async () => {
    await refuse('60');
    const { data, errors, headers } = await stage.ask(
      '{ me { name } task(gid: "x") { name } rateLimit { retryAfter } }',
    );
    expect(data).toEqual({ me: null, task: null, rateLimit: { retryAfter: aboutAMinute } });
    expect(errors.map(({ extensions }) => extensions.code).toSorted()).toEqual([
      'BAD_USER_INPUT',
      'RATE_LIMITED',
    ]);
    expect(headers.get('retry-after')).toBeNull();
  });

  test('waits for a date as for seconds', async () => {
    await refuse(new Date(Date.now() + 60_000).toUTCString());
    const { errors } = await stage.ask('{ me { name } }');
    expect(errors[0]?.extensions.retryAfter).toEqual(aboutAMinute);
  });

  test('is not made to wait for ever by nonsense', async () => {
    await refuse('99999999');
    const { errors } = await stage.ask('{ me { name } }');
    expect(errors[0]?.extensions.retryAfter).toBeLessThanOrEqual(300);
  });

  test('is no matter of another token', async () => {
    await refuse('60');
    const { errors } = await stage.ask('{ me { name } }', {}, { token: stage.sandbox.tokens.grace });
    expect(errors).toEqual([]);
  });
});

test.each(['malformed', 'empty', 'wrong-shape'] as const)(
  'a %s reply is an error that names its call',
  async (kind) => {
    stage = await openStage();
    stage.sandbox.fail({ match: { path: '/users/me' }, times: 1, fault: { kind } });
    const { data, errors } = await stage.ask('{ me { name } }');
    expect(data).toEqual({ me: null });
    expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'UPSTREAM_ERROR' } }]);
    expect(errors[0]?.message).toContain('GET /users/me');
  },
);

test('a token that may not use /batch reads one by one', async () => {
  stage = await openStage();
  const [one, two] = Object.values(stage.sandbox.gids.tasks);
  const token = `${stage.sandbox.tokens.ada}-nobatch`;
  const source = 'query ($one: ID!, $two: ID!) { one: task(gid: $one) { gid } two: task(gid: $two) { gid } }';
  for (let times = 0; times < 2; times += 1) {
    const { data, errors } = await stage.ask(source, { one, two }, { token });
    expect([data, errors]).toEqual([{ one: { gid: one }, two: { gid: two } }, []]);
  }
  expect(stage.sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /batch',
    ...[one, two, one, two].map((gid) => `GET /tasks/${gid}`),
  ]);
});

test('an operation that asks for too much is refused before a call', async () => {
  stage = await openStage();
  const fields = Array.from({ length: 2_000 }, (_, at) => `t${at}: task(gid: "${at + 1}") { name }`).join(
    ' ',
  );
  const { errors } = await stage.ask(`{ ${fields} }`);
  expect(errors).toMatchObject([
    {
      extensions: {
        code: 'QUERY_TOO_LARGE',
        limit: expect.any(String),
        value: expect.any(Number),
        allowed: expect.any(Number),
      },
    },
  ]);
  expect(stage.sandbox.calls).toEqual([]);
});
