/**
 * What Asana does not remember: which job was started by whom, from what, when, and when it was seen to finish.
 * Rows are found by the job's gid (that a token could read the job proves the right to it) and listed by owner.
 * Holds hashes and gids, never tokens. This is the interface and the store in memory.
 */
import { systemClock } from '../clock.ts';
import type { Counted } from '../contents/counted.ts';
import type { JobState } from '../job-state.ts';
import { isFinal } from '../job-state.ts';
import { CallerShelf } from './caller-shelf.ts';
import { durationOf } from './duration.ts';

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
  readonly kind: string;
  readonly source: LedgerSource | null;
  readonly name: string | null;
  readonly sentAt: number;
}

/** Which rows of an owner. */
export interface LedgerListOptions {
  readonly first: number;
  readonly unfinishedOnly?: boolean;
}

/** Remembers jobs. `owner` is any stable name of who starts: `token:<hash>`, `user:<gid>`, `key:<name>`. */
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
  unknownStart(owner: string, start: UnknownStart): Promise<void>;
  /** An owner's unknown starts, newest first. */
  unknownStarts(owner: string): Promise<UnknownStart[]>;
  /** Rows and notes kept in this process. */
  readonly size: number;
}

/** How an owner is called of whom nothing but the token is known. */
export function ownerOfToken(hash: string): string {
  return `token:${hash}`;
}

/** Whether it is one: a token that Asana may never have accepted. */
export function isStranger(owner: string): boolean {
  return owner.startsWith('token:');
}

/** Bounds of a ledger. */
export interface LedgerOptions {
  /** For ages. @default the system clock's */
  readonly now?: () => number;
  /** Rows kept per owner, the newest. @default 1000 */
  readonly maxPerUser?: number;
  /** How long a row is kept after it was last touched. @default 7 days */
  readonly ttlMs?: number;
  /** Rows kept in all. @default 100000 */
  readonly maxRows?: number;
}

/** Notes of unknown starts kept per owner. */
export const UNKNOWN_STARTS_LIMIT = 100;
/** Notes of unknown starts kept in memory, of all owners. */
const UNKNOWN_STARTS_IN_ALL = 10_000;
/** Tokens whose user is known. */
const LINKS_LIMIT = 10_000;
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

interface KeptRow {
  readonly entry: LedgerEntry;
  readonly touchedAt: number;
  readonly bornAt: number | null;
  /** When it was last seen running, and when it was seen to end. */
  readonly seenAt: number | null;
  readonly endedAt: number | null;
  readonly tookMs: number | null;
  readonly counted: Counted | null;
  readonly owners: Set<string>;
}

const BLANK_ROW = { bornAt: null, seenAt: null, endedAt: null, tookMs: null, counted: null } as const;

interface KeptNote {
  readonly start: UnknownStart;
  readonly at: number;
}

