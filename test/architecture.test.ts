import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../src/cli/print-schema.ts';
import { createSchema } from '../src/schema/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Source files below a folder, by their path from the root. Those of packages are many, and nobody looks into them. */
function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (!entry.isDirectory()) return /\.tsx?$/.test(file) ? [file] : [];
      return entry.name === 'node_modules' ? [] : filesBelow(file);
    })
    .filter((name) => !GENERATED.some((part) => name.startsWith(part)))
    .sort();
}

const GENERATED = ['src/asana/api/records.ts', 'test/generated/', 'src/console/generated/'];
const sources = filesBelow('src');

/**
 * The layers from the bottom up: each may import what stands in a row below its own. Who shares a row does not
 * know the others in it.
 */
const ROWS: readonly (readonly string[])[] = [
  ['json'],
  [
    'bounded-map',
    'capitalised',
    'clock',
    'errors',
    'fair-queue',
    'held-bytes',
    'iterator',
    'job-state',
    'shared-abort',
    'telemetry',
    'token-text',
    'version',
  ],
  ['contents'],
  ['asana', 'watching', 'starts', 'config', 'sandbox'],
  ['errands'],
  ['redis', 'sqlite'],
  ['first-counts', 'schema', 'state'],
  ['server'],
  ['gateway'],
  ['mounted-gateway'],
  ['cli', 'index'],
  ['graphiql', 'console'],
];

/** Walls within the house that rows alone do not draw: all that these may import of ours. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  sandbox: ['src/asana/api/starts.ts', 'src/asana/api/writes.ts'],
  graphiql: [],
  console: [],
};

/** Layers that are given schemas and contexts, never GraphQL itself. */
const WITHOUT_GRAPHQL = [
  'bounded-map',
  'capitalised',
  'clock',
  'contents',
  'errors',
  'fair-queue',
  'iterator',
  'job-state',
  'json',
  'shared-abort',
  'telemetry',
  'token-text',
  'version',
  'asana',
  'watching',
  'starts',
  'errands',
  'redis',
  'sqlite',
  'config',
  'sandbox',
  'state',
];

const layerOf = (file: string): string => (file.split('/')[1] as string).replace(/\.ts$/, '');
const rowOf = (layer: string): number => ROWS.findIndex((row) => row.includes(layer));

interface Imports {
  /** Files of ours, types included. */
  readonly own: readonly string[];
  readonly packages: readonly string[];
}

const imports = new Map<string, Imports>(
  sources.map((file) => {
    const named = ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);
    const own = named
      .filter((name) => /^\.{1,2}\//.test(name) && /\.tsx?$/.test(name))
      .map((name) => path.posix.join(path.posix.dirname(file), name));
    const packages = named.filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
    return [file, { own, packages }];
  }),
);

const importsOf = (file: string): Imports => imports.get(file) ?? { own: [], packages: [] };

describe('the layers', () => {
  test('every file has its place in them', () => {
    expect(sources.filter((file) => rowOf(layerOf(file)) < 0)).toEqual([]);
    expect(sources.length).toBeGreaterThan(100);
  });

  test('imports point downwards only', () => {
    const upwards = sources.flatMap((file) =>
      importsOf(file)
        .own.filter((target) => {
          const [from, to] = [layerOf(file), layerOf(target)];
          if (from === to || ONLY[from]?.includes(target)) return false;
          return from in ONLY || rowOf(to) >= rowOf(from);
        })
        .map((target) => `${file} imports ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  test('nothing below the schema knows GraphQL', () => {
    const knowing = sources.filter(
      (file) =>
        WITHOUT_GRAPHQL.includes(layerOf(file)) &&
        importsOf(file).packages.some((name) => /graphql|@pothos/.test(name)),
    );
    expect(knowing).toEqual([]);
  });

  test('the sandbox needs nothing but Node', () => {
    const packages = sources
      .filter((file) => layerOf(file) === 'sandbox')
      .flatMap((file) => importsOf(file).packages);
    expect(packages).toEqual([]);
  });

  test('no imports go in circles, types included', () => {
    expect(cycles()).toEqual([]);
  });
});

/** Circles of imports, each once. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (file: string): void => {
    const at = open.indexOf(file);
    if (at >= 0) found.push([...open.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    open.push(file);
    for (const target of importsOf(file).own) visit(target);
    open.pop();
    done.add(file);
  };
  for (const file of sources) visit(file);
  return found;
}

describe('the files', () => {
  const linesOf = (file: string): number => read(file).trimEnd().split('\n').length;
  const longer = (files: readonly string[], limit: number): string[] =>
    files.filter((file) => linesOf(file) > limit).map((file) => `${file}: ${linesOf(file)} lines`);

  test('are at most 350 lines long, tests 400', () => {
    expect(longer(sources, 350)).toEqual([]);
    expect(longer(filesBelow('test'), 400)).toEqual([]);
  });

  test('call a test a test', () => {
    const others = filesBelow('test').filter((file) =>
      /import \{[^}]*\bit\b[^}]*\} from 'vitest'/.test(read(file)),
    );
    expect(others).toEqual([]);
  });

  test('begin with what they are for', () => {
    const silent = sources.filter((file) => !/^(#!.*\n)?\/\*\*/.test(read(file)));
    expect(silent).toEqual([]);
  });

  test('export by name', () => {
    expect(sources.filter((file) => /^export default\b|\bas default\b/m.test(read(file)))).toEqual([]);
  });

  test('are named in kebab case', () => {
    expect(sources.filter((file) => !/^[a-z0-9-]+(\.d)?\.tsx?$/.test(path.posix.basename(file)))).toEqual([]);
  });

  test('have doc comments on what they export', () => {
    const undocumented = sources
      .filter((file) => !['graphiql', 'console'].includes(layerOf(file)))
      .flatMap((file) => undocumentedExports(file).map((name) => `${file}: ${name}`));
    expect(undocumented).toEqual([]);
  });
});

/** Exported declarations without a doc comment; one comment may stand over neighbours that are one thing. */
function undocumentedExports(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  let before: ts.Statement | undefined;
  for (const statement of source.statements) {
    const previous = before;
    before = statement;
    if (!ts.canHaveModifiers(statement)) continue;
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported || ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc)) continue;
    const gap = previous ? source.text.slice(previous.end, statement.getStart()) : '\n\n';
    if (!/\n\s*\n/.test(gap)) continue;
    names.push(statement.getText().split('\n')[0]?.slice(0, 60) ?? '');
  }
  return names;
}

describe('the schema', () => {
  test('every type file is imported in its index', () => {
    const types = sources.filter((file) => file.startsWith('src/schema/types/'));
    const { own } = importsOf('src/schema/index.ts');
    expect(types.filter((file) => !own.includes(file))).toEqual([]);
    expect(types.length).toBeGreaterThan(10);
  });

  test('schema.graphql is fresh', () => {
    const isFresh = read('schema.graphql') === schemaText();
    expect(isFresh, 'schema.graphql is stale; run: npm run codegen').toBe(true);
  });

  test('every type and every field says what it is', () => {
    const silent = Object.values(createSchema().getTypeMap())
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) => {
        const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
        const wordless = fields
          .filter((field) => !field.description)
          .map(({ name }) => `${type.name}.${name}`);
        return [...(type.description ? [] : [type.name]), ...wordless];
      });
    expect(silent).toEqual([]);
  });
});
