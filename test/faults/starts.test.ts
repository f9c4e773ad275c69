/** A start is sent once, whatever becomes of its reply or its caller. */
import { Client, Dispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../src/sandbox/server.ts';
import { eventually } from '../support/eventually.ts';
import { sentNames, start } from './starting.ts';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

const TIMEOUT_MS = 2_000;

let running: GatewayWithSandbox;

beforeEach(async () => {
  running = await startWithSandbox({ gateway: { asanaTimeoutMs: TIMEOUT_MS } });
});

afterEach(() => running[Symbol.asyncDispose]());

function spoil(fault: Fault, after: 'before-effect' | 'after-effect' = 'after-effect') {
  running.sandbox.fail({ match: { method: 'POST', path: /duplicate$/ }, times: 1, fault, after });
}

async function unknownStarts(): Promise<string[]> {
  const { data } = await running.ask('{ unknownStarts { name } }');
  return data.unknownStarts.map(({ name }: { name: string }) => name);
}

describe('a start whose reply is lost', () => {
  test.each<[string, Fault]>([
    ['the connection breaks', { kind: 'reset' }],
    ['nothing comes', { kind: 'hang' }],
    ['a 500 comes', { status: 500 }],
    ['a page comes', { kind: 'html' }],
    ['half of it comes', { kind: 'malformed' }],
    ['nothing is in it', { kind: 'empty' }],
    ['it is of another shape', { kind: 'wrong-shape' }],
  ])('is told, noted and sent once (%s)', async (_how, fault) => {
    spoil(fault);
    const begun = Date.now();
    const { errors } = await start(running, { name: 'Lost' });
    expect(Date.now() - begun).toBeLessThan(TIMEOUT_MS + 3_000);
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN', retryable: false } }]);
    expect(await unknownStarts()).toEqual(['Lost']);
    expect(sentNames(running)).toEqual(['Lost']);
  });
});

describe('a start that surely did not arrive', () => {
  test('is sent again after a 429', async () => {
    spoil({ status: 429, headers: { 'retry-after': '0' } }, 'before-effect');
    const { gid } = await start(running, { name: 'Again' });
    expect(gid).toMatch(/^\d+$/);
    expect(sentNames(running)).toEqual(['Again', 'Again']);
  });

  test('is sent again after a refused connection', async () => {
    const detour = new Detour(running.sandbox.url, 1);
    await using other = await startWithSandbox({
      gateway: { asanaBaseUrl: running.sandbox.url, dispatcher: detour, asanaTimeoutMs: TIMEOUT_MS },
    });
    const { gid } = await start(other, { name: 'Knocks twice' }, ada());
    expect(gid).toMatch(/^\d+$/);
    expect([detour.refused, sentNames(running)]).toEqual([1, ['Knocks twice']]);
    await detour.destroy();
  });

  test('says so when nobody ever listens', async () => {
    const detour = new Detour(running.sandbox.url, Infinity);
    await using other = await startWithSandbox({
      gateway: { asanaBaseUrl: running.sandbox.url, dispatcher: detour, asanaTimeoutMs: TIMEOUT_MS },
    });
    const { errors } = await start(other, { name: 'Knocks' }, ada());
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNREACHABLE', retryable: true } }]);
    expect(sentNames(running)).toEqual([]);
    await detour.destroy();
  });

  test.each([
    ['TLS', () => running.sandbox.url.replace('http:', 'https:')],
    ['DNS', () => 'https://asana.invalid/api/1.0'],
  ])('says so when %s fails', async (_what, url) => {
    vi.stubEnv('HTTPS_PROXY', '');
    await using other = await startWithSandbox({
      gateway: { asanaBaseUrl: url(), asanaTimeoutMs: TIMEOUT_MS },
    });
    vi.unstubAllEnvs();
    const { errors } = await start(other, { name: 'Knocks' }, ada());
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNREACHABLE' } }]);
    expect(errors[0]?.message).toContain('Nothing was sent');
  });
});

test('a caller that leaves in the middle of a start finds its job later', async () => {
  spoil({ kind: 'slow', ms: 250 });
  const leaving = new AbortController();
  const answer = start(running, { name: 'Left alone' }, { signal: leaving.signal }).catch(() => 'left');
  await eventually(() => sentNames(running).length === 1);
  leaving.abort();
  expect(await answer).toBe('left');
  const name = await eventually(async () => {
    const { data } = await running.ask('{ recentJobs { source { ... on Task { gid } } status } }');
    return data.recentJobs[0]?.source?.gid;
  });
  expect(name).toBe(running.sandbox.gids.tasks.shared);
  expect(sentNames(running)).toEqual(['Left alone']);
});

test('a start that waits for budget goes unsent when its caller leaves', async () => {
  await using tight = await startWithSandbox({
    gateway: { asanaRequestsPerMinute: 30, asanaTimeoutMs: 20_000 },
  });
  for (let spent = 0; spent < 4; spent += 1) await tight.ask('{ me { name } }');
  tight.sandbox.clearCalls();
  const leaving = new AbortController();
  const input = { name: 'Left', idempotencyKey: 'left' };
  const left = start(tight, input, { signal: leaving.signal }).catch(() => 'left');
  // The last request goes for whose start it is; the next is there in 2.4 s.
  await eventually(() => tight.sandbox.calls.length === 1);
  leaving.abort();
  expect(await left).toBe('left');
  const { gid } = await start(tight, { name: 'Stays' });
  expect(gid).toMatch(/^\d+$/);
  expect(tight.sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /users/me',
    `POST /tasks/${tight.sandbox.gids.tasks.shared}/duplicate`,
  ]);
  expect(sentNames(tight)).toEqual(['Stays']);
  expect((await tight.ask('{ unknownStarts { name } }')).data.unknownStarts).toEqual([]);
});