/** A ledger for one process; forgotten at its end. */
export function memoryLedger(options: LedgerOptions = {}): Ledger {
  const { now = systemClock.now, maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS, maxRows = 100_000 } = options;
  /** The longest untouched first. */
  const rows = new Map<string, KeptRow>();
  const links = new Map<string, string>();
  /** Whose rows they are: owner → gid → when it was added. */
  const shelf = new CallerShelf<number>({
    perCaller: maxPerUser,
    inAll: maxRows,
    dropped: (owner, gid) => disown(gid, owner),
  });
  const notes = new CallerShelf<KeptNote>({ perCaller: UNKNOWN_STARTS_LIMIT, inAll: UNKNOWN_STARTS_IN_ALL });
  let noted = 0;

  /** A row that is nobody's any more goes. */
  function disown(gid: string, owner: string): void {
    const row = rows.get(gid);
    row?.owners.delete(owner);
    if (row?.owners.size === 0) rows.delete(gid);
  }

  function tidy(): void {
    for (const [gid, { touchedAt, owners }] of rows) {
      if (touchedAt + ttlMs > now()) return;
      for (const owner of owners) shelf.delete(owner, gid);
      rows.delete(gid);
    }
  }

  function write(entry: LedgerEntry, change: Partial<KeptRow> = {}): void {
    const known = rows.get(entry.gid) ?? { ...BLANK_ROW, owners: new Set() };
    rows.delete(entry.gid);
    rows.set(entry.gid, { ...known, ...change, entry, touchedAt: now() });
  }

  function found(gid: string): LedgerRow | null {
    const row = rows.get(gid);
    if (!row) return null;
    const { entry, bornAt, endedAt, tookMs, counted } = row;
    const since = (at: number | null) => (at === null ? null : now() - at);
    return { ...entry, ageMs: since(bornAt), sinceEndMs: since(endedAt), tookMs, counted };
  }

  const resolve = (name: string) => links.get(name) ?? name;

  /** Rows come of what Asana answered, so its owner is no stranger. */
  function own(name: string, gid: string): void {
    const owner = resolve(name);
    rows.get(gid)?.owners.add(owner);
    shelf.put(owner, gid, now(), true);
  }

  return {
    get size() {
      return shelf.size + notes.size;
    },
    async started(owner, start) {
      tidy();
      const entry = { ...start, name: keptText(start.name) };
      const known = rows.get(entry.gid);
      const bornAt = known?.bornAt ?? (entry.startedAt === null ? null : now());
      const endedAt = known?.endedAt ?? (entry.finishedAt === null ? null : now());
      write(known ? mergeStarted(known.entry, entry) : entry, { bornAt, endedAt });
      own(owner, entry.gid);
    },
    async observed(state, lateMs) {
      tidy();
      const row = rows.get(state.gid);
      if (!row) return;
      const entry = afterObservation(row.entry, state);
      if (!isFinal(state.status)) write(entry, { seenAt: now() });
      else if (row.endedAt !== null || entry.finishedAt === null) write(entry);
      else {
        const endedAt = now();
        const tookMs = state.status === 'succeeded' ? durationOf({ ...row, endedAt, lateMs }) : null;
        write(entry, { endedAt, tookMs });
      }
    },
    async counted(gid, counted) {
      tidy();
      const row = rows.get(gid);
      if (row && !row.counted?.final) write(row.entry, { counted });
    },
    async watched(owner, gid) {
      tidy();
      if (!rows.has(gid)) write(blankEntry(gid));
      own(owner, gid);
    },
    async find(gids) {
      tidy();
      return gids.map(found);
    },
    async list(owner, { first, unfinishedOnly = false }) {
      tidy();
      const listed: LedgerRow[] = [];
      for (const gid of [...shelf.of(resolve(owner)).keys()].reverse()) {
        if (listed.length >= first) break;
        const row = found(gid);
        if (row && !(unfinishedOnly && isFinal(row.status ?? ''))) listed.push(row);
      }
      return listed;
    },
    async link(owner, user) {
      if (owner === user || links.get(owner) === user) return;
      for (const gid of shelf.of(owner).keys()) {
        rows.get(gid)?.owners.delete(owner);
        rows.get(gid)?.owners.add(user);
      }
      shelf.move(owner, user, (a, b) => a - b);
      notes.move(owner, user, (a, b) => a.at - b.at);
      links.delete(owner);
      links.set(owner, user);
      dropOldest(links, LINKS_LIMIT);
    },
    isLinked: async (owner, user) => links.get(owner) === user,
    async unlink(owner) {
      links.delete(owner);
    },
    async unknownStart(owner, start) {
      noted += 1;
      const note = { start: { ...start, name: keptText(start.name) }, at: now() };
      notes.put(resolve(owner), String(noted), note, !isStranger(resolve(owner)));
    },
    async unknownStarts(owner) {
      const kept = [...notes.of(resolve(owner)).values()].filter(({ at }) => at + ttlMs > now());
      return kept.reverse().map(({ start }) => start);
    },
  };
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

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
