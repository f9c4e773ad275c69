import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Database, loadNodeSqlite } from '../../src/sqlite/node-sqlite.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../src/sqlite/schema.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { openFile, place } from './support.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A database, as any program opens one. */
function openDatabase(file: string): Database {
  const sqlite = loadNodeSqlite();
  if (!sqlite) throw new Error('this Node has no SQLite');
  return new sqlite.DatabaseSync(file);
}

/** A state file with so many starts in it, closed. */
function fill(file: string, starts = 2_000): void {
  const state = openFile(file);
  state.change(() => {
    for (let number = 0; number < starts; number += 1)
      state.run(
        'INSERT INTO unknown_starts (id, owner, at, note) VALUES (?, ?, ?, ?)',
        `${number}`,
        'user:1',
        state.now(),
        JSON.stringify({ name: 'x'.repeat(100) }),
      );
  });
  state.close();
}

/** What is said of a file that is not taken, once it was seen that not a byte of it has changed. */
function refusal(file: string): string {
  const folder = path.dirname(file);
  const look = () => readdirSync(folder).map((name) => `${name} ${hashOf(path.join(folder, name))}`);
  const before = look();
  try {
    openFile(file).close();
  } catch (error) {
    expect(look()).toEqual(before);
    return (error as Error).message;
  }
  return 'taken';
}