describe('a start with an idempotency key', () => {
  test('knows whose it is before it is sent', async () => {
    await start(running, { name: 'Mine', idempotencyKey: 'one' });
    const calls = running.sandbox.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls).toEqual(['GET /users/me', `POST /tasks/${running.sandbox.gids.tasks.shared}/duplicate`]);
  });

  test('is one job for many callers at once', async () => {
    spoil({ kind: 'slow', ms: 100 });
    const input = { name: 'Only one', idempotencyKey: 'two' };
    const tokens = [running.sandbox.tokens.ada, running.sandbox.tokens.adaSecond];
    const all = await Promise.all(
      [0, 1, 0, 1, 0].map((at) => start(running, input, { token: tokens[at] ?? '' })),
    );
    expect(new Set(all.map(({ gid }) => gid)).size).toBe(1);
    expect((await start(running, input)).gid).toBe(all[0]?.gid);
    expect(sentNames(running)).toEqual(['Only one']);
  });

  test.each<[string, Fault, string]>([
    ['a rate limit', { status: 429, headers: { 'retry-after': '60' } }, 'RATE_LIMITED'],
    [
      'a slot that was not free',
      { status: 429, body: { errors: [{ message: 'You have too many running jobs.' }] } },
      'TOO_MANY_RUNNING_JOBS',
    ],
    ['a token that was refused', { status: 401 }, 'UNAUTHENTICATED'],
  ])('has its key free again after %s', async (_what, fault, code) => {
    spoil(fault, 'before-effect');
    const input = { name: 'Second try', idempotencyKey: 'five' };
    expect((await start(running, input)).codes).toEqual([code]);
    const { adaSecond } = running.sandbox.tokens;
    const { gid, codes } = await start(running, input, { token: adaSecond });
    expect([gid, codes]).toEqual([expect.stringMatching(/^\d+$/), []]);
    expect((await start(running, input)).gid).toBe(gid);
    expect(sentNames(running)).toEqual(['Second try', 'Second try']);
  });

  test('is not sent again when nobody knows what became of it', async () => {
    spoil({ kind: 'reset' });
    const input = { name: 'Who knows', idempotencyKey: 'three' };
    const all = await Promise.all([start(running, input), start(running, input)]);
    const later = await start(running, input);
    expect([...all, later].map(({ codes }) => codes)).toEqual(Array(3).fill(['OUTCOME_UNKNOWN']));
    expect(sentNames(running)).toEqual(['Who knows']);
    expect(await unknownStarts()).toEqual(['Who knows']);
  });

  test('is not sent again when the note of its loss is lost too', async () => {
    const { ledger } = running.gateway.services;
    ledger.unknownStart = () => Promise.reject(new Error('the ledger is full'));
    spoil({ kind: 'reset' });
    const input = { name: 'Lost twice', idempotencyKey: 'four' };
    expect((await start(running, input)).codes).toEqual(['OUTCOME_UNKNOWN']);
    expect((await start(running, input)).codes).toEqual(['OUTCOME_UNKNOWN']);
    expect(sentNames(running)).toEqual(['Lost twice']);
  });
});

const ada = () => ({ token: running.sandbox.tokens.ada });

/** The way to the sandbox, which first leads to a port where nobody listens. */
class Detour extends Dispatcher {
  refused = 0;
  readonly #times: number;
  readonly #live: Client;
  readonly #dead = new Client('http://127.0.0.1:1');

  constructor(url: string, times: number) {
    super();
    this.#times = times;
    this.#live = new Client(new URL(url).origin);
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const fails = options.method === 'POST' && this.refused < this.#times;
    if (fails) this.refused += 1;
    return (fails ? this.#dead : this.#live).dispatch(options, handler);
  }

  override async destroy(): Promise<void> {
    await Promise.all([this.#live.destroy(), this.#dead.destroy()]);
  }
}
