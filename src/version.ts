/**
 * The version of this package, read from its manifest, which lies one folder up in the sources and in dist/.
 */
import { readFileSync } from 'node:fs';

let known: string | null = null;

/** The version in package.json; `unknown` where somebody else's bundle has left that behind. */
export function readVersion(): string {
  known ??= readManifest();
  return known;
}

function readManifest(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    const { name, version } = manifest as { name?: unknown; version?: unknown };
    return name === 'asana-jobs-gateway' && typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
