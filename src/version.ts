/**
 * The version of this package, read from its manifest, which lies one folder up in the sources and in dist/.
 */
import { readFileSync } from 'node:fs';

/** The version in package.json. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
