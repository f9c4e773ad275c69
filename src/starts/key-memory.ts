/**
 * Idempotency keys as one process remembers them, by caller: for a day, never pushed out by anybody, and so many for
 * each. What was refused is remembered for a minute and counts for nothing. Decides nothing about sending.
 */
import { systemClock } from '../clock.ts';
import {
  IDEMPOTENCY_TTL_MS,
  KEYS_IN_MEMORY,
  KEYS_PER_CALLER,
  noRoomForKeys,
  REFUSED_IN_ALL,
  REFUSED_PER_CALLER,
  REFUSED_TTL_MS,
  tooManyKeys,
} from './key-limits.ts';

/** JSON as `once.ts` chose it. */
export type Outcome = unknown;

/** Bounds of the memory. */
export interface KeyMemoryOptions {
  /** @default the system clock's */
  readonly now?: () => number;
  /** How long an outcome is remembered. @default 24 h */
  readonly ttlMs?: number;
  /** How long a refusal is. @default one minute */
  readonly refusedTtlMs?: number;
  /** @default 10000 */
  readonly keysPerCaller?: number;
  /** @default KEYS_IN_MEMORY */
  readonly keysInAll?: number;
}

/** One key. */
export interface Entry {
  readonly key: string;
  readonly inputHash: string;
  readonly caller: string;
  /** When it was reserved, or refused. */
  at: number;
  done: { readonly outcome: Outcome } | null;
  /** Why nobody will ever say what came of it. */
  failed: Error | null;
  waiters: { resolve(outcome: Outcome): void; reject(error: Error): void }[];
}

interface CallersKeys {
  /** Oldest first. */
  readonly live: Map<string, Entry>;
  readonly refused: Map<string, Entry>;
}

/** The keys of one process. */
export class KeyMemory {
  readonly #now: () => number;
  readonly #ttlMs: number;
  readonly #refusedTtlMs: number;
  readonly #keysPerCaller: number;
  readonly #keysInAll: number;
  readonly #callers = new Map<string, CallersKeys>();
  /** Of all callers, oldest first. */
  readonly #refused = new Set<Entry>();
  #live = 0;

  constructor(options: KeyMemoryOptions = {}) {
    this.#now = options.now ?? systemClock.now;
    this.#ttlMs = options.ttlMs ?? IDEMPOTENCY_TTL_MS;
    this.#refusedTtlMs = options.refusedTtlMs ?? REFUSED_TTL_MS;
    this.#keysPerCaller = options.keysPerCaller ?? KEYS_PER_CALLER;
    this.#keysInAll = options.keysInAll ?? KEYS_IN_MEMORY;
  }

  /** Keys remembered, refused ones aside. */
  get size(): number {
    return this.#live;
  }

  /** What is remembered of a key. */
  find(key: string, caller: string): Entry | null {
    this.#tidy(caller);
    const keys = this.#callers.get(caller);
    return keys?.live.get(key) ?? keys?.refused.get(key) ?? null;
  }

