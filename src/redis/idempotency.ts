/**
 * Keys of starts over Redis: one start per key on all instances together. Where Redis cannot be asked, nothing is
 * sent; what it does not take is kept here and offered again until it does. What this instance knows by itself it goes
 * by, whatever Redis has forgotten, and gives back to a Redis that lost it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import { GatewayError } from '../errors.ts';
import {
  abandonedStart,
  type IdempotencyStore,
  type Outcome,
  type OwnReservation,
  type Reservation,
  reservationOf,
} from '../starts/idempotency.ts';
import {
  IDEMPOTENCY_TTL_MS,
  KEYS_IN_ALL,
  KEYS_PER_CALLER,
  noRoomForKeys,
  REFUSED_TTL_MS,
  tooManyKeys,
} from '../starts/key-limits.ts';
import { type Entry, KeyMemory } from '../starts/key-memory.ts';
import type { RedisClient, RedisConnection } from './connection.ts';
import { BEGIN, COUNT, FORGET, UNCOUNT } from './idempotency-scripts.ts';

/** Settings of the store. */
export interface RedisIdempotencyOptions {
  /** How long an outcome is remembered. @default 24 h */
  readonly ttlMs?: number;
  /** A reservation this old belongs to an instance that was lost on the way. @default 120000 */
  readonly lostAfterMs?: number;
  /** How often a waiter looks. @default 250 */
  readonly lookEveryMs?: number;
  /** @default 10000 */
  readonly keysPerCaller?: number;
  /** @default 1000000 */
  readonly keysInAll?: number;
}

const KEPT_LIMIT = 10_000;
/** Keys are counted by the part of the day in which they were reserved. */
const COUNTED_PER_MS = 600_000;
/** Who waits for a reservation that was given up is told so within this. */
const FREED_TTL_MS = 120_000;
/** Keys that are given back at once. */
const RESTORE_CHUNK = 500;
/** When a Redis that is there did not take it, it is given again. */
const RESTORE_AGAIN_MS = 1_000;

/** As it stands in Redis. Fields may be added, never changed: other versions read it. */
interface Stored {
  readonly id: string;
  readonly input: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly done?: { readonly outcome: Outcome };
  readonly refused?: true;
}

