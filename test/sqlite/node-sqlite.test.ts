import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadNodeSqlite } from '../../src/sqlite/node-sqlite.ts';
import { describeSqlite } from '../support/sqlite.ts';

// The first Node that has SQLite takes them for names, and knows none.
test('no statement numbers its parameters', () => {
  const room = new URL('../../src/sqlite/', import.meta.url);
  const numbering = readdirSync(room).filter((name) =>
    /\?\d/.test(readFileSync(new URL(name, room), 'utf8')),
  );
  expect(numbering).toEqual([]);
});

describeSqlite("Node's SQLite", () => {
  test.each([
    ['20.20.2', false],
    ['22.12.0', false],
    ['22.13.0', true],
    ['24.9.0', true],
  ])('is there in Node %s: %s', (version, isThere) => {
    expect(loadNodeSqlite(version) !== null).toBe(isThere);
  });

  test('leaves warnings of others to whoever shows them', () => {
    const { emitWarning } = process;
    loadNodeSqlite();
    expect(process.emitWarning).toBe(emitWarning);
  });
});
