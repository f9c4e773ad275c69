import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The rows of the table in `test/README.md`. */
const rows = read('test/README.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| third party'))
  .map((line) => {
    const [, name = '', version = '', , , seconds = '', command = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    const packages = [...name.matchAll(/`([^`]+)`/g)].map(([, named]) => named as string);
    return { name, packages, version, seconds, command: command.replaceAll('`', '') };
  });

/** Packages with a lock file of their own. */
const folders = ['test', ...folderNames('test').map((name) => `test/${name}`)]
  .flatMap((folder) => folderNames(folder).map((name) => `${folder}/${name}`))
  .filter((folder) => existsSync(path.join(ROOT, folder, 'package-lock.json')));

function folderNames(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name);
}

function lockedVersion(folder: string, name: string): string | undefined {
  const { packages } = JSON.parse(read(path.join(folder, 'package-lock.json'))) as {
    packages: Record<string, { version?: string }>;
  };
  return packages[`node_modules/${name}`]?.version;
}

describe('the table of third parties', () => {
  test.each(rows)('$name is of the version it names', ({ packages, version }) => {
    const locked = packages.flatMap((name) =>
      ['.', ...folders].flatMap((folder) => lockedVersion(folder, name) ?? []),
    );
    // What no lock file names is the system's.
    if (locked.length === 0) expect(version).not.toBe('');
    else expect(locked.some((each) => `${each}.`.startsWith(`${version}.`))).toBe(true);
  });

  test.each(rows)('$name has been timed and can be run alone', ({ command, seconds }) => {
    expect(Number.parseFloat(seconds)).toBeGreaterThan(0);
    const [, place = ''] = /^npx vitest run (\S+)$/.exec(command) ?? [];
    const [, suite] = /^npm run check -- (\S+)$/.exec(command) ?? [];
    if (suite) expect(read('scripts/check.mjs')).toContain(`{ name: '${suite}',`);
    else expect(filesAt(place)).not.toEqual([]);
  });

  test('has a row for every package of its own', () => {
    const wanted = folders.flatMap((folder) =>
      Object.keys((JSON.parse(read(`${folder}/package.json`)) as { dependencies: object }).dependencies),
    );
    const named = rows.flatMap(({ packages }) => packages);
    expect(wanted.filter((name) => !named.includes(name) && name !== 'graphql')).toEqual([]);
    expect(folders.length).toBeGreaterThan(2);
  });
});

/** Test files whose path begins so, as vitest looks for them. */
function filesAt(place: string): string[] {
  return [place, path.dirname(place)]
    .filter((folder) => existsSync(path.join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => name.startsWith(place) && /\.test\.tsx?$/.test(name));
}
