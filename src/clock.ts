/**
 * The only source of time for everything that waits. Tests put a clock turned by hand in its place.
 * Knows nothing of who waits for what.
 */

/** A pending timer; only the clock that made it can read it. */
export type Timer = unknown;

/** Time and timers. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  setTimeout(run: () => void, ms: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};
