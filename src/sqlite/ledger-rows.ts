/** Rows and notes of the ledger as they stand in the state file. Pure. */
import { parseCounted } from '../contents/parse-counted.ts';
import type { LedgerEntry, LedgerRow, LedgerSource, UnknownStart } from '../starts/ledger.ts';

/** A row of the table `jobs`. */
export interface JobRow {
  readonly gid: string;
  readonly kind: string | null;
  readonly source: string | null;
  readonly name: string | null;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly status: string | null;
  readonly subtype: string | null;
  readonly subtasks: number | null;
  readonly born_at: number | null;
  readonly seen_at: number | null;
  readonly ended_at: number | null;
  readonly took_ms: number | null;
  readonly counted: string | null;
}

/** What a row says of the job itself. */
export function entryOf(row: JobRow, gid: string): LedgerEntry {
  const { kind, source, name, started_at, finished_at, status, subtype, subtasks } = row;
  return {
    gid,
    kind,
    source: source === null ? null : (JSON.parse(source) as LedgerSource),
    name,
    startedAt: started_at,
    finishedAt: finished_at,
    status,
    subtype,
    ...(subtasks !== null && { withSubtasks: subtasks === 1 }),
  };
}

/** A job as it is found. `now`: by the clock of the file. */
export function ledgerRowOf(row: JobRow, gid: string, now: number): LedgerRow {
  const since = (at: number | null) => (at === null ? null : Math.max(0, now - at));
  return {
    ...entryOf(row, gid),
    ageMs: since(row.born_at),
    sinceEndMs: since(row.ended_at),
    tookMs: row.took_ms,
    counted: row.counted === null ? null : parseCounted(row.counted),
  };
}

/** A row of the table `unknown_starts`, as far as it is read. */
export interface NoteRow {
  readonly note: string;
}

/** A note of an unknown start. */
export function unknownStartOf({ note }: NoteRow): UnknownStart {
  return JSON.parse(note) as UnknownStart;
}
