/**
 * Once per key: the key is reserved before anything is sent, and whoever comes with it again gets the first outcome.
 * Outcomes are JSON, chosen in `once.ts`. This is the interface and the store in memory.
 */
import { GatewayError } from '../errors.ts';
import { type Entry, KeyMemory, type KeyMemoryOptions, type Outcome } from './key-memory.ts';

export type { Outcome } from './key-memory.ts';

/** A reserved key: send, then say once what came of it. None of these rejects. */
export interface OwnReservation {
  readonly state: 'new';
  /** It was sent, and happened or may have: nothing is ever sent under the key again. */
  finish(outcome: Outcome): Promise<void>;
  /** It was sent and refused: nothing happened. Told again to whoever repeats it soon. */
  refuse(outcome: Outcome): Promise<void>;
  /** Surely nothing came of it: the key is free again. */
  forget(): Promise<void>;
}

/** What became of the wish to send something. */
export type Reservation =
  | OwnReservation
  /**
   * Somebody else is sending. `wait` rejects when they gave up unsent, or were lost on the way: with
   * `OUTCOME_UNKNOWN`, and then `since` is the time of day when they reserved it, where that can be told.
   */
  | { readonly state: 'pending'; readonly since?: number; wait(): Promise<Outcome> }
  | { readonly state: 'done'; readonly outcome: Outcome }
  /** The key was used with other input. */
  | { readonly state: 'mismatch' };

/** Idempotency keys. */
export interface IdempotencyStore {
  /**
   * Reserves a key, or says what is known of it. `key` is a hash over caller, mutation and the caller's key. Rejects
   * unsent: with `RATE_LIMITED` when the caller has too many keys, with `SERVICE_UNAVAILABLE` when all together have,
   * or when it cannot tell.
   */
  begin(key: string, inputHash: string, caller: string): Promise<Reservation>;
  /** Keys remembered in this process. */
  readonly size: number;
}

/** What a waiter gets when the first caller did not send after all. */
export function abandonedStart(): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Another request with this idempotencyKey was waiting and gave up before sending anything; send this one again.',
  );
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

/** Settings of the memory store. */
export type IdempotencyOptions = KeyMemoryOptions;

/** A store for one process; forgotten at its end. */
export function memoryIdempotency(options: IdempotencyOptions = {}): IdempotencyStore {
  const memory = new KeyMemory(options);
  return {
    get size() {
      return memory.size;
    },
    async begin(key, inputHash, caller) {
      const known = memory.find(key, caller);
      if (known) return reservationOf(memory, known, inputHash);
      const entry = memory.reserve(key, inputHash, caller);
      return {
        state: 'new',
        finish: async (outcome) => memory.settle(entry, outcome),
        refuse: async (outcome) => memory.refuse(entry, outcome),
        forget: async () => memory.free(entry, abandonedStart()),
      };
    },
  };
}

/** What is known of a key in this process. */
export function reservationOf(
  memory: KeyMemory,
  entry: Entry,
  inputHash: string,
): Exclude<Reservation, OwnReservation> {
  if (entry.inputHash !== inputHash) return { state: 'mismatch' };
  if (entry.done) return { state: 'done', outcome: entry.done.outcome };
  return { state: 'pending', wait: () => memory.wait(entry) };
}
