/**
 * An idempotency key as it stands in Redis, and what is said where nothing can be known of one. Pure.
 */

import { GatewayError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import type { Outcome } from '../starts/idempotency.ts';

/** As it stands in Redis. Fields may be added, never changed: other versions read it. */
export interface StoredKey {
  readonly id: string;
  readonly input: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly done?: { readonly outcome: Outcome };
  readonly refused?: true;
}

/** Reads one; null where it is none. */
export function storedKeyIn(text: string | null): StoredKey | null {
  if (text === null) return null;
  const value = parseJson(text);
  if (!isRecord(value)) return null;
  const { id, input, at } = value;
  if (typeof id !== 'string' || typeof input !== 'string' || typeof at !== 'number') return null;
  return { ...value, id, input, at };
}

/** The store cannot be asked: nothing is sent. */
export function unavailable(cause: unknown): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Nothing was sent: the store of idempotency keys cannot be reached, so it is not known whether this key was used before. Try again, or send this without idempotencyKey.',
    { cause },
  );
}

/** Whoever reserved a key was lost before saying what came of it. */
export function lostStart(): GatewayError {
  return new GatewayError(
    'OUTCOME_UNKNOWN',
    'The request that first used this idempotencyKey never reported what came of it; it may have happened. Look at the target before you try again with another key.',
  );
}
