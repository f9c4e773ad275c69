/**
 * What Redis is still to be told of keys: outcomes it did not take, and reservations that were given up while they may
 * have been on their way. Offered again whenever it is back; bounded.
 */
import { BoundedMap } from '../bounded-map.ts';
import type { RedisConnection } from './connection.ts';
import { FORGET } from './idempotency-scripts.ts';
import type { StoredKey } from './stored-key.ts';

/** Keys of each kind that are kept for a Redis that is away. */
const KEPT_LIMIT = 10_000;
/** Told at once: thousands would wait behind each other for longer than a command may take, and stay untold. */
const AT_ONCE = 100;
/** Who waits for a reservation that was given up is told so within this. */
const FREED_TTL_MS = 120_000;

/** Tells Redis, now or later. */
export class UnsavedKeys {
  readonly #redis: RedisConnection;
  readonly #unsaved = new BoundedMap<string, () => Promise<unknown>>({ most: KEPT_LIMIT });
  /** Reservations that were given up, as they stand in Redis should they have arrived after all. */
  readonly #strays = new Map<string, Set<StoredKey>>();
  #isOffering = false;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
    redis.onOffer(() => void this.#offerAgain());
  }

  async #offerAgain(): Promise<void> {
    if (this.#isOffering) return;
    this.#isOffering = true;
    await someAtOnce([...this.#unsaved.keys()], (key) => this.#flush(key));
    await someAtOnce([...this.#strays.keys()], (key) => this.recall(key));
    this.#isOffering = false;
  }

  /** Where a key stands. */
  placeOf(key: string): string {
    return `${this.#redis.prefix}once:${key}`;
  }

  /** Where it stands that a reservation was given up. */
  freedPlaceOf({ id }: StoredKey): string {
    return `${this.#redis.prefix}once-freed:${id}`;
  }

  /** Says what came of a key; the last word about it counts. */
  async settle(key: string, save: () => Promise<unknown>): Promise<void> {
    this.#unsaved.set(key, save);
    await this.#flush(key);
  }

  /** Gives up a reservation that may be on its way. */
  giveUp(key: string, stored: StoredKey): void {
    const known = this.#strays.get(key);
    if (known) known.add(stored);
    else if (this.#strays.size < KEPT_LIMIT) this.#strays.set(key, new Set([stored]));
    void this.recall(key);
  }

  /** Takes back what was given up: on the same connection, so behind it. */
  async recall(key: string): Promise<void> {
    const given = this.#strays.get(key);
    for (const stored of [...(given ?? [])]) {
      try {
        await this.release(key, stored);
        given?.delete(stored);
      } catch {
        // Again when Redis is back, or when the key is.
        return;
      }
    }
    if (given?.size === 0 && this.#strays.get(key) === given) this.#strays.delete(key);
  }

  /** Frees a key, after saying so: a key that is merely gone may have been lost. */
  async release(key: string, stored: StoredKey): Promise<void> {
    const freed = this.freedPlaceOf(stored);
    await this.#redis.run('idempotencyFreed', (client) => client.set(freed, '1', 'PX', FREED_TTL_MS));
    await this.#redis.script(FORGET, [this.placeOf(key)], [JSON.stringify(stored)]);
  }

  async #flush(key: string): Promise<void> {
    const save = this.#unsaved.get(key);
    if (!save) return;
    try {
      await save();
      if (this.#unsaved.get(key) === save) this.#unsaved.delete(key);
    } catch {
      // It stays until Redis is back.
    }
  }
}

async function someAtOnce(keys: readonly string[], tell: (key: string) => Promise<void>): Promise<void> {
  for (let first = 0; first < keys.length; first += AT_ONCE)
    await Promise.all(keys.slice(first, first + AT_ONCE).map(tell));
}
