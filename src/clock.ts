/**
 * The only source of time for everything that waits. Tests put a clock turned by hand in its place.
 * Knows nothing of who waits for what, nor what time it is: that is for people, and may be set.
 */

/** A pending timer; only the clock that made it can read it. */
export type Timer = unknown;

/** Time and timers. */
export interface Clock {
  /**
   * Milliseconds that only go forward, from no particular moment on: for durations within this process. Never shown
   * and never shared; what is (`startedAt`, `observedAt`, rows in Redis) carries the time of the wall.
   */
  now(): number;
  setTimeout(run: () => void, ms: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** The clock of this process: nobody can set it. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** The same, whose timers hold up no process that has nothing else to do. */
export const quietClock: Clock = {
  ...systemClock,
  setTimeout: (run, ms) => setTimeout(run, ms).unref(),
};
