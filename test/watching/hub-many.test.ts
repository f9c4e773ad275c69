import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { cpuWatch } from '../support/cpu.ts';
import { collect, hubBench, word } from '../support/jobs.ts';

const one = { multiple: false } as const;

describe('several subscribers', () => {
  test('share one poller', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watches = [1, 2, 3].map(() => collect(hub.watch(jobs.source(), ['100'], one)));
    await clock.advance(1_100);
    jobs.set('100', 'succeeded');
    await clock.advance(1_000);
    for (const { events, ended } of watches) {
      expect(events).toEqual(['100 in_progress', '100 succeeded']);
      expect(ended).toBe(true);
    }
    expect(jobs.times('100')).toEqual([0, 0, 0, 0.5, 1, 1.5]);
    expect(new Set(jobs.reads.slice(0, 3).map((line) => line.split(' ')[2]))).toEqual(new Set(['r1']));
  });

  test('wake with one fresh reader for all', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watches = [1, 2].map(() => hub.watch(jobs.source(), ['100'], one));
    const first = await Promise.all(watches.map((watch) => watch.next()));
    jobs.set('100', 'succeeded');
    const second = Promise.all(watches.map((watch) => watch.next()));
    await clock.advance(1_000);
    const readers = (await second).map((step) => step.value?.reader);
    expect(readers[0]).toBe(readers[1]);
    expect(readers[0]).not.toBe(first[0]?.value?.reader);
  });

  test('join a read of a moment ago without another one', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(400);
    const late = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    expect(late.events).toEqual(['100 in_progress']);
    expect(jobs.reads).toHaveLength(1);
    await hub.close();
  });

  test('join a read that is under way', async () => {
    const { hub, jobs, clock } = hubBench();
    let answer: (status: string) => void = () => {};
    jobs.set(
      '100',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const early = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(300);
    const late = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    answer('in_progress');
    await clock.settle();
    expect([early.events, late.events]).toEqual([['100 in_progress'], ['100 in_progress']]);
    expect(jobs.reads).toHaveLength(1);
    await hub.close();
  });

  test('read afresh when the last read is older', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const early = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(10_000);
    const before = jobs.reads.length;
    await clock.advance(600);
    jobs.set('100', 'in_progress', { new_project: '7' });
    const late = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    expect(late.events).toEqual(['100 in_progress 7']);
    expect(early.events).toEqual(['100 in_progress', '100 in_progress 7']);
    expect(jobs.reads.length).toBeGreaterThan(before);
    await hub.close();
  });

  test('use their own first read, and its failure ends only theirs', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const calm = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(20_000);
    const first = async () => {
      throw new GatewayError('FORBIDDEN', 'a field needs a scope');
    };
    const greedy = collect(hub.watch(jobs.source(), ['100'], { ...one, first }));
    await clock.settle();
    expect(greedy).toMatchObject({ events: ['100 !FORBIDDEN'], ended: true });
    jobs.set('100', 'succeeded');
    await clock.advance(20_000);
    expect(calm.events).toEqual(['100 in_progress', '100 succeeded']);
  });

  test('of different tokens never share a read', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'succeeded');
    const a = collect(hub.watch(jobs.source('token-a'), ['100'], one));
    const b = collect(hub.watch(jobs.source('token-b'), ['100'], one));
    await clock.settle();
    expect([a.events, b.events]).toEqual([['100 succeeded'], ['100 succeeded']]);
    expect(jobs.reads).toEqual(['0s 100 r1', '0s 100 r2']);
  });

  test('by the thousand are told in one go', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watches = Array.from({ length: 5_000 }, () =>
      collect(
        hub.watch(jobs.source(), ['100'], {
          ...one,
          first: async () => ({
            gid: '100',
            status: 'in_progress',
            resourceSubtype: 'duplicate_project',
            created: {},
            observedAt: clock.now(),
          }),
        }),
      ),
    );
    await clock.settle();
    expect(clock.pending()).toBeLessThanOrEqual(2);
    jobs.set('100', 'succeeded');
    const spentMs = cpuWatch();
    await clock.advance(500);
    expect(spentMs()).toBeLessThan(1_000);
    expect(watches.every(({ ended, events }) => ended && events.length === 2)).toBe(true);
    expect(jobs.reads).toHaveLength(1);
  });
});

describe('many jobs in one stream', () => {
  test('start with each state, then tell changes, then end', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    jobs.set('2', 'succeeded');
    jobs.set('3', 'not_started');
    const watch = collect(hub.watch(jobs.source(), ['1', '2', '3', '1'], { multiple: true }));
    await clock.settle();
    expect(watch.events).toEqual(['1 in_progress', '2 succeeded', '3 not_started']);
    jobs.set('3', 'failed');
    await clock.advance(1_000);
    expect(watch.ended).toBe(false);
    jobs.set('1', 'succeeded');
    await clock.advance(1_000);
    expect(watch.events.slice(3)).toEqual(['3 failed', '1 succeeded']);
    expect(watch.ended).toBe(true);
  });

  test('report an unknown job and go on', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    const watch = hub.watch(jobs.source(), ['404', '1'], { multiple: true });
    const error = (await watch.next()).value?.error as GatewayError;
    expect([error.code, error.details]).toEqual(['NOT_FOUND', { gid: '404' }]);
    const rest = collect(watch);
    await clock.settle();
    jobs.set('1', 'succeeded');
    await clock.advance(1_000);
    expect(rest).toMatchObject({ events: ['1 in_progress', '1 succeeded'], ended: true });
  });

  test('keep only the newest unread event of each', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'not_started');
    jobs.set('2', 'not_started');
    const watch = hub.watch(jobs.source(), ['1', '2'], { multiple: true });
    await watch.next();
    for (const status of ['in_progress', 'odd', 'succeeded']) {
      jobs.set('1', status);
      await clock.advance(1_000);
    }
    const rest = [await watch.next(), await watch.next()].map((step) => step.value && word(step.value));
    expect(rest).toEqual(['2 not_started', '1 succeeded']);
    await watch.return?.();
    expect(hub.stats()).toMatchObject({ jobs: 0, subscribers: 0 });
  });

  test('of none end at once', async () => {
    const { hub, jobs } = hubBench();
    expect(await hub.watch(jobs.source(), [], { multiple: true }).next()).toEqual({
      done: true,
      value: undefined,
    });
  });
});
