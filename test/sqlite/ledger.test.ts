import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import type { StateFile } from '../../src/sqlite/state-file.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { ledgerSuite } from '../starts/ledger-suite.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { openFile, type Place, place } from './support.ts';

describeSqlite('the ledger in a file', () => {
  let at: Place;
  let file: StateFile;
  beforeAll(() => {
    at = place();
    file = openFile(at.file);
  });
  afterAll(() => {
    file.close();
    at[Symbol.dispose]();
  });

  ledgerSuite('SQLite', async () => ({
    open: (options) => sqliteLedger(file, options),
    [Symbol.asyncDispose]: async () => {},
  }));

  test('forgets rows after their time', async () => {
    let now = 0;
    const ledger = sqliteLedger(file, { now: () => now, ttlMs: 1_000 });
    await ledger.started('user:t', blankEntry('t1'));
    await ledger.unknownStart('user:t', { kind: 'duplicateTask', source: null, name: null, sentAt: 0 });
    now = 600;
    await ledger.started('user:t', blankEntry('t2'));
    now = 1_100;
    expect((await ledger.list('user:t', { first: 9 })).map(({ gid }) => gid)).toEqual(['t2']);
    expect(await ledger.find(['t1'])).toEqual([null]);
    expect(await ledger.unknownStarts('user:t')).toEqual([]);
    await ledger.started('user:t', blankEntry('t3'));
    expect(file.get("SELECT count(*) AS n FROM jobs WHERE gid LIKE '%:t_'")).toEqual({ n: 2 });
  });

  test('never holds more rows than it may, and takes them from whoever has most', async () => {
    using other = place();
    const own = openFile(other.file);
    const ledger = sqliteLedger(own, { maxRows: 10 });
    for (let number = 0; number < 8; number += 1)
      await ledger.started('user:heavy', blankEntry(`h${number}`));
    for (let number = 0; number < 5; number += 1)
      await ledger.started(`user:${number}`, blankEntry(`l${number}`));
    expect(ledger.size).toBe(10);
    expect((await ledger.list('user:heavy', { first: 20 })).map(({ gid }) => gid)).toEqual([
      'h7',
      'h6',
      'h5',
      'h4',
      'h3',
    ]);
    expect(own.get('SELECT count(*) AS n FROM jobs')).toEqual({ n: 10 });
    own.close();
  });

  test('a row that two owners have stays while one of them has it', async () => {
    const ledger = sqliteLedger(file, { maxPerUser: 1 });
    await ledger.started('user:a', blankEntry('both'));
    await ledger.watched('user:b', 'both');
    await ledger.started('user:a', blankEntry('next'));
    expect((await ledger.find(['both']))[0]?.gid).toBe('both');
    await ledger.started('user:b', blankEntry('last'));
    expect(await ledger.find(['both'])).toEqual([null]);
  });

  test('of too many unknown starts in all those go first that Asana never accepted', async () => {
    using other = place();
    const own = openFile(other.file);
    const ledger = sqliteLedger(own);
    const note = { kind: 'duplicateTask', source: null, name: null, sentAt: 1 };
    await ledger.unknownStart('token:made-up', note);
    // As many as there may be, by the hundred.
    own.note(() => {
      for (let number = 0; number < 9_999; number += 1)
        own.run(
          'INSERT INTO unknown_starts (id, owner, at, note) VALUES (?, ?, ?, ?)',
          `n${number}`,
          `${own.scope}user:${Math.floor(number / 100)}`,
          own.now(),
          JSON.stringify({ ...note, id: `n${number}` }),
        );
    });
    await ledger.unknownStart('user:mine', note);
    expect(await ledger.unknownStarts('token:made-up')).toEqual([]);
    expect([ledger.size, (await ledger.unknownStarts('user:0')).length]).toEqual([10_000, 100]);
    await ledger.unknownStart('user:mine', note);
    expect([ledger.size, (await ledger.unknownStarts('user:mine')).length]).toEqual([10_000, 2]);
    own.close();
  });

  test('is there for the next process, ages and links included', async () => {
    using other = place();
    const before = openFile(other.file);
    const ledger = sqliteLedger(before);
    await ledger.started('token:x', { ...blankEntry('1'), kind: 'duplicateTask', startedAt: 5 });
    await ledger.unknownStart('token:x', { kind: 'duplicateTask', source: null, name: 'é', sentAt: 7 });
    await ledger.link('token:x', 'user:x');
    const [young] = await ledger.find(['1']);
    before.close();
    const after = openFile(other.file);
    const again = sqliteLedger(after);
    expect(await again.isLinked('token:x', 'user:x')).toBe(true);
    const [row] = await again.list('token:x', { first: 5 });
    expect(row).toMatchObject({ gid: '1', kind: 'duplicateTask', startedAt: 5 });
    expect(row?.ageMs).toBeGreaterThanOrEqual(young?.ageMs ?? Number.NaN);
    expect(await again.unknownStarts('user:x')).toMatchObject([{ name: 'é', sentAt: 7 }]);
    after.close();
  });
});
