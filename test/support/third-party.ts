/**
 * Programs that others wrote and that judge ours. The heavy ones have a package of their own below `test/`, which the
 * root does not install: says loudly when one is missing; with CI set that is a failure.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with a package of its own, and whether what it needs is there. */
export interface ThirdParty {
  readonly folder: string;
  readonly installed: boolean;
}

/** Looks whether `dependency` of the package in `folder` (from the root) is installed. */
export function thirdParty(folder: string, dependency: string): ThirdParty {
  const place = path.join(ROOT, folder);
  const installed = existsSync(path.join(place, 'node_modules', dependency, 'package.json'));
  if (!installed) {
    const message = `${dependency} is not installed: run npm run third-parties`;
    if (process.env.CI) throw new Error(message);
    console.warn(`SKIPPED: ${message}`);
  }
  return { folder: place, installed };
}
