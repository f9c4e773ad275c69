/**
 * What Asana does not remember: which job was started by whom, from what, when, and when it was seen to finish.
 * Rows are found by the job's gid (that a token could read the job proves the right to it) and listed by owner.
 * Holds hashes and gids, never tokens. This is the interface and the store in memory.
 */
import type { JobState } from './state.ts';
import { isFinal } from './state.ts';

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
  readonly name: string | null;
  /** Epoch milliseconds by the gateway's own clock; null when it did not see it. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Asana's raw word when it was last seen. */
  readonly status: string | null;
  readonly subtype: string | null;
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
  /** A job was read. Sets `finishedAt` when it is first seen final, unless it was final from the first look. */
  observed(state: JobState): Promise<void>;
  /** This owner watches a job; it becomes one of theirs when it was not. */
  watched(owner: string, gid: string): Promise<void>;
  /** Rows by gid, in order; null where there is none. */
  find(gids: readonly string[]): Promise<(LedgerEntry | null)[]>;
  /** An owner's rows, newest first. */
  list(owner: string, options: LedgerListOptions): Promise<LedgerEntry[]>;
  /** From now on `owner` is another name of `user`; the rows it has become the user's. */
  link(owner: string, user: string): Promise<void>;
  unknownStart(owner: string, start: UnknownStart): Promise<void>;
  /** An owner's unknown starts, newest first. */
  unknownStarts(owner: string): Promise<UnknownStart[]>;
}

/** Bounds of a ledger. */
export interface LedgerOptions {
  /** @default Date.now */
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

interface Owner {
  /** gid → when it was added; the order is that of adding. */
  readonly gids: Map<string, number>;
  readonly unknown: UnknownStart[];
}

/** A ledger for one process; forgotten at its end. */
export function memoryLedger(options: LedgerOptions = {}): Ledger {
  const { now = Date.now, maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS, maxRows = 100_000 } = options;
  const rows = new Map<string, { entry: LedgerEntry; touchedAt: number }>();
  const owners = new Map<string, Owner>();
  const links = new Map<string, string>();

  function row(gid: string): LedgerEntry | null {
    const found = rows.get(gid);
    if (!found) return null;
    if (found.touchedAt + ttlMs > now()) return found.entry;
    rows.delete(gid);
    return null;
  }

  function write(entry: LedgerEntry): void {
    rows.delete(entry.gid);
    rows.set(entry.gid, { entry, touchedAt: now() });
    dropOldest(rows, maxRows);
  }

  /** Only looking makes no owner: strangers would push out those who have something. */
  function known(name: string): Owner | undefined {
    return owners.get(links.get(name) ?? name);
  }

  function owned(name: string): Owner {
    const owner = links.get(name) ?? name;
    const rows = owners.get(owner) ?? { gids: new Map(), unknown: [] };
    owners.delete(owner);
    owners.set(owner, rows);
    dropOldest(owners, maxRows);
    return rows;
  }

  function add(owner: Owner, gid: string, at: number): void {
    if (owner.gids.has(gid)) return;
    owner.gids.set(gid, at);
    dropOldest(owner.gids, maxPerUser);
  }

  return {
    async started(owner, entry) {
      const known = row(entry.gid);
      write(known ? mergeStarted(known, entry) : entry);
      add(owned(owner), entry.gid, now());
    },
    async observed(state) {
      const entry = row(state.gid);
      if (entry) write(afterObservation(entry, state));
    },
    async watched(owner, gid) {
      if (!row(gid)) write(blankEntry(gid));
      add(owned(owner), gid, now());
    },
    find: async (gids) => gids.map(row),
    async list(owner, { first, unfinishedOnly = false }) {
      const found: LedgerEntry[] = [];
      const gids = known(owner)?.gids ?? new Map<string, number>();
      for (const gid of [...gids.keys()].reverse()) {
        const entry = row(gid);
        if (!entry) gids.delete(gid);
        else if (!unfinishedOnly || !isFinal(entry.status ?? '')) found.push(entry);
        if (found.length >= first) break;
      }
      return found;
    },
    async link(owner, user) {
      if (owner === user || links.get(owner) === user) return;
      const before = owners.get(owner);
      owners.delete(owner);
      links.set(owner, user);
      dropOldest(links, maxRows);
      if (!before) return;
      const target = owned(user);
      const merged = [...target.gids, ...before.gids].sort((a, b) => a[1] - b[1]);
      target.gids.clear();
      for (const [gid, at] of merged) add(target, gid, at);
      target.unknown.push(...before.unknown);
      target.unknown.sort((a, b) => b.sentAt - a.sentAt).splice(UNKNOWN_STARTS_LIMIT);
    },
    async unknownStart(owner, start) {
      const { unknown } = owned(owner);
      unknown.unshift(start);
      unknown.splice(UNKNOWN_STARTS_LIMIT);
    },
    unknownStarts: async (owner) =>
      known(owner)?.unknown.filter(({ sentAt }) => sentAt + ttlMs > now()) ?? [],
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
