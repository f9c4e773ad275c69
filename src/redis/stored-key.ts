/**
 * An idempotency key as it stands in Redis. Pure.
 */

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
  /** Whoever reserved it gives signs of life until it has said what came of it. */
  readonly beats?: true;
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
