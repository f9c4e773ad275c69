/**
 * With whose token an errand goes on. In pass-through mode a caller's token is kept here, in memory and nowhere else,
 * while its user has a request or a socket open and for a time after; any request of the user hands over a fresh one,
 * for when that which an errand was begun with is refused. One that Asana refused is not taken again. In service mode
 * the gateway's own token serves. Knows of an errand its id alone.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import { BoundedMap } from '../bounded-map.ts';
import { type Clock, systemClock, type Timer } from '../clock.ts';
import { GatewayError } from '../errors.ts';

/** What errands need to know of tokens. */
export interface ErrandTokens {
  /** Whether an errand needs no user: any instance may go on with it at any time. */
  readonly isOwn: boolean;
  /** So long after its user was last seen a token is kept, milliseconds. */
  readonly keptMs: number;
  /** Keeps a user's token for one errand more; false where there are too many. */
  hold(owner: string, errand: string, token: AsanaToken): boolean;
  /** An errand needs it no more. */
  drop(owner: string, errand: string): void;
  /**
   * The token to use now: of an errand the one that it was begun with, while that lives, then the one its user brought
   * last. Null where there is none.
   */
  tokenOf(owner: string, errand?: string): AsanaToken | null;
  /** Whether Asana has refused this token since this instance knows it. */
  isRefused(hash: string): boolean;
  /** Asana refuses to an errand what it asks with this token: the errand does not take it again. */
  refusedFor(errand: string, hash: string): void;
}

/** Settings of the tokens of a pass-through gateway. */
export interface UserTokensOptions {
  /** `ERRAND_TOKEN_TTL`: so long after its user was last seen, milliseconds; 0: only while it is there. */
  readonly ttlMs: number;
  /** Told when the errands of a user have no token any more. */
  readonly gone: (owner: string) => void;
  /** Whose token this is, as far as others know; null where they do not. @default nobody knows */
  readonly ownerOf?: (hash: string) => string | null;
  readonly clock?: Clock;
  /** Errands that hold tokens at most. @default 1000 */
  readonly limit?: number;
}

/** Errands that hold tokens at most, on one instance. */
export const TOKEN_HOLDERS_LIMIT = 1_000;
/** The part of them that is kept for owners who have few: one owner alone may have a thousand callbacks. */
const KEPT_SHARE = 1 / 8;
/** Five jobs run of one user at once, and each may have a set-up and a callback. */
const FEW = 10;
/** Tokens known to be one user's; the longest known are forgotten. */
const HASHES_LIMIT = 20;
/** Tokens known to be refused; the longest known are forgotten. */
const REFUSED_LIMIT = 10_000;

interface Held {
  /** The one its user brought last. */
  token: AsanaToken | null;
  seenMs: number;
  /** What each errand was begun with, or went on with when that was refused. */
  readonly errands: Map<string, AsanaToken>;
  /** Tokens known to be this user's, by hash. */
  readonly hashes: Set<string>;
}

/** The tokens of users. */
export class UserTokens implements ErrandTokens {
  readonly isOwn = false;
  readonly #options: UserTokensOptions;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  readonly #ownerOf = new Map<string, string>();
  /** Requests and sockets open now, by hash of their token. */
  readonly #present = new Map<string, number>();
  readonly #refused = new BoundedMap<string, true>({ most: REFUSED_LIMIT });
  /** Errands with the tokens that were refused to them alone. */
  readonly #refusedFor = new BoundedMap<string, true>({ most: REFUSED_LIMIT });
  #holders = 0;
  #timer: Timer | null = null;

