import { expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import type { JobState } from '../../src/job-state.ts';
import { silentTelemetry, type Telemetry } from '../../src/telemetry.ts';
import { memoryBus } from '../../src/watching/bus.ts';
import { collect, type FakeReader, hubBench, hubClock } from '../support/jobs.ts';

const one = { multiple: false } as const;

/** Two hubs on one bus. `go` moves both; moving the clock of one alone leaves the other standing still. */
function twoHubs() {
  const delays: Record<'a' | 'b', number[]> = { a: [], b: [] };
  const telemetry = (name: 'a' | 'b'): Telemetry => ({
    ...silentTelemetry(),
    observe: (metric, seconds) => void (metric === 'detection_delay_seconds' && delays[name].push(seconds)),
  });
  const bus = memoryBus({ now: () => b.clock.now() });
  const a = hubBench({ bus, telemetry: telemetry('a') }, hubClock());
  const b = hubBench({ bus, telemetry: telemetry('b') }, hubClock());
  const set = (gid: string, status: string) => {
    a.jobs.set(gid, status);
    b.jobs.set(gid, status);
  };
  const go = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 50) {
      await a.clock.advance(50);
      await b.clock.advance(50);
    }
    await a.clock.settle();
  };
  return { a, b, set, go, delays };
}

test('two instances share one poller and both are told', async () => {
  const { a, b, set, go, delays } = twoHubs();
  set('100', 'in_progress');
  const atA = collect(a.hub.watch(a.jobs.source(), ['100'], one));
  await a.clock.settle();
  const atB = collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(30_000);
  expect([a.hub.stats().pollers, b.hub.stats().pollers]).toEqual([1, 0]);
  expect(b.jobs.reads).toHaveLength(1);
  set('100', 'succeeded');
  await go(15_000);
  for (const { events, ended } of [atA, atB]) {
    expect(events).toEqual(['100 in_progress', '100 succeeded']);
    expect(ended).toBe(true);
  }
  expect(b.jobs.reads).toHaveLength(1);
  expect(delays).toEqual({ a: [expect.closeTo(7.5, 0)], b: [] });
  expect([a.clock.pending(), b.clock.pending()]).toEqual([0, 0]);
});

test('another instance polls on at once when the poller leaves', async () => {
  const { a, b, set, go } = twoHubs();
  set('100', 'in_progress');
  const atA = a.hub.watch(a.jobs.source(), ['100'], one);
  await atA.next();
  await a.clock.settle();
  collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(10_000);
  await atA.return?.();
  await b.clock.settle();
  await b.clock.settle();
  expect(b.hub.stats().pollers).toBe(1);
  expect(b.jobs.times('100').at(-1)).toBe(10);
  await b.hub.close();
});

test('who takes over measures no delay from before, as others have looked since', async () => {
  const { a, b, set, go, delays } = twoHubs();
  set('100', 'not_started');
  const atA = a.hub.watch(a.jobs.source(), ['100'], one);
  await atA.next();
  await a.clock.settle();
  const atB = collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(40_000);
  set('100', 'in_progress');
  await atA.return?.();
  await go(20_000);
  set('100', 'succeeded');
  await go(16_000);
  expect(atB.events).toEqual(['100 not_started', '100 in_progress', '100 succeeded']);
  expect(delays).toEqual({ a: [], b: [expect.closeTo(12.5, 0)] });
});

test('a silent poller is replaced within the lease time', async () => {
  const { a, b, set, go } = twoHubs();
  set('100', 'in_progress');
  const atA = collect(a.hub.watch(a.jobs.source(), ['100'], one));
  await a.clock.settle();
  const atB = collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(20_000);
  set('100', 'succeeded');
  await b.clock.advance(5_050);
  expect(atB).toMatchObject({ events: ['100 in_progress', '100 succeeded'], ended: true });
  a.clock.jump(5_050);
  await go(100);
  expect(atA).toMatchObject({ events: ['100 in_progress', '100 succeeded'], ended: true });
});

test('a stalled poller that wakes up drops what it read', async () => {
  const { a, b, set, go } = twoHubs();
  set('100', 'not_started');
  const source = a.jobs.source();
  let answer: (() => void) | null = null;
  let hang = false;
  const read = (reader: FakeReader, gid: string) => {
    const read = source.read(reader, gid);
    return hang ? new Promise<JobState>((resolve) => (answer = () => resolve(read))) : read;
  };
  const atA = collect(a.hub.watch({ ...source, read }, ['100'], one));
  await a.clock.settle();
  const atB = collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(1_900);
  hang = true;
  await go(200);
  set('100', 'in_progress');
  await b.clock.advance(6_000);
  expect(b.hub.stats().pollers).toBe(1);
  a.clock.jump(6_000);
  hang = false;
  (answer as (() => void) | null)?.();
  await go(100);
  expect(a.hub.stats().pollers).toBe(0);
  set('100', 'succeeded');
  await go(15_000);
  expect(atA.events).toEqual(['100 not_started', '100 in_progress', '100 succeeded']);
  expect(atB.events).toEqual(['100 not_started', '100 in_progress', '100 succeeded']);
});

test('who comes later starts from what the others saw', async () => {
  const { a, b, set, go } = twoHubs();
  set('100', 'in_progress');
  collect(a.hub.watch(a.jobs.source(), ['100'], one));
  await go(3_000);
  const primed: string[] = [];
  const prime = (_reader: FakeReader, state: JobState) => void primed.push(state.status);
  const atB = collect(b.hub.watch({ ...b.jobs.source(), prime }, ['100'], one));
  await b.clock.settle();
  expect(atB.events).toEqual(['100 in_progress']);
  expect(b.jobs.reads).toEqual([]);
  set('100', 'succeeded');
  await go(5_000);
  expect(atB).toMatchObject({ events: ['100 in_progress', '100 succeeded'], ended: true });
  expect(primed).toEqual(['in_progress', 'succeeded']);
  expect(b.jobs.reads).toEqual([]);
});

test('who joins where another instance polls hears though its first read failed', async () => {
  const { a, b, set, go } = twoHubs();
  set('100', 'in_progress');
  collect(a.hub.watch(a.jobs.source(), ['100'], one));
  await go(100);
  collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(3_000);
  b.jobs.set('100', new GatewayError('UPSTREAM_ERROR', 'Asana answered 503'));
  const late = collect(b.hub.watch(b.jobs.source(), ['100'], one));
  await go(1_000);
  expect(late.events).toEqual([]);
  set('100', 'in_progress');
  await go(15_000);
  expect(late.events).toEqual(['100 in_progress']);
  expect([a.hub.stats().pollers, b.hub.stats().pollers]).toEqual([1, 0]);
  const reads = b.jobs.reads.length;
  await go(15_000);
  expect(b.jobs.reads).toHaveLength(reads);
  await Promise.all([a.hub.close(), b.hub.close()]);
});
