/**
 * The lease of a watched job, over Redis. Whatever Redis does, this instance keeps polling: then its lease is its own
 * affair. Knows no listeners.
 */
import { systemClock } from '../clock.ts';
import type { Busy, Lease } from '../watching/bus.ts';
import { LEASE, PUBLISH, RELEASE, RENEW } from './bus-scripts.ts';
import { encode, type JobKeys, STATE_TTL_MS } from './bus-words.ts';
import type { RedisConnection, RedisScript } from './connection.ts';

/** Numbers tell the leases of one owner apart, which follow each other within seconds; another owner has another name. */
const FENCE_TTL_MS = 900_000;
/** A lease with more than this left of its time needs no renewal. */
const FRESH_SHARE = 0.7;

/** Asks for the lease of a job. Never rejects. */
export async function leaseOf(
  redis: RedisConnection,
  keys: JobKeys,
  owner: string,
  ttlMs: number,
): Promise<Lease | Busy> {
  /** `owner:fence` as it stands in Redis; null while this instance polls alone. */
  let value: string | null = null;
  let fence = 0;
  let validUntil = 0;

  async function acquire(): Promise<Busy | null> {
    const sentAt = systemClock.now();
    try {
      const [held, number] = (await redis.script(
        LEASE,
        [keys.lease, keys.fence],
        [owner, ttlMs, FENCE_TTL_MS],
      )) as [number, number];
      if (held === 0) return { held: false, retryMs: Math.max(0, number) };
      fence = number;
      value = `${owner}:${fence}`;
      validUntil = sentAt + ttlMs;
    } catch {
      value = null;
    }
    return null;
  }

  /** Runs a script that answers whether the lease still holds; Redis in trouble means to go on alone. */
  async function whileHeld(
    script: RedisScript,
    scriptKeys: string[],
    args: (string | number)[],
  ): Promise<boolean> {
    const sentAt = systemClock.now();
    try {
      if ((await redis.script(script, scriptKeys, args)) !== 1) return false;
      validUntil = sentAt + ttlMs;
    } catch {
      value = null;
    }
    return true;
  }

  const busy = await acquire();
  if (busy) return busy;
  return {
    held: true,
    get fence() {
      return fence;
    },
    valid: () => value === null || systemClock.now() < validUntil,
    async renew() {
      if (value === null) return redis.healthy() ? (await acquire()) === null : true;
      if (validUntil - systemClock.now() > ttlMs * FRESH_SHARE) return true;
      return whileHeld(RENEW, [keys.lease], [value, ttlMs]);
    },
    async publish(state) {
      if (value === null) return true;
      const { content, at } = encode(state);
      return whileHeld(
        PUBLISH,
        [keys.lease, keys.state],
        [value, ttlMs, content, at, STATE_TTL_MS, keys.channel],
      );
    },
    async release() {
      if (value !== null) await whileHeld(RELEASE, [keys.lease], [value, keys.channel]);
    },
  };
}
