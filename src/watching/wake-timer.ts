/**
 * One timer for many due times: set it earlier and it moves, set it later and it stays. Knows no jobs.
 */
import type { Clock, Timer } from '../clock.ts';
import { NEVER } from './schedule.ts';

/** Wakes its owner at the earliest of the times it was given. */
export class WakeTimer {
  readonly #clock: Clock;
  readonly #wake: (now: number) => void;
  #timer: Timer | null = null;
  #at = NEVER;

  constructor(clock: Clock, wake: (now: number) => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  /** Wakes at this time or before. */
  set(at: number): void {
    if (at >= this.#at) return;
    this.clear();
    this.#at = at;
    this.#timer = this.#clock.setTimeout(this.#fire, Math.max(0, at - this.#clock.now()));
  }

  clear(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#at = NEVER;
  }

  readonly #fire = () => {
    this.#timer = null;
    this.#at = NEVER;
    this.#wake(this.#clock.now());
  };
}
