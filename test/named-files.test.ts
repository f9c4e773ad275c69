import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READ = /\.(?:md|tsx?|mjs)$/;
/** A file between backticks, as comments and documents name one; what the build makes is not looked for. */
const NAMED = /`(?!dist\/)((?:[\w-]+\/)*[\w.-]+\.(?:tsx?|mjs|md|css))`/g;

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'generated', '.git'].includes(entry.name)) return [];
    const file = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}

test('every file that a comment or a document names is there', () => {
  const files = filesBelow('.');
  const isThere = (name: string) => files.some((file) => file === name || file.endsWith(`/${name}`));
  const read = files.filter((file) => READ.test(file) && /^(?:src|bench|scripts|docs|[A-Z])/.test(file));
  const missing = read.flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(NAMED)]
      .map(([, name = '']) => name)
      .filter((name) => !isThere(name))
      .map((name) => `${file} names ${name}`),
  );

  expect(read.length).toBeGreaterThan(500);
  expect(missing).toEqual([]);
});
