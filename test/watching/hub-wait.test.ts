import { describe, expect, test } from 'vitest';
import { type JobBus, memoryBus } from '../../src/watching/bus.ts';
import { hubBench, word } from '../support/jobs.ts';

describe('a wait', () => {
  test('answers when the job has finished', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const wait = hub.wait(jobs.source(), '100', { ms: 25_000 });
    await clock.advance(1_000);
    expect(hub.stats()).toMatchObject({ jobs: 1, waits: 1 });
    jobs.set('100', 'succeeded');
    await clock.advance(1_000);
    expect(word((await wait)!)).toBe('100 succeeded');
    expect(clock.pending()).toBe(0);
    expect(hub.stats()).toMatchObject({ jobs: 0, waits: 0 });
  });

  test('answers with the present state and a fresh reader when the time is over', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const wait = hub.wait(jobs.source(), '100', { ms: 2_000 });
    await clock.advance(2_000);
    const event = await wait;
    expect(word(event!)).toBe('100 in_progress');
    expect(event?.reader.number).toBeGreaterThan(4);
    expect(hub.stats().jobs).toBe(0);
  });

  test('ends when the caller leaves', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const abort = new AbortController();
    const wait = hub.wait(jobs.source(), '100', { ms: 20_000, signal: abort.signal });
    await clock.settle();
    abort.abort();
    expect(await wait).toBeNull();
    expect(hub.stats()).toMatchObject({ jobs: 0, waits: 0 });
    expect(await hub.wait(jobs.source(), '100', { ms: 20_000, signal: AbortSignal.abort() })).toBeNull();
    await clock.settle();
    expect(clock.pending()).toBe(0);
  });

  test('brings the error of an unknown job', async () => {
    const { hub, jobs } = hubBench();
    expect(word((await hub.wait(jobs.source(), '404', { ms: 1_000 }))!)).toBe('404 !NOT_FOUND');
  });

  test('answers at once when the gateway drains', async () => {
    const { hub, jobs, clock } = hubBench();
    jobs.set('100', 'in_progress');
    const early = hub.wait(jobs.source(), '100', { ms: 20_000 });
    await clock.settle();
    hub.drain();
    expect(word((await early)!)).toBe('100 in_progress');
    expect(word((await hub.wait(jobs.source(), '100', { ms: 20_000 }))!)).toBe('100 in_progress');
    expect(hub.stats().jobs).toBe(0);
  });

  test('that its first read answers asks for no lease', async () => {
    const bus = memoryBus();
    let asked = 0;
    const lease: JobBus['lease'] = (...request) => {
      asked += 1;
      return bus.lease(...request);
    };
    const { hub, jobs, clock } = hubBench({ bus: { ...bus, lease } });
    jobs.set('100', 'in_progress');
    hub.drain();
    expect(word((await hub.wait(jobs.source(), '100', { ms: 20_000 }))!)).toBe('100 in_progress');
    await clock.settle();
    expect(asked).toBe(0);
  });
});