/** A store over Redis. */
export function redisIdempotency(
  redis: RedisConnection,
  options: RedisIdempotencyOptions = {},
): IdempotencyStore {
  const { ttlMs = IDEMPOTENCY_TTL_MS, lostAfterMs = 120_000, lookEveryMs = 250 } = options;
  const { keysPerCaller = KEYS_PER_CALLER, keysInAll = KEYS_IN_ALL } = options;
  const memory = new KeyMemory({ ttlMs, keysPerCaller, keysInAll });
  /** What stands, or should stand, in Redis for a key that is remembered here. */
  const told = new WeakMap<Entry, Stored>();
  const unsaved = new Map<string, () => Promise<unknown>>();
  /** Reservations that were given up, as they stand in Redis should they have arrived after all. */
  const strays = new Map<string, Set<Stored>>();
  const redisKey = (key: string) => `${redis.prefix}once:${key}`;
  const freedKey = ({ id }: Stored) => `${redis.prefix}once-freed:${id}`;
  redis.onUp(() => {
    for (const key of [...unsaved.keys()]) void flush(key);
    for (const key of [...strays.keys()]) void recall(key);
    void restore();
  });

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
      const set = [redisKey(entry.key), JSON.stringify(stored), 'PX', Math.floor(leftMs), 'NX'] as const;
      chunk.push(redis.run('restore', (client) => client.set(...set)));
      if (chunk.length === RESTORE_CHUNK) await Promise.all(chunk.splice(0));
    }
    await Promise.all(chunk);
  }

  function giveUp(key: string, stored: Stored): void {
    const given = strays.get(key) ?? new Set();
    if (strays.size < KEPT_LIMIT) strays.set(key, given.add(stored));
    void recall(key);
  }

  /** Takes back what was given up: on the same connection, so behind it. */
  async function recall(key: string): Promise<void> {
    const given = strays.get(key);
    for (const stored of [...(given ?? [])]) {
      try {
        await release(key, stored);
        given?.delete(stored);
      } catch {
        // Again when Redis is back, or when the key is.
        return;
      }
    }
    if (given?.size === 0 && strays.get(key) === given) strays.delete(key);
  }

  /** Frees a key, after saying so: a key that is merely gone may have been lost. */
  async function release(key: string, stored: Stored): Promise<void> {
    await redis.run('idempotencyFreed', (client) => client.set(freedKey(stored), '1', 'PX', FREED_TTL_MS));
    await redis.script(FORGET, [redisKey(key)], [JSON.stringify(stored)]);
  }

  async function flush(key: string): Promise<void> {
    const save = unsaved.get(key);
    if (!save) return;
    try {
      await save();
      if (unsaved.get(key) === save) unsaved.delete(key);
    } catch {
      // It stays until Redis is back.
    }
  }

  async function settle(key: string, save: () => Promise<unknown>): Promise<void> {
    const oldest = unsaved.keys().next();
    if (unsaved.size >= KEPT_LIMIT && !oldest.done) unsaved.delete(oldest.value);
    unsaved.set(key, save);
    await flush(key);
  }

  /** Counts a key for its caller and for all; throws when there may be no more. What it returns takes that back. */
  async function count({ caller }: Entry): Promise<() => Promise<unknown>> {
    const counters = [
      { counter: `${redis.prefix}once-of:${caller}`, limit: keysPerCaller, full: tooManyKeys },
      { counter: `${redis.prefix}once-all`, limit: keysInAll, full: noRoomForKeys },
    ];
    const counted: (() => Promise<unknown>)[] = [];
    const takeBack = () => Promise.all(counted.map((less) => less().catch(() => {})));
    for (const { counter, limit, full } of counters) {
      const answer = await redis.script(COUNT, [counter], [limit, COUNTED_PER_MS, ttlMs]);
      const [isCounted, number] = answer as [counted: number, partOrWaitMs: number];
      if (isCounted === 0) {
        await takeBack();
        throw full(limit, number);
      }
      counted.push(() => redis.script(UNCOUNT, [counter], [number]));
    }
    return takeBack;
  }

  /** Reserves for all instances what is reserved here. */
  async function share(entry: Entry): Promise<Reservation> {
    const { key, inputHash: input } = entry;
    await recall(key);
    const wish: Stored = { id: randomUUID(), input, at: Date.now() };
    const mayArrive = redis.healthy();
    const old = (await redis
      .script(BEGIN, [redisKey(key)], [JSON.stringify(wish), ttlMs])
      .catch((cause: unknown) => {
        if (mayArrive) giveUp(key, wish);
        throw unavailable(cause);
      })) as [text: string, leftMs: number] | null;
    if (old !== null) return learn(entry, old);
    told.set(entry, wish);
    try {
      return reserved(entry, wish, await count(entry));
    } catch (error) {
      giveUp(key, wish);
      throw error instanceof GatewayError ? error : unavailable(error);
    }
  }

  function reserved(entry: Entry, wish: Stored, uncount: () => Promise<unknown>): OwnReservation {
    const { key } = entry;
    let said = false;
    /** Only the first word about a start counts. */
    const isFirst = () => {
      const first = !said;
      said = true;
      return first;
    };
    const save = (stored: Stored, forMs: number) => () =>
      redis.run('idempotencyFinish', (client) =>
        client.set(redisKey(key), JSON.stringify(stored), 'PX', forMs),
      );
    return {
      state: 'new',
      async finish(outcome) {
        if (!isFirst()) return;
        const stored: Stored = { ...wish, done: { outcome } };
        told.set(entry, stored);
        memory.settle(entry, outcome);
        await settle(key, save(stored, ttlMs));
      },
      async refuse(outcome) {
        if (!isFirst()) return;
        memory.refuse(entry, outcome);
        await Promise.all([
          settle(key, save({ ...wish, done: { outcome }, refused: true }, REFUSED_TTL_MS)),
          uncount(),
        ]);
      },
      async forget() {
        if (!isFirst()) return;
        memory.free(entry, abandonedStart());
        await Promise.all([settle(key, () => release(key, wish)), uncount()]);
      },
    };
  }

  /** Another instance, or this one before a restart, had the key already. */
  function learn(entry: Entry, [text, leftMs]: [text: string, leftMs: number]): Reservation {
    const found = decode(text);
    if (!found) throw unavailable(new Error('what is stored under this key cannot be read'));
    if (found.input !== entry.inputHash) {
      memory.free(entry, abandonedStart());
      return { state: 'mismatch' };
    }
    told.set(entry, found);
    if (found.done) conclude(entry, found, found.done.outcome);
    else void follow(entry, found, Math.max(0, ttlMs - leftMs));
    return reservationOf(memory, entry, found.input);
  }

  function conclude(entry: Entry, found: Stored, outcome: Outcome): void {
    told.set(entry, found);
    if (found.refused) memory.refuse(entry, outcome);
    else memory.settle(entry, outcome);
  }

  /** Waits for what another instance will say of its reservation. */
  async function follow(entry: Entry, seen: Stored, ageMs: number): Promise<void> {
    const since = systemClock.now() - ageMs;
    while (systemClock.now() - since <= lostAfterMs) {
      await sleep(lookEveryMs, undefined, { ref: false });
      const [text, freed] = await Promise.all([
        look((client) => client.get(redisKey(entry.key))),
        look((client) => client.get(freedKey(seen))),
      ]);
      if (text === undefined || freed === undefined) continue;
      const now = decode(text);
      if (now?.id === seen.id && now.done) return conclude(entry, now, now.done.outcome);
      if (now?.id === seen.id) continue;
      return freed === null ? memory.lose(entry, lostStart()) : memory.free(entry, abandonedStart());
    }
    memory.lose(entry, lostStart());
  }

  const look = (command: (client: RedisClient) => Promise<string | null>) =>
    redis.run('idempotencyWait', command).catch(() => undefined);

  /** Of a start that was lost on the way somebody may have told meanwhile. */
  async function lookAgain(entry: Entry): Promise<void> {
    const found = decode((await look((client) => client.get(redisKey(entry.key)))) ?? null);
    if (found?.done && found.input === entry.inputHash) conclude(entry, found, found.done.outcome);
  }

  return {
    get size() {
      return memory.size;
    },
    async begin(key, inputHash, caller) {
      const known = memory.find(key, caller);
      if (known?.failed) await lookAgain(known);
      if (known) return reservationOf(memory, known, inputHash);
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

function decode(text: string | null): Stored | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Stored> | null;
    if (typeof value?.id !== 'string' || typeof value.input !== 'string' || typeof value.at !== 'number')
      return null;
    return value as Stored;
  } catch {
    return null;
  }
}

function unavailable(cause: unknown): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'The start was not sent: the store of idempotency keys cannot be reached, so it is not known whether this key was used before. Try again, or start without idempotencyKey.',
    { cause },
  );
}

function lostStart(): GatewayError {
  return new GatewayError(
    'OUTCOME_UNKNOWN',
    'The request that first used this idempotencyKey never reported what came of its start; it may have happened. Look at the target before starting again with another key.',
  );
}
