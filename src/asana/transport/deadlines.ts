/**
 * The deadlines of many things by one timer: nearly all are over before their own, and a timer for each would be made,
 * put into its place and taken out again for nothing. Knows nothing of what runs out.
 */
import { type Clock, quietClock, type Timer } from '../../clock.ts';

/** What may run out of time. */
export interface Expiring {
  /** When, by the clock. */
  readonly dueAtMs: number;
  /** Where it is among those that are not over; theirs to set, and -1 where it is not. */
  place: number;
  runOut(): void;
}

/**
 * Those that are not over. In a list and not in a `Set`, which makes itself a new table every few changes: the collector
 * then finds what is long over in tables of old, and keeps it and all that hangs on it (three times as much to copy).
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #open: Expiring[] = [];
  #timer: Timer = null;
  #wakesAtMs = Number.POSITIVE_INFINITY;

  /** What is under way has a connection, which holds the process up: the timer need not. */
  constructor(clock: Clock = quietClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Sees to one until it is taken out or has run out. */
  add(expiring: Expiring): void {
    expiring.place = this.#open.push(expiring) - 1;
    if (expiring.dueAtMs < this.#wakesAtMs) this.#wakeAt(expiring.dueAtMs);
  }

  /** It is over in time. A timer that was set for it goes on, and comes to nothing. */
  delete(expiring: Expiring): void {
    if (expiring.place < 0) return;
    const last = this.#open.pop();
    if (last && last !== expiring) {
      this.#open[expiring.place] = last;
      last.place = expiring.place;
    }
    expiring.place = -1;
  }

  #wakeAt(dueAtMs: number): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#wakesAtMs = dueAtMs;
    this.#timer = this.#clock.setTimeout(this.#wake, Math.max(0, dueAtMs - this.#clock.now()));
  }

  readonly #wake = (): void => {
    this.#timer = null;
    this.#wakesAtMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#clock.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const expiring of [...this.#open]) {
      if (expiring.place < 0) continue; // ended by another that ran out
      if (expiring.dueAtMs > nowMs) {
        nextMs = Math.min(nextMs, expiring.dueAtMs);
        continue;
      }
      this.delete(expiring);
      expiring.runOut();
    }
    if (nextMs < this.#wakesAtMs) this.#wakeAt(nextMs);
  };
}
