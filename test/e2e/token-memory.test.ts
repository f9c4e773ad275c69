import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox } from '../../src/sandbox/server.ts';
import { eventually } from '../support/eventually.ts';
import { post, run, urlOf } from './support.ts';

const START = `mutation ($gid: ID!) {
  duplicateProject(input: { projectGid: $gid, name: "Kept [slow]", setUp: { project: { notes: "x" } } }) {
    job { setUp { id state } }
  }
}`;

/** All that the program remembers, as text; asked for by a signal, whole once it ends like JSON. */
async function memoryOf(child: { kill(signal: 'SIGUSR2'): boolean }, directory: string): Promise<string> {
  child.kill('SIGUSR2');
  const read = (): string => {
    const [file] = readdirSync(directory);
    return file === undefined ? '' : readFileSync(path.join(directory, file), 'latin1');
  };
  await eventually(() => read().trimEnd().endsWith('}'), 60_000);
  return read();
}

test('a token whose time is over is nowhere in the program, one whose user is there is', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'memory-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const sandbox = await createSandbox({ jobDurationMs: 300 });
  onTestFinished(() => sandbox.close());
  const { ada, grace } = sandbox.tokens;
  await using gateway = run(['start'], {
    env: {
      PORT: '0',
      ASANA_BASE_URL: sandbox.url,
      ERRAND_TOKEN_TTL: '500ms',
      LOG_LEVEL: 'trace',
      NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${directory}`,
    },
  });
  const url = await urlOf(gateway);
  const variables = { gid: sandbox.gids.projects.office };
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${grace}` },
    lazy: false,
  });
  // Before the gateway ends: one that is not told to stop connects again, to nobody, after the test is over.
  await using _leaving = { [Symbol.asyncDispose]: async () => client.dispose() };
  for (const token of [ada, grace]) {
    const { data } = await post(url, START, variables, {
      authorization: `Bearer ${token}`,
      connection: 'close',
    });
    expect(data).toMatchObject({ duplicateProject: { job: { setUp: { state: 'WAITING' } } } });
  }
  await gateway.saw(/"state":"interrupted"/);
  const memory = await memoryOf(gateway.child, directory);
  expect([memory.includes(grace), memory.includes(ada)]).toEqual([true, false]);
  expect([gateway.output().includes(grace), gateway.output().includes(ada)]).toEqual([false, false]);
});
