/**
 * Where errands are kept: rows with versions, so that no change is lost, and leases, so that one instance runs each.
 * The interface, and what is said beyond its bounds; knows no kind of errand. Each kind is counted, found and listed by
 * itself.
 */
import { GatewayError } from '../errors.ts';
import type { ErrandBounds } from './bounds.ts';
import type { Errand, ErrandChange, FoundErrand } from './errand.ts';
import type { ErrandItems } from './items.ts';

/** Errands of all instances, or of one. */
export interface ErrandStore {
  /**
   * Keeps a new errand, held by `holder` for `leaseMs`. Rejects with `RATE_LIMITED` where its owner has too many of its
   * kind that are not over, with `SERVICE_UNAVAILABLE` where all together have, or where it cannot be kept.
   */
  add(errand: Errand, holder: string, leaseMs: number): Promise<void>;
  /** Null where there is none, or none any more. */
  find(id: string): Promise<FoundErrand | null>;
  /** The newest errand of a kind about something, whoever's it is. */
  findAbout(kind: string, about: string): Promise<FoundErrand | null>;
  /** An owner's errands of a kind that are not over, oldest first. */
  open(kind: string, owner: string): Promise<FoundErrand[]>;
  /**
   * The kinds of one family (what stands before a colon in their names) that an owner may have errands of, whether or
   * not anybody runs them any more.
   */
  kindsOf(family: string, owner: string): Promise<string[]>;
  /** An owner's errands of some kinds, over or not: what was added, ended or begun again last comes first. */
  newest(kinds: readonly string[], owner: string, first: number): Promise<FoundErrand[]>;
  /**
   * Changes an errand that still has this version; else null. After it the errand sleeps for so long: it is not due
   * before, by the time of the wall where it outlives this process. Each change says so anew, so one without wakes it.
   */
  change(id: string, version: number, change: ErrandChange, sleepMs?: number): Promise<FoundErrand | null>;
  /** Takes an errand that nobody holds, or that this holder has, for so long. */
  take(id: string, holder: string, leaseMs: number): Promise<boolean>;
  /** Gives it back: another instance may take it at once. */
  release(id: string, holder: string): Promise<void>;
  /** Errands of a kind that want to be run now, do not sleep and that nobody holds; those that are known are left out. */
  due(kind: string, first: number, known?: KnownErrands): Promise<DueErrands>;
  /** It never came to anything. */
  delete(id: string): Promise<void>;
  /** What errands of many parts have beside their row; goes when the errand goes. */
  readonly items: ErrandItems;
  /** Whether other instances see the same. */
  readonly isShared: boolean;
  /** Whether it is still there when this instance has ended: the next one, or another, goes on with it. */
  readonly outlivesInstance: boolean;
  /** Errands kept in this process. */
  readonly size: number;
}

/** Ids of errands that somebody knows already. */
export type KnownErrands = Pick<ReadonlySet<string>, 'has' | 'size'>;

/** None. */
export const NONE_KNOWN: KnownErrands = new Set();

/** What is due. */
export interface DueErrands {
  /** What has been due the longest first. */
  readonly due: readonly Pick<Errand, 'id' | 'owner'>[];
  /** So long until another one may be, milliseconds; null: none will by itself. */
  readonly nextMs: number | null;
}

/** Bounds of a store. */
export interface ErrandStoreOptions extends Partial<Omit<ErrandBounds, 'plural' | 'limit'>> {
  /** For leases and ages. @default the system clock's */
  readonly now?: () => number;
  /** How long an errand is kept after it was last touched. @default seven days */
  readonly ttlMs?: number;
  /** Characters of the plans of all items, where they are in a file. @default ITEM_CHARACTERS_IN_FILE */
  readonly itemCharacters?: number;
}

/** Errands of all owners that are over and still known, of each kind, in the memory of one instance. */
export const OVER_IN_MEMORY = 10_000;
/** Characters, as JSON, of the plans of all items in the state file of one instance. */
export const ITEM_CHARACTERS_IN_FILE = 128 * 1024 * 1024;
/** How long an errand is known after it was last touched. */
export const ERRAND_TTL_MS = 7 * 24 * 3_600_000;

/** One owner has too many. */
export function tooManyOfOwner({ plural, limit, openPerOwner }: ErrandBounds): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was begun: ${openPerOwner.toLocaleString('en')} ${plural} of yours are not over. Try again when some of them are, or cancel what nobody needs.`,
    { details: { limit, allowed: openPerOwner } },
  );
}

/** All together have too many. */
export function tooManyInAll({ plural, limit, openInAll }: ErrandBounds): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    `Nothing was begun: this gateway has as many ${plural} under way as it keeps. Try again later.`,
    { details: { limit: `${limit}InAll`, allowed: openInAll } },
  );
}

/** What is kept of all has too much in it. */
export function noRoom(limit: number): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Nothing was begun: the lists and set-ups that this gateway keeps hold as much as it has room for. Try again when some of them are over.',
    { details: { limit: 'errandItems', allowed: limit } },
  );
}

/** Where they are kept does not answer. */
export function notKept(cause: unknown): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'What goes on after an answer is kept where this gateway cannot reach it just now: nothing is begun there, and nothing read. Try again.',
    { cause },
  );
}
