import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, ROOT, run } from '../e2e/support.ts';
import { freePort } from '../support/ports.ts';
import { copyContext, environmentOf, type Stage, stagesOf, stepsOf } from './dockerfile.ts';

/** `IMAGE=long` runs what RUN says; else what it would make is taken from what was built. */
const LONG = process.env.IMAGE === 'long';

const [build, image] = stagesOf(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8')) as [Stage, Stage];
let folder: string;
let sent: readonly string[] = [];
const at = (stage: 'build' | 'image', ...names: string[]) => path.join(folder, stage, ...names);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'image-'));
  mkdirSync(at('build', 'app'), { recursive: true });
  mkdirSync(at('image', 'app'), { recursive: true });
  for (const { word, rest } of build.steps) {
    if (word === 'COPY' && rest === '. .') sent = copyContext(ROOT, at('build', 'app'));
    else if (word === 'COPY') copy(rest, ROOT, at('build', 'app'));
    else if (word === 'RUN') perform(rest);
    else expect([word, rest]).toEqual(['WORKDIR', '/app']);
  }
  for (const rest of stepsOf(image, 'COPY')) {
    const [, from = ''] = /^--from=build (.*)$/.exec(rest) ?? [];
    copy(from, at('build'), at('image', 'app'));
  }
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** COPY of named files into the folder. */
function copy(rest: string, from: string, to: string): void {
  const names = rest.split(' ');
  const target = names.pop() as string;
  expect(target).toMatch(/^\.\//);
  for (const name of names) {
    const place = target === './' ? path.join(to, path.basename(name)) : path.join(to, target);
    cpSync(path.join(from, name), place, { recursive: true });
  }
}

function perform(command: string): void {
  const cwd = at('build', 'app');
  if (LONG) {
    execFileSync('sh', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    return;
  }
  if (command.startsWith('npm ci ')) {
    expect(readdirSync(cwd).sort()).toEqual(['package-lock.json', 'package.json']);
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(cwd, 'node_modules'));
  } else {
    expect(command).toBe('npm run build -- --force');
    for (const name of ['scripts/build.mjs', 'src/cli.ts', 'src/graphiql/index.html']) {
      expect(readdirSync(path.join(cwd, path.dirname(name)))).toContain(path.basename(name));
    }
    cpSync(path.join(ROOT, 'dist'), path.join(cwd, 'dist'), { recursive: true });
    cpSync(path.join(ROOT, 'THIRD_PARTY_LICENSES'), path.join(cwd, 'THIRD_PARTY_LICENSES'));
  }
}

test('the build is sent nothing that was installed or built here', () => {
  expect(sent.filter((name) => /(^|\/)(node_modules|\.git|dist|coverage)$/.test(name))).toEqual([]);
  expect(sent).toEqual(expect.arrayContaining(['package-lock.json', 'src/cli.ts', 'LICENSE']));
});

test('both stages are one Node, no older than the package asks for, and the program is not root', () => {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const [, major] = /^node:(\d+)-slim$/.exec(image.image) ?? [];
  expect(build.image).toBe(image.image);
  expect(Number(major)).toBeGreaterThanOrEqual(Number.parseInt(engines.node.replace('>=', ''), 10));
  expect(stepsOf(image, 'USER')).toEqual(['node']);
});

test('the image has the program, its pages and every licence, and no packages', () => {
  expect(readdirSync(at('image', 'app')).sort()).toEqual([
    'LICENSE',
    'THIRD_PARTY_LICENSES',
    'dist',
    'package.json',
  ]);
  expect(readdirSync(at('image', 'app/dist'))).toEqual(
    expect.arrayContaining(['cli.js', 'console', 'graphiql']),
  );
});

test('the program of the image serves, is healthy, sends traces, writes no file and stops', async () => {
  const collector = createServer((request, response) => {
    request.resume();
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const told = once(collector, 'request') as Promise<[IncomingMessage]>;
  const [port, adminPort] = await Promise.all([freePort(), freePort()]);
  const env = {
    ...environmentOf(image),
    HOST: '127.0.0.1',
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    DRAIN_DELAY: '0s',
    DRAIN_TIMEOUT: '1s',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_BSP_SCHEDULE_DELAY: '50',
  };
  expect(stepsOf(image, 'ENTRYPOINT')).toEqual(['["node", "dist/cli.js"]']);
  const args = JSON.parse(stepsOf(image, 'CMD')[0] as string) as string[];
  const before = readdirSync(folder, { recursive: true });
  const cwd = at('image', 'app');
  await using program = run(args, { cli: path.join(cwd, 'dist/cli.js'), cwd, env });
  await program.saw(/ready at/);
  expect(await post(`http://127.0.0.1:${port}/graphql`, '{ __typename }')).toEqual({
    data: { __typename: 'Query' },
  });
  expect((await fetch(`http://127.0.0.1:${port}/jobs`)).status).toBe(200);
  const [{ url }] = await told;
  expect(url).toBe('/v1/traces');

  expect(healthCheck(cwd, env)).toBe(0);
  program.child.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  expect(healthCheck(cwd, env)).toBe(1);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  collector.closeAllConnections();
  collector.close();
});

/** Runs what HEALTHCHECK says; its exit code. */
function healthCheck(cwd: string, env: Record<string, string>): number | null {
  const [, command = ''] = /CMD (\[.*\])$/.exec(stepsOf(image, 'HEALTHCHECK')[0] as string) ?? [];
  const [program, ...args] = JSON.parse(command) as [string, ...string[]];
  expect(program).toBe('node');
  return spawnSync(process.execPath, args, { cwd, env }).status;
}
