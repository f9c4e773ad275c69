/**
 * Everything that one instance keeps over its restarts, in one SQLite file. The composition root loads this file on
 * demand when `STATE_FILE` is set, and nothing else of SQLite.
 */
import type { ErrandStore } from '../errands/store.ts';
import type { IdempotencyStore } from '../starts/idempotency.ts';
import type { Ledger } from '../starts/ledger.ts';
import { sqliteErrands } from './errands.ts';
import { sqliteIdempotency } from './idempotency.ts';
import { sqliteLedger } from './ledger.ts';
import { openStateFile, type StateFileOptions } from './open-file.ts';

/** The stores in the file. Disposing it lets the file go. */
export interface SqliteEngine extends Disposable {
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyStore;
  readonly errands: ErrandStore;
}

/** Opens the file and builds the stores. @throws what `wrong` makes, where the file cannot be taken */
export function openSqlite(options: StateFileOptions): SqliteEngine {
  const file = openStateFile(options);
  return {
    ledger: sqliteLedger(file),
    idempotency: sqliteIdempotency(file),
    errands: sqliteErrands(file),
    [Symbol.dispose]: () => file.close(),
  };
}
