/**
 * Node's own SQLite, loaded when a state file is asked for and not before. Knows which Node has it, and keeps its
 * warning about being experimental from standard error; what it is used for it does not know.
 */

/** What a parameter or a column may be. */
export type SqlValue = string | number | null;

/** A prepared statement, as far as it is used here. */
export interface Statement {
  get(...values: readonly SqlValue[]): unknown;
  all(...values: readonly SqlValue[]): unknown[];
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
}

/** An open database, as far as it is used here. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Node's module, as far as it is used here. */
export interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => Database;
}

/** The first Node that has it without a flag. */
const SINCE = [22, 13] as const;
/** The same in words. */
export const NEEDED_NODE = 'Node 22.13 or newer';

/** Node's module; null where this Node is too old for it, or is none. */
export function loadNodeSqlite(version: string = process.versions.node): NodeSqlite | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < SINCE[0] || (major === SINCE[0] && minor < SINCE[1])) return null;
  const { emitWarning } = process;
  process.emitWarning = ((...warning: Parameters<typeof emitWarning>) => {
    if (!/\bSQLite\b/.test(String(warning[0]))) emitWarning.apply(process, warning);
  }) as typeof emitWarning;
  try {
    return (process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined) ?? null;
  } finally {
    process.emitWarning = emitWarning;
  }
}
