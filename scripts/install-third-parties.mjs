/**
 * Installs the packages that the root does not: third parties of the tests. One whose lock
 * file is what it was the last time is left alone. Knows no package by name, only where they live.
 *
 *   node scripts/install-third-parties.mjs             all of them
 *   node scripts/install-third-parties.mjs test/relay  one or more of them
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where packages of their own live: these folders' children and grandchildren. */
const PLACES = ['test'];

const known = PLACES.flatMap((place) => packagesBelow(place, 2));
const asked = process.argv.slice(2).map((folder) => path.posix.normalize(folder.replace(/\/$/, '')));
const unknown = asked.find((folder) => !known.includes(folder));
if (unknown !== undefined) {
  console.error(`${unknown} has no package-lock.json; there are ${known.join(', ')}.`);
  process.exit(2);
}
for (const folder of asked.length > 0 ? asked : known) install(folder);

/** Folders with a lock file, by their path from the root. */
function packagesBelow(folder, depth) {
  const entries = readdirSync(path.join(ROOT, folder), { withFileTypes: true });
  if (entries.some(({ name }) => name === 'package-lock.json')) return [folder];
  if (depth === 0) return [];
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap(({ name }) => packagesBelow(path.posix.join(folder, name), depth - 1));
}

function install(folder) {
  const place = path.join(ROOT, folder);
  const lock = readFileSync(path.join(place, 'package-lock.json'), 'utf8');
  // A copy of the lock file beside what was installed by it; npm's own record is written differently.
  const done = path.join(place, 'node_modules', '.installed-lock.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return;
  console.log(`Installing what ${folder} needs …`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', place], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(done, lock);
}
