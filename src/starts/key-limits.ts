/**
 * How many idempotency keys are remembered, for how long, and what is said when there may be no more. Numbers and words;
 * the stores hold to them.
 */
import { getHeapStatistics } from 'node:v8';
import { GatewayError } from '../errors.ts';

/** How long a key is remembered. */
export const IDEMPOTENCY_TTL_MS = 24 * 3_600_000;
/** How long it is remembered that a start was refused. */
export const REFUSED_TTL_MS = 60_000;
/** Keys of one caller, refused ones aside. */
export const KEYS_PER_CALLER = 10_000;
/** Keys of all callers, refused ones aside. */
export const KEYS_IN_ALL = 1_000_000;
/** What a key takes in memory, bytes: measured. */
const KEY_BYTES = 600;
/** The same where they are in memory alone: what fits a quarter of the heap. */
export const KEYS_IN_MEMORY = keysWithin(getHeapStatistics().heap_size_limit);
/** Refusals of one caller, and of all, that one process remembers; forgetting one starts nothing twice. */
export const REFUSED_PER_CALLER = 1_000;
export const REFUSED_IN_ALL = 50_000;

/** How many keys may be in the memory of a process whose heap may have so many bytes. */
export function keysWithin(heapBytes: number): number {
  return Math.min(KEYS_IN_ALL, Math.floor(heapBytes / 4 / KEY_BYTES));
}

/** This caller has as many keys as one may have. */
export function tooManyKeys(limit: number, freeInMs: number): GatewayError {
  const minutes = Math.max(1, Math.ceil(freeInMs / 60_000));
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was sent: ${limit} idempotency keys of yours are less than 24 hours old, and each is remembered for so long. Try again in about ${minutes} min, or send this without idempotencyKey.`,
    { retryAfterMs: Math.max(1, freeInMs), details: { limit: 'idempotencyKeys' } },
  );
}

/** All callers together have as many keys as there may be. */
export function noRoomForKeys(): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Nothing was sent: the gateway remembers as many idempotency keys as it can. Try again later, or send this without idempotencyKey.',
    { details: { limit: 'idempotencyKeysInAll' } },
  );
}
