import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const document = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The rows of the table below a heading, cell by cell. */
function tableBelow(heading: string): string[][] {
  const section = document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const rooms = tableBelow('The house');
const questions = tableBelow('Where is …?');
const words = tableBelow('Words');
const named = (cells: readonly (string | undefined)[]): string[] =>
  cells.map((cell) => /^`(.+)`$/.exec(cell ?? '')?.[1] ?? `${cell} names no file`);
const missing = (files: readonly string[]): string[] =>
  files.filter((file) => !existsSync(path.join(ROOT, file)));

describe('the map in CONTRIBUTING.md', () => {
  test('every folder of src/ has its row', () => {
    const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}/`);
    const mapped = named(rooms.map(([room]) => room));

    expect(folders.filter((folder) => !mapped.includes(folder))).toEqual([]);
    expect(missing(mapped)).toEqual([]);
  });

  test('every room has a file to begin with', () => {
    const first = rooms.map(([room, , , begin]) => [...named([room]), ...named([begin])] as const);

    expect(missing(first.map(([, begin]) => begin as string))).toEqual([]);
    expect(
      first.filter(([room, begin]) => room !== 'src/config/' && !begin?.startsWith(room as string)),
    ).toEqual([]);
  });

  test('twenty questions and more have their file', () => {
    expect(questions.length).toBeGreaterThanOrEqual(20);
    expect(missing(named(questions.map(([, file]) => file)))).toEqual([]);
  });

  test('a dozen words have one meaning each', () => {
    const defined = words.map(([word]) => word);

    expect(defined.length).toBeGreaterThanOrEqual(12);
    expect(new Set(defined).size).toBe(defined.length);
    expect(words.filter(([, meaning]) => !meaning)).toEqual([]);
  });
});

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'test/README.md'])(
  'every path that %s names is there',
  (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const paths = [...text.matchAll(/`((?:src|test|docs|scripts|bench)\/[\w./-]+)`/g)].map(
      ([, found]) => found as string,
    );

    expect(missing(paths)).toEqual([]);
  },
);
