import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createSandbox, DEMO_TOKEN, type Sandbox } from '../../src/index.ts';
import { post, type Running, run } from '../e2e/support.ts';
import { thirdParty } from '../support/third-party.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SNIPPETS = fileURLToPath(new URL('snippets', import.meta.url));
const { folder: ours, installed } = thirdParty('test/embedding', 'express');

test('every block of the page is its file', () => {
  const page = readFileSync(path.join(ROOT, 'docs/embedding.md'), 'utf8');
  const shown = [...page.matchAll(/<!-- snippet: (\S+) -->\n\n```js\n([\s\S]*?)\n```/g)];

  for (const [, file = '', code] of shown) {
    expect(`${code}\n`, file).toBe(readFileSync(path.join(SNIPPETS, file), 'utf8'));
  }
  expect(shown.map(([, file]) => file).sort()).toEqual(readdirSync(SNIPPETS).sort());
  expect(page.match(/^```js$/gm)).toHaveLength(shown.length);
});

describe.skipIf(!installed)('a program that embeds the gateway', () => {
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({ jobDurationMs: 300 });
    folder = mkdtempSync(path.join(tmpdir(), 'gateway-embedded-'));
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(ROOT, path.join(folder, 'node_modules/asana-jobs-gateway'));
    symlinkSync(path.join(ROOT, 'node_modules/graphql'), path.join(folder, 'node_modules/graphql'));
    for (const name of ['express', 'fastify']) {
      symlinkSync(path.join(ours, 'node_modules', name), path.join(folder, 'node_modules', name));
    }
    cpSync(SNIPPETS, path.join(folder, 'snippets'), { recursive: true });
  });
  afterAll(async () => {
    await sandbox?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (snippet: string, env: Record<string, string> = {}): Running =>
    run([], {
      cli: path.join(folder, 'snippets', snippet),
      cwd: folder,
      env: {
        PORT: '0',
        ASANA_BASE_URL: sandbox.url,
        LOG_LEVEL: 'silent',
        DRAIN_TIMEOUT: '1s',
        ...env,
      },
    });

  test.each(['node-http.mjs', 'express.mjs', 'fastify.mjs'])(
    '%s serves both, sockets included',
    async (snippet) => {
      await using program = start(snippet);
      const origin = `http://127.0.0.1:${await program.saw(/listens on (\d+)/)}`;

      expect(await post(`${origin}/asana/graphql`, '{ me { name } }', {}, BEARER)).toEqual({
        data: { me: { name: 'Ada Okafor' } },
      });
      expect(await textOf(`${origin}/`)).toBe('The rest of the site');
      expect((await fetch(`${origin}/asana/nothing`)).status).toBe(404);
      expect(await textOf(`${origin}/asana/health`)).toContain('"ok"');

      const page = await textOf(`${origin}/asana/graphql`, { accept: 'text/html' });
      const [, script = ''] = /src="([^"]+\.js)"/.exec(page) ?? [];
      expect(script).toMatch(/^\/asana\/graphql\/assets\//);
      expect((await fetch(origin + script)).status).toBe(200);
      const jobs = await textOf(`${origin}/asana/jobs/lists`, { accept: 'text/html' });
      const [, own = ''] = /src="([^"]+\.js)"/.exec(jobs) ?? [];
      expect(own).toMatch(/^\/asana\/jobs\/assets\//);
      expect((await fetch(origin + own)).status).toBe(200);
      expect(jobs).toContain('/asana/graphql');

      const socket = openSocket(`${origin}/asana/graphql`);
      const job = await startCopy(`${origin}/asana/graphql`);
      expect(await socket.last(job)).toEqual({ data: { jobUpdated: { status: 'SUCCEEDED' } } });
      program.child.kill('SIGTERM');
      expect(await socket.closed).toBe(1001);
      expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
    },
  );

  test('no-server.mjs executes an operation', async () => {
    await using program = start('no-server.mjs', { TOKEN: DEMO_TOKEN });

    const { stdout, stderr, code } = await program.ended;
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ me: { name: 'Ada Okafor' }, recentJobs: expect.any(Array) });
    expect(code).toBe(0);
  });

  async function startCopy(url: string): Promise<string> {
    const start =
      'mutation ($gid: ID!) { duplicateProject(input: { projectGid: $gid, name: "Copy" }) { job { gid } } }';
    const { data } = await post(url, start, { gid: sandbox.gids.projects.launch }, BEARER);
    return (data as { duplicateProject: { job: { gid: string } } }).duplicateProject.job.gid;
  }
});

const BEARER = { authorization: `Bearer ${DEMO_TOKEN}` };

async function textOf(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(url, { headers })).text();
}

/** A client of graphql-transport-ws, whose connection stays open. */
function openSocket(url: string) {
  let close: (code: number) => void;
  const closed = new Promise<number>((resolve) => {
    close = resolve;
  });
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: BEARER.authorization },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: { closed: (event) => close((event as { code: number }).code) },
  });
  return {
    closed,
    /** The last event of a watch. */
    async last(gid: string): Promise<unknown> {
      let last: unknown;
      const query = 'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }';
      for await (const event of client.iterate({ query, variables: { gid } })) last = event;
      return last;
    },
  };
}
