/**
 * Rolls the declarations of the library into one file, dist/index.d.ts: what is public, and nothing that belongs to a
 * package which is not installed along. Checks no types; that is what `npm run check` does before.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages whose types may be met: those that whoever uses the library has. */
const INSTALLED = /^(node:.+|graphql)$/;

const folder = mkdtempSync(path.join(tmpdir(), 'gateway-types-'));
try {
  declare();
  await rollUp();
} finally {
  rmSync(folder, { recursive: true });
}

/** A declaration file for each source. */
function declare() {
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '-p', path.join(ROOT, 'tsconfig.build.json'), '--outDir', folder];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) throw new Error(`The declarations could not be made: tsc ended with ${status}.`);
}

async function rollUp() {
  const bundle = await rolldown({
    cwd: folder,
    input: { index: path.join(folder, 'index.d.ts') },
    external: /^[^./]/,
    logLevel: 'silent',
    plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
  });
  const { output } = await bundle.write({ dir: path.join(ROOT, 'dist') });
  await bundle.close();
  const named = output.flatMap(({ code }) => [...code.matchAll(/(?:from|import) ?\(?["']([^"']+)["']/g)]);
  const foreign = named.map(([, name]) => name).filter((name) => !INSTALLED.test(name));
  if (foreign.length > 0) {
    throw new Error(
      `The types of the library need those of ${foreign.join(', ')}, which nobody has installed.`,
    );
  }
}
