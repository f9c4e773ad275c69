/**
 * The ledger in the state file: what the one in memory does, and still there when the process is not. What the file
 * does not take (a full disk) is told to the log, kept here, and offered again with the next change.
 */
import { randomUUID } from 'node:crypto';
import { isFinal } from '../job-state.ts';
import { durationOf } from '../starts/duration.ts';
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
  ROWS_IN_ALL,
  UNKNOWN_STARTS_IN_ALL,
  UNKNOWN_STARTS_LIMIT,
} from '../starts/ledger.ts';
import { ForgivenFile } from './forgiven-file.ts';
import { entryOf, type JobRow, ledgerRowOf, type NoteRow, unknownStartOf } from './ledger-rows.ts';
import { type StateFile, TIDIED_AT_ONCE } from './state-file.ts';

const JOB = 'SELECT * FROM jobs WHERE gid = ? AND touched_at > ?';
const KEEP_JOB = `INSERT INTO jobs (gid, kind, source, name, started_at, finished_at, status, subtype, subtasks,
    born_at, seen_at, ended_at, took_ms, counted, touched_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (gid) DO UPDATE SET kind = excluded.kind, source = excluded.source, name = excluded.name,
    started_at = excluded.started_at, finished_at = excluded.finished_at, status = excluded.status,
    subtype = excluded.subtype, subtasks = excluded.subtasks, born_at = excluded.born_at,
    seen_at = excluded.seen_at, ended_at = excluded.ended_at, took_ms = excluded.took_ms,
    counted = excluded.counted, touched_at = excluded.touched_at`;
const OLD_JOBS = `DELETE FROM jobs WHERE gid IN
  (SELECT gid FROM jobs WHERE touched_at <= ? LIMIT ${TIDIED_AT_ONCE})`;
const OWN = 'INSERT INTO owned (owner, gid, at) VALUES (?, ?, ?) ON CONFLICT (owner, gid) DO NOTHING';
const DROP_OLDEST = `DELETE FROM owned WHERE number IN
  (SELECT number FROM owned WHERE owner = ? ORDER BY at, number LIMIT ?)`;
const LIST = `SELECT jobs.* FROM owned JOIN jobs ON jobs.gid = owned.gid
  WHERE owned.owner = ? AND jobs.touched_at > ? AND (? = 0 OR coalesce(status, '') NOT IN ('succeeded', 'failed'))
  ORDER BY owned.at DESC, owned.number DESC LIMIT ?`;
const WHO_HAS_MOST = "SELECT owner FROM counts WHERE what = ? AND owner <> '' ORDER BY n DESC LIMIT 1";
const GIVE_JOBS = `INSERT INTO owned (owner, gid, at)
  SELECT ?, gid, at FROM owned WHERE owner = ? ORDER BY at, number ON CONFLICT (owner, gid) DO NOTHING`;

const USER = 'SELECT user FROM links WHERE owner = ? AND at > ?';
const LINK = `INSERT INTO links (owner, user, at) VALUES (?, ?, ?)
  ON CONFLICT (owner) DO UPDATE SET user = excluded.user, at = excluded.at`;
const OLD_LINKS = `DELETE FROM links WHERE at <= ? OR owner IN
  (SELECT owner FROM links ORDER BY at DESC LIMIT -1 OFFSET ${LINKS_LIMIT})`;

const NOTE =
  'INSERT INTO unknown_starts (id, owner, at, note) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING';
const NOTES = 'SELECT note FROM unknown_starts WHERE owner = ? AND at > ? ORDER BY at DESC, number DESC';
const A_NOTE = 'SELECT note FROM unknown_starts WHERE id = ? AND owner = ? AND at > ?';
const OLD_NOTES = `DELETE FROM unknown_starts WHERE number IN
  (SELECT number FROM unknown_starts WHERE at <= ? LIMIT ${TIDIED_AT_ONCE})`;
const DROP_OLDEST_NOTES = `DELETE FROM unknown_starts WHERE number IN
  (SELECT number FROM unknown_starts WHERE owner = ? ORDER BY at, number LIMIT ?)`;
/** Somebody Asana never accepted, the longest known first: `isStranger`, behind the twelve characters of a scope. */
const A_STRANGER = `SELECT owner FROM counts WHERE what = 'unknown' AND owner GLOB '????????????:token:*' ORDER BY number LIMIT 1`;

