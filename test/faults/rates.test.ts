/** The budget at work over real sockets: gates, honest refusals, and what callers are shown. */
import { afterEach, describe, expect, test } from 'vitest';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

let running: GatewayWithSandbox;

afterEach(() => running[Symbol.asyncDispose]());

const RATE_LIMIT =
  '{ rateLimit { requestsPerMinute remaining retryAfter inFlightReads inFlightWrites runningJobs } }';

/** What is left of a minute's wait, on a machine however busy. */
const aboutAMinute = expect.toSatisfy((seconds: number) => seconds > 45 && seconds <= 60);

/** The most calls Asana had in flight at once, looked at often. */
function mostInFlight(): { stop(): number } {
  let most = 0;
  const look = () => {
    most = Math.max(most, running.sandbox.calls.filter(({ status }) => status === 0).length);
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
  running = await startWithSandbox({
    sandbox: { latencyMs: 500, requestsPerMinute: Infinity },
    gateway: { asanaRequestsPerMinute: 100_000 },
  });
  const gids = Object.values(running.sandbox.gids.tasks);
  const watcher = mostInFlight();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      running.ask('query ($gid: ID!) { task(gid: $gid) { gid name } }', { gid: gids[at % gids.length] }),
    ),
  );
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const most = watcher.stop();
  expect(most).toBeLessThanOrEqual(50);
  expect(most).toBeGreaterThan(20);
  expect(running.sandbox.calls).toHaveLength(200);
  expect(running.sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
});

describe('rateLimit', () => {
  test('shows where a token stands, without a call', async () => {
    running = await startWithSandbox({ gateway: { asanaRequestsPerMinute: 120 } });
    const fresh = await running.ask(RATE_LIMIT);
    expect(fresh.data.rateLimit).toEqual({
      requestsPerMinute: 120,
      remaining: 120,
      retryAfter: null,
      inFlightReads: 0,
      inFlightWrites: 0,
      runningJobs: 0,
    });
    expect(running.sandbox.calls).toEqual([]);
    await running.ask('{ me { name } }');
    expect((await running.ask(RATE_LIMIT)).data.rateLimit.remaining).toBe(119);
  });

  test('knows no number while none was told or learned', async () => {
    running = await startWithSandbox();
    await running.ask('{ me { name } }');
    const { data } = await running.ask(RATE_LIMIT);
    expect(data.rateLimit).toMatchObject({ requestsPerMinute: null, remaining: null, retryAfter: null });
  });

  test('shows what was learned from a refusal, and the wait', async () => {
    running = await startWithSandbox({ gateway: { asanaTimeoutMs: 5_000 } });
    await Promise.all(Array.from({ length: 100 }, () => running.ask('{ me { gid } }')));
    running.sandbox.fail({
      match: { path: '/users/me' },
      times: 1,
      fault: { status: 429, headers: { 'retry-after': '60' } },
    });
    await running.ask('{ me { name } }');
    const { data } = await running.ask(RATE_LIMIT);
    expect(data.rateLimit).toMatchObject({ requestsPerMinute: 90, retryAfter: aboutAMinute });
  });
});

describe('a read that would wait too long', () => {
  const refuse = async (retryAfter: string) => {
    running = await startWithSandbox({ gateway: { asanaTimeoutMs: 5_000 } });
    running.sandbox.fail({
      match: { path: '/users/me' },
      times: 1,
      fault: { status: 429, headers: { 'retry-after': retryAfter } },
    });
    await running.ask('{ me { name } }');
    running.sandbox.clearCalls();
  };

  test('is refused at once, with the time to wait', async () => {
    await refuse('60');
    const begun = Date.now();
    const { data, errors, headers } = await running.ask('{ me { name } }');
    expect(Date.now() - begun).toBeLessThan(4_000);
    expect(data).toEqual({ me: null });
    const { retryAfter } = errors[0]?.extensions ?? {};
    expect(errors).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', retryable: true, retryAfter: aboutAMinute } },
    ]);
    expect(headers.get('retry-after')).toBe(String(retryAfter));
    expect(running.sandbox.calls).toEqual([]);
  });

  test('sets no header beside errors of another sort', async () => {
    await refuse('60');
    const { data, errors, headers } = await running.ask(
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
    const { errors } = await running.ask('{ me { name } }');
    expect(errors[0]?.extensions.retryAfter).toEqual(aboutAMinute);
  });

  test('is not made to wait for ever by nonsense', async () => {
    await refuse('99999999');
    const { errors } = await running.ask('{ me { name } }');
    expect(errors[0]?.extensions.retryAfter).toBeLessThanOrEqual(300);
  });

  test('is no matter of another token', async () => {
    await refuse('60');
    const { errors } = await running.ask('{ me { name } }', {}, { token: running.sandbox.tokens.grace });
    expect(errors).toEqual([]);
  });
});

test.each(['malformed', 'empty', 'wrong-shape'] as const)(
  'a %s reply is an error that names its call',
  async (kind) => {
    running = await startWithSandbox();
    running.sandbox.fail({ match: { path: '/users/me' }, times: 1, fault: { kind } });
    const { data, errors } = await running.ask('{ me { name } }');
    expect(data).toEqual({ me: null });
    expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'UPSTREAM_ERROR' } }]);
    expect(errors[0]?.message).toContain('GET /users/me');
  },
);

test('a token that may not use /batch reads one by one', async () => {
  running = await startWithSandbox();
  const [one, two] = Object.values(running.sandbox.gids.tasks);
  const token = `${running.sandbox.tokens.ada}-nobatch`;
  const source = 'query ($one: ID!, $two: ID!) { one: task(gid: $one) { gid } two: task(gid: $two) { gid } }';
  for (let times = 0; times < 2; times += 1) {
    const { data, errors } = await running.ask(source, { one, two }, { token });
    expect([data, errors]).toEqual([{ one: { gid: one }, two: { gid: two } }, []]);
  }
  expect(running.sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /batch',
    ...[one, two, one, two].map((gid) => `GET /tasks/${gid}`),
  ]);
});

test('an operation that asks for too much is refused before a call', async () => {
  running = await startWithSandbox();
  const fields = Array.from({ length: 2_000 }, (_, at) => `t${at}: task(gid: "${at + 1}") { name }`).join(
    ' ',
  );
  const { errors } = await running.ask(`{ ${fields} }`);
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
  expect(running.sandbox.calls).toEqual([]);
});
