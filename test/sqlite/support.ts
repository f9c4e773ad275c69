import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStateFile } from '../../src/sqlite/open-file.ts';
import type { StateFile } from '../../src/sqlite/state-file.ts';
import { silentTelemetry, type Telemetry } from '../../src/telemetry.ts';

/** A folder that goes with the test, and a path in it. */
export interface Place extends Disposable {
  readonly folder: string;
  readonly file: string;
}

export function place(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'state-'));
  return {
    folder,
    file: path.join(folder, 'state.db'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Opens a state file; a refusal has the words that follow `STATE_FILE:`. */
export function openFile(file: string, telemetry: Telemetry = silentTelemetry()): StateFile {
  return openStateFile({
    path: file,
    baseUrl: 'http://127.0.0.1/api',
    telemetry,
    wrong: (got, takes) => new Error(`got ${got}, takes ${takes}`),
  });
}
