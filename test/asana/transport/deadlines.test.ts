import { describe, expect, test } from 'vitest';
import { Deadlines, type Expiring } from '../../../src/asana/transport/deadlines.ts';
import { type ManualClock, manualClock } from '../../support/clock.ts';

/** Something with so much time, which notes when it ran out. */
function expiring(clock: ManualClock, afterMs: number, ranOut: number[]): Expiring {
  const startMs = clock.now();
  const runOut = () => void ranOut.push(clock.now() - startMs);
  return { dueAtMs: startMs + afterMs, place: -1, runOut };
}

describe('deadlines', () => {
  test('run out at their own moment, whatever their order, by one timer', async () => {
    const clock = manualClock();
    const deadlines = new Deadlines(clock);
    const ranOut: number[] = [];
    for (const ms of [300, 100, 200, 100]) deadlines.add(expiring(clock, ms, ranOut));
    expect(clock.pending()).toBe(1);
    await clock.advance(99);
    expect(ranOut).toEqual([]);
    await clock.advance(1_000);
    expect(ranOut).toEqual([100, 100, 200, 300]);
    expect(clock.pending()).toBe(0);
  });

  test('of what is over in time never do, and leave nothing behind but a timer that comes to nothing', async () => {
    const clock = manualClock();
    const deadlines = new Deadlines(clock);
    const ranOut: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const one = expiring(clock, 15_000, ranOut);
      deadlines.add(one);
      await clock.advance(10);
      deadlines.delete(one);
    }
    expect(clock.pending()).toBe(1);
    await clock.advance(15_000);
    expect([ranOut, clock.pending()]).toEqual([[], 0]);
  });

  test('that come while others run out are seen to as well', async () => {
    const clock = manualClock();
    const deadlines = new Deadlines(clock);
    const ranOut: number[] = [];
    deadlines.add(expiring(clock, 500, ranOut));
    deadlines.add({
      dueAtMs: clock.now() + 100,
      place: -1,
      runOut: () => void deadlines.add(expiring(clock, 50, ranOut)),
    });
    await clock.advance(1_000);
    expect(ranOut).toEqual([50, 500]);
  });

  test('are told apart whichever ends first, also where one ends others', async () => {
    const clock = manualClock();
    const deadlines = new Deadlines(clock);
    const ranOut: number[] = [];
    const all = [10, 20, 30, 40, 50, 60].map((ms) => expiring(clock, ms, ranOut));
    const [, second, , fourth, , last] = all as [Expiring, Expiring, Expiring, Expiring, Expiring, Expiring];
    const ends = { dueAtMs: clock.now() + 5, place: -1, runOut: () => deadlines.delete(fourth) };
    for (const each of [ends, ...all]) deadlines.add(each);
    for (const each of [second, last, second]) deadlines.delete(each);
    await clock.advance(100);
    expect(ranOut).toEqual([10, 30, 50]);
    expect(clock.pending()).toBe(0);
  });
});
