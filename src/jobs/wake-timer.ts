/**
 * One timer for many due times: set it earlier and it moves, set it later and it stays. Notices a wall clock that
 * was set back. Knows no jobs.
 */
import type { Clock, Timer } from '../clock.ts';

/** No time at all. */
export const NEVER = Number.POSITIVE_INFINITY;

/** A clock this much behind itself was set back. */
const SET_BACK_MS = 1_000;

/** Wakes its owner at the earliest of the times it was given. */
export class WakeTimer {
  readonly #clock: Clock;
  readonly #wake: (now: number) => void;
  readonly #setBack: (byMs: number) => void;
  #timer: Timer | null = null;
  #at = NEVER;
  #lastNow = 0;

  /** `setBack` is called when due times must move to an earlier clock. */
  constructor(clock: Clock, wake: (now: number) => void, setBack: (byMs: number) => void) {
    this.#clock = clock;
    this.#wake = wake;
    this.#setBack = setBack;
  }

  /** Wakes at this time or before. */
  set(at: number): void {
    if (at >= this.#at) return;
    this.clear();
    this.#at = at;
    this.#lastNow = this.#clock.now();
    this.#timer = this.#clock.setTimeout(this.#fire, Math.max(0, at - this.#lastNow));
  }

  clear(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#at = NEVER;
  }

  readonly #fire = () => {
    this.#timer = null;
    this.#at = NEVER;
    const now = this.#clock.now();
    const backMs = this.#lastNow - now;
    if (backMs > SET_BACK_MS) this.#setBack(backMs);
    this.#wake(now);
  };
}
