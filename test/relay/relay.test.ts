import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, parse, print, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaText } from '../../src/cli/print-schema.ts';
import {
  createGateway,
  createSandbox,
  type Gateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { callLines } from '../support/calls.ts';
import { thirdParty } from '../support/third-party.ts';
import { connectionSources, type RelaySource } from './documents.ts';

const { folder, installed } = thirdParty('test/relay', 'relay-compiler');
const run = promisify(execFile);
const places: string[] = [];

afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true });
});

/** Compiles sources against a schema; the artifacts' folder and what the compiler said. */
function compile(schema: string, sources: readonly Pick<RelaySource, 'name' | 'content'>[]) {
  const place = mkdtempSync(path.join(tmpdir(), 'relay-'));
  places.push(place);
  const config = {
    src: 'src',
    schema: 'schema.graphql',
    artifactDirectory: 'artifacts',
    language: 'javascript',
    eagerEsModules: false,
  };
  for (const name of ['src', 'artifacts']) mkdirSync(path.join(place, name));
  // The artifacts are CommonJS; without this the nearest package.json above the place decides how Node reads them.
  writeFileSync(path.join(place, 'package.json'), JSON.stringify({ type: 'commonjs' }));
  writeFileSync(path.join(place, 'schema.graphql'), schema);
  writeFileSync(path.join(place, 'relay.config.json'), JSON.stringify(config));
  for (const { name, content } of sources) writeFileSync(path.join(place, 'src', name), content);
  const compiler = path.join(folder, 'node_modules/relay-compiler/cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, 'relay.config.json'], {
    cwd: place,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr, artifacts: path.join(place, 'artifacts') };
}

describe.skipIf(!installed)('the compiler of Relay', () => {
  const sources = connectionSources(buildSchema(schemaText()));

  test('accepts every connection of the schema', () => {
    const { status, said } = compile(schemaText(), sources);
    expect(status, said).toBe(0);
    expect(sources.map(({ connection }) => connection)).toContain('Project.tasks');
    expect(sources.length).toBeGreaterThan(15);
  });

  test.each(['hasPreviousPage', 'startCursor'])('refuses them without %s', (field) => {
    const poorer = visit(parse(schemaText()), {
      FieldDefinition: ({ name }) => (name.value === field ? null : undefined),
    });
    const { status, said } = compile(print(poorer), sources);
    expect(status).not.toBe(0);
    expect(said).toContain(field);
  });
});

const LAUNCH = `import { graphql } from 'relay-runtime';

graphql\`
  query LaunchQuery($gid: ID!, $count: Int!) { project(gid: $gid) { ...Launch_project @arguments(count: $count) } }
\`;
graphql\`
  fragment Launch_project on Project
    @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" })
    @refetchable(queryName: "LaunchPageQuery") {
    name
    tasks(first: $count, after: $cursor) @connection(key: "Launch_tasks") { edges { node { gid name } } }
  }
\`;
`;

describe.skipIf(!installed)('a Relay application', () => {
  let sandbox: Sandbox;
  let gateway: Gateway;

  beforeAll(async () => {
    sandbox = await createSandbox();
    gateway = await createGateway({ asanaBaseUrl: sandbox.url, port: 0, telemetry: silentTelemetry() });
  });
  afterAll(async () => {
    await gateway?.[Symbol.asyncDispose]();
    await sandbox?.close();
  });

  test('pages through 250 tasks, each once', async () => {
    const { status, said, artifacts } = compile(schemaText(), [{ name: 'Launch.js', content: LAUNCH }]);
    expect(status, said).toBe(0);
    sandbox.clearCalls();
    const { launch } = sandbox.gids.projects;
    const args = ['page-through.mjs', artifacts, gateway.url, sandbox.tokens.ada, launch, '60'];
    const pages = JSON.parse((await run(process.execPath, args, { cwd: folder })).stdout) as {
      gids: string[];
      pageInfo: { hasNextPage: boolean };
    }[];
    expect(pages.map(({ gids }) => gids.length)).toEqual([60, 120, 180, 240, 250]);
    expect(pages.at(-1)?.gids).toEqual(sandbox.store.list('project-tasks', launch).map(({ gid }) => gid));
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, true, true, false]);
    expect(callLines(sandbox.calls).filter((line) => line.includes('tasks'))).toEqual(
      Array.from({ length: 5 }, () =>
        expect.stringMatching(/^GET \/projects\/\d+\/tasks\?limit=60.* \[name\]$/),
      ),
    );
  });
});
