import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';
import { sqliteErrands } from '../../src/sqlite/errands.ts';
import { sqliteIdempotency } from '../../src/sqlite/idempotency.ts';
import type { StateFile } from '../../src/sqlite/state-file.ts';
import { errandsHold } from '../errands/survival-play.ts';
import { ERRAND_SURVIVALS, type ErrandFates, IN_A_FILE } from '../starts/survival.ts';
import { CALLER, holds } from '../starts/survival-play.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { openFile, type Place, place } from './support.ts';

/** A file, and what a process that is killed leaves of it. */
class Disk {
  readonly #at: Place;
  #processes = 0;

  constructor(at: Place) {
    this.#at = at;
  }

  open(): StateFile {
    return openFile(this.#path);
  }

  /** What stands on the disk is all that the next process gets: nothing is written at the end. */
  kill(file: StateFile): void {
    const before = this.#path;
    this.#processes += 1;
    for (const suffix of ['', '-wal'])
      if (existsSync(before + suffix)) copyFileSync(before + suffix, this.#path + suffix);
    file.close();
  }

  get #path(): string {
    return path.join(this.#at.folder, `${this.#processes}.db`);
  }
}

describeSqlite('in a file', () => {
  test('a key starts once, however the process ends', async () => {
    using at = place();
    const disk = new Disk(at);
    const open = async () => {
      const file = disk.open();
      const store = sqliteIdempotency(file);
      return {
        version: 'now' as const,
        begin: (key: string) => store.begin(key, 'input', CALLER),
        end: async () => disk.kill(file),
        healthy: () => true,
      };
    };
    await holds({ survival: IN_A_FILE, open, versions: ['now'] }, 20);
  });

  test('errands are as they were left, however the process ends', async () => {
    using at = place();
    const disk = new Disk(at);
    const open = async () => {
      const file = disk.open();
      return { store: sqliteErrands(file), end: async () => disk.kill(file) };
    };
    await errandsHold({ fates: ERRAND_SURVIVALS.get(IN_A_FILE) as ErrandFates, open }, 20);
  });
});
