/**
 * One start per key: the key is reserved before the POST, and whoever comes with it again gets the first outcome.
 * Outcomes are JSON of the schema's choosing. This is the interface and the store in memory.
 */
import { GatewayError } from '../errors.ts';

/** JSON as the schema chose it. */
export type Outcome = unknown;

/** What became of the wish to start something. */
export type Reservation =
  /** The key is this caller's: send, then `finish` or `forget`. */
  | { readonly state: 'new' }
  /** Somebody else is sending. `wait` rejects when they gave up unsent, or were lost on the way. */
  | { readonly state: 'pending'; wait(): Promise<Outcome> }
  | { readonly state: 'done'; readonly outcome: Outcome }
  /** The key was used with other input. */
  | { readonly state: 'mismatch' };

/** Keys of starts. `key` is a hash over user, mutation and the caller's key. */
export interface IdempotencyStore {
  /** Reserves the key, or says what is known of it. Rejects with `SERVICE_UNAVAILABLE` when it cannot tell. */
  begin(key: string, inputHash: string): Promise<Reservation>;
  /** The start was sent and this came of it. Never rejects. */
  finish(key: string, outcome: Outcome): Promise<void>;
  /** The start was surely not sent: the key is free again. Never rejects. */
  forget(key: string): Promise<void>;
}

/** Settings of the memory store. */
export interface IdempotencyOptions {
  /** @default Date.now */
  readonly now?: () => number;
  /** How long an outcome is remembered. @default 24 h */
  readonly ttlMs?: number;
  /** Keys kept; the oldest finished ones go first. @default 100000 */
  readonly maxKeys?: number;
}

/** How long a key is remembered. */
export const IDEMPOTENCY_TTL_MS = 24 * 3_600_000;

/** What a waiter gets when the first caller did not send after all. */
export function abandonedStart(): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Another request with this idempotencyKey was waiting to start the job and gave up before sending anything; send this one again.',
  );
}

interface Entry {
  readonly inputHash: string;
  readonly at: number;
  readonly waiters: Set<{ resolve(outcome: Outcome): void; reject(error: Error): void }>;
  done: { readonly outcome: Outcome } | null;
  forgotten: boolean;
}

/** A store for one process; forgotten at its end. */
export function memoryIdempotency(options: IdempotencyOptions = {}): IdempotencyStore {
  const { now = Date.now, ttlMs = IDEMPOTENCY_TTL_MS, maxKeys = 100_000 } = options;
  const entries = new Map<string, Entry>();

  function tidy(): void {
    for (const [key, entry] of entries) {
      const old = entry.at + ttlMs <= now() || entries.size > maxKeys;
      if (!old) break;
      if (entry.done) entries.delete(key);
      else if (entries.size <= maxKeys) break;
    }
  }

  return {
    async begin(key, inputHash) {
      tidy();
      const entry = entries.get(key);
      if (!entry) {
        entries.set(key, { inputHash, at: now(), waiters: new Set(), done: null, forgotten: false });
        return { state: 'new' };
      }
      if (entry.inputHash !== inputHash) return { state: 'mismatch' };
      if (entry.done) return { state: 'done', outcome: entry.done.outcome };
      return {
        state: 'pending',
        async wait() {
          if (entry.done) return entry.done.outcome;
          if (entry.forgotten) throw abandonedStart();
          return new Promise((resolve, reject) => {
            entry.waiters.add({ resolve, reject });
          });
        },
      };
    },
    async finish(key, outcome) {
      const entry = entries.get(key);
      if (!entry || entry.done) return;
      entry.done = { outcome };
      for (const waiter of entry.waiters) waiter.resolve(outcome);
      entry.waiters.clear();
    },
    async forget(key) {
      const entry = entries.get(key);
      if (!entry || entry.done) return;
      entries.delete(key);
      entry.forgotten = true;
      for (const waiter of entry.waiters) waiter.reject(abandonedStart());
      entry.waiters.clear();
    },
  };
}