  /** Reserves a key nobody has. Throws when there may be no more. */
  reserve(key: string, inputHash: string, caller: string): Entry {
    this.#tidy(caller);
    const [oldest] = this.#callers.get(caller)?.live.values() ?? [];
    const count = this.#callers.get(caller)?.live.size ?? 0;
    if (oldest && count >= this.#keysPerCaller)
      throw tooManyKeys(this.#keysPerCaller, oldest.at + this.#ttlMs - this.#now());
    if (this.#live >= this.#keysInAll) this.#tidyAll();
    if (this.#live >= this.#keysInAll) throw noRoomForKeys();
    const entry: Entry = { key, inputHash, caller, at: this.#now(), done: null, failed: null, waiters: [] };
    this.#keysOf(caller).live.set(key, entry);
    this.#live += 1;
    return entry;
  }

  /** What came of it, for everybody after. */
  settle(entry: Entry, outcome: Outcome): void {
    if (entry.done) return;
    entry.done = { outcome };
    entry.failed = null;
    for (const { resolve } of entry.waiters.splice(0)) resolve(outcome);
  }

  /** Nothing came of it, and for a moment everybody is told why. */
  refuse(entry: Entry, outcome: Outcome): void {
    if (entry.done || !this.#remove(entry)) return;
    entry.at = this.#now();
    const { refused } = this.#keysOf(entry.caller);
    refused.set(entry.key, entry);
    this.#refused.add(entry);
    if (refused.size > REFUSED_PER_CALLER) this.#forgetRefusal(refused.values().next().value);
    if (this.#refused.size > REFUSED_IN_ALL) this.#forgetRefusal(this.#refused.values().next().value);
    this.settle(entry, outcome);
  }

  /** It was not sent: whoever waits is told so. */
  free(entry: Entry, why: Error): void {
    if (!entry.done && this.#remove(entry)) this.#fail(entry, why);
  }

  /** Nobody will say what came of it: it is not free, and not sent. */
  lose(entry: Entry, why: Error): void {
    if (!entry.done) this.#fail(entry, why);
  }

  /** Waits for what comes of it. */
  async wait(entry: Entry): Promise<Outcome> {
    if (entry.done) return entry.done.outcome;
    if (entry.failed) throw entry.failed;
    return new Promise((resolve, reject) => entry.waiters.push({ resolve, reject }));
  }

  /** Every key that was not refused, and how long it will still be remembered. */
  *live(): Generator<{ readonly entry: Entry; readonly leftMs: number }> {
    this.#tidyAll();
    const now = this.#now();
    for (const { live } of this.#callers.values())
      for (const entry of live.values()) yield { entry, leftMs: entry.at + this.#ttlMs - now };
  }

  #fail(entry: Entry, why: Error): void {
    entry.failed = why;
    for (const { reject } of entry.waiters.splice(0)) reject(why);
  }

  #keysOf(caller: string): CallersKeys {
    const keys = this.#callers.get(caller) ?? { live: new Map(), refused: new Map() };
    this.#callers.set(caller, keys);
    return keys;
  }

  #remove(entry: Entry): boolean {
    const keys = this.#callers.get(entry.caller);
    if (keys?.live.get(entry.key) !== entry) return false;
    keys.live.delete(entry.key);
    this.#live -= 1;
    this.#leave(entry.caller, keys);
    return true;
  }

  #forgetRefusal(entry: Entry | undefined): void {
    if (!entry || !this.#refused.delete(entry)) return;
    const keys = this.#callers.get(entry.caller);
    if (keys?.refused.get(entry.key) !== entry) return;
    keys.refused.delete(entry.key);
    this.#leave(entry.caller, keys);
  }

  /** A caller who has nothing here is forgotten. */
  #leave(caller: string, { live, refused }: CallersKeys): void {
    if (live.size + refused.size === 0) this.#callers.delete(caller);
  }

  /** Forgets what is over of one caller, and of another in turn, so that nobody has to come back to be forgotten. */
  #tidy(caller: string): void {
    const now = this.#now();
    for (const entry of this.#refused) {
      if (entry.at + this.#refusedTtlMs > now) break;
      this.#forgetRefusal(entry);
    }
    const [next] = this.#callers.keys();
    this.#tidyOne(caller, now);
    if (next === undefined || next === caller) return;
    this.#tidyOne(next, now);
    const keys = this.#callers.get(next);
    if (!keys) return;
    this.#callers.delete(next);
    this.#callers.set(next, keys);
  }

  #tidyAll(): void {
    const now = this.#now();
    for (const caller of [...this.#callers.keys()]) this.#tidyOne(caller, now);
  }

  #tidyOne(caller: string, now: number): void {
    for (const entry of this.#callers.get(caller)?.live.values() ?? []) {
      if (entry.at + this.#ttlMs > now) break;
      if (entry.done || entry.failed) this.#remove(entry);
    }
  }
}
