import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, run, urlOf } from '../e2e/support.ts';
import { thirdParty } from '../support/third-party.ts';
import { NODES, type NodeProgram, NPM } from './nodes.ts';
import { type Packed, pack } from './packed.ts';

const { folder: ours, installed } = thirdParty('test/package', 'yarn');

/** Every installer with every Node; else each Node and each installer once. */
const LONG = process.env.PACKAGE === 'long';

interface Installer {
  readonly name: string;
  readonly command: (archive: string, registry: string) => string[];
}

const npm: Installer = {
  name: 'npm',
  command: (archive) => [NPM, 'install', '--no-audit', '--no-fund', '--prefer-offline', archive],
};
const strict: Installer = {
  name: 'npm --engine-strict',
  command: (archive, registry) => [...npm.command(archive, registry), '--engine-strict'],
};
const yarn: Installer = {
  name: 'yarn 1',
  command: (archive, registry) => [
    path.join(ours, 'node_modules/yarn/bin/yarn.js'),
    ...['add', `file:${archive}`, '--registry', registry, '--no-progress', '--non-interactive'],
  ],
};

const all = NODES.flatMap((node) => [npm, strict, yarn].map((installer) => ({ node, installer })));
const [oldest, ...newer] = NODES as [NodeProgram, ...NodeProgram[]];
const few = [
  { node: oldest, installer: strict },
  { node: newer[0] ?? oldest, installer: yarn },
  ...newer.slice(1).map((node) => ({ node, installer: strict })),
];

/** Runs, from the installed package, what a program would that embeds it. */
const PROGRAM = `
import { createGateway, createSandbox, DEMO_TOKEN, silentTelemetry } from 'asana-jobs-gateway';
import { GraphQLSchema } from 'graphql';
import { createSchema } from 'asana-jobs-gateway';
const sandbox = await createSandbox();
const gateway = await createGateway({ port: 0, asanaBaseUrl: sandbox.url, telemetry: silentTelemetry() });
const reply = await fetch(gateway.url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + DEMO_TOKEN },
  body: JSON.stringify({ query: '{ me { name } }' }),
});
console.log(await reply.text(), createSchema() instanceof GraphQLSchema);
await gateway.close();
await sandbox[Symbol.asyncDispose]();
`;

let packed: Packed;
let registry: string;
beforeAll(() => {
  packed = pack();
  registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
});
afterAll(() => packed?.[Symbol.dispose]());

describe.skipIf(!installed)('installed into an empty project', () => {
  test.each(LONG ? all : few)('with $installer.name on $node.name it is quiet and runs', async (way) => {
    const project = path.join(packed.folder, `${way.installer.name} ${way.node.name}`.replaceAll(' ', '-'));
    mkdirSync(project);
    writeFileSync(path.join(project, 'package.json'), '{ "private": true, "license": "MIT" }');
    const output = install(way.installer, way.node, project);
    expect(output).not.toMatch(/EBADENGINE|engine|incompatible|unmet|deprecated|peer/i);
    expect(packagesIn(project)).toEqual(['asana-jobs-gateway', 'graphql']);

    writeFileSync(path.join(project, 'program.mjs'), PROGRAM);
    const { stdout, stderr } = spawnSync(way.node.path, ['program.mjs'], { cwd: project, encoding: 'utf8' });
    expect(stdout + stderr).toBe('{"data":{"me":{"name":"Ada Okafor"}}} true\n');

    await using demo = run(['demo', '--port', '0'], {
      node: way.node.path,
      cli: path.join(project, 'node_modules/.bin/asana-jobs-gateway'),
      cwd: project,
    });
    expect(await post(await urlOf(demo), '{ me { name } }')).toEqual({
      data: { me: { name: 'Ada Okafor' } },
    });
  });
});

/** Installs, and gives back all that was said. @throws what was said, where it fails */
function install(installer: Installer, node: NodeProgram, project: string): string {
  const { status, stdout, stderr } = spawnSync(node.path, installer.command(packed.archive, registry), {
    cwd: project,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${installer.name} ended with ${status}: ${stdout}${stderr}`);
  return stdout + stderr;
}

function packagesIn(project: string): string[] {
  return readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
}
