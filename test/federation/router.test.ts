import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGateway,
  createSandbox,
  type Gateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePort } from '../support/ports.ts';
import { thirdParty } from '../support/third-party.ts';

const { folder: HIVE, installed } = thirdParty('test/federation/hive', '@graphql-hive/gateway');

describe.skipIf(!installed)('behind a router', () => {
  const folder = temporaryFolder();
  let sandbox: Sandbox;
  let gateway: Gateway;
  let router: ChildProcess;
  let url: string;

  beforeAll(async () => {
    sandbox = await createSandbox({ jobDurationMs: 1_000 });
    gateway = await createGateway({
      asanaBaseUrl: sandbox.url,
      port: 0,
      federation: true,
      telemetry: silentTelemetry(),
    });
    const { data } = (await post(gateway.url, '{ _service { sdl } }')) as {
      data: { _service: { sdl: string } };
    };
    const supergraph = path.join(folder, 'supergraph.graphql');
    const composed = execFileSync(process.execPath, ['compose.mjs', 'asana', gateway.url], {
      cwd: HIVE,
      input: data._service.sdl,
    });
    writeFileSync(supergraph, composed);
    const port = await freePort();
    url = `http://127.0.0.1:${port}/graphql`;
    router = spawn(
      process.execPath,
      ['node_modules/@graphql-hive/gateway/dist/bin.js', 'supergraph', '-c', 'gateway.config.mjs'],
      { cwd: HIVE, env: { ...process.env, SUPERGRAPH: supergraph, ROUTER_PORT: String(port) } },
    );
    await listening(router);
  }, 60_000);

  afterAll(async () => {
    router?.kill('SIGKILL');
    await gateway?.[Symbol.asyncDispose]();
    await sandbox?.close();
  });

  test('a query runs through it', async () => {
    sandbox.clearCalls();
    expect(
      await post(url, `{ project(gid: "${sandbox.gids.projects.launch}") { name owner { name } } }`),
    ).toEqual({
      data: { project: { name: 'Autumn Launch Campaign', owner: { name: 'Grace Lindqvist' } } },
    });
    expect(sandbox.calls).toHaveLength(1);
  });

  test('a subscription runs through it to its end', async () => {
    const input = `{ projectGid: "${sandbox.gids.projects.website}", name: "Copy" }`;
    const started = (await post(url, `mutation { duplicateProject(input: ${input}) { job { gid } } }`)) as {
      data: { duplicateProject: { job: { gid: string } } };
    };
    const { gid } = started.data.duplicateProject.job;
    const response = await send(
      url,
      `subscription { jobUpdated(gid: "${gid}") { status } }`,
      'text/event-stream',
    );
    const text = await response.text();
    expect(text.match(/"status":"[A-Z_]+"/g)?.at(-1)).toBe('"status":"SUCCEEDED"');
    expect(text).toContain('event: complete');
  });

  async function post(target: string, query: string): Promise<unknown> {
    return (await send(target, query, 'application/json')).json();
  }

  function send(target: string, query: string, accept: string): Promise<Response> {
    return fetch(target, {
      method: 'POST',
      headers: {
        accept,
        'content-type': 'application/json',
        authorization: `Bearer ${sandbox.tokens.ada}`,
      },
      body: JSON.stringify({ query }),
    });
  }
});

/** Waits for the line that says so; fails when the router ends without it. */
function listening(router: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (/listening on/i.test(output)) resolve();
    };
    router.stdout?.on('data', look);
    router.stderr?.on('data', look);
    router.once('close', (code) => reject(new Error(`the router ended with ${code}: ${output}`)));
  });
}
