/**
 * Writes everything that is generated and committed: Asana's record types, `schema.graphql`, the typed documents of
 * the tests and of the console, and the tables in README and docs. `--check` writes nothing and fails when a file is stale;
 * `--only=docs` and the like do a part.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { exitsMarkdown } from './src/cli/jobs/exits.ts';
import { startFlagsMarkdown } from './src/cli/jobs/markdown.ts';
import { schemaText } from './src/cli/print-schema.ts';
import { settingsMarkdown } from './src/config/help.ts';
import { sandboxFaultsMarkdown } from './src/sandbox/faults/fault-table.ts';
import { jobKindsMarkdown } from './src/schema/starts/markdown.ts';
import { writesMarkdown } from './src/schema/writes/markdown.ts';
import { metricsMarkdown } from './src/telemetry/metrics-markdown.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const RECORDS_SCRIPT = 'scripts/generate-records.mjs';

/** Tables that stand between `<!-- name -->` and `<!-- /name -->` in these files. */
const SECTIONS: Readonly<Record<string, () => string>> = {
  settings: settingsMarkdown,
  metrics: metricsMarkdown,
  'job-kinds': jobKindsMarkdown,
  writes: writesMarkdown,
  'sandbox-faults': sandboxFaultsMarkdown,
  exits: exitsMarkdown,
  'start-flags': startFlagsMarkdown,
};
const SECTION_FILES = [
  'README.md',
  'docs/operating.md',
  'docs/frontends.md',
  'docs/schema.md',
  'docs/scripts.md',
];

/** How typed documents are generated: from what is written, into a folder. */
function documentsConfig(documents: string, folder: string): CodegenConfig {
  return {
    schema: 'schema.graphql',
    documents: [documents],
    generates: {
      [folder]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: {
          enumsAsTypes: true,
          useTypeImports: true,
          emitLegacyCommonJSImports: false,
          scalars: { DateTime: 'string', Date: 'string', JSON: 'unknown' },
        },
      },
    },
  };
}

/** Of the tests, and of the console. */
const TYPED_DOCUMENTS = [
  documentsConfig('test/documents/*.graphql', 'test/generated/'),
  documentsConfig('src/console/documents/*.ts', 'src/console/generated/'),
];

interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

const check = process.argv.includes('--check');
const only = process.argv.find((flag) => flag.startsWith('--only='))?.slice('--only='.length);
const stale: string[] = [];

if (wanted('records')) generateRecords();
if (wanted('schema')) settle({ name: 'schema.graphql', content: schemaText() });
if (wanted('documents')) for (const file of await typedDocuments()) settle(file);
if (wanted('docs')) for (const file of sections()) settle(file);

if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}\nRun: npm run codegen`);
  process.exitCode = 1;
}

function wanted(part: string): boolean {
  return only === undefined || only === part;
}

/** Writes a file when it differs, or notes that it does. */
function settle({ name, content }: GeneratedFile): void {
  const file = path.join(ROOT, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  if (check) {
    stale.push(name);
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${name}`);
}

function generateRecords(): void {
  if (!existsSync(path.join(ROOT, RECORDS_SCRIPT))) return;
  const { status } = spawnSync(process.execPath, [RECORDS_SCRIPT, ...(check ? ['--check'] : [])], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) stale.push('src/asana/api/records.ts or start-fields.ts');
}

async function typedDocuments(): Promise<GeneratedFile[]> {
  const { generate } = await import('@graphql-codegen/cli');
  const files: { filename: string; content: string }[] = [];
  for (const config of TYPED_DOCUMENTS) {
    files.push(...(await generate({ ...config, schema: schemaText(), cwd: ROOT, silent: true }, false)));
  }
  return files.map(({ filename, content }) => ({
    name: path.relative(ROOT, path.resolve(ROOT, filename)),
    content,
  }));
}

function sections(): GeneratedFile[] {
  return SECTION_FILES.filter((name) => existsSync(path.join(ROOT, name))).map((name) => {
    let content = readFileSync(path.join(ROOT, name), 'utf8');
    for (const [section, render] of Object.entries(SECTIONS)) {
      const [start, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`];
      const [from, to] = [content.indexOf(start), content.indexOf(end)];
      if (from < 0 || to < from) continue;
      content = `${content.slice(0, from)}${start}\n\n${render()}\n\n${content.slice(to)}`;
    }
    return { name, content };
  });
}