describeSqlite('the state file', () => {
  test('is made where it is missing or empty, for its user alone, and so is what stands beside it', () => {
    using at = place();
    const umask = process.umask(0);
    const files = [at.file, path.join(at.folder, 'a name with blanks?#%'), path.join(at.folder, ':memory:')];
    writeFileSync(files[1] as string, '', { mode: 0o644 });
    for (const file of files) {
      const state = openFile(file);
      state.change(() => state.run("INSERT INTO links (owner, user, at) VALUES ('a', 'b', 1)"));
      expect([modeOf(file), modeOf(`${file}-wal`), existsSync(`${file}-shm`)]).toEqual(['600', '600', false]);
      state.close();
      expect(existsSync(`${file}-wal`)).toBe(false);
      const header = readFileSync(file);
      expect([header.readUInt32BE(68), header.readUInt32BE(60)]).toEqual([APPLICATION_ID, SCHEMA_VERSION]);
    }
    process.umask(umask);
  });

  test('is made private where it was not', () => {
    using at = place();
    fill(at.file, 1);
    chmodSync(at.file, 0o644);
    openFile(at.file).close();
    expect(modeOf(at.file)).toBe('600');
  });

  test('is no foreign file, which is left as it is', () => {
    using at = place();
    const text = path.join(at.folder, 'notes.txt');
    writeFileSync(text, 'my notes');
    expect(refusal(text)).toMatch(/notes\.txt", which is no state file, takes a file that this gateway made/);
    const zeros = path.join(at.folder, 'zeros');
    writeFileSync(zeros, Buffer.alloc(8_192));
    expect(refusal(zeros)).toContain('which is no state file');
    const other = path.join(at.folder, 'other.db');
    const database = openDatabase(other);
    database.exec('CREATE TABLE precious (a); INSERT INTO precious VALUES (1)');
    database.close();
    expect(refusal(other)).toContain('which is a database of another program');
    const named = path.join(at.folder, 'named.db');
    const empty = openDatabase(named);
    empty.exec('PRAGMA application_id = 7');
    empty.close();
    expect(refusal(named)).toContain('which is a database of another program');
  });

  test('is no folder, and stands in one that is there', () => {
    using at = place();
    mkdirSync(path.join(at.folder, 'folder'));
    expect(() => openFile(path.join(at.folder, 'folder'))).toThrow(/which is no file, takes/);
    expect(() => openFile(path.join(at.folder, 'nowhere', 'state.db'))).toThrow(
      /cannot be opened \(ENOENT\)/,
    );
  });

  test.each([
    ['a page of it is overwritten', (file: string) => spoil(file, 4_096 * 3)],
    ['the end of it is missing', (file: string) => truncateSync(file, statSync(file).size - 4_096 * 5)],
    ['but its beginning is missing', (file: string) => truncateSync(file, 60)],
    ['the table of its tables is overwritten', (file: string) => spoil(file, 100)],
  ])('is not taken when it is damaged: %s', (_how, damage) => {
    using at = place();
    fill(at.file);
    damage(at.file);
    expect(refusal(at.file)).toMatch(/which is (damaged|cut off).*takes a whole one; it was left as it is/);
  });

  test.each([
    ['DROP TABLE keys', 'table keys'],
    ['DROP INDEX jobs_by_age', 'index jobs_by_age'],
    ['DROP TRIGGER errands_gone', 'trigger errands_gone'],
  ])('is not taken after %s: nothing else would miss it', (sql, missing) => {
    using at = place();
    fill(at.file, 1);
    const database = openDatabase(at.file);
    database.exec(sql);
    database.close();
    expect(refusal(at.file)).toContain(`which is damaged (it has no ${missing})`);
  });

  test('is not begun anew beside what a lost one left', () => {
    using at = place();
    fill(at.file);
    writeFileSync(`${at.file}-wal`, 'what was not yet in the file');
    truncateSync(at.file, 0);
    expect(refusal(at.file)).toContain('which is missing or empty while its state.db-wal is there');
  });

  test('is left alone when a newer gateway made it', () => {
    using at = place();
    fill(at.file, 1);
    const database = openDatabase(at.file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(refusal(at.file)).toContain('whose tables are of version 99, made by a newer gateway');
  });

  test('is taken by one at a time', () => {
    using at = place();
    const first = openFile(at.file);
    expect(() => openFile(at.file)).toThrow(/which this process has open, takes a file of its own/);
    first.change(() => first.run("INSERT INTO links (owner, user, at) VALUES ('a', 'b', 1)"));
    first.close();
    openFile(at.file).close();
  });

  test('is whole after a process was killed: at any step of its making, and in the middle of a change', () => {
    using at = place();
    const blank = openDatabase(at.file);
    blank.exec('PRAGMA journal_mode = WAL');
    blank.close();
    expect(statSync(at.file).size).toBeGreaterThan(0);
    const state = openFile(at.file);
    state.change(() => state.run("INSERT INTO links (owner, user, at) VALUES ('a', 'b', 1)"));
    // What stands on the disk now is what a killed process leaves.
    const left = path.join(at.folder, 'left.db');
    for (const suffix of ['', '-wal']) copyFileSync(at.file + suffix, left + suffix);
    const cut = path.join(at.folder, 'cut.db');
    for (const suffix of ['', '-wal']) copyFileSync(at.file + suffix, cut + suffix);
    truncateSync(`${cut}-wal`, statSync(`${cut}-wal`).size - 100);
    state.close();
    for (const [file, rows] of [
      [left, 1],
      [cut, 0],
    ] as const) {
      const again = openFile(file);
      expect(again.get('SELECT count(*) AS n FROM links')).toEqual({ n: rows });
      again.close();
    }
  });

  test('has a clock that never goes back, whatever the time of day does', () => {
    using at = place();
    const before = openFile(at.file);
    const ahead = before.now() + 3_600_000;
    const row = ['i', 'user:1', ahead, '{}'] as const;
    before.change(() =>
      before.run('INSERT INTO unknown_starts (id, owner, at, note) VALUES (?, ?, ?, ?)', ...row),
    );
    before.close();
    const after = openFile(at.file);
    expect(after.now()).toBeGreaterThanOrEqual(ahead);
    after.close();
  });

  test('takes all of a change or nothing of it', () => {
    using at = place();
    const state = openFile(at.file);
    const link = "INSERT INTO links (owner, user, at) VALUES ('a', 'b', 1)";
    const failing = () =>
      state.change(() => {
        state.run(link);
        state.run(link);
      });
    expect(failing).toThrow(/UNIQUE/);
    expect(state.get('SELECT count(*) AS n FROM links')).toEqual({ n: 0 });
    expect(state.change(() => state.run(link))).toBe(1);
    state.close();
  });
});

/** Overwrites a part of a page. */
function spoil(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, at + 600);
  writeFileSync(file, bytes);
}
