/**
 * A bucket of requests that fills as time goes on, and never lets more than its rate through in any minute. Knows
 * neither who takes from it nor why the rate is what it is.
 */

const MINUTE_MS = 60_000;
/** What rounding may cost. */
const TOLERANCE = 1e-9;

/** How many requests may go at once: a sixth of the minute's. */
export function capacityOf(perMinute: number): number {
  return Math.max(1, Math.floor(perMinute / 6));
}

/** Requests per millisecond that come back. With the capacity they make up the rate, so any minute stays within. */
export function refillOf(perMinute: number): number {
  return Math.max(perMinute - capacityOf(perMinute), 0.9) / MINUTE_MS;
}

/** A bucket, full at first. */
export class Bucket {
  #perMinute: number;
  /** Requests that may go now. Below zero others have to come back first. */
  #level: number;
  #levelAtMs: number;
  #pausedUntilMs = 0;

  constructor(perMinute: number, nowMs: number) {
    this.#perMinute = perMinute;
    this.#level = this.capacity;
    this.#levelAtMs = nowMs;
  }

  /** Its rate. */
  get perMinute(): number {
    return this.#perMinute;
  }

  get capacity(): number {
    return capacityOf(this.#perMinute);
  }

  get refillPerMs(): number {
    return refillOf(this.#perMinute);
  }

  /** Until when nothing goes. */
  get pausedUntilMs(): number {
    return this.#pausedUntilMs;
  }

  /** From now on it fills at another rate. */
  changeRate(perMinute: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#perMinute = perMinute;
  }

  /** How many requests may go now, `reserve` of them being kept back. */
  available(nowMs: number, reserve = 0): number {
    this.#fill(nowMs);
    return nowMs < this.#pausedUntilMs ? 0 : Math.max(0, Math.floor(this.#level - reserve + TOLERANCE));
  }

  /** When so many requests will have come back, from now. */
  waitMs(requests: number, nowMs: number): number {
    this.#fill(nowMs);
    const pauseMs = Math.max(0, this.#pausedUntilMs - nowMs);
    const level = pauseMs > 0 ? Math.min(1, this.#level + pauseMs * this.refillPerMs) : this.#level;
    // The same tolerance as in `available`: a wait of nothing must not end in another.
    return pauseMs + Math.max(0, Math.ceil((requests - level - TOLERANCE) / this.refillPerMs));
  }

  /** Takes requests out; no further down than to `least`. */
  take(requests: number, nowMs: number, least = Number.NEGATIVE_INFINITY): void {
    this.#fill(nowMs);
    this.#level = Math.max(this.#level - requests, least);
  }

  /** Puts back what was taken and never sent. */
  giveBack(requests: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#level = Math.min(this.capacity, this.#level + requests);
  }

  /** No more is there than this: others have taken from it. */
  lower(left: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#level = Math.min(this.#level, left);
  }

  /** Nothing goes before this moment; until then it fills no further than to one request. */
  pause(untilMs: number, nowMs: number): void {
    this.#fill(nowMs);
    if (untilMs <= this.#pausedUntilMs) return;
    this.#pausedUntilMs = untilMs;
    this.#level = Math.min(this.#level, 1);
  }

  #fill(nowMs: number): void {
    if (this.#levelAtMs < this.#pausedUntilMs) this.#fillUntil(Math.min(nowMs, this.#pausedUntilMs), 1);
    this.#fillUntil(nowMs, this.capacity);
  }

  #fillUntil(untilMs: number, most: number): void {
    if (untilMs <= this.#levelAtMs) return;
    this.#level = Math.min(most, this.#level + (untilMs - this.#levelAtMs) * this.refillPerMs);
    this.#levelAtMs = untilMs;
  }
}
