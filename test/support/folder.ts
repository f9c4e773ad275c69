/** A folder for the tests of one file, which goes with them. To be called where tests are declared. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
