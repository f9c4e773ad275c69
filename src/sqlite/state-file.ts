/**
 * The state file as the stores see it: statements, changes that are on the disk when they are told of, a clock that
 * outlives the process, counts. One process has it at a time. How it is opened and checked is in `open-file.ts`.
 */
import { existsSync, statSync } from 'node:fs';
import type { Telemetry } from '../telemetry.ts';
import type { Database, SqlValue, Statement } from './node-sqlite.ts';

/** Files that SQLite keeps beside a database. */
export const SIDE_FILES = ['-wal', '-shm', '-journal'] as const;

/** Rows that are too old and go in one change; the next change goes on. */
export const TIDIED_AT_ONCE = 500;

/** Between two lines that the file cannot be used. */
const COMPLAIN_EVERY_MS = 10_000;

/** What a state file is made of. */
export interface StateFileParts {
  readonly path: string;
  readonly database: Database;
  /** Begins every owner, gid and key of this Asana's. */
  readonly scope: string;
  readonly telemetry: Telemetry;
  /** Told when the file was let go. */
  readonly closed: () => void;
}

/** An open state file. */
export class StateFile {
  readonly scope: string;
  readonly #path: string;
  readonly #database: Database;
  readonly #telemetry: Telemetry;
  readonly #closed: () => void;
  readonly #statements = new Map<string, Statement>();
  readonly #startMs: number;
  readonly #startedAt = performance.now();
  #isSynced = true;
  #isChanging = false;
  #isOpen = true;
  #complainedAt = -Infinity;

  constructor({ path, database, scope, telemetry, closed }: StateFileParts) {
    this.#closed = closed;
    this.#path = path;
    this.#database = database;
    this.scope = scope;
    this.#telemetry = telemetry;
    const { newest } = this.get<{ newest: number | null }>(NEWEST) ?? { newest: null };
    this.#startMs = Math.max(Date.now(), newest ?? 0);
    telemetry.gauge('state_file_bytes', () => this.bytes);
  }

  /**
   * Milliseconds that never go back: the time of day when the file was opened, or the newest in the file where that is
   * later, and what has passed since by a clock that nobody sets.
   */
  readonly now = (): number => this.#startMs + performance.now() - this.#startedAt;

  /** Bytes of the file and of those beside it. */
  get bytes(): number {
    const files = ['', ...SIDE_FILES].map((suffix) => this.#path + suffix);
    return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
  }

  /** The first row of an answer. */
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** All rows of an answer. */
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Changes rows; how many. Within `change` or `note`. */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** All of it or nothing, and on the disk when this returns: whatever happens to process or machine, it is kept. */
  change<T>(body: () => T): T {
    if (this.#isChanging) return body();
    const begunAt = performance.now();
    const result = this.#transaction(true, body);
    this.#telemetry.observe('state_write_seconds', (performance.now() - begunAt) / 1_000);
    return result;
  }

  /** All of it or nothing, and kept whatever happens to the process; a crash of the machine may take the last ones. */
  note<T>(body: () => T): T {
    return this.#isChanging ? body() : this.#transaction(false, body);
  }

  /** How many things of a sort an owner has, or all together. `owner` with its scope. */
  count(what: string, owner = ''): number {
    return this.get<{ n: number }>(COUNT, what, owner)?.n ?? 0;
  }

  /** A store could not use the file. A disk that is full is said once in a while. */
  failed(store: string, error: unknown): void {
    if (!this.#isOpen) return;
    this.#telemetry.count('state_errors', { store });
    const now = performance.now();
    if (now - this.#complainedAt < COMPLAIN_EVERY_MS) return;
    this.#complainedAt = now;
    this.#telemetry.log.error({ err: error, store, file: this.#path }, 'the state file could not be used');
  }

  /** Writes everything into the one file, and lets it go. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#database.close();
    this.#closed();
  }

  #transaction<T>(isSynced: boolean, body: () => T): T {
    if (this.#isSynced !== isSynced) {
      this.#database.exec(`PRAGMA synchronous = ${isSynced ? 'FULL' : 'NORMAL'}`);
      this.#isSynced = isSynced;
    }
    this.#database.exec('BEGIN IMMEDIATE');
    this.#isChanging = true;
    try {
      const result = body();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#isChanging = false;
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has done so itself.
    }
  }

  /** Texts are constants, so there are as many as are written down. */
  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const COUNT = 'SELECT n FROM counts WHERE what = ? AND owner = ?';
const NEWEST = `SELECT max(at) AS newest FROM (
  SELECT max(touched_at) AS at FROM jobs
  UNION ALL SELECT max(at) FROM unknown_starts
  UNION ALL SELECT max(at) FROM keys WHERE fate = 'kept'
  UNION ALL SELECT max(at) FROM keys WHERE fate = 'refused'
  UNION ALL SELECT max(touched_at) FROM errands
)`;
