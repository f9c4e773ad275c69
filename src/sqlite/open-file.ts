/**
 * Opens the state file: makes it where there is none, and takes an existing one only when it is one of ours, whole, and
 * nobody else's. What is foreign or damaged is left as it is, to the byte. Knows no table.
 */
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Telemetry } from '../telemetry.ts';
import { type Database, loadNodeSqlite, NEEDED_NODE } from './node-sqlite.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './schema.ts';
import { SIDE_FILES, StateFile } from './state-file.ts';

/** Where the state is, and what is said where it cannot be there. */
export interface StateFileOptions {
  /** `STATE_FILE`. */
  readonly path: string;
  /** Base URL of the Asana whose jobs these are; a mark of it is in every key. */
  readonly baseUrl: string;
  readonly telemetry: Telemetry;
  /** Makes the error that ends the start: what is there, and what there should be. */
  readonly wrong: (got: string, takes: string) => Error;
}

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 112;
/** Where the header of a SQLite file has what is asked for. */
const APPLICATION_ID_AT = 68;
const CELLS_AT = 103;
/** Beyond this the file beside it is cut off after it was written into the main one. */
const SIDE_FILE_BYTES = 16 * 2 ** 20;

/** How long the lock of another process is waited for. */
const BUSY_MS = 250;

/** Databases that were not taken and would be written to if they were closed: open until the process ends. */
const leftOpen: Database[] = [];
/** Files that this process has. */
const opened = new Set<string>();

/** Opens the file. @throws what `wrong` makes */
export function openStateFile({ path: given, baseUrl, telemetry, wrong }: StateFileOptions): StateFile {
  const shown = JSON.stringify(given);
  const sqlite = loadNodeSqlite();
  if (!sqlite)
    throw wrong(`${shown} on Node ${process.versions.node}`, `${NEEDED_NODE}: older ones have no SQLite`);
  // Absolute, so that no name means anything else to SQLite.
  const file = path.resolve(given);
  // Even to look at it would give up this process's lock on it.
  if (opened.has(identityOf(file))) throw wrong(`${shown}, which this process has open`, OWN);
  const refuse = (got: string, takes: string) => wrong(`${shown}, ${got}`, takes);
  const isNew = look(file, refuse);
  const isAlone = !sideFileOf(file);
  const database = new sqlite.DatabaseSync(file);
  try {
    take(database, file, () => new sqlite.DatabaseSync(':memory:'));
    makePrivate(file);
  } catch (error) {
    // To close a database is to write into it what stands beside it.
    if (isAlone || (error instanceof Refused && error.isOthers)) database.close();
    else leftOpen.push(database);
    throw error instanceof Refused ? refuse(error.got, error.takes) : error;
  }
  const mark = createHash('sha256').update(baseUrl).digest('hex').slice(0, 12);
  const identity = identityOf(file);
  opened.add(identity);
  const state = new StateFile({
    ...{ path: file, database, scope: `${mark}:`, telemetry },
    closed: () => opened.delete(identity),
  });
  telemetry.log.info(
    { file, bytes: state.bytes, version: SCHEMA_VERSION },
    isNew ? 'a state file was made' : 'the state file is open',
  );
  return state;
}

/** The same for every name of a file. */
function identityOf(file: string): string {
  const known = statSync(file, { throwIfNoEntry: false });
  return known ? `${known.dev}:${known.ino}` : '';
}

/** Why a file is not taken. */
class Refused extends Error {
  readonly got: string;
  readonly takes: string;
  /** Whether another process has it. */
  readonly isOthers: boolean;

  constructor(got: string, takes: string, isOthers = false) {
    super(got);
    this.got = got;
    this.takes = takes;
    this.isOthers = isOthers;
  }
}

const FOREIGN = 'a file that this gateway made, an empty one, or the path of a new one; it was left as it is';
const OWN = 'a file of its own for each process';
const OTHERS = ['which is a database of another program', FOREIGN] as const;
const WHOLE =
  'a whole one; it was left as it is: put a backup in its place, or move it away and begin anew, which forgets the idempotency keys of the last 24 hours';

