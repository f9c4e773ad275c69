import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RULE = path.join(ROOT, 'lint/no-expression-effects.grit');
const BIOME = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

let folder: string | undefined;

afterEach(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Lines of a component's body that the rule speaks of, counted from one. */
async function complaints(body: string): Promise<number[]> {
  folder = await mkdtemp(path.join(tmpdir(), 'lint-'));
  const config = { root: true, plugins: [RULE], linter: { rules: { preset: 'none' } } };
  await writeFile(path.join(folder, 'biome.json'), JSON.stringify(config));
  await writeFile(path.join(folder, 'component.tsx'), body);
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [BIOME, 'lint', '--reporter=github', '.'], { cwd: folder }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const lines = [...output.matchAll(/title=plugin,.*?line=(\d+)/g)].map(([, line]) => Number(line));
  return [...new Set(lines)];
}

describe('the rule about effects', () => {
  test('an expression as an effect is refused', async () => {
    const found = await complaints(
      [
        'useEffect(() => list.scrollTo(0), [list]);',
        'useEffect(() => list.scrollTo(0));',
        'useLayoutEffect(() => (list.scrollTo(0)), []);',
        'React.useInsertionEffect(() => socket.close, []);',
        'const a = <p ref={(node) => node?.scrollTo(0)} />;',
        'const b = <p ref={(node) => (kept = node)} />;',
      ].join('\n'),
    );
    expect(found).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('braces, and what is no effect, pass', async () => {
    const found = await complaints(
      [
        'useEffect(() => { list.scrollTo(0); }, [list]);',
        'useEffect(() => { return () => socket.close(); }, [socket]);',
        'const a = <p ref={(node) => { node?.focus(); }} onClick={() => list.scrollTo(0)} />;',
        'const b = useMemo(() => list.length, [list]);',
      ].join('\n'),
    );
    expect(found).toEqual([]);
  });

  test('it is in force for the pages', async () => {
    const { default: config } = await import('../biome.json', { with: { type: 'json' } });
    expect(config.plugins).toContain('./lint/no-expression-effects.grit');
  });
});
