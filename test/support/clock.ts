/** A clock that stands still until a test turns it. Timers run in order, and what they set up runs as well. */
import type { Clock } from '../../src/clock.ts';

/** A clock turned by hand. */
export interface ManualClock extends Clock {
  /** Moves time on, running what becomes due; promises get their turn after each timer. */
  advance(ms: number): Promise<void>;
  /** Timers set and not yet run. */
  pending(): number;
}

/** Makes a clock that shows `startMs`. */
export function manualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startMs;
  let counter = 0;
  const timers = new Map<number, { atMs: number; run: () => void }>();
  const nextDue = (untilMs: number) =>
    [...timers]
      .filter(([, { atMs }]) => atMs <= untilMs)
      .sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b)[0];
  return {
    now: () => nowMs,
    setTimeout(run, ms) {
      counter += 1;
      timers.set(counter, { atMs: nowMs + Math.max(0, ms), run });
      return counter;
    },
    clearTimeout: (timer) => void timers.delete(timer as number),
    pending: () => timers.size,
    async advance(ms) {
      const untilMs = nowMs + ms;
      await turn();
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        const [id, { atMs, run }] = due;
        timers.delete(id);
        nowMs = Math.max(nowMs, atMs);
        run();
        await turn();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise that can settle do so. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