  constructor(options: UserTokensOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get keptMs(): number {
    return this.#options.ttlMs;
  }

  /** Errands that hold tokens. */
  get size(): number {
    return this.#holders;
  }

  hold(owner: string, errand: string, token: AsanaToken): boolean {
    const held = this.#held.get(owner) ?? { token: null, seenMs: 0, errands: new Map(), hashes: new Set() };
    const isNew = !held.errands.has(errand);
    if (isNew && !this.#hasRoom(held.errands.size)) return false;
    if (!this.#serves(errand, token)) return false;
    this.#held.set(owner, held);
    if (isNew || !this.#serves(errand, held.errands.get(errand))) held.errands.set(errand, token);
    if (isNew) this.#holders += 1;
    this.#handOver(owner, held, token);
    this.#arm();
    return true;
  }

  drop(owner: string, errand: string): void {
    const held = this.#held.get(owner);
    if (!held?.errands.delete(errand)) return;
    this.#holders -= 1;
    if (held.errands.size === 0) this.#forget(owner, held);
  }

  tokenOf(owner: string, errand?: string): AsanaToken | null {
    const held = this.#held.get(owner);
    if (errand === undefined) return held?.token ?? null;
    const tokens = [held?.errands.get(errand), held?.token];
    return tokens.find((token) => this.#serves(errand, token)) ?? null;
  }

  refusedFor(errand: string, hash: string): void {
    this.#refusedFor.set(`${errand} ${hash}`, true);
  }

  isRefused(hash: string): boolean {
    return this.#refused.has(hash);
  }

  /** A request or a socket with this token is open, until what is returned is called. */
  opened(token: AsanaToken): () => void {
    const { hash } = token;
    this.#present.set(hash, (this.#present.get(hash) ?? 0) + 1);
    this.#seen(token);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#present.get(hash) ?? 1) - 1;
      if (left > 0) this.#present.set(hash, left);
      else this.#present.delete(hash);
      this.#seen(token);
      if (this.#ownerOf.has(hash)) this.#arm();
    };
  }

  /** It has become known whose token this is. */
  learned(owner: string, token: AsanaToken): void {
    const held = this.#held.get(owner);
    if (held && !this.#refused.has(token.hash)) this.#handOver(owner, held, token);
  }

  /** The token of a hash that an errand goes on with; null where none does. */
  heldOf(hash: string): AsanaToken | null {
    for (const { token, errands } of this.#held.values()) {
      if (token?.hash === hash) return token;
      for (const begunWith of errands.values()) if (begunWith.hash === hash) return begunWith;
    }
    return null;
  }

  /** Asana refuses this token, whatever is asked with it. */
  refused(hash: string): void {
    this.#refused.set(hash, true);
    const owner = this.#ownerOf.get(hash);
    const held = owner === undefined ? undefined : this.#held.get(owner);
    if (owner === undefined || !held) return;
    held.hashes.delete(hash);
    this.#ownerOf.delete(hash);
    if (held.token?.hash === hash) {
      held.token = [...held.errands.values()].find((begunWith) => this.#lives(begunWith)) ?? null;
      if (!held.token) this.#giveUp(owner, held);
    }
    this.#arm();
  }

  /** Whether it is worth asking whose token this is: some user's is kept, and this one may be a fresh one of theirs. */
  wantsToKnow(hash: string): boolean {
    if (this.#held.size === 0) return false;
    const isKnown = this.#ownerOf.has(hash) || this.#options.ownerOf?.(hash) != null;
    return !isKnown && !this.#refused.has(hash);
  }

  /** Forgets all tokens. */
  close(): void {
    for (const [owner, held] of [...this.#held]) this.#forget(owner, held);
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Whether an owner who has so many may have one more. */
  #hasRoom(ofOwner: number): boolean {
    const most = this.#options.limit ?? TOKEN_HOLDERS_LIMIT;
    const kept = ofOwner < FEW ? 0 : Math.floor(most * KEPT_SHARE);
    return this.#holders < most - kept;
  }

  #lives(token: AsanaToken | undefined): token is AsanaToken {
    return token !== undefined && !this.#refused.has(token.hash);
  }

  #serves(errand: string, token: AsanaToken | null | undefined): token is AsanaToken {
    return this.#lives(token ?? undefined) && !this.#refusedFor.has(`${errand} ${token?.hash}`);
  }

  #seen(token: AsanaToken): void {
    if (this.#held.size === 0 || this.#refused.has(token.hash)) return;
    const owner = this.#ownerOf.get(token.hash) ?? this.#options.ownerOf?.(token.hash) ?? undefined;
    const held = owner === undefined ? undefined : this.#held.get(owner);
    if (owner !== undefined && held) this.#handOver(owner, held, token);
  }

  #handOver(owner: string, held: Held, token: AsanaToken): void {
    held.token = token;
    held.seenMs = this.#clock.now();
    held.hashes.delete(token.hash);
    held.hashes.add(token.hash);
    this.#ownerOf.set(token.hash, owner);
    const [oldest] = held.hashes;
    if (held.hashes.size <= HASHES_LIMIT || oldest === undefined) return;
    held.hashes.delete(oldest);
    this.#ownerOf.delete(oldest);
  }

  #isThere({ hashes }: Held): boolean {
    return [...hashes].some((hash) => this.#present.has(hash));
  }

  /** When the token of this user is to be forgotten; never while its user is there. */
  #goesAtMs(held: Held): number {
    return this.#isThere(held) ? Number.POSITIVE_INFINITY : held.seenMs + this.#options.ttlMs;
  }

  /** One timer, for whoever goes first. */
  #arm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    for (const [owner, held] of [...this.#held]) {
      if (this.#goesAtMs(held) <= this.#clock.now()) this.#giveUp(owner, held);
    }
    const first = Math.min(...[...this.#held.values()].map((held) => this.#goesAtMs(held)));
    if (!Number.isFinite(first)) return;
    this.#timer = this.#clock.setTimeout(() => this.#arm(), first - this.#clock.now());
  }

  #giveUp(owner: string, held: Held): void {
    this.#forget(owner, held);
    this.#options.gone(owner);
  }

  #forget(owner: string, held: Held): void {
    this.#holders -= held.errands.size;
    held.errands.clear();
    held.token = null;
    for (const hash of held.hashes) this.#ownerOf.delete(hash);
    this.#held.delete(owner);
  }
}

/** No token can be held for one errand more. */
export function tooManyTokens(): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    `Nothing was begun: this instance keeps the tokens of ${TOKEN_HOLDERS_LIMIT.toLocaleString('en')} set-ups, lists and callbacks at most, the last of them of users who have few, or Asana has refused this token. Try again later.`,
    { details: { limit: 'errandTokens', allowed: TOKEN_HOLDERS_LIMIT } },
  );
}
