import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { collect, hubBench, word } from '../support/jobs.ts';

const one = { multiple: false } as const;
const down = new GatewayError('UPSTREAM_ERROR', 'Asana answered 503');
const refused = new GatewayError('UNAUTHENTICATED', 'Asana answered 401');

describe('a subscriber that leaves', () => {
  test('stops the poller at once', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = hub.watch(jobs.source(), ['100'], one);
    await watch.next();
    await clock.settle();
    await watch.return?.();
    expect(hub.stats()).toMatchObject({ jobs: 0, pollers: 0, subscribers: 0 });
    expect(clock.pending()).toBe(0);
    await clock.advance(60_000);
    expect(jobs.reads).toHaveLength(1);
  });

  test('ends its pending next at once', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = hub.watch(jobs.source(), ['100'], one);
    await watch.next();
    const pending = watch.next();
    expect(await watch.return?.()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await watch.next()).toEqual({ done: true, value: undefined });
    await clock.settle();
    expect(clock.pending()).toBe(0);
  });

  test('ends during its first read, which goes on for the others', async () => {
    const { hub, jobs, clock } = hubBench();
    let answer: (status: string) => void = () => {};
    jobs.set('100', () => new Promise((resolve) => (answer = resolve)));
    const leaver = hub.watch(jobs.source(), ['100'], one);
    const pending = leaver.next();
    const stayer = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    await leaver.return?.();
    expect(await pending).toMatchObject({ done: true });
    jobs.set('100', 'in_progress');
    answer('in_progress');
    await clock.settle();
    expect(stayer.events).toEqual(['100 in_progress']);
    await hub.close();
  });

  test('by its signal ends like one that returns', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const abort = new AbortController();
    const watch = collect(hub.watch(jobs.source(), ['100'], { ...one, signal: abort.signal }));
    await clock.settle();
    abort.abort();
    await clock.settle();
    expect(watch.ended).toBe(true);
    expect(hub.stats().jobs).toBe(0);
  });

  test('before it read anything costs nothing', async () => {
    const { hub, jobs } = hubBench();
    const watch = hub.watch(jobs.source(), ['100'], { ...one, signal: AbortSignal.abort() });
    expect(await watch.next()).toEqual({ done: true, value: undefined });
    await hub.watch(jobs.source(), ['100'], one).return?.();
    expect(jobs.reads).toEqual([]);
    expect(hub.stats().subscribers).toBe(0);
  });

  test('a thousand times leaves nothing behind', async () => {
    const { hub, jobs, clock } = hubBench();
    const abort = new AbortController();
    for (let round = 0; round < 1_000; round += 1) {
      const gid = String(round % 7);
      jobs.set(gid, 'in_progress');
      const watch = hub.watch(jobs.source(`token-${round % 5}`), [gid, '9'], {
        multiple: true,
        signal: abort.signal,
      });
      void watch.next();
      if (round % 3 === 0) await clock.advance(700);
      await watch.return?.();
    }
    await clock.settle();
    expect(hub.stats()).toEqual({ tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 });
    expect(clock.pending()).toBe(0);
  });
});

describe('a slow reader', () => {
  test('gets the newest state, and the final one last', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'not_started');
    const watch = hub.watch(jobs.source(), ['100'], one);
    await watch.next();
    for (const status of ['in_progress', 'odd', 'in_progress', 'succeeded']) {
      jobs.set('100', status);
      await clock.advance(3_000);
    }
    expect(hub.stats()).toMatchObject({ jobs: 0, subscribers: 0 });
    expect(word((await watch.next()).value!)).toBe('100 succeeded');
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });
});

