import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { packagesOf } = (await import(path.join(ROOT, 'scripts/licences.mjs'))) as {
  packagesOf(files: Iterable<string>): string[];
};
const RULE = '='.repeat(80);

/** What THIRD_PARTY_LICENSES has: a title such as `ws 8.23.0 (MIT)`, and the text below it. */
const entries = readFileSync(path.join(ROOT, 'THIRD_PARTY_LICENSES'), 'utf8')
  .split(`${RULE}\n`)
  .slice(1)
  .map((text) => text.trim())
  .flatMap((text, index, all) => (index % 2 === 0 ? [{ title: text, text: all[index + 1] ?? '' }] : []));
const names = new Set(entries.map(({ title }) => title.split(' ')[0]));

describe('the licences of what is bundled', () => {
  test('name every package that the sources import', () => {
    const wanted = importedBySources();
    expect(wanted).toEqual(
      expect.arrayContaining(['graphql-yoga', 'ioredis', 'monaco-editor', 'react', 'ws']),
    );
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  test('name what comes along with these, at every depth', () => {
    const indirect = ['@whatwg-node/server', 'redis-parser', 'scheduler', 'tdigest', 'sonic-boom', 'zustand'];
    expect(indirect.filter((name) => !names.has(name))).toEqual([]);
  });

  test('are there for every folder that holds code', () => {
    const parts = ['dist', ...foldersIn('dist')];
    expect(parts).toContain('dist/graphiql');
    for (const part of parts) {
      const { packages } = JSON.parse(readFileSync(path.join(ROOT, part, 'build.json'), 'utf8')) as {
        packages: readonly string[];
      };
      expect(packages.length).toBeGreaterThan(0);
      for (const folder of packages) expect(names).toContain(nameOf(folder));
    }
  });

  test('each say who holds the rights, and what may be done', () => {
    for (const { title, text } of entries) {
      expect(`${title}: ${text}`).toMatch(/copyright|\(c\)|public domain|unlicense/i);
      expect(text.length, title).toBeGreaterThan(200);
    }
  });

  test('tell what lies within a package under another licence', () => {
    const textOf = (name: string) => entries.find(({ title }) => title.startsWith(`${name} `))?.text;
    expect(textOf('monaco-editor')).toMatch(/codicon\.ttf[\s\S]*creativecommons\.org\/licenses\/by\/4\.0/);
    expect(textOf('undici')).toContain('Fedor Indutny');
    const fonts = readdirSync(path.join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
      .map((file) => path.basename(file))
      .filter((file) => /\.(ttf|otf|woff2?)$/.test(file));
    expect(fonts).toEqual([expect.stringMatching(/^codicon-/)]);
  });
});

test('files are told to be of the innermost package', () => {
  expect(
    packagesOf([
      'src/cli.ts',
      'node_modules/a/lib/index.js',
      'node_modules/a/node_modules/@b/c/index.js',
      path.join(ROOT, 'node_modules/d/style.css?inline'),
      '\0vite/preload-helper.js',
    ]),
  ).toEqual(['node_modules/a', 'node_modules/a/node_modules/@b/c', 'node_modules/d']);
});

/** Packages that a source imports by name, types left out. */
function importedBySources(): string[] {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(ROOT, 'src', file), 'utf8'));
  const specifiers = files.flatMap((text) => [
    ...[...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']+)'/gm)],
    ...[...text.matchAll(/^import '([^']+)'/gm)],
    ...[...text.matchAll(/\bimport\('([^']+)'\)/g)],
  ]);
  const found = specifiers.map(([, name = '']) => name).filter((name) => !/^(\.|node:)/.test(name));
  return [...new Set(found.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))].sort();
}

function foldersIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}

function nameOf(folder: string): string {
  const { name } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as {
    name: string;
  };
  return name;
}