/** A ledger in the state file. */
export function sqliteLedger(file: StateFile, options: LedgerOptions = {}): Ledger {
  const { now = file.now, maxPerUser = 1_000, ttlMs = LEDGER_TTL_MS, maxRows = ROWS_IN_ALL } = options;
  const forgiven = new ForgivenFile(file, 'ledger');
  const scoped = (text: string) => file.scope + text;
  const bare = (text: string) => text.slice(file.scope.length);
  const oldest = () => now() - ttlMs;

  const rowOf = (gid: string) => file.get<JobRow>(JOB, scoped(gid), oldest());

  function write(entry: LedgerEntry, times: Partial<JobRow>): void {
    const { gid, kind, source, name, startedAt, finishedAt, status, subtype, withSubtasks } = entry;
    const { born_at = null, seen_at = null, ended_at = null, took_ms = null, counted = null } = times;
    const own = [kind, source && JSON.stringify(source), name, startedAt, finishedAt, status, subtype];
    const subtasks = withSubtasks === undefined ? null : Number(withSubtasks);
    file.run(KEEP_JOB, scoped(gid), ...own, subtasks, born_at, seen_at, ended_at, took_ms, counted, now());
  }

  /** Whose rows a name's are, with the scope. */
  function resolve(owner: string): string {
    return file.get<{ user: string }>(USER, scoped(owner), oldest())?.user ?? scoped(owner);
  }

  function own(owner: string, gid: string): void {
    file.run(OWN, owner, scoped(gid), now());
    keepBounds(owner);
  }

  /** Only an owner's own oldest rows make room; when all together have too many, those of who has most. */
  function keepBounds(owner: string): void {
    const tooMany = file.count('jobs', owner) - maxPerUser;
    if (tooMany > 0) file.run(DROP_OLDEST, owner, tooMany);
    while (file.count('jobs') > maxRows) {
      const heaviest = file.get<{ owner: string }>(WHO_HAS_MOST, 'jobs');
      if (!heaviest || file.run(DROP_OLDEST, heaviest.owner, 1) === 0) return;
    }
  }

  function keepBoundsOfNotes(owner: string): void {
    const tooMany = file.count('unknown', owner) - UNKNOWN_STARTS_LIMIT;
    if (tooMany > 0) file.run(DROP_OLDEST_NOTES, owner, tooMany);
    while (file.count('unknown') > UNKNOWN_STARTS_IN_ALL) {
      const gives =
        file.get<{ owner: string }>(A_STRANGER) ?? file.get<{ owner: string }>(WHO_HAS_MOST, 'unknown');
      if (!gives || file.run(DROP_OLDEST_NOTES, gives.owner, 1) === 0) return;
    }
  }

  const tidy = () => {
    file.run(OLD_JOBS, oldest());
  };

  function noteObserved(state: Parameters<Ledger['observed']>[0], lateMs?: number): void {
    const row = rowOf(state.gid);
    if (!row) return;
    const before = entryOf(row, state.gid);
    const entry = afterObservation(before, state);
    if (!isFinal(state.status)) write(entry, { ...row, seen_at: now() });
    else if (row.ended_at !== null || entry.finishedAt === null) write(entry, row);
    else {
      const endedAt = now();
      const seen = { bornAt: row.born_at, seenAt: row.seen_at, endedAt, lateMs };
      write(entry, {
        ...row,
        ended_at: endedAt,
        took_ms: state.status === 'succeeded' ? durationOf(seen) : null,
      });
    }
  }

  return {
    get size() {
      return file.count('jobs') + file.count('unknown');
    },
    async started(owner, start) {
      const entry = { ...start, name: keptText(start.name) };
      forgiven.change(() => {
        tidy();
        const known = rowOf(entry.gid);
        const born_at = known?.born_at ?? (entry.startedAt === null ? null : now());
        const ended_at = known?.ended_at ?? (entry.finishedAt === null ? null : now());
        const merged = known ? mergeStarted(entryOf(known, entry.gid), entry) : entry;
        write(merged, { ...known, born_at, ended_at });
        own(resolve(owner), entry.gid);
      });
    },
    async observed(state, lateMs) {
      forgiven.note(() => {
        tidy();
        noteObserved(state, lateMs);
      });
    },
    async counted(gid, counted) {
      forgiven.note(() => {
        const row = rowOf(gid);
        const known = row && ledgerRowOf(row, gid, now()).counted;
        if (row && !known?.final) write(entryOf(row, gid), { ...row, counted: JSON.stringify(counted) });
      });
    },
    async watched(owner, gid) {
      forgiven.note(() => {
        tidy();
        const row = rowOf(gid);
        write(row ? entryOf(row, gid) : blankEntry(gid), row ?? {});
        own(resolve(owner), gid);
      });
    },
    async find(gids) {
      return gids.map((gid) => {
        const row = forgiven.read(() => rowOf(gid), undefined);
        return row ? ledgerRowOf(row, gid, now()) : null;
      });
    },
    async list(owner, { first, unfinishedOnly = false }): Promise<LedgerRow[]> {
      const rows = forgiven.read(
        () => file.all<JobRow>(LIST, resolve(owner), oldest(), Number(unfinishedOnly), first),
        [],
      );
      return rows.map((row) => ledgerRowOf(row, bare(row.gid), now()));
    },
    async link(owner, user) {
      if (owner === user) return;
      const [from, to] = [scoped(owner), scoped(user)];
      forgiven.note(() => {
        const isKnown = file.get<{ user: string }>(USER, from, oldest())?.user === to;
        file.run(LINK, from, to, now());
        if (isKnown) return;
        file.run(OLD_LINKS, oldest());
        file.run(GIVE_JOBS, to, from);
        file.run('DELETE FROM owned WHERE owner = ?', from);
        keepBounds(to);
        file.run('UPDATE unknown_starts SET owner = ? WHERE owner = ?', to, from);
        keepBoundsOfNotes(to);
      });
    },
    async isLinked(owner, user) {
      return forgiven.read(() => resolve(owner), null) === scoped(user);
    },
    async unlink(owner) {
      forgiven.note(() => file.run('DELETE FROM links WHERE owner = ?', scoped(owner)));
    },
    async unknownStart(owner, start) {
      const noted = { id: randomUUID(), ...start, name: keptText(start.name) };
      forgiven.change(() => {
        file.run(OLD_NOTES, oldest());
        const whose = resolve(owner);
        file.run(NOTE, noted.id, whose, now(), JSON.stringify(noted));
        keepBoundsOfNotes(whose);
      });
    },
    async unknownStarts(owner) {
      const notes = forgiven.read(() => file.all<NoteRow>(NOTES, resolve(owner), oldest()), []);
      return notes.map(unknownStartOf);
    },
    async dismissUnknownStart(owner, id) {
      const found = forgiven.read(() => file.get<NoteRow>(A_NOTE, id, resolve(owner), oldest()), undefined);
      if (!found) return null;
      forgiven.change(() => file.run('DELETE FROM unknown_starts WHERE id = ?', id));
      return unknownStartOf(found);
    },
  };
}