describe('while Asana fails', () => {
  test('a watch says nothing and goes on', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    jobs.set('100', down);
    await clock.advance(120_000);
    expect(watch.events).toEqual(['100 in_progress']);
    const reads = jobs.reads.length;
    jobs.set('100', 'succeeded');
    await clock.advance(15_000);
    expect(watch).toMatchObject({ events: ['100 in_progress', '100 succeeded'], ended: true });
    expect(reads).toBeLessThan(30);
  });

  test('a watch that never read anything waits for its first state', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', down);
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(5_000);
    expect(watch.events).toEqual([]);
    jobs.set('100', 'in_progress');
    await clock.advance(15_000);
    expect(watch.events).toEqual(['100 in_progress']);
    await hub.close();
  });

  test('an error ends the watch after the limit', async () => {
    const { hub, jobs, clock } = hubBench({ failureLimitMs: 20_000 });
    jobs.set('100', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    jobs.set('100', down);
    await clock.advance(20_000);
    expect(watch.ended).toBe(false);
    await clock.advance(1_000);
    expect(watch).toMatchObject({ events: ['100 in_progress', '100 !UPSTREAM_ERROR'], ended: true });
  });

  test('one good read starts the limit anew', async () => {
    const { hub, jobs, clock } = hubBench({ failureLimitMs: 20_000 });
    jobs.set('100', down);
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(15_000);
    jobs.set('100', 'in_progress');
    await clock.advance(5_000);
    jobs.set('100', down);
    await clock.advance(15_000);
    expect(watch).toMatchObject({ events: ['100 in_progress'], ended: false });
    await hub.close();
  });

  test('a wait that Asana asks for is honoured', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', new GatewayError('RATE_LIMITED', 'slow down', { retryAfterMs: 30_000 }));
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(29_999);
    expect(jobs.reads).toHaveLength(1);
    await clock.advance(1_000);
    expect(jobs.reads).toHaveLength(2);
    await hub.close();
  });

  test('watchers come back spread', async () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const { hub, jobs, clock } = hubBench({ random });
    for (let token = 0; token < 50; token += 1) {
      jobs.set('100', down);
      collect(hub.watch(jobs.source(`token-${token}`), ['100'], one));
    }
    await clock.advance(10_000);
    jobs.reads.length = 0;
    await clock.advance(10_000);
    const perSecond = new Map<number, number>();
    for (const at of jobs.times('100'))
      perSecond.set(Math.floor(at), (perSecond.get(Math.floor(at)) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThan(20);
    await hub.close();
  });

  test('an error of our own making is survived too', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', new TypeError('x is not a function'));
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    jobs.set('100', 'succeeded');
    await clock.advance(5_000);
    expect(watch).toMatchObject({ events: ['100 succeeded'], ended: true });
  });
});

describe('a refusal of a job that was read before', () => {
  const codes = ['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'PAYMENT_REQUIRED', 'UNAUTHENTICATED'] as const;

  test.each(codes)('%s that passes is a read that failed', async (code) => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['1'], one));
    const waiting = hub.wait(jobs.source(), '1', { ms: 55_000 });
    await clock.settle();
    jobs.set('1', new GatewayError(code, 'for a moment'));
    await clock.advance(600);
    jobs.set('1', 'succeeded');
    await clock.advance(1_100);
    expect(watch).toMatchObject({ events: ['1 in_progress', '1 succeeded'], ended: true });
    expect(word((await waiting)!)).toBe('1 succeeded');
  });

  test.each(codes)('%s ends it with the next read, a second later', async (code) => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['1'], one));
    await clock.settle();
    jobs.set('1', new GatewayError(code, 'for good'));
    await clock.advance(600);
    expect(jobs.reads).toHaveLength(2);
    expect(watch.ended).toBe(false);
    await clock.advance(1_000);
    expect(jobs.reads).toHaveLength(3);
    expect(watch).toMatchObject({ events: ['1 in_progress', `1 !${code}`], ended: true });
  });

  test('of two kinds in turn is none', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['1'], one));
    await clock.settle();
    for (const code of ['FORBIDDEN', 'NOT_FOUND', 'UPSTREAM_ERROR', 'NOT_FOUND'] as const) {
      jobs.set('1', new GatewayError(code, 'who knows'));
      const before = jobs.reads.length;
      while (jobs.reads.length === before) await clock.advance(100);
    }
    expect(watch.events).toEqual(['1 in_progress']);
    jobs.set('1', 'succeeded');
    await clock.advance(15_000);
    expect(watch).toMatchObject({ events: ['1 in_progress', '1 succeeded'], ended: true });
  });
});

