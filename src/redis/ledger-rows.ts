/**
 * Rows and notes of the ledger as they stand in Redis. Fields may be added, never changed: other versions read them.
 * Pure.
 */
import { createHash } from 'node:crypto';
import { parseCounted } from '../contents/parse-counted.ts';
import {
  type LedgerEntry,
  type LedgerRow,
  type LedgerSource,
  type LostStart,
  UNKNOWN_STARTS_LIMIT,
  type UnknownStart,
} from '../starts/ledger.ts';

/** A note as it is stored: versions before wrote neither `id` nor, at first, when. */
type StoredNote = LostStart & { readonly id?: string; readonly storedAt?: number };

/** A stored note, and when it was stored. One without an id has one by what it says. */
export function noteOf(text: string): { readonly start: UnknownStart; readonly at: number } {
  const { storedAt, ...start } = JSON.parse(text) as StoredNote;
  return { start: { ...start, id: start.id ?? idByContent(start) }, at: storedAt ?? start.sentAt };
}

/** Notes that were stored after this moment, each once, newest first. */
export function notesOf(texts: readonly string[], since: number): UnknownStart[] {
  const notes = new Map<string, ReturnType<typeof noteOf>>();
  for (const note of texts.map(noteOf)) {
    if (note.at > since) notes.set(note.start.id, note);
  }
  const newestFirst = [...notes.values()].sort((a, b) => b.at - a.at || b.start.sentAt - a.start.sentAt);
  return newestFirst.slice(0, UNKNOWN_STARTS_LIMIT).map(({ start }) => start);
}

function idByContent({ kind, source, name, sentAt }: LostStart): string {
  const content = JSON.stringify([kind, source && [source.type, source.gid], name, sentAt]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

/** What a start knows best, and what a poll may have known before it. */
export function rowFields(entry: LedgerEntry): { overwrite: string[]; keep: string[] } {
  const { gid, kind, source, name, withSubtasks, startedAt, finishedAt, status, subtype } = entry;
  const subtasks = withSubtasks === undefined ? null : Number(withSubtasks);
  return {
    overwrite: present({ gid, kind, source: source && JSON.stringify(source), name, subtasks }),
    keep: present({ startedAt, finishedAt, status, subtype }),
  };
}

function present(fields: Record<string, string | number | null>): string[] {
  return Object.entries(fields).flatMap(([field, value]) => (value === null ? [] : [field, String(value)]));
}

/** A row as it was read; null where there is none. `time`: now, by Redis. */
export function rowOf(gid: string, row: Record<string, string>, time: number): LedgerRow | null {
  if (Object.keys(row).length === 0) return null;
  const {
    kind = null,
    name = null,
    status = null,
    subtype = null,
    source,
    startedAt,
    finishedAt,
    subtasks,
    bornAt = startedAt,
    endedAt = finishedAt,
    tookMs,
    counted,
  } = row;
  const since = (at: string | undefined) => (at === undefined ? null : Math.max(0, time - Number(at)));
  return {
    gid,
    kind,
    source: source === undefined ? null : (JSON.parse(source) as LedgerSource),
    name,
    startedAt: startedAt === undefined ? null : Number(startedAt),
    finishedAt: finishedAt === undefined ? null : Number(finishedAt),
    status,
    subtype,
    ...(subtasks !== undefined && { withSubtasks: subtasks === '1' }),
    ageMs: since(bornAt),
    sinceEndMs: since(endedAt),
    tookMs: tookMs === undefined ? null : Number(tookMs),
    counted: counted === undefined ? null : parseCounted(counted),
  };
}
