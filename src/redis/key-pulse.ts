/**
 * Signs of life of those who hold a reserved key in Redis: while one has not said what came of it, it says again and
 * again that it is there. Silence means an instance that was lost on the way. Decides nothing about sending.
 */
import { systemClock } from '../clock.ts';
import type { RedisConnection } from './connection.ts';
import type { StoredKey } from './stored-key.ts';

/** Signs that a holder may miss. */
const SIGNS_MISSED = 3;

/** Gives signs of life, and judges those of others. */
export class KeyPulse {
  readonly #redis: RedisConnection;
  readonly #everyMs: number;

  constructor(redis: RedisConnection, everyMs: number) {
    this.#redis = redis;
    this.#everyMs = everyMs;
  }

  /** Where the signs of a reservation stand. */
  placeOf({ id }: StoredKey): string {
    return `${this.#redis.prefix}once-held:${id}`;
  }

  /** Says that the holder is there, until what is returned is called. What is answered at once costs nothing. */
  hold(stored: StoredKey): () => void {
    const timer = setInterval(() => {
      const place = this.placeOf(stored);
      this.#redis
        .run('idempotencyHeld', (client) => client.set(place, '1', 'PX', SIGNS_MISSED * this.#everyMs))
        .catch(() => {});
    }, this.#everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Told at each look whether there was a sign; says whether the holder was lost. One that never gives any is not. */
  judge({ beats }: StoredKey): (isHeard: boolean, ageMs: number) => boolean {
    let silentSince: number | null = null;
    return (isHeard, ageMs) => {
      const now = systemClock.now();
      silentSince = isHeard ? null : (silentSince ?? now);
      // A Redis that was away has forgotten the last sign, and is given the next one.
      const isSilent = silentSince !== null && now - silentSince >= 2 * this.#everyMs;
      return beats === true && isSilent && ageMs >= SIGNS_MISSED * this.#everyMs;
    };
  }
}
