/**
 * The ledger in memory, of one process: forgotten at its end. Also what an instance goes by while Redis is away.
 */
import { randomUUID } from 'node:crypto';
import { getHeapStatistics } from 'node:v8';
import { BoundedMap } from '../bounded-map.ts';
import { systemClock } from '../clock.ts';
import type { Counted } from '../contents/counted.ts';
import { isFinal } from '../job-state.ts';
import { CallerShelf } from './caller-shelf.ts';
import { durationOf } from './duration.ts';
import {
  afterObservation,
  blankEntry,
  keptText,
  LEDGER_TTL_MS,
  type Ledger,
  type LedgerEntry,
  type LedgerOptions,
  type LedgerRow,
  LINKS_LIMIT,
  mergeStarted,
  rowsWithin,
  UNKNOWN_STARTS_IN_ALL,
  UNKNOWN_STARTS_LIMIT,
  type UnknownStart,
} from './ledger.ts';
import { isStranger } from './owner.ts';

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

const ROWS = rowsWithin(getHeapStatistics().heap_size_limit);

const BLANK_ROW = { bornAt: null, seenAt: null, endedAt: null, tookMs: null, counted: null } as const;

interface KeptNote {
  readonly start: UnknownStart;
  readonly at: number;
}

/** A ledger for one process; forgotten at its end. */
export function memoryLedger(options: LedgerOptions = {}): Ledger {
  const { now = systemClock.now, maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS, maxRows = ROWS } = options;
  /** The longest untouched first. */
  const rows = new Map<string, KeptRow>();
  const links = new BoundedMap<string, string>({ most: LINKS_LIMIT });
  /** Whose rows they are: owner → gid → when it was added. */
  const shelf = new CallerShelf<number>({
    perCaller: maxPerUser,
    inAll: maxRows,
    dropped: (owner, gid) => disown(gid, owner),
  });
  const notes = new CallerShelf<KeptNote>({ perCaller: UNKNOWN_STARTS_LIMIT, inAll: UNKNOWN_STARTS_IN_ALL });

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
      links.set(owner, user);
    },
    isLinked: async (owner, user) => links.get(owner) === user,
    async unlink(owner) {
      links.delete(owner);
    },
    async unknownStart(owner, start) {
      const id = randomUUID();
      const note = { start: { id, ...start, name: keptText(start.name) }, at: now() };
      notes.put(resolve(owner), note.start.id, note, !isStranger(resolve(owner)));
    },
    async unknownStarts(owner) {
      const kept = [...notes.of(resolve(owner)).values()].filter(({ at }) => at + ttlMs > now());
      return kept.reverse().map(({ start }) => start);
    },
    async dismissUnknownStart(owner, id) {
      const note = notes.of(resolve(owner)).get(id);
      notes.delete(resolve(owner), id);
      return note && note.at + ttlMs > now() ? note.start : null;
    },
  };
}
