/**
 * Idempotency keys over Redis: once per key on all instances together. Where Redis cannot be asked, nothing is
 * sent; what it does not take is kept here and offered again until it does. What this instance knows by itself it goes
 * by, whatever Redis has forgotten, and gives back to a Redis that lost it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import { isGatewayError } from '../errors.ts';
import {
  abandonedStart,
  type IdempotencyStore,
  lostStart,
  type Outcome,
  type OwnReservation,
  type Reservation,
  reservationOf,
  unavailable,
} from '../starts/idempotency.ts';
import {
  IDEMPOTENCY_TTL_MS,
  KEYS_IN_ALL,
  KEYS_IN_MEMORY,
  KEYS_PER_CALLER,
  REFUSED_TTL_MS,
} from '../starts/key-limits.ts';
import { type Entry, KeyMemory } from '../starts/key-memory.ts';
import type { RedisClient, RedisConnection } from './connection.ts';
import { BEGIN } from './idempotency-scripts.ts';
import { countKey } from './key-counters.ts';
import { KeyPulse } from './key-pulse.ts';
import { type StoredKey, storedKeyIn } from './stored-key.ts';
import { UnsavedKeys } from './unsaved-keys.ts';

/** Settings of the store. */
export interface RedisIdempotencyOptions {
  /** How long an outcome is remembered. @default 24 h */
  readonly ttlMs?: number;
  /** A reservation this old belongs to an instance that was lost on the way, whatever it says. @default 120000 */
  readonly lostAfterMs?: number;
  /** How often whoever holds one says so; after three times that in silence it was lost. @default 2000 */
  readonly heldEveryMs?: number;
  /** How often a waiter looks. @default 250 */
  readonly lookEveryMs?: number;
  /** @default 10000 */
  readonly keysPerCaller?: number;
  /** @default 1000000 */
  readonly keysInAll?: number;
}

/** Keys that are given back at once. */
const RESTORE_CHUNK = 500;
/** When a Redis that is there did not take it, it is given again. */
const RESTORE_AGAIN_MS = 1_000;

