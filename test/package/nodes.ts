/**
 * The Node that runs the tests, and those that come as packages of their own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TEST = fileURLToPath(new URL('..', import.meta.url));

/** A Node, and the npm that the system has. */
export interface NodeProgram {
  readonly name: string;
  readonly path: string;
}

/** Every Node there is, the running one first. */
export const NODES: readonly NodeProgram[] = [
  process.execPath,
  path.join(TEST, 'package/node_modules/node22/bin/node'),
  path.join(TEST, 'node24/node_modules/.bin/node'),
]
  .filter((program) => existsSync(program))
  .map((program) => ({
    name: `Node ${execFileSync(program, ['--version'], { encoding: 'utf8' }).trim()}`,
    path: program,
  }));

/** The file that `npm` is. */
export const NPM = path.join(
  execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(),
  'npm/bin/npm-cli.js',
);
