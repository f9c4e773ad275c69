/**
 * Where errands are kept: rows with versions, so that no change is lost, and leases, so that one instance runs each.
 * The interface, its bounds and what is said beyond them; knows no kind of errand.
 */
import { GatewayError } from '../errors.ts';
import type { Errand, ErrandChange, FoundErrand } from './errand.ts';
import type { ErrandItems } from './items.ts';

/** Errands of all instances, or of one. */
export interface ErrandStore {
  /**
   * Keeps a new errand, held by `holder` for `leaseMs`. Rejects with `RATE_LIMITED` where its owner has too many that
   * are not over, with `SERVICE_UNAVAILABLE` where all together have, or where it cannot be kept.
   */
  add(errand: Errand, holder: string, leaseMs: number): Promise<void>;
  /** Null where there is none, or none any more. */
  find(id: string): Promise<FoundErrand | null>;
  /** The newest errand about something, whoever's it is. */
  findAbout(about: string): Promise<FoundErrand | null>;
  /** An owner's errands that are not over, oldest first. */
  open(owner: string): Promise<FoundErrand[]>;
  /** An owner's errands that are over and still known, in the order in which they ended. */
  over(owner: string): Promise<FoundErrand[]>;
  /** Changes an errand that still has this version; else null. */
  change(id: string, version: number, change: ErrandChange): Promise<FoundErrand | null>;
  /** Takes an errand that nobody holds, or that this holder has, for so long. */
  take(id: string, holder: string, leaseMs: number): Promise<boolean>;
  /** Gives it back: another instance may take it at once. */
  release(id: string, holder: string): Promise<void>;
  /** Errands that want to be run and that nobody holds. */
  due(first: number): Promise<string[]>;
  /** It never came to anything. */
  delete(id: string): Promise<void>;
  /** What errands of many parts have beside their row; goes when the errand goes. */
  readonly items: ErrandItems;
  /** Whether other instances see the same. */
  readonly isShared: boolean;
  /** Errands kept in this process. */
  readonly size: number;
}

/** Bounds of a store. */
export interface ErrandStoreOptions {
  /** For leases and ages. @default the system clock's */
  readonly now?: () => number;
  /** Errands of one owner that are not over. @default OPEN_PER_OWNER */
  readonly openPerOwner?: number;
  /** Errands of all owners that are not over. @default OPEN_IN_ALL */
  readonly openInAll?: number;
  /** Errands of one owner that are over; the oldest go. @default OVER_PER_OWNER */
  readonly overPerOwner?: number;
  /** How long an errand is kept after it was last touched. @default seven days */
  readonly ttlMs?: number;
  /** Characters of the plans of all items, in memory. @default ITEM_CHARACTERS_IN_MEMORY */
  readonly itemCharacters?: number;
}

/** Errands of one owner that are not over. */
export const OPEN_PER_OWNER = 100;
/** Errands of all owners that are not over. */
export const OPEN_IN_ALL = 10_000;
/** Errands of one owner that are over and still known. */
export const OVER_PER_OWNER = 100;
/** Errands of all owners that are over and still known, in the memory of one instance. */
export const OVER_IN_MEMORY = 10_000;
/** Characters, as JSON, of the plans of all items in the memory of one instance. */
export const ITEM_CHARACTERS_IN_MEMORY = 128 * 1024 * 1024;
/** How long an errand is known after it was last touched. */
export const ERRAND_TTL_MS = 7 * 24 * 3_600_000;

/** One owner has too many. */
export function tooManyOfOwner(limit: number): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was begun: ${limit.toLocaleString('en')} set-ups of yours are not over. Try again when some of them are, or cancel what nobody needs.`,
    { details: { limit: 'errands', allowed: limit } },
  );
}

/** All together have too many. */
export function tooManyInAll(limit: number): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Nothing was begun: this gateway has as many set-ups under way as it keeps. Try again later.',
    { details: { limit: 'errandsInAll', allowed: limit } },
  );
}

/** The items of all have too much in them. */
export function tooManyItems(limit: number): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Nothing was begun: the lists that this gateway keeps hold as much as it has room for. Try again when some of them are over.',
    { details: { limit: 'errandItems', allowed: limit } },
  );
}

/** Where they are kept does not answer. */
export function notKept(cause: unknown): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    'Set-ups are kept where this gateway cannot reach them just now. Nothing was begun; try again.',
    { cause },
  );
}
