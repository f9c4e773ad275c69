/**
 * Frozen: the store of idempotency keys as version 0.1.0 had it, word for word but for its imports. It stands for the
 * instances of the version before during a rolling upgrade; it is not mended, and goes when nobody runs it any more.
 */
import { randomUUID } from 'node:crypto';
import { GatewayError } from '../../../src/errors.ts';
import type { RedisConnection, RedisScript } from '../../../src/redis/connection.ts';
import { abandonedStart, type Outcome } from '../../../src/starts/idempotency.ts';

const IDEMPOTENCY_TTL_MS = 24 * 3_600_000;

export type Reservation =
  | { readonly state: 'new' }
  | { readonly state: 'pending'; wait(): Promise<Outcome> }
  | { readonly state: 'done'; readonly outcome: Outcome }
  | { readonly state: 'mismatch' };

export interface IdempotencyStore {
  begin(key: string, inputHash: string): Promise<Reservation>;
  finish(key: string, outcome: Outcome): Promise<void>;
  forget(key: string): Promise<void>;
}

/** Settings of the store. */
export interface RedisIdempotencyOptions {
  /** How long an outcome is remembered. @default 24 h */
  readonly ttlMs?: number;
  /** A reservation this old belongs to an instance that was lost on the way. @default 120000 */
  readonly lostAfterMs?: number;
  /** How often a waiter looks. @default 250 */
  readonly lookEveryMs?: number;
}

const KEPT_LIMIT = 10_000;

const BEGIN: RedisScript = {
  name: 'idempotencyBegin',
  keys: 1,
  lua: `
    local old = redis.call('GET', KEYS[1])
    if old then return old end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return false`,
};

const FORGET: RedisScript = {
  name: 'idempotencyForget',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`,
};

interface Stored {
  readonly id: string;
  readonly input: string;
  readonly at: number;
  readonly done?: { readonly outcome: Outcome };
}

/** A store over Redis. */
export function redisIdempotency(
  redis: RedisConnection,
  options: RedisIdempotencyOptions = {},
): IdempotencyStore {
  const { ttlMs = IDEMPOTENCY_TTL_MS, lostAfterMs = 120_000, lookEveryMs = 250 } = options;
  const redisKey = (key: string) => `${redis.prefix}once:${key}`;
  /** Reservations of this instance. */
  const mine = new Map<string, Stored>();
  /** What Redis has not taken yet. */
  const unsaved = new Map<string, { readonly stored: Stored; save(): Promise<unknown> }>();
  /** Reservations that were given up, as they stand in Redis should they have arrived after all. */
  const strays = new Map<string, Set<string>>();
  redis.onUp(() => {
    for (const key of [...unsaved.keys()]) void flush(key);
    for (const key of [...strays.keys()]) void recall(key);
  });

  function giveUp(key: string, text: string): void {
    const texts = strays.get(key) ?? new Set();
    if (strays.size < KEPT_LIMIT) strays.set(key, texts.add(text));
    void recall(key);
  }

  /** Takes back what was given up: on the same connection, so behind it. */
  async function recall(key: string): Promise<void> {
    const texts = strays.get(key);
    for (const text of [...(texts ?? [])]) {
      try {
        await redis.script(FORGET, [redisKey(key)], [text]);
        texts?.delete(text);
      } catch {
        // Again when Redis is back, or when the key is.
        return;
      }
    }
    if (texts?.size === 0 && strays.get(key) === texts) strays.delete(key);
  }

  async function flush(key: string): Promise<void> {
    const kept = unsaved.get(key);
    if (!kept) return;
    try {
      await kept.save();
      if (unsaved.get(key) === kept) unsaved.delete(key);
    } catch {
      // It stays until Redis is back.
    }
  }

  async function settle(key: string, stored: Stored, save: () => Promise<unknown>): Promise<void> {
    mine.delete(key);
    const oldest = unsaved.keys().next();
    if (unsaved.size >= KEPT_LIMIT && !oldest.done) unsaved.delete(oldest.value);
    unsaved.set(key, { stored, save });
    await flush(key);
  }

  async function wait(key: string, seen: Stored): Promise<Outcome> {
    for (;;) {
      if (Date.now() - seen.at > lostAfterMs) throw lostStart();
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      const text = await redis
        .run('idempotencyWait', (client) => client.get(redisKey(key)))
        .catch(() => undefined);
      if (text === undefined) continue;
      const now = decode(text);
      if (!now || now.id !== seen.id) throw abandonedStart();
      if (now.done) return now.done.outcome;
    }
  }

  function reservationOf(key: string, stored: Stored, inputHash: string): Reservation {
    if (stored.input !== inputHash) return { state: 'mismatch' };
    if (stored.done) return { state: 'done', outcome: stored.done.outcome };
    return { state: 'pending', wait: () => wait(key, stored) };
  }

  return {
    async begin(key, inputHash) {
      await flush(key);
      const kept = unsaved.get(key);
      if (kept?.stored.done) return reservationOf(key, kept.stored, inputHash);
      await recall(key);
      const wish: Stored = { id: randomUUID(), input: inputHash, at: Date.now() };
      const text = JSON.stringify(wish);
      const mayArrive = redis.healthy();
      const old = await redis.script(BEGIN, [redisKey(key)], [text, ttlMs]).catch((cause) => {
        if (mayArrive) giveUp(key, text);
        throw unavailable(cause);
      });
      if (old === null) {
        mine.set(key, wish);
        return { state: 'new' };
      }
      const stored = decode(String(old));
      if (!stored) throw unavailable(new Error('what is stored under this key cannot be read'));
      return reservationOf(key, stored, inputHash);
    },
    async finish(key, outcome) {
      const reserved = mine.get(key);
      if (!reserved) return;
      const stored: Stored = { ...reserved, done: { outcome } };
      const text = JSON.stringify(stored);
      await settle(key, stored, () =>
        redis.run('idempotencyFinish', (client) => client.set(redisKey(key), text, 'PX', ttlMs)),
      );
    },
    async forget(key) {
      const reserved = mine.get(key);
      if (!reserved) return;
      const text = JSON.stringify(reserved);
      await settle(key, reserved, () => redis.script(FORGET, [redisKey(key)], [text]));
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
