import { describe, expect, test } from 'vitest';
import { collect, hubBench } from '../support/jobs.ts';

const one = { multiple: false } as const;

describe('one watched job', () => {
  test('starts with its present state and ends with the final one', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'not_started');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.settle();
    expect(watch.events).toEqual(['100 not_started']);
    jobs.set('100', 'in_progress');
    await clock.advance(1_000);
    jobs.set('100', 'succeeded', { new_project: '7' });
    await clock.advance(1_000);
    expect(watch.events).toEqual(['100 not_started', '100 in_progress', '100 succeeded 7']);
    expect(watch.ended).toBe(true);
    expect(clock.pending()).toBe(0);
    expect(hub.stats()).toEqual({ tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 });
  });

  test('says nothing while nothing changes', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(60_000);
    expect(watch.events).toEqual(['100 in_progress']);
    await hub.close();
    expect(watch.ended).toBe(true);
  });

  test('tells of what was made before it finishes', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(100);
    jobs.set('100', 'in_progress', { new_project: '7' });
    await clock.advance(1_000);
    expect(watch.events).toEqual(['100 in_progress', '100 in_progress 7']);
    await hub.close();
  });

  test('that has finished gives one event and one read', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'failed');
    const watch = collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(10_000);
    expect(watch.events).toEqual(['100 failed']);
    expect(watch.ended).toBe(true);
    expect(jobs.reads).toHaveLength(1);
  });

  test('that is unknown gives an error event, then ends', async () => {
    const { hub, jobs, clock } = hubBench();
    const watch = collect(hub.watch(jobs.source(), ['404'], one));
    await clock.settle();
    expect(watch.events).toEqual(['404 !NOT_FOUND']);
    expect(watch.ended).toBe(true);
    expect(hub.stats().jobs).toBe(0);
  });

  test('is read as the schedule says', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(5_000);
    expect(jobs.times('100')).toEqual(
      [0, 0.5, 1, 1.5, 2, 2.5, 3.125, 3.906, 4.883].map((at) => expect.closeTo(at, 2)),
    );
    await hub.close();
  });

  test('has the age of its start when the ledger knows it', async () => {
    const { hub, jobs, clock, ledger } = hubBench();
    const entry = {
      gid: '100',
      kind: 'duplicateProject',
      source: null,
      name: null,
      finishedAt: null,
      status: null,
      subtype: null,
    };
    // The time of day is for people: a wrong one makes no job old.
    await ledger.started('token:a', { ...entry, startedAt: 0 });
    await clock.advance(16_000);
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(10_000);
    expect(jobs.times('100').map((at) => at - 16)).toEqual([0, 4, 9]);
    await hub.close();
  });

  test('is polled slowly when it is an export', async () => {
    const { hub, jobs, clock, ledger } = hubBench();
    const entry = {
      gid: '100',
      kind: 'createGraphExport',
      source: null,
      name: null,
      finishedAt: null,
      status: null,
      subtype: null,
    };
    await ledger.started('token:a', { ...entry, startedAt: null });
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(21_000);
    expect(jobs.times('100')).toEqual([0, 5, 10, 15, 20]);
    await hub.close();
  });

  test('is asked less often when the budget runs low', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.pressure = 1;
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(9_000);
    expect(jobs.times('100')).toEqual([0, 0.5, 1, 2, 4, 8]);
    await hub.close();
  });

  test('writes to the ledger what its reads found', async () => {
    const { hub, jobs, clock, ledger } = hubBench();
    await ledger.watched('token:a', '100');
    jobs.set('100', 'in_progress');
    collect(hub.watch(jobs.source(), ['100'], one));
    await clock.advance(600);
    jobs.set('100', 'succeeded');
    await clock.advance(600);
    const [row] = await ledger.find(['100']);
    expect(row).toMatchObject({ status: 'succeeded', finishedAt: 1_001_000, subtype: 'duplicate_project' });
  });
});

describe('due polls', () => {
  test('of one token ride in one reader', async () => {
    const { hub, jobs, clock } = hubBench();
    for (const gid of ['1', '2', '3']) jobs.set(gid, 'in_progress');
    collect(hub.watch(jobs.source(), ['1', '2'], { multiple: true }));
    await clock.advance(30);
    collect(hub.watch(jobs.source(), ['3'], one));
    await clock.settle();
    jobs.reads.length = 0;
    await clock.advance(500);
    expect(jobs.reads).toEqual(['0.5s 1 r3', '0.5s 2 r3', '0.5s 3 r3']);
    await hub.close();
  });

  test('of two tokens take two readers', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('1', 'in_progress');
    collect(hub.watch(jobs.source('a'), ['1'], one));
    collect(hub.watch(jobs.source('b'), ['1'], one));
    await clock.settle();
    jobs.reads.length = 0;
    await clock.advance(500);
    expect(new Set(jobs.reads.map((line) => line.split(' ')[2])).size).toBe(2);
    await hub.close();
  });
});
