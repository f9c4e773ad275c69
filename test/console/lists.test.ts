import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/console/lists/csv.ts';
import { lineMistakes } from '../../src/console/lists/line-mistakes.ts';
import { type Asked, looksLikeTable, readRows } from '../../src/console/lists/rows.ts';
import { textOf } from '../../src/console/lists/text-file.ts';
import type { Draft } from '../../src/console/starting/draft.ts';

const SHARED = {
  name: 'of all',
  move: 'not',
  dates: {},
  roles: {},
  setUp: { members: [] },
} as unknown as Draft;
const ASKED: Asked = {
  dates: [{ gid: '1', name: 'Start Date' }],
  roles: [{ gid: '2', name: 'Designer' }],
};

describe('what was pasted', () => {
  test.each([
    ['one name a line, with its commas', 'Oslo, centre\r\n\r\n  Bergen \n', [['Oslo, centre'], ['Bergen']]],
    [
      'a table with commas and quotes',
      'name,owner\n"Oslo, ""old"" town",me\n',
      [
        ['name', 'owner'],
        ['Oslo, "old" town', 'me'],
      ],
    ],
    [
      'a table with semicolons',
      '\uFEFFName;owner\nOslo, centre;me',
      [
        ['Name', 'owner'],
        ['Oslo, centre', 'me'],
      ],
    ],
    [
      'cells of a spreadsheet',
      'name\towner\nOslo\tme',
      [
        ['name', 'owner'],
        ['Oslo', 'me'],
      ],
    ],
    [
      'lines within quotes',
      'name,note\n"a\nb",c',
      [
        ['name', 'note'],
        ['a\nb', 'c'],
      ],
    ],
    [
      'a table whose later cells were left out',
      'name\towner\nOslo\nBergen\tme',
      [['name', 'owner'], ['Oslo'], ['Bergen', 'me']],
    ],
    [
      'one column with a title',
      'Name\nOslo, centre\n"Bergen; ""old"" town"',
      [['Name'], ['Oslo, centre'], ['Bergen; "old" town']],
    ],
    ['nothing', ' \n\u200b\n', []],
  ])('is read as %s', (_what, text, rows) => {
    expect(readTable(text).map(({ cells }) => cells)).toEqual(rows);
  });

  test('keeps the lines in which its rows begin', () => {
    const table = readTable('\nname,note\r\n\r\n"a\nb",c\nd,e\n\n');
    expect(table.map(({ line }) => line)).toEqual([2, 4, 6]);
  });
});

test.each([
  ['UTF-8', Buffer.from('Malmö')],
  ['UTF-8, cut in a letter', Buffer.from('Malmöö').subarray(0, -1)],
  ['UTF-16 of a spreadsheet', Buffer.from('\uFEFFMalmö', 'utf16le')],
  ['one byte a letter', Buffer.from('Malmö', 'latin1')],
])('a file in %s is read', (_coding, bytes) => {
  expect(textOf(bytes)).toBe('Malmö');
});

describe('the lines of a list', () => {
  test('take from the form what they do not say themselves', () => {
    const table = readTable(
      'Name,Start Date,Designer,members,colour\nOslo,2027-01-04,me,"a@b.example c@d.example",red',
    );
    const { drafts, used, unused, wrong } = readRows('instantiateProject', table, SHARED, ASKED);
    expect(drafts).toMatchObject([
      {
        name: 'Oslo',
        move: 'not',
        dates: { 1: '2027-01-04' },
        roles: { 2: { gid: 'me' } },
        setUp: { members: [{ gid: 'a@b.example' }, { gid: 'c@d.example' }] },
      },
    ]);
    expect({ used, unused, wrong }).toEqual({
      used: ['Name', 'Start Date', 'Designer', 'members'],
      unused: ['colour'],
      wrong: [],
    });
  });

  test('move the dates of a copy, and say which line is wrong', () => {
    const table = readTable(
      'name,ends on\nOslo,2027-03-01\nBergen,1.3.2027\n,2027-03-01\nTurku,2027-02-30\nMalmö,2027-13-01',
    );
    const { drafts, wrong } = readRows('duplicateProject', table, SHARED, { dates: [], roles: [] });
    expect(drafts[0]).toMatchObject({ move: 'due', moveTo: '2027-03-01' });
    expect(wrong.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  test('with more in them than the first line names are wrong, and nothing is dropped', () => {
    const wrongOf = (text: string) =>
      readRows('duplicateTask', readTable(text), SHARED, ASKED).wrong.map(({ line }) => line);
    expect(wrongOf('name,colour\nOslo,red\nBergen, centre,red\nTurku,red,')).toEqual([3]);
    expect(wrongOf('Oslo\t2027-03-01\n\nBergen\t2027-03-01')).toEqual([1, 3]);
    expect(wrongOf('name;colour;\nOslo;red;')).toEqual([]);
  });

  test('are not swallowed by a quote that nowhere ends', () => {
    const table = readTable('name,owner\nOslo,me\n"Bergen,me\nTurku,me');
    expect(readRows('duplicateTask', table, SHARED, ASKED).wrong).toEqual([
      { line: 3, message: expect.stringContaining('A quote begins here') },
    ]);
  });

  test('look like a table where each has as many separators', () => {
    expect(looksLikeTable(['Oslo,2027-03-01', 'Bergen,2027-04-01'])).toBe(true);
    expect(looksLikeTable(['Oslo, centre', 'Bergen'])).toBe(false);
    expect(looksLikeTable(['Oslo, centre'])).toBe(false);
  });

  test('are a thousand at most', () => {
    const table = readTable(Array.from({ length: 1_001 }, (_, index) => `Store ${index}`).join('\n'));
    expect(readRows('duplicateTask', table, SHARED, ASKED).wrong).toEqual([
      { line: 1_001, message: expect.stringContaining('at most 1000') },
    ]);
    expect(readRows('duplicateTask', table.slice(1), SHARED, ASKED).wrong).toEqual([]);
  });
});

test('mistakes are told by their line, and once for what all lines share', () => {
  const at = (index: string, field: string) => ({
    code: 'BAD_USER_INPUT',
    message: `${field}: wrong`,
    field: ['input', 'items', index, 'duplicateProject', field],
  });
  const { own, shared } = lineMistakes(
    [at('0', 'projectGid'), at('1', 'projectGid'), at('1', 'name')],
    [2, 5],
  );
  expect(own.map(({ line }) => line)).toEqual([2, 5, 5]);
  expect(shared.map(({ field }) => field)).toEqual([['input', 'projectGid']]);
});
