import { expect, test } from 'vitest';
import { hasSqlite } from '../support/sqlite.ts';
import { finish } from './support.ts';

test.skipIf(hasSqlite)(
  'a Node that has no SQLite says which one has, in one line, and ends with 2',
  async () => {
    const { code, stdout, stderr } = await finish(['start', '--port', '0'], {
      STATE_FILE: '/nowhere/state.db',
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `asana-jobs-gateway: STATE_FILE: got "/nowhere/state.db" on Node ${process.versions.node}, takes Node 22.13 or newer: older ones have no SQLite\n`,
    });
  },
);
