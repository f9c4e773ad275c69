import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { isLoopbackHost, judgeOrigin, preflightHeaders } from '../../../src/server/http/origins.ts';
import { openSocket, startServer } from '../support.ts';

const LISTED = ['https://app.example.com', 'http://localhost:5173'];

describe('an Origin', () => {
  test.each([
    [undefined, 'gateway.example.com', 'none'],
    ['null', 'gateway.example.com', 'refused'],
    ['', 'gateway.example.com', 'refused'],
    ['https://gateway.example.com', 'gateway.example.com', 'same'],
    ['https://gateway.example.com', 'gateway.example.com:443', 'same'],
    ['http://localhost:4000', 'localhost:4000', 'same'],
    ['http://localhost:4000', 'LOCALHOST:4000', 'same'],
    ['http://localhost:4001', 'localhost:4000', 'refused'],
    ['https://app.example.com', 'gateway.example.com', 'listed'],
    ['https://APP.example.com', 'gateway.example.com', 'listed'],
    ['http://app.example.com', 'gateway.example.com', 'refused'],
    ['https://app.example.com.evil.com', 'gateway.example.com', 'refused'],
    ['https://app.example.com:8443', 'gateway.example.com', 'refused'],
    ['file://', 'gateway.example.com', 'refused'],
    ['chrome-extension://abc', 'gateway.example.com', 'refused'],
    ['not a url', 'gateway.example.com', 'refused'],
    ['https://gateway.example.com', undefined, 'refused'],
  ])('%s at host %s is %s', (origin, host, verdict) => {
    expect(judgeOrigin({ origin, host }, LISTED)).toBe(verdict);
  });
});

describe('a Host on loopback', () => {
  test.each(['localhost', 'localhost:4000', 'LOCALHOST', '127.0.0.1:80', '[::1]', '[::1]:4000'])(
    '%s is ours',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    undefined,
    '',
    'evil.com',
    'localhost.evil.com',
    '127.0.0.2',
    '127.0.0.1.nip.io:4000',
    '[::2]',
    'localhost:x',
  ])('%s is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

test('preflights allow the headers asked for, unless they are no names', () => {
  expect(preflightHeaders('Authorization, x-client-name, bad header, \u0000')).toMatchObject({
    'Access-Control-Allow-Headers': 'authorization, x-client-name',
  });
});

describe('over real sockets', () => {
  test('another host is turned away on loopback, over HTTP and at the upgrade', async () => {
    await using running = await startServer();
    expect(await statusOf(running.url, { host: 'evil.com' })).toBe(403);
    expect(await statusOf(running.server.baseUrl, { host: 'evil.com' })).toBe(403);
    expect(await statusOf(running.url, { host: 'localhost' })).toBe(400);
    await expect(openSocket(running.url, { headers: { host: 'evil.com' } })).rejects.toThrow('403');
  });

  test('any host is served where keys are wanted', async () => {
    const gatewayKeys = [{ name: 'web', key: 'k' }];
    await using running = await startServer({ asanaToken: 'secret', gatewayKeys });
    expect(await statusOf(running.url, { host: 'gateway.example.com' })).toBe(400);
  });

  test('a foreign origin is refused at the upgrade, a listed one and its own are not', async () => {
    await using running = await startServer({ corsOrigins: LISTED });
    await expect(openSocket(running.url, { origin: 'https://evil.com' })).rejects.toThrow('403');
    await expect(openSocket(running.url, { origin: 'null' })).rejects.toThrow('403');
    for (const origin of [LISTED[0]!, running.server.baseUrl]) {
      const client = await openSocket(running.url, { origin });
      client.socket.close();
    }
  });

  test('a preflight answers for listed origins only', async () => {
    await using running = await startServer({ corsOrigins: LISTED });
    const preflight = (origin: string) =>
      fetch(running.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const listed = await preflight(LISTED[0]!);
    expect(listed.status).toBe(204);
    expect(listed.headers.get('access-control-allow-origin')).toBe(LISTED[0]);
    expect(listed.headers.get('access-control-allow-headers')).toBe('authorization');
    expect(listed.headers.get('vary')).toBe('Origin');
    const foreign = await preflight('https://evil.com');
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('answers carry CORS headers for a listed origin and none by default', async () => {
    await using running = await startServer({ corsOrigins: LISTED });
    const query = `${running.url}?query={hello}`;
    const listed = await fetch(query, { headers: { origin: LISTED[1]! } });
    expect(listed.headers.get('access-control-allow-origin')).toBe(LISTED[1]);
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull();
    const own = await fetch(query, { headers: { origin: running.server.baseUrl } });
    expect(own.status).toBe(200);
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
  });
});

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
