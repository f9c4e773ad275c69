/**
 * Idempotency keys in the state file: a key is on the disk before anything is sent under it, and its outcome before
 * anybody is told. Where the file cannot be written, nothing is sent. A key whose process was killed before it could say
 * what came of it says that nobody knows.
 */
import { isGatewayError } from '../errors.ts';
import {
  abandonedStart,
  type IdempotencyStore,
  lostStart,
  type Outcome,
  type OwnReservation,
  type Reservation,
  unavailable,
} from '../starts/idempotency.ts';
import {
  IDEMPOTENCY_TTL_MS,
  KEYS_IN_ALL,
  KEYS_PER_CALLER,
  noRoomForKeys,
  REFUSED_IN_ALL,
  REFUSED_PER_CALLER,
  REFUSED_TTL_MS,
  tooManyKeys,
} from '../starts/key-limits.ts';
import type { KeyMemoryOptions } from '../starts/key-memory.ts';
import { type StateFile, TIDIED_AT_ONCE } from './state-file.ts';

interface KeyRow {
  readonly input: string;
  readonly at: number;
  readonly outcome: string | null;
  readonly fate: 'kept' | 'refused';
}

/** A key that this process has reserved, and of which it has not said what came. */
interface OnItsWay {
  readonly outcome: Promise<Outcome>;
  resolve(outcome: Outcome): void;
  reject(why: Error): void;
}

/** What the file is still to be told of a key: its outcome, or null where it is free. */
interface Unsaved {
  readonly outcome: { readonly of: Outcome } | null;
  readonly save: () => void;
}

const KEY = 'SELECT input, at, outcome, fate FROM keys WHERE key = ?';
const RESERVE = `INSERT INTO keys (key, caller, input, at, outcome, fate) VALUES (?, ?, ?, ?, NULL, 'kept')`;
const FINISH = 'UPDATE keys SET outcome = ? WHERE key = ?';
const REFUSE = `UPDATE keys SET outcome = ?, fate = 'refused', at = ? WHERE key = ?`;
const FORGET = 'DELETE FROM keys WHERE key = ?';
const OLD = `DELETE FROM keys WHERE key IN
  (SELECT key FROM keys WHERE fate = ? AND at <= ? LIMIT ${TIDIED_AT_ONCE})`;
const OLD_OF = `DELETE FROM keys WHERE key IN
  (SELECT key FROM keys WHERE fate = 'kept' AND caller = ? AND at <= ? ORDER BY at LIMIT ${TIDIED_AT_ONCE})`;
const OLDEST_OF = `SELECT min(at) AS at FROM keys WHERE fate = 'kept' AND caller = ?`;
const DROP_REFUSALS_OF = `DELETE FROM keys WHERE key IN
  (SELECT key FROM keys WHERE fate = 'refused' AND caller = ? ORDER BY at LIMIT ?)`;
const DROP_REFUSALS = `DELETE FROM keys WHERE key IN
  (SELECT key FROM keys WHERE fate = 'refused' ORDER BY at LIMIT ?)`;