/** A store over Redis. */
export function redisIdempotency(
  redis: RedisConnection,
  options: RedisIdempotencyOptions = {},
): IdempotencyStore {
  const {
    ttlMs = IDEMPOTENCY_TTL_MS,
    lostAfterMs = 120_000,
    lookEveryMs = 250,
    heldEveryMs = 2_000,
  } = options;
  const { keysPerCaller = KEYS_PER_CALLER, keysInAll = KEYS_IN_ALL } = options;
  const bounds = { keysPerCaller, keysInAll, ttlMs };
  const memory = new KeyMemory({ ...bounds, keysInAll: Math.min(keysInAll, KEYS_IN_MEMORY) });
  /** What stands, or should stand, in Redis for a key that is remembered here. */
  const told = new WeakMap<Entry, StoredKey>();
  const unsaved = new UnsavedKeys(redis);
  const pulse = new KeyPulse(redis, heldEveryMs);
  redis.onUp(() => void restore());

  /**
   * Gives back what is remembered here, whenever Redis was away: it may have been started without its data, or
   * without the last of it, and no key tells that, since another instance may have given that one back already.
   */
  async function restore(): Promise<void> {
    while (redis.healthy()) {
      try {
        return await giveBack();
      } catch {
        await sleep(RESTORE_AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  async function giveBack(): Promise<void> {
    const chunk: Promise<unknown>[] = [];
    for (const { entry, leftMs } of [...memory.live()]) {
      const stored = told.get(entry);
      if (!stored || leftMs < 1) continue;
      const set = [
        unsaved.placeOf(entry.key),
        JSON.stringify(stored),
        'PX',
        Math.floor(leftMs),
        'NX',
      ] as const;
      chunk.push(redis.run('restore', (client) => client.set(...set)));
      if (chunk.length === RESTORE_CHUNK) await Promise.all(chunk.splice(0));
    }
    await Promise.all(chunk);
  }

  /** Reserves for all instances what is reserved here. */
  async function share(entry: Entry): Promise<Reservation> {
    const { key, inputHash: input } = entry;
    await unsaved.recall(key);
    const wish: StoredKey = { id: randomUUID(), input, at: Date.now(), beats: true };
    const mayArrive = redis.healthy();
    const old = (await redis
      .script(BEGIN, [unsaved.placeOf(key)], [JSON.stringify(wish), ttlMs])
      .catch((cause: unknown) => {
        if (mayArrive) unsaved.giveUp(key, wish);
        throw unavailable(cause);
      })) as [text: string, leftMs: number] | null;
    if (old !== null) return learn(entry, old);
    told.set(entry, wish);
    try {
      return reserved(entry, wish, await countKey(redis, entry.caller, bounds));
    } catch (error) {
      unsaved.giveUp(key, wish);
      throw isGatewayError(error) ? error : unavailable(error);
    }
  }

  function reserved(entry: Entry, wish: StoredKey, uncount: () => Promise<unknown>): OwnReservation {
    const { key } = entry;
    const release = pulse.hold(wish);
    let said = false;
    /** Only the first word about a start counts. */
    const isFirst = () => {
      const first = !said;
      said = true;
      release();
      return first;
    };
    const save = (stored: StoredKey, forMs: number) => () =>
      redis.run('idempotencyFinish', (client) =>
        client.set(unsaved.placeOf(key), JSON.stringify(stored), 'PX', forMs),
      );
    return {
      state: 'new',
      async finish(outcome) {
        if (!isFirst()) return;
        const stored: StoredKey = { ...wish, done: { outcome } };
        told.set(entry, stored);
        memory.settle(entry, outcome);
        await unsaved.settle(key, save(stored, ttlMs));
      },
      async refuse(outcome) {
        if (!isFirst()) return;
        memory.refuse(entry, outcome);
        await Promise.all([
          unsaved.settle(key, save({ ...wish, done: { outcome }, refused: true }, REFUSED_TTL_MS)),
          uncount(),
        ]);
      },
      async forget() {
        if (!isFirst()) return;
        memory.free(entry, abandonedStart());
        await Promise.all([unsaved.settle(key, () => unsaved.release(key, wish)), uncount()]);
      },
    };
  }

  /** Another instance, or this one before a restart, had the key already. */
  function learn(entry: Entry, [text, leftMs]: [text: string, leftMs: number]): Reservation {
    const found = storedKeyIn(text);
    if (!found) throw unavailable(new Error('what is stored under this key cannot be read'));
    if (found.input !== entry.inputHash) {
      memory.free(entry, abandonedStart());
      return { state: 'mismatch' };
    }
    told.set(entry, found);
    if (found.done) conclude(entry, found, found.done.outcome);
    else void follow(entry, found, Math.max(0, ttlMs - leftMs));
    return known(entry, found.input);
  }

  /** What is known here of a key, and since when it is reserved. */
  function known(entry: Entry, inputHash: string): Exclude<Reservation, OwnReservation> {
    const reservation = reservationOf(memory, entry, inputHash);
    const since = told.get(entry)?.at;
    return reservation.state === 'pending' && since !== undefined ? { ...reservation, since } : reservation;
  }

  function conclude(entry: Entry, found: StoredKey, outcome: Outcome): void {
    told.set(entry, found);
    if (found.refused) memory.refuse(entry, outcome);
    else memory.settle(entry, outcome);
  }

  /** Waits for what another instance will say of its reservation. */
  async function follow(entry: Entry, seen: StoredKey, ageMs: number): Promise<void> {
    const since = systemClock.now() - ageMs;
    const isLost = pulse.judge(seen);
    while (systemClock.now() - since <= lostAfterMs) {
      await sleep(lookEveryMs, undefined, { ref: false });
      const [text, freed, held] = await Promise.all([
        look((client) => client.get(unsaved.placeOf(entry.key))),
        look((client) => client.get(unsaved.freedPlaceOf(seen))),
        look((client) => client.get(pulse.placeOf(seen))),
      ]);
      if (text === undefined || freed === undefined) continue;
      const now = storedKeyIn(text);
      if (now?.id === seen.id && now.done) return conclude(entry, now, now.done.outcome);
      if (now?.id === seen.id && isLost(held !== null, systemClock.now() - since)) break;
      if (now?.id === seen.id) continue;
      return freed === null ? memory.lose(entry, lostStart()) : memory.free(entry, abandonedStart());
    }
    memory.lose(entry, lostStart());
  }

  const look = (command: (client: RedisClient) => Promise<string | null>) =>
    redis.run('idempotencyWait', command).catch(() => undefined);

  /** Of a start that was lost on the way somebody may have told meanwhile. */
  async function lookAgain(entry: Entry): Promise<void> {
    const found = storedKeyIn((await look((client) => client.get(unsaved.placeOf(entry.key)))) ?? null);
    if (found?.done && found.input === entry.inputHash) conclude(entry, found, found.done.outcome);
  }

  return {
    get size() {
      return memory.size;
    },
    async begin(key, inputHash, caller) {
      const found = memory.find(key, caller);
      if (found?.failed) await lookAgain(found);
      if (found) return known(found, inputHash);
      const entry = memory.reserve(key, inputHash, caller);
      try {
        return await share(entry);
      } catch (error) {
        memory.free(entry, error instanceof Error ? error : abandonedStart());
        throw error;
      }
    },
  };
}