/** Looks at a file before SQLite does, and makes it where it is missing. Whether it is new. */
function look(file: string, wrong: StateFileOptions['wrong']): boolean {
  let header: Buffer;
  try {
    const known = statSync(file, { throwIfNoEntry: false });
    if (known && !known.isFile()) throw wrong('which is no file', FOREIGN);
    // "r+" where there is one: it has to be written to as well.
    const handle = openSync(file, known ? 'r+' : 'a+', 0o600);
    header = Buffer.alloc(HEADER_BYTES);
    // Closed before SQLite opens it: a close gives up the locks of the whole process on a file.
    try {
      header = header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0));
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw wrong(
      `which cannot be opened (${code})`,
      'a file that can be read and written, in a folder that is there',
    );
  }
  if (header.length === 0) {
    const side = sideFileOf(file);
    if (side)
      throw wrong(`which is missing or empty while its ${path.basename(file)}${side} is there`, WHOLE);
    try {
      makePrivate(file);
    } catch (error) {
      throw error instanceof Refused ? wrong(error.got, error.takes) : error;
    }
    return true;
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw wrong('which is no state file', FOREIGN);
  if (header.length < HEADER_BYTES) throw wrong('which is cut off', WHOLE);
  const id = header.readUInt32BE(APPLICATION_ID_AT);
  // A process that was killed while it made the file leaves one without anything in it.
  const isBlank = id === 0 && header.readUInt16BE(CELLS_AT) === 0;
  if (id !== APPLICATION_ID && !isBlank) throw wrong(...OTHERS);
  return isBlank;
}

/** What a process that was killed has left beside a file, if anything. */
function sideFileOf(file: string): string | undefined {
  return SIDE_FILES.find((suffix) => (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0) > 0);
}

/** Nobody but the gateway's user reads it. @throws Refused where it is another user's */
function makePrivate(file: string): void {
  try {
    for (const each of [file, ...SIDE_FILES.map((suffix) => file + suffix)])
      if (existsSync(each) && (statSync(each).mode & 0o777) !== 0o600) chmodSync(each, 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refused(`which cannot be made private (${code})`, "a file of the gateway's own user");
  }
}

/** Takes the file for this process alone, looks whether it is whole, and brings its tables forward. */
function take(database: Database, file: string, blank: () => Database): void {
  const number = (sql: string) =>
    Number(Object.values(database.prepare(sql).get() as Record<string, number>)[0]);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Two that make the file at once may be in each other's way for a moment.
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    database.exec('BEGIN EXCLUSIVE');
    const id = number('PRAGMA application_id');
    const version = number('PRAGMA user_version');
    if (id !== APPLICATION_ID && (id !== 0 || number('SELECT count(*) FROM sqlite_schema') > 0))
      throw new Refused(...OTHERS);
    if (version > SCHEMA_VERSION) {
      const got = `whose tables are of version ${version}, made by a newer gateway`;
      throw new Refused(
        got,
        `tables up to version ${SCHEMA_VERSION}; it was left as it is: start that gateway again`,
      );
    }
    if (id === APPLICATION_ID) {
      checkWhole(database);
      checkTables(database, version, blank());
    }
    database.exec('COMMIT');
    makePrivate(file);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(`PRAGMA journal_size_limit = ${SIDE_FILE_BYTES}`);
    database.exec('PRAGMA synchronous = FULL');
    const from = id === APPLICATION_ID ? version : 0;
    if (from < SCHEMA_VERSION) migrate(database, from);
    // A new file says what it is in its own first page.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    throw error instanceof Refused ? error : refusal(error);
  }
}

function checkWhole(database: Database): void {
  const [row] = database.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
  if (row?.quick_check !== 'ok') throw damaged(row?.quick_check ?? 'no answer');
}

/** A table, an index or a trigger that somebody has taken out would be missed only later, or never. */
function checkTables(database: Database, version: number, blank: Database): void {
  for (const step of MIGRATIONS.slice(0, version)) blank.exec(step);
  const named = (from: Database) =>
    (from.prepare('SELECT type, name FROM sqlite_schema').all() as { type: string; name: string }[]).map(
      ({ type, name }) => `${type} ${name}`,
    );
  const there = new Set(named(database));
  const missing = named(blank).find((each) => !there.has(each));
  blank.close();
  if (missing !== undefined) throw damaged(`it has no ${missing}`);
}

function damaged(why: string): Refused {
  return new Refused(`which is damaged (${why.replace(/\s+/g, ' ').trim()})`, WHOLE);
}

/** SQLite's primary codes of what is meant here. */
const CODES = { busy: 5, locked: 6, corrupt: 11, noDatabase: 26 } as const;

/** What SQLite says, in our words. */
function refusal(error: unknown): Error {
  const { errcode, message = '' } = error as { errcode?: number; message?: string };
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case undefined:
      return error as Error;
    case CODES.busy:
    case CODES.locked:
      return new Refused('which another process has open', OWN, true);
    case CODES.corrupt:
    case CODES.noDatabase:
      return damaged(message);
    default:
      return new Refused(`which cannot be used (${message})`, 'a file that can be read and written');
  }
}

/** Brings the tables to the version of this program: all of it, or nothing. */
function migrate(database: Database, from: number): void {
  database.exec('BEGIN IMMEDIATE');
  for (const step of MIGRATIONS.slice(from)) database.exec(step);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  database.exec('COMMIT');
}