/** A store in the state file. */
export function sqliteIdempotency(file: StateFile, options: KeyMemoryOptions = {}): IdempotencyStore {
  const { now = file.now, ttlMs = IDEMPOTENCY_TTL_MS, refusedTtlMs = REFUSED_TTL_MS } = options;
  const { keysPerCaller = KEYS_PER_CALLER, keysInAll = KEYS_IN_ALL } = options;
  const onTheirWay = new Map<string, OnItsWay>();
  /** What the file did not take; as many as are on their way at once. */
  const unsaved = new Map<string, Unsaved>();

  function tidy(): void {
    file.run(OLD, 'refused', now() - refusedTtlMs);
    file.run(OLD, 'kept', now() - ttlMs);
  }

  /** What is known of a key; null where it is free. */
  function known(key: string, inputHash: string): Exclude<Reservation, OwnReservation> | null {
    const row = file.get<KeyRow>(KEY, key);
    if (!row) return null;
    const sending = onTheirWay.get(key);
    const isOld = row.at + (row.fate === 'refused' ? refusedTtlMs : ttlMs) <= now();
    if (isOld && !sending) return null;
    const word = unsaved.get(key);
    if (word?.outcome === null) throw unavailable(new Error('the file does not take that the key is free'));
    if (row.input !== inputHash) return { state: 'mismatch' };
    if (word?.outcome) return { state: 'done', outcome: word.outcome.of };
    if (row.outcome !== null) return { state: 'done', outcome: JSON.parse(row.outcome) as Outcome };
    const wait = sending ? () => sending.outcome : () => Promise.reject(lostStart());
    return { state: 'pending', since: row.at, wait };
  }

  /** @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  function reserve(key: string, inputHash: string, caller: string): void {
    tidy();
    // One place is all that is needed; among all, the tidying has made it.
    if (file.count('kept', caller) >= keysPerCaller) file.run(OLD_OF, caller, now() - ttlMs);
    const oldest = file.get<{ at: number | null }>(OLDEST_OF, caller)?.at ?? null;
    if (oldest !== null && file.count('kept', caller) >= keysPerCaller)
      throw tooManyKeys(keysPerCaller, oldest + ttlMs - now());
    if (file.count('kept') >= keysInAll) throw noRoomForKeys();
    // One that is too old may still stand there.
    file.run(FORGET, key);
    file.run(RESERVE, key, caller, inputHash, now());
  }

  function keepRefusal(key: string, caller: string, outcome: Outcome): void {
    file.run(REFUSE, JSON.stringify(outcome), now(), key);
    const ofCaller = file.count('refused', caller) - REFUSED_PER_CALLER;
    if (ofCaller > 0) file.run(DROP_REFUSALS_OF, caller, ofCaller);
    const inAll = file.count('refused') - REFUSED_IN_ALL;
    if (inAll > 0) file.run(DROP_REFUSALS, inAll);
  }

  /** Tells the file what it is still to be told. */
  function saveAll(): void {
    for (const [key, { save }] of unsaved) {
      try {
        save();
        unsaved.delete(key);
      } catch (error) {
        file.failed('keys', error);
        return;
      }
    }
  }

  function reserved(key: string, caller: string): OwnReservation {
    const sending = onItsWay();
    onTheirWay.set(key, sending);
    /** Only the first word about a start counts. */
    const say = (outcome: Unsaved['outcome'], save: () => unknown): boolean => {
      if (onTheirWay.get(key) !== sending) return false;
      onTheirWay.delete(key);
      unsaved.set(key, { outcome, save: () => void file.change(save) });
      saveAll();
      return true;
    };
    return {
      state: 'new',
      async finish(outcome) {
        if (say({ of: outcome }, () => file.run(FINISH, JSON.stringify(outcome), key)))
          sending.resolve(outcome);
      },
      async refuse(outcome) {
        if (say({ of: outcome }, () => keepRefusal(key, caller, outcome))) sending.resolve(outcome);
      },
      async forget() {
        if (say(null, () => file.run(FORGET, key))) sending.reject(abandonedStart());
      },
    };
  }

  return {
    get size() {
      return file.count('kept');
    },
    async begin(given, inputHash, callerName) {
      const [key, caller] = [file.scope + given, file.scope + callerName];
      try {
        saveAll();
        const reservation = known(key, inputHash);
        if (reservation) return reservation;
        file.change(() => reserve(key, inputHash, caller));
      } catch (error) {
        if (isGatewayError(error)) throw error;
        file.failed('keys', error);
        throw unavailable(error);
      }
      return reserved(key, caller);
    },
  };
}

function onItsWay(): OnItsWay {
  let [resolve, reject] = [(_outcome: Outcome): void => {}, (_why: Error): void => {}];
  const outcome = new Promise<Outcome>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Nobody may be waiting for it.
  outcome.catch(() => {});
  return { outcome, resolve, reject };
}
