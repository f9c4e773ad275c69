import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createSandbox, DEMO_TOKEN, type MountOptions, mountGateway, silentTelemetry } from '../src/index.ts';
import { send } from './security/support.ts';
import { callLines } from './support/calls.ts';

const BEARER = { authorization: `Bearer ${DEMO_TOKEN}` };
const ME = JSON.stringify({ query: '{ me { name } }' });

/** A server of somebody else's with a gateway in it, and what reached neither. */
async function openHost(options: MountOptions = {}) {
  const sandbox = await createSandbox();
  const gateway = await mountGateway({
    asanaBaseUrl: sandbox.url,
    telemetry: silentTelemetry(),
    drainTimeoutMs: 5_000,
    ...options,
  });
  const leftOver: string[] = [];
  const server = createServer((request, response) => {
    gateway.handle(request, response, () => {
      leftOver.push(request.url ?? '');
      response.end('theirs');
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (gateway.handleUpgrade(request, socket, head)) return;
    leftOver.push(`upgrade ${request.headers.upgrade}`);
    socket.on('error', () => {}); // Node has let go of it
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    gateway,
    sandbox,
    leftOver,
    origin,
    ask: (path: string, headers: Record<string, string> = BEARER) =>
      fetch(origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: ME,
      }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await gateway[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

describe('a mounted gateway', () => {
  test('takes at the root what is its own, and leaves the rest', async () => {
    await using host = await openHost();
    expect(await (await host.ask('/graphql')).json()).toEqual({ data: { me: { name: 'Ada Okafor' } } });
    for (const path of ['/', '/health', '/metrics', '/graphqlx', '/asana/graphql']) {
      expect(await (await fetch(host.origin + path)).text()).toBe('theirs');
    }
    expect(host.leftOver).toEqual(['/', '/health', '/metrics', '/graphqlx', '/asana/graphql']);
  });

  test('takes below a path everything, and nothing beside it', async () => {
    await using host = await openHost({ path: '/tools/asana/' });
    expect((await host.ask('/tools/asana/graphql?x=1')).status).toBe(200);
    expect(await (await fetch(`${host.origin}/tools/asana/ready`)).json()).toEqual({ status: 'ready' });
    const metrics = await fetch(`${host.origin}/tools/asana/metrics`);
    expect(metrics.status).toBe(404);
    expect(await metrics.text()).toContain('The API is at /tools/asana/graphql.');
    const home = await fetch(`${host.origin}/tools/asana`, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect(home.headers.get('location')).toBe('/tools/asana/graphql');
    expect(await (await host.ask('/graphql')).text()).toBe('theirs');
    expect(await (await host.ask('/tools/asanas/graphql')).text()).toBe('theirs');
    expect(host.leftOver).toEqual(['/graphql', '/tools/asanas/graphql']);
  });

  test.each(['asana', '/a b', '/a?b', '/a//b', '/<x>'])('cannot be at "%s"', async (path) => {
    await expect(mountGateway({ path, telemetry: silentTelemetry() })).rejects.toThrow(
      `The gateway cannot be mounted at "${path}": a path such as "/asana" is needed.`,
    );
  });

  test('answers to any host, and holds to its limits and origins', async () => {
    await using host = await openHost({ maxOperations: 8, server: { limits: { bodyBytes: 20 } } });
    const named = await send(`${host.origin}/graphql?query={__typename}`, {
      headers: { host: 'app.example.com' },
    });
    expect(named.status).toBe(200);
    expect((await host.ask('/graphql')).status).toBe(413);
    expect((await host.ask('/graphql', { ...BEARER, origin: 'https://evil.example' })).status).toBe(403);
  });

  test('leaves upgrades that are not for it', async () => {
    await using host = await openHost({ path: '/asana' });
    for (const [path, protocol] of [
      ['/other', 'websocket'],
      ['/asana/graphql', 'h2c'],
    ] as const) {
      const headers = { connection: 'Upgrade', upgrade: protocol };
      expect((await send(host.origin + path, { headers })).status).toBe(400);
    }
    expect(host.leftOver).toEqual(['upgrade websocket', 'upgrade h2c']);
  });

  test('says when somebody read the body before', async () => {
    await using host = await openHost();
    const early = createServer((request, response) => {
      request.resume().once('end', () => {
        try {
          host.gateway.handle(request, response);
        } catch (error) {
          response.end(String(error));
        }
      });
    }).listen(0, '127.0.0.1');
    await once(early, 'listening');
    const url = `http://127.0.0.1:${(early.address() as AddressInfo).port}/graphql`;
    const reply = await fetch(url, { method: 'POST', body: ME });
    expect(await reply.text()).toBe(
      'Error: The body of a request was read before it reached the gateway. Mount it before whatever parses bodies.',
    );
    early.close();
  });

  test('finishes what is in flight when it closes, then takes nothing', async () => {
    await using host = await openHost({ asanaTimeoutMs: 700 });
    const hanging = host.ask('/graphql', { authorization: `Bearer ${DEMO_TOKEN}-hang` });
    await expect.poll(() => host.sandbox.calls).not.toEqual([]);
    await host.gateway.close();
    expect(await (await hanging).json()).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT' } }],
    });
    expect((await host.ask('/graphql')).status).toBe(503);
  });

  test('cuts what is in flight when it is to stop at once', async () => {
    await using host = await openHost({ asanaTimeoutMs: 60_000 });
    const hanging = host.ask('/graphql', { authorization: `Bearer ${DEMO_TOKEN}-hang` });
    await expect.poll(() => host.sandbox.calls).not.toEqual([]);
    const cut = expect(hanging).rejects.toThrow('fetch failed');
    await host.gateway.close({ immediately: true });
    await cut;
  });

  test('makes the context of an operation that it does not serve', async () => {
    await using host = await openHost();
    const { schema } = host.gateway;
    const source = '{ me { name } }';
    const mine = await graphql({ schema, source, contextValue: host.gateway.contextFor(BEARER) });
    expect(mine).toEqual({ data: { me: { name: 'Ada Okafor' } } });
    expect(callLines(host.sandbox.calls)).toEqual(['GET /users/me [name]']);
    const nobody = await graphql({ schema, source, contextValue: host.gateway.contextFor({}) });
    expect(nobody.errors?.[0]?.message).toMatch(/^This needs an Asana token/);
  });
});
