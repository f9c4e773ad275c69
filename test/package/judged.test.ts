import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thirdParty } from '../support/third-party.ts';
import { type Packed, pack } from './packed.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { folder: ours, installed } = thirdParty('test/package', 'publint');

let packed: Packed;
beforeAll(() => {
  packed = pack();
});
afterAll(() => packed?.[Symbol.dispose]());

describe.skipIf(!installed)('the packed package', () => {
  test('is without a fault for publint', async () => {
    const { publint } = await judge<Publint>('publint', 'src/index-node.js');
    const { messages } = await publint({ pkgDir: packed.content, strict: true, pack: false });
    expect(messages).toEqual([]);
  });

  test('has types that resolve as its code does, for whoever can load ES modules', async () => {
    const { checkPackage, createPackageFromTarballData } = await judge<AreTheTypesWrong>(
      '@arethetypeswrong/core',
      'dist/index.js',
    );
    const result = await checkPackage(createPackageFromTarballData(readFileSync(packed.archive)), {
      entrypoints: ['.'],
    });
    const problems = result.problems?.filter(({ resolutionKind }) => !COMMONJS.has(resolutionKind ?? ''));
    expect(problems).toEqual([]);
    expect(Object.keys(result.entrypoints ?? {})).toContain('.');
  });

  test.each([
    ['NodeNext', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ['bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ])('has types that hold under %s resolution', (name, resolution) => {
    expect(mistakes(name, resolution)).toEqual([]);
  });
});

/** Ways to resolve that know no ES modules: the package has nothing for them, and says so. */
const COMMONJS = new Set(['node10', 'node16-cjs']);

interface Publint {
  publint(options: object): Promise<{ readonly messages: readonly unknown[] }>;
}

interface AreTheTypesWrong {
  createPackageFromTarballData(archive: Uint8Array): unknown;
  checkPackage(
    content: unknown,
    options: { readonly entrypoints: readonly string[] },
  ): Promise<{
    readonly problems?: readonly { readonly resolutionKind?: string }[];
    readonly entrypoints?: Readonly<Record<string, unknown>>;
  }>;
}

async function judge<T>(name: string, entry: string): Promise<T> {
  return (await import(pathToFileURL(path.join(ours, 'node_modules', name, entry)).href)) as T;
}

/** What the compiler says of a program that embeds the package, with every declaration checked. */
function mistakes(name: string, resolution: ts.CompilerOptions): string[] {
  const project = path.join(packed.folder, name);
  mkdirSync(path.join(project, 'node_modules/@types'), { recursive: true });
  writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }');
  copyFileSync(
    fileURLToPath(new URL('consumer/embeds.ts', import.meta.url)),
    path.join(project, 'embeds.ts'),
  );
  symlinkSync(packed.content, path.join(project, 'node_modules/asana-jobs-gateway'));
  for (const each of ['graphql', '@types/node', 'undici-types']) {
    symlinkSync(path.join(ROOT, 'node_modules', each), path.join(project, 'node_modules', each));
  }
  const program = ts.createProgram([path.join(project, 'embeds.ts')], {
    ...resolution,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    typeRoots: [path.join(project, 'node_modules/@types')],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    preserveSymlinks: true,
  });
  // Checking all that others declare would take ten times as long, and is not about us.
  const ours = program.getSourceFiles().filter(({ fileName }) => OURS.test(fileName));
  expect(ours).toHaveLength(2);
  return ours
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

const OURS = /(embeds|asana-jobs-gateway\/dist\/index\.d)\.ts$/;
