/** Watching goes on through faults, ends where it must, and ends nothing else. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RETRY } from '../../src/asana/retry.ts';
import type { Fault } from '../../src/sandbox/server.ts';
import { eventually } from '../support/eventually.ts';
import { start, startElsewhere } from './starting.ts';
import { type Watching, watch } from './watch.ts';
import { type GatewayWithSandbox, startWithSandbox } from './with-sandbox.ts';

// Failed reads are repeated at a growing distance.
vi.setConfig({ testTimeout: 90_000 });

const WATCH = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }';
const WATCH_ALL = 'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids) { gid status } }';

let running: GatewayWithSandbox;

/** Jobs of the gateway take so long; those from elsewhere outlast what happens to them. */
async function open(durationMs: number, gateway: Parameters<typeof startWithSandbox>[0] = {}): Promise<void> {
  const jobDurationMs = (_kind: string, name: string) => (name === 'From elsewhere' ? 60_000 : durationMs);
  running = await startWithSandbox({ sandbox: { jobDurationMs }, ...gateway });
}

afterEach(() => running[Symbol.asyncDispose]());

async function startedJob(token = running.sandbox.tokens.ada, name = 'Watched'): Promise<string> {
  const { gid } = await start(running, { name }, { token });
  return gid ?? '';
}

/** One that does not end before something has happened to it, however slow the machine is. */
const longJob = (token?: string) => startedJob(token, 'Watched [slow]');

function endJob(gid: string): void {
  const { store } = running.sandbox;
  Object.assign(store.peek(gid)?.data.plan as object, { endsAt: store.now() });
}

const spoilJob = (gid: string, fault: Fault) =>
  running.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault });
const statuses = ({ events }: Watching) => events.map(({ data }) => data?.jobUpdated?.status ?? null);
const codes = ({ events }: Watching) =>
  events.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
const calls = (path: string) => running.sandbox.calls.filter((call) => call.path === path);

describe('while Asana is down', () => {
  test('watchers hear nothing, and come back spread', async () => {
    await open(60_000, { gateway: { asanaTimeoutMs: 2_000 } });
    const tokens = Array.from({ length: 40 }, (_, number) => `watcher-${number}`);
    const jobs = await Promise.all(tokens.map(longJob));
    const watching = jobs.map((gid, at) =>
      watch(running.connect({ token: tokens[at] ?? '' }), WATCH, { gid }),
    );
    await Promise.all(watching.map((one) => one.until(({ events }) => events.length > 0)));
    const up = running.sandbox.fail({ match: {}, fault: { status: 503 } });
    const refused = (gid: string) => calls(`/jobs/${gid}`).filter(({ status }) => status === 503).length;
    await eventually(() => jobs.every((gid) => refused(gid) > RETRY.attempts), 60_000);
    const heard = watching.reduce((sum, { events }) => sum + events.length, 0);
    for (const gid of jobs) endJob(gid);
    up();
    const upAt = Date.now();
    await Promise.all(watching.map(({ done }) => done));
    for (const one of watching) {
      expect(codes(one)).toEqual([]);
      expect(statuses(one).filter((status) => status === 'SUCCEEDED')).toHaveLength(1);
      expect(statuses(one).at(-1)).toBe('SUCCEEDED');
    }
    expect(heard).toBeLessThan(tokens.length * 3);
    const first = jobs.map((gid) => (calls(`/jobs/${gid}`).find(({ at }) => at >= upAt)?.at ?? 0) - upAt);
    const atOnce = Math.max(
      ...first.map((from) => first.filter((at) => at >= from && at < from + 50).length),
    );
    expect(atOnce).toBeLessThan(tokens.length / 2);
  });

  test('the last error ends a watch after the limit, and no other', async () => {
    await open(5_000, { gateway: { asanaTimeoutMs: 2_000, watchFailureLimitMs: 1_000 } });
    const [bad, good] = [await longJob(), await startedJob()];
    const client = running.connect();
    const failing = watch(client, WATCH, { gid: bad });
    const other = watch(client, WATCH, { gid: good });
    await failing.until(({ events }) => events.length > 0);
    spoilJob(bad, {
      status: 500,
      body: { errors: [{ message: 'Oops', phrase: '6 sad squid snuggle softly' }] },
    });
    const downAt = Date.now();
    await failing.done;
    expect(Date.now() - downAt).toBeGreaterThan(900);
    expect(failing.events.at(-1)?.errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_ERROR', phrase: '6 sad squid snuggle softly', retryable: true } },
    ]);
    await other.done;
    expect([codes(other), statuses(other).at(-1)]).toEqual([[], 'SUCCEEDED']);
  });

  test('a call that hangs costs nobody the end', async () => {
    await open(1_200, { gateway: { asanaTimeoutMs: 4_000 } });
    const jobs = await Promise.all([startedJob(), startedJob(), startedJob()]);
    const client = running.connect();
    const watching = jobs.map((gid) => watch(client, WATCH, { gid }));
    await Promise.all(watching.map((one) => one.until(({ events }) => events.length > 0)));
    running.sandbox.fail({ match: { method: 'POST', path: '/batch' }, times: 1, fault: { kind: 'hang' } });
    const begun = Date.now();
    await Promise.all(watching.map(({ done }) => done));
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(watching.map((one) => statuses(one).at(-1))).toEqual(Array(3).fill('SUCCEEDED'));
  });
});

