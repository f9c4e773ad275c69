/**
 * What Asana does not remember: which job was started by whom, from what, when, and when it was seen to finish.
 * Rows are found by the job's gid (that a token could read the job proves the right to it) and listed by owner.
 * Holds hashes and gids, never tokens. This is the interface, and what holds for every store.
 */
import type { Counted } from '../contents/counted.ts';
import type { JobState } from '../job-state.ts';
import { isFinal } from '../job-state.ts';

/** The object a job copies. */
export interface LedgerSource {
  readonly type: string;
  readonly gid: string;
}

/** One remembered job. */
export interface LedgerEntry {
  readonly gid: string;
  /** Name of the mutation that started it, when this gateway did. */
  readonly kind: string | null;
  readonly source: LedgerSource | null;
  /** Cut at `KEPT_TEXT_LENGTH`. */
  readonly name: string | null;
  /** Epoch milliseconds by the gateway's own clock, to be shown; null when it did not see it. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Asana's raw word when it was last seen. */
  readonly status: string | null;
  readonly subtype: string | null;
  /** Whether the subtasks were to be copied; absent where that means nothing, or nobody knows. */
  readonly withSubtasks?: boolean;
}

/** A remembered job as it is found. Times go by a clock that nobody sets while it counts. */
export interface LedgerRow extends LedgerEntry {
  /** Since its start; null when the gateway did not see it. */
  readonly ageMs: number | null;
  /** Since its end was seen; null when it was not. */
  readonly sinceEndMs: number | null;
  /** From its start to its success; null when these were not seen. */
  readonly tookMs: number | null;
  /** What was counted of what it made. */
  readonly counted: Counted | null;
}

/** A start whose outcome nobody knows. */
export interface UnknownStart {
  /** Opaque, and unlike every other. */
  readonly id: string;
  readonly kind: string;
  readonly source: LedgerSource | null;
  readonly name: string | null;
  /** When it was about to be sent, epoch milliseconds. */
  readonly sentAt: number;
  /** The team it named, where it named one. */
  readonly team?: string;
}

/** One to be noted; it gets an id. */
export type LostStart = Omit<UnknownStart, 'id'> & { readonly id?: string };

/** Which rows of an owner. */
export interface LedgerListOptions {
  readonly first: number;
  readonly unfinishedOnly?: boolean;
}

/** Remembers jobs. `owner` is who starts, as `owner.ts` writes it. */
export interface Ledger {
  /** A job was started by this owner. */
  started(owner: string, entry: LedgerEntry): Promise<void>;
  /**
   * A job was read. Sets `finishedAt` when it is first seen final, unless it was final from the first look. `lateMs`: so
   * long before it was still running, where the reader knows.
   */
  observed(state: JobState, lateMs?: number): Promise<void>;
  /** What a job made was counted. A verdict that is final stays; of a job that has no row, nothing is kept. */
  counted(gid: string, counted: Counted): Promise<void>;
  /** This owner watches a job; it becomes one of theirs when it was not. */
  watched(owner: string, gid: string): Promise<void>;
  /** Rows by gid, in order; null where there is none. */
  find(gids: readonly string[]): Promise<(LedgerRow | null)[]>;
  /** An owner's rows, newest first. */
  list(owner: string, options: LedgerListOptions): Promise<LedgerRow[]>;
  /** From now on `owner` is another name of `user`; the rows it has become the user's. */
  link(owner: string, user: string): Promise<void>;
  /** Whether it is, as far as all instances know. */
  isLinked(owner: string, user: string): Promise<boolean>;
  /** Asana refuses this owner's token: whose rows it may see is not known any more. */
  unlink(owner: string): Promise<void>;
  unknownStart(owner: string, start: LostStart): Promise<void>;
  /** An owner's unknown starts, newest first. */
  unknownStarts(owner: string): Promise<UnknownStart[]>;
  /** Forgets one of this owner's unknown starts, and hands it out; null where the owner has none of this id. */
  dismissUnknownStart(owner: string, id: string): Promise<UnknownStart | null>;
  /** Rows and notes kept in this process. */
  readonly size: number;
}

/** Bounds of a ledger. */
export interface LedgerOptions {
  /** For ages. @default the system clock's */
  readonly now?: () => number;
  /** Rows kept per owner, the newest. @default 1000 */
  readonly maxPerUser?: number;
  /** How long a row is kept after it was last touched. @default 7 days */
  readonly ttlMs?: number;
  /** Rows kept in all. @default ROWS_IN_ALL, or as many as fit the memory they are in */
  readonly maxRows?: number;
}

/** Rows kept in all. */
export const ROWS_IN_ALL = 100_000;
/** What a row takes in memory at most, bytes: measured, with a name that is as long as one may be. */
const ROW_BYTES = 3_000;

/** How many rows may be in the memory of a process whose heap may have so many bytes: what fits a quarter of it. */
export function rowsWithin(heapBytes: number): number {
  return Math.min(ROWS_IN_ALL, Math.floor(heapBytes / 4 / ROW_BYTES));
}

/** Notes of unknown starts kept per owner. */
export const UNKNOWN_STARTS_LIMIT = 100;
/** Notes of unknown starts kept by one instance, of all owners. */
export const UNKNOWN_STARTS_IN_ALL = 10_000;
/** Tokens whose user one instance knows. */
export const LINKS_LIMIT = 10_000;
/** Of a name, so many characters are kept. */
export const KEPT_TEXT_LENGTH = 1_024;
/** How long rows live. */
export const LEDGER_TTL_MS = 7 * 24 * 3_600_000;

/** A row that knows nothing but its gid. */
export function blankEntry(gid: string): LedgerEntry {
  return {
    gid,
    kind: null,
    source: null,
    name: null,
    startedAt: null,
    finishedAt: null,
    status: null,
    subtype: null,
  };
}

/** A row after a job was read. */
export function afterObservation(entry: LedgerEntry, state: JobState): LedgerEntry {
  if (entry.status !== null && isFinal(entry.status) && !isFinal(state.status)) return entry;
  const sawItRun = entry.startedAt !== null || entry.status !== null;
  const finishedAt =
    entry.finishedAt ??
    (isFinal(state.status) && sawItRun && !isFinal(entry.status ?? '') ? state.observedAt : null);
  return { ...entry, status: state.status, subtype: state.resourceSubtype ?? entry.subtype, finishedAt };
}

/** A text as it is kept: cut where it is too long, and never within a character. */
export function keptText<T extends string | null>(text: T): T {
  if (text === null || text.length <= KEPT_TEXT_LENGTH) return text;
  return text.slice(0, KEPT_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '') as T;
}

/** A row known before its start was noted (a poll or a watch was quicker): what was seen stays. */
export function mergeStarted(known: LedgerEntry, started: LedgerEntry): LedgerEntry {
  return {
    ...started,
    status: known.status ?? started.status,
    subtype: known.subtype ?? started.subtype,
    startedAt: known.startedAt ?? started.startedAt,
    finishedAt: known.finishedAt ?? started.finishedAt,
  };
}
