import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockAgent } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import { createAsanaClient } from '../../../src/asana/client.ts';
import { silentTelemetry } from '../../../src/telemetry.ts';
import { clientBench, taskRead } from '../../support/asana-client.ts';

const settings = {
  timeoutMs: 5_000,
  requestsPerMinute: 'auto',
  telemetry: silentTelemetry(),
  random: () => 0,
} as const;
const context = { token: asanaToken('1/secret'), priority: 'read' } as const;
const start = { path: '/tasks/1/duplicate', route: '/tasks/{gid}/duplicate', body: {}, fields: [] };

test('calls go through the proxy that the environment names', async () => {
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    tunnels.push(String(request.url));
    socket.on('error', () => {}); // Node has let go of it, and a client may reset what it was refused on
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  const client = createAsanaClient({ ...settings, baseUrl: 'https://asana.invalid/api/1.0' });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await client[Symbol.asyncDispose]();
    proxy.close();
  });
  await expect(client.read(taskRead('1'), context)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
  const unsent = { code: 'UPSTREAM_UNREACHABLE', message: expect.stringContaining('Nothing was sent') };
  await expect(client.start(start, context)).rejects.toMatchObject(unsent);
  expect(new Set(tunnels)).toEqual(new Set(['asana.invalid:443']));
});

test('a given dispatcher is used for everything and left open', async () => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const asana = agent.get('https://asana.test');
  const gid = { data: { gid: '1' } };
  asana.intercept({ path: '/api/1.0/tasks/1?opt_fields=gid' }).reply(200, gid).times(2);
  asana.intercept({ path: '/api/1.0/tasks/1/duplicate', method: 'POST' }).reply(201, gid);
  const options = { ...settings, baseUrl: 'https://asana.test/api/1.0/', dispatcher: agent };
  for (const round of [1, 2]) {
    const client = createAsanaClient(options);
    expect((await client.read(taskRead('1'), context)).data).toEqual({ gid: '1' });
    if (round === 1) expect((await client.start(start, context)).data).toEqual({ gid: '1' });
    await client[Symbol.asyncDispose]();
  }
  agent.assertNoPendingInterceptors();
  await agent.close();
});

test('a closed client refuses instead of hanging', async () => {
  const bench = await clientBench();
  await bench.client[Symbol.asyncDispose]();
  await expect(bench.client.read(taskRead('1'), bench.context())).rejects.toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
  });
});
