import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readVersion } from '../../src/version.ts';
import { post, ROOT, run, urlOf } from './support.ts';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let packed: Packed;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gateway-package-'));
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const output = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' })) as unknown;
  packed = (Array.isArray(output) ? output[0] : Object.values(output as object)[0]) as Packed;
  execFileSync('tar', ['-xzf', path.join(folder, packed.filename), '-C', folder]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the packed package', () => {
  test('runs the demo from an empty folder, page included', async () => {
    await using demo = run(['demo', '--port', '0'], {
      cli: path.join(folder, 'package/dist/cli.js'),
      cwd: folder,
    });
    const url = await urlOf(demo);
    expect(await post(url, '{ me { name } }')).toEqual({ data: { me: { name: 'Ada Okafor' } } });
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    const build = `version="${readVersion()}",node="${process.version}",mode="pass-through"`;
    expect(metrics).toContain(`gateway_build_info{${build}} 1\n`);
  });

  test('holds what is run and read, and no sources', () => {
    const paths = packed.files.map((file) => file.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/cli.js',
        'dist/index.js',
        'dist/sandbox.js',
        'schema.graphql',
        'LICENSE',
        'THIRD_PARTY_LICENSES',
      ]),
    );
    expect(paths.filter((name) => /^(src|test|bench|scripts|node_modules)\/.*\.(?!md)/.test(name))).toEqual(
      [],
    );
  });

  test('has what its documents lead to', () => {
    const paths = packed.files.map((file) => file.path);
    const documents = paths.filter((name) => name.endsWith('.md'));
    const missing = documents.flatMap((document) =>
      linksOf(readFileSync(path.join(folder, 'package', document), 'utf8'))
        .map((link) => path.posix.join(path.posix.dirname(document), link))
        .filter((link) => !paths.some((name) => name === link || name.startsWith(`${link}/`)))
        .map((link) => `${document} leads to ${link}`),
    );
    expect(documents.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});

/** Where a document leads within the package; what stands between backticks is no link. */
function linksOf(text: string): string[] {
  const links = text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\((?!https?:|#)([^)\s#]+)/g);
  return [...links].map((match) => match[1] ?? '');
}