// Not started through the gateway: a 404 of one just started is believed after 15 s only.
describe('a job that is refused while it is watched', () => {
  test.each([
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
  ])('with %i ends its stream alone', async (status, code) => {
    await open(1_200);
    const [gone, there] = [await startElsewhere(running), await startedJob()];
    const client = running.connect();
    const [one, other] = [watch(client, WATCH, { gid: gone }), watch(client, WATCH, { gid: there })];
    await one.until(({ events }) => events.length > 0);
    spoilJob(gone, { status });
    await Promise.all([one.done, other.done]);
    expect(codes(one)).toEqual([code]);
    expect([codes(other), statuses(other).at(-1)]).toEqual([[], 'SUCCEEDED']);
  });

  test('is named among many, which go on', async () => {
    await open(1_200);
    const [gone, there] = [await startElsewhere(running), await startedJob()];
    const all = watch(running.connect(), WATCH_ALL, { gids: [gone, there] });
    await all.until(({ events }) => events.length === 2);
    spoilJob(gone, { status: 404 });
    await all.done;
    const errors = all.events.flatMap((event) => event.errors);
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', gid: gone } }]);
    expect(all.events.map(({ data }) => data)).toContainEqual({
      jobsUpdated: { gid: there, status: 'SUCCEEDED' },
    });
  });
});

describe('a 401 while watching', () => {
  beforeEach(() => open(1_300));

  test.each([
    ['', {}],
    [', even where a dead one closes the socket', { init: { reconnectOnExpiry: true } }],
  ])('ends that operation while the token lives%s', async (_where, connection) => {
    const [refused, fine] = [await longJob(), await startedJob()];
    const client = running.connect(connection);
    const [one, other] = [watch(client, WATCH, { gid: refused }), watch(client, WATCH, { gid: fine })];
    await Promise.all([one, other].map((each) => each.until(({ events }) => events.length > 0)));
    running.sandbox.clearCalls();
    spoilJob(refused, { status: 401 });
    await Promise.all([one.done, other.done]);
    expect(codes(one)).toEqual(['UNAUTHENTICATED']);
    expect([codes(other), statuses(other).at(-1)]).toEqual([[], 'SUCCEEDED']);
    expect(calls('/users/me')).toHaveLength(1);
  });

  test('ends all of a dead token, asked for once', async () => {
    const token = 'soon-gone';
    const jobs = [await longJob(token), await longJob(token)];
    const mine = await startedJob();
    const sockets = [running.connect({ token }), running.connect({ token })];
    const watching = jobs.map((gid, at) => watch(sockets[at] ?? running.connect(), WATCH, { gid }));
    const other = watch(running.connect(), WATCH, { gid: mine });
    await Promise.all([...watching, other].map((one) => one.until(({ events }) => events.length > 0)));
    running.sandbox.clearCalls();
    running.sandbox.store.revokeToken(token);
    await Promise.all([...watching, other].map(({ done }) => done));
    expect(watching.map(codes)).toEqual([['UNAUTHENTICATED'], ['UNAUTHENTICATED']]);
    expect(calls('/users/me')).toHaveLength(1);
    expect([codes(other), statuses(other).at(-1)]).toEqual([[], 'SUCCEEDED']);
  });

  test('closes with 4403 the socket that asked to reconnect', async () => {
    const token = 'soon-gone';
    const gid = await longJob(token);
    let onClosed = (_code: number): void => {};
    const closed = new Promise<number>((resolve) => {
      onClosed = resolve;
    });
    const client = running.connect({
      token,
      init: { reconnectOnExpiry: true },
      onClosed: (code) => onClosed(code),
    });
    const watching = watch(client, WATCH, { gid });
    const failed = watching.done.catch(() => {});
    await watching.until(({ events }) => events.length > 0);
    running.sandbox.store.revokeToken(token);
    expect(await closed).toBe(4403);
    await failed;
    expect(codes(watching)).toEqual([]);
  });
});
