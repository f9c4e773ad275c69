/**
 * The package as `npm pack` makes it of what was built, in a folder of its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A packed package, unpacked beside its archive. */
export interface Packed extends Disposable {
  /** An empty folder, with both of them in it. */
  readonly folder: string;
  readonly archive: string;
  /** What is in it, unpacked. */
  readonly content: string;
  readonly files: readonly string[];
}

/** Packs it. */
export function pack(): Packed {
  if (!existsSync(path.join(ROOT, 'dist/index.d.ts'))) throw new Error('Run: npm run build -- --types');
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-package-'));
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const output = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' })) as unknown;
  const { filename, files } = (Array.isArray(output) ? output[0] : Object.values(output as object)[0]) as {
    filename: string;
    files: readonly { readonly path: string }[];
  };
  const archive = path.join(folder, filename);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return {
    folder,
    archive,
    content: path.join(folder, 'package'),
    files: files.map((file) => file.path),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
