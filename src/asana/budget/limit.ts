/**
 * What is believed of a token's limit of requests a minute: told, or assumed until Asana refuses, and learned from
 * there. Knows neither buckets nor queues.
 */
import { AUTO, PROBING } from './auto.ts';

const MINUTE_MS = 60_000;

/** A refusal by Asana. */
export interface LimitRefusal {
  readonly sentAtMs: number;
  /** When Asana will take requests again. */
  readonly pausedUntilMs: number;
  /** Requests of the last minute that were answered: what is on its way may be over the limit as well. */
  readonly answered: number;
}

/** One token's limit. */
export class Limit {
  readonly #learns: boolean;
  #perMinute: number;
  #isKnown: boolean;
  /** Whether it may be a free plan's for all that is known. */
  #mayBeFree: boolean;
  #refusedAtMs = Number.NEGATIVE_INFINITY;
  #refusals = 0;
  /** What was believed after the last refusal. */
  #lowered = 0;
  #growsAtMs = Number.POSITIVE_INFINITY;

  constructor(requestsPerMinute: number | 'auto') {
    this.#learns = requestsPerMinute === 'auto';
    this.#perMinute = requestsPerMinute === 'auto' ? AUTO.paid : requestsPerMinute;
    this.#isKnown = !this.#learns;
    this.#mayBeFree = this.#learns;
  }

  get perMinute(): number {
    return this.#perMinute;
  }

  /** Whether it was told or learned, rather than assumed. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Whether it was neither told nor learned, and no more went than a free plan allows. */
  get mayBeFree(): boolean {
    return this.#mayBeFree;
  }

  /** When what was learned may grow. */
  get growsAtMs(): number {
    return this.#growsAtMs;
  }

  /** So many went within a minute, and were not refused: no free plan would have allowed a few more than its limit. */
  noteSent(sent: number): void {
    if (sent >= PROBING.until) this.#mayBeFree = false;
  }

  /** Asana refused a request: think smaller. */
  refused({ sentAtMs, pausedUntilMs, answered }: LimitRefusal, nowMs: number): void {
    // What was in flight at the last refusal is no news.
    if (!this.#learns || sentAtMs <= this.#refusedAtMs) return;
    this.#refusedAtMs = nowMs;
    if (answered < AUTO.least) return;
    this.#isKnown = true;
    this.#mayBeFree = false;
    this.#perMinute = Math.min(this.#perMinute, Math.floor(answered * AUTO.safePart));
    this.#lowered = this.#perMinute;
    const [least, most] = AUTO.stillMinutes;
    this.#growsAtMs = pausedUntilMs + Math.min(most, least * 2 ** this.#refusals) * MINUTE_MS;
    this.#refusals += 1;
  }

  /** What was learned grows while it is in the way, with so many sent within a minute. */
  grow(sent: number, nowMs: number): void {
    if (nowMs < this.#growsAtMs) return;
    this.#growsAtMs = nowMs + MINUTE_MS;
    if (sent < this.#perMinute * AUTO.inTheWay) return;
    this.#perMinute = Math.min(AUTO.paid, Math.ceil(this.#perMinute * AUTO.growth));
    if (this.#perMinute >= this.#lowered * 2) this.#refusals = 0;
    if (this.#perMinute < AUTO.paid) return;
    this.#isKnown = false;
    this.#growsAtMs = Number.POSITIVE_INFINITY;
  }
}
