/** Tests that need SQLite, which the machine's Node may be too old for; `npm run check -- sqlite` has one of its own. */
import { describe } from 'vitest';
import { loadNodeSqlite } from '../../src/sqlite/node-sqlite.ts';

/** Whether the Node that runs this has SQLite. */
export const hasSqlite = loadNodeSqlite() !== null;

/** Like `describe`, for tests that need it. */
export function describeSqlite(name: string, body: () => void): void {
  if (hasSqlite) return void describe(name, body);
  console.warn(`SKIPPED: ${name} (Node ${process.versions.node}): run npm run check -- sqlite`);
  describe.skip(name, body);
}
