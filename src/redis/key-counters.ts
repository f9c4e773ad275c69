/**
 * How many idempotency keys live in Redis, of a caller and of all: counted by the part of the day in which they were
 * reserved. Knows no keys.
 */
import { noRoomForKeys, tooManyKeys } from '../starts/key-limits.ts';
import type { RedisConnection } from './connection.ts';
import { COUNT, UNCOUNT } from './idempotency-scripts.ts';

/** Keys are counted by the part of the day in which they were reserved. */
const COUNTED_PER_MS = 600_000;

/** How many there may be, and for how long. */
export interface KeyBounds {
  readonly keysPerCaller: number;
  readonly keysInAll: number;
  readonly ttlMs: number;
}

/** Counts a key for its caller and for all. What it returns takes that back. @throws where there may be no more */
export async function countKey(
  redis: RedisConnection,
  caller: string,
  { keysPerCaller, keysInAll, ttlMs }: KeyBounds,
): Promise<() => Promise<unknown>> {
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