describe('a refused token', () => {
  test('ends one job while the token lives', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    jobs.set('2', 'in_progress');
    const a = collect(hub.watch(jobs.source(), ['1'], one));
    const b = collect(hub.watch(jobs.source(), ['2'], one));
    await clock.settle();
    jobs.set('1', refused);
    await clock.advance(5_000);
    expect(a).toMatchObject({ events: ['1 in_progress', '1 !UNAUTHENTICATED'], ended: true });
    expect(b.ended).toBe(false);
    expect(jobs.confirmations).toBe(1);
    await hub.close();
  });

  test('that is dead ends all its jobs, after telling', async () => {
    const { hub, jobs, clock } = hubBench();
    const order: string[] = [];
    hub.onTokenDead((key) => order.push(`dead ${key}, ${hub.stats().jobs} jobs`));
    for (const gid of ['1', '2', '3']) jobs.set(gid, 'in_progress');
    const a = collect(hub.watch(jobs.source('a'), ['1'], one));
    const b = collect(hub.watch(jobs.source('a'), ['2'], one));
    const other = collect(hub.watch(jobs.source('b'), ['3'], one));
    await clock.settle();
    jobs.dead = true;
    jobs.set('1', refused);
    jobs.set('2', refused);
    await clock.advance(1_000);
    expect(order).toEqual(['dead a, 3 jobs']);
    expect(a.events.at(-1)).toBe('1 !UNAUTHENTICATED');
    expect(b).toMatchObject({ events: ['2 in_progress', '2 !UNAUTHENTICATED'], ended: true });
    expect(other.ended).toBe(false);
    expect(jobs.confirmations).toBe(1);
    await hub.close();
  });
});

describe('a read made for another reason', () => {
  test('reaches those who watch the job', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(100);
    const seen = { gid: '100', status: 'succeeded', resourceSubtype: 'duplicate_project', created: {} };
    hub.observe('token-a', { ...seen, status: 'not_started', observedAt: clock.now() - 5_000 });
    hub.observe('token-b', { ...seen, observedAt: clock.now() });
    await clock.settle();
    expect(watch.events).toEqual(['100 in_progress']);
    hub.observe('token-a', { ...seen, observedAt: clock.now() });
    await clock.settle();
    expect(watch).toMatchObject({ events: ['100 in_progress', '100 succeeded'], ended: true });
    expect(jobs.reads).toHaveLength(1);
  });

  test('reaches the ledger when nobody watches', async () => {
    const { hub, clock, ledger } = hubBench();
    await ledger.watched('user:1', '100');
    hub.observe('token-a', {
      gid: '100',
      status: 'failed',
      resourceSubtype: null,
      created: {},
      observedAt: 5,
    });
    await clock.settle();
    expect((await ledger.find(['100']))[0]?.status).toBe('failed');
  });
});

test('a closing hub ends everything', async () => {
  const { hub, jobs, clock } = hubBench();
  jobs.set('1', 'in_progress');
  jobs.set('2', () => new Promise(() => {}));
  const watch = collect(hub.watch(jobs.source(), ['1', '2'], { multiple: true }));
  const wait = hub.wait(jobs.source(), '2', { ms: 20_000 });
  await clock.settle();
  await hub.close();
  await clock.settle();
  expect(watch).toMatchObject({ events: ['1 in_progress'], ended: true });
  expect(await wait).toBeNull();
  expect(clock.pending()).toBe(0);
  expect(await hub.watch(jobs.source(), ['1'], one).next()).toMatchObject({ done: true });
});
