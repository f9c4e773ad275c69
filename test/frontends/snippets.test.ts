import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = path.join(ROOT, 'node_modules');
const SNIPPETS = 'test/frontends/snippets';
const read = (file: string) => readFile(path.join(ROOT, file), 'utf8');

/** The code blocks of the page that come from a file, by the marker above them. */
async function blocks(marker: 'snippet' | 'excerpt'): Promise<[file: string, code: string][]> {
  const pattern = new RegExp(`<!-- ${marker}: (\\S+) -->\\n\\n\`\`\`ts\\n([^]*?)\\n\`\`\``, 'g');
  const page = await read('docs/frontends.md');
  return [...page.matchAll(pattern)].map(([, file = '', code = '']) => [file, code]);
}

test('every block of the page is its file', async () => {
  const shown = await blocks('snippet');

  for (const [file, code] of shown) expect(`${code}\n`, file).toBe(await read(`${SNIPPETS}/${file}`));
  expect(shown.map(([file]) => file).sort()).toEqual((await readdir(path.join(ROOT, SNIPPETS))).sort());
});

test('every excerpt of the page is in its file', async () => {
  const shown = await blocks('excerpt');

  for (const [file, code] of shown) expect(await read(file), file).toContain(code);
  expect(shown).toHaveLength(1);
});

test('no block of the page goes untested', async () => {
  const page = await read('docs/frontends.md');
  const tested = [...(await blocks('snippet')), ...(await blocks('excerpt'))];

  expect(page.match(/^```ts$/gm)).toHaveLength(tested.length);
});

test('the links of the page lead to its headings', async () => {
  const page = await read('docs/frontends.md');
  const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

  for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
});

test('the codegen settings give an operation its types', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'frontend-'));
  await mkdir(path.join(folder, 'node_modules'));
  await mkdir(path.join(folder, 'src'));
  await symlink(ROOT, path.join(folder, 'node_modules/asana-jobs-gateway'));
  await symlink(path.join(MODULES, '@graphql-codegen'), path.join(folder, 'node_modules/@graphql-codegen'));
  await cp(path.join(ROOT, SNIPPETS, 'codegen.ts'), path.join(folder, 'codegen.ts'));
  await writeFile(path.join(folder, 'src/me.ts'), 'export const Me = graphql(`query Me { me { name } }`);\n');

  const command = path.join(MODULES, '@graphql-codegen/cli/esm/bin.js');
  await promisify(execFile)(process.execPath, [command, '--config', 'codegen.ts'], { cwd: folder });

  const types = await readFile(path.join(folder, 'src/gql/graphql.ts'), 'utf8');
  expect(types).toMatch(/export type MeQuery = .*name: string \| null/);
  await rm(folder, { recursive: true });
});
