import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { post, type Running, run, urlOf } from './support.ts';

const ENDINGS = [
  '',
  '-500',
  '-503',
  '-reset',
  '-malformed',
  '-ratelimited',
  '-nobatch',
  '-nojobs',
  '-readonly',
];
const STRANGERS = ['1/1200000000001:0123456789abcdef0123456789abcdef', 'stranger-with-an-invalid-secret'];

let sandbox: Sandbox;
let gateway: Running;
let url: string;

beforeAll(async () => {
  sandbox = await createSandbox();
  gateway = run(['start', '--port', '0'], {
    env: {
      ASANA_BASE_URL: sandbox.url,
      LOG_LEVEL: 'trace',
      ASANA_TIMEOUT: '1s',
      WATCH_FAILURE_LIMIT: '1s',
      HASH_SECRET: 'salt-of-the-hashes',
    },
  });
  url = await urlOf(gateway);
});

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await sandbox.close();
});

async function storm(token: string): Promise<unknown> {
  const authorization = `Bearer ${token}`;
  const gid = sandbox.gids.projects.launch;
  const client = createClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: authorization },
  });
  const [first] = await Promise.all([
    client.iterate({ query: `subscription { jobUpdated(gid: "1") { status } }` }).next(),
    post(
      url,
      `{ me { gid } project(gid: "${gid}") { name tasks(first: 3) { nodes { name } } } }`,
      {},
      { authorization },
    ),
    post(url, '{ job(gid: "1") { status } }', {}, { authorization }),
    post(
      url,
      `mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { userErrors { code } } }`,
      {},
      { authorization },
    ),
    post(url, `{ task(gid: "${token}") { name } }`, { token }, { authorization: `Basic ${token}` }),
    post(url, `{ nonsense(token: "${token}") }`, {}, { authorization }),
    fetch(`${url}?query=${encodeURIComponent('{ me { gid } }')}&access_token=${encodeURIComponent(token)}`, {
      headers: { authorization },
    }).then((response) => response.text()),
  ]);
  await client.dispose();
  return first.value;
}

describe('after a storm of errors', () => {
  test('no token stands in the log or in the metrics', async () => {
    const tokens = [...ENDINGS.map((ending) => `${sandbox.tokens.grace}${ending}`), ...STRANGERS];
    const events = await Promise.all(tokens.map(storm));
    expect(events.filter((event) => event !== undefined).length).toBeGreaterThan(0);
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    expect(metrics).toContain('gateway_errors_total{code="UNAUTHENTICATED"}');
    gateway.child.kill('SIGTERM');
    const { code, stdout, stderr } = await gateway.ended;
    expect(code).toBe(0);
    const written = stdout + stderr + metrics;
    expect(written.length).toBeGreaterThan(5_000);
    for (const secret of [sandbox.tokens.grace, ...STRANGERS, 'salt-of-the-hashes']) {
      expect(written).not.toContain(secret);
    }
  });
});
