/**
 * How long a list waits before it tries again: behind the jobs of others, after a refusal, and after what failed for no
 * reason of the caller's. Decides; waits for nothing itself.
 */
import type { Clock } from '../../clock.ts';
import { isGatewayError } from '../../errors.ts';
import type { UserError } from '../../starts/user-errors.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;

/** Failures that pass by waiting, however long that takes: too much of something, or a store that is away. */
const ENDLESS: ReadonlySet<string> = new Set(['RATE_LIMITED', 'SERVICE_UNAVAILABLE']);

/** The patience of one list. */
export class Patience {
  readonly #now: () => number;
  readonly #failureLimitMs: number;
  #crowdedMs = FIRST_PAUSE_MS;
  #failedMs = FIRST_PAUSE_MS;
  #failingSince: number | null = null;
  #crowdedUntil = 0;
  #pausedUntil = 0;

  constructor({ now }: Pick<Clock, 'now'>, failureLimitMs: number) {
    this.#now = now;
    this.#failureLimitMs = failureLimitMs;
  }

  /** For how long nothing is tried, from now. */
  pausedMs(): number {
    return Math.max(0, Math.max(this.#crowdedUntil, this.#pausedUntil) - this.#now());
  }

  /** Jobs of others hold the slots. For how long nothing is tried. */
  crowded(): number {
    this.#crowdedUntil = this.#now() + this.#crowdedMs;
    this.#crowdedMs = Math.min(2 * this.#crowdedMs, LONGEST_PAUSE_MS);
    return this.pausedMs();
  }

  /** A job of the list's own has ended: there is room. */
  roomier(): void {
    this.#crowdedUntil = 0;
    this.#crowdedMs = FIRST_PAUSE_MS;
  }

  /** Something was sent. */
  succeeded(): void {
    this.roomier();
    this.#failedMs = FIRST_PAUSE_MS;
    this.#failingSince = null;
  }

  /** Nothing was sent, or taken; `askedMs`: so long Asana wants to be left alone. Why to give it up; null where it is tried again. */
  failed(error: unknown, askedMs: number | null): readonly UserError[] | null {
    const now = this.#now();
    this.#pausedUntil = now + Math.max(this.#failedMs, askedMs ?? 0);
    this.#failedMs = Math.min(2 * this.#failedMs, LONGEST_PAUSE_MS);
    if (isGatewayError(error) && ENDLESS.has(error.code)) return null;
    this.#failingSince ??= now;
    if (this.#pausedUntil - this.#failingSince <= this.#failureLimitMs) return null;
    this.#failingSince = null;
    const message = isGatewayError(error) ? error.message : 'This could not be started.';
    return [{ code: 'UPSTREAM_ERROR', message, field: null }];
  }
}
