import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connect, openSocket, queue, startServer, subscribe, type TestServer } from '../support.ts';

describe('graphql-transport-ws', () => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({}, { timeouts: { initMs: 150 } });
  });
  afterAll(() => running.server.close());

  describe('closes', () => {
    test('1009 on a message too large', async () => {
      const client = await connect(running.url);
      client.send(subscribe('1', `{ hello } # ${'x'.repeat(1_100_000)}`));
      expect(await client.closed).toMatchObject({ code: 1009 });
    });
  });

  describe('messages', () => {
    test('a query is next, then complete', async () => {
      const client = await connect(running.url);
      client.send(
        subscribe('1', 'query ($text: String!) { echo(text: $text) }', { variables: { text: 'hi' } }),
      );
      expect(await client.next()).toEqual({ id: '1', type: 'next', payload: { data: { echo: 'hi' } } });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
      client.socket.close();
    });

    test('events come in order, then complete', async () => {
      const client = await connect(running.url);
      client.send(subscribe('1', 'subscription { tick }'));
      const ticker = await running.tickers.next();
      for (const tick of [1, 2, 3]) ticker.push(tick);
      ticker.end();
      for (const tick of [1, 2, 3])
        expect(await client.next()).toMatchObject({ type: 'next', payload: { data: { tick } } });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
      client.socket.close();
    });

    test('a ping is answered with its payload', async () => {
      const client = await openSocket(running.url);
      client.send({ type: 'ping', payload: { n: 1 } });
      expect(await client.next()).toEqual({ type: 'pong', payload: { n: 1 } });
      client.socket.ping('x');
      const [payload] = await once(client.socket, 'pong');
      expect(String(payload)).toBe('x');
      client.socket.close();
    });

    test('complete frees the source at once, and the id', async () => {
      const client = await connect(running.url);
      client.send(subscribe('1', 'subscription { tick }'));
      const ticker = await running.tickers.next();
      client.send({ id: '1', type: 'complete' });
      client.send(subscribe('2', '{ hello }'));
      expect(await client.next()).toMatchObject({ id: '2', type: 'next' });
      expect(ticker.returned).toBe(true);
      expect(await client.next()).toEqual({ id: '2', type: 'complete' });
      client.send(subscribe('1', '{ hello }'));
      expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
      client.socket.close();
    });

    test('complete aborts a query that still runs', async () => {
      const client = await connect(running.url);
      client.send(subscribe('1', '{ hang }'));
      const { signal } = await running.hanging.next();
      client.send({ id: '1', type: 'complete' });
      await once(signal!, 'abort');
      running.release();
      client.send(subscribe('2', '{ hello }'));
      expect(await client.next()).toMatchObject({ id: '2' });
      client.socket.close();
    });

    test('a client that leaves frees sources and aborts queries', async () => {
      const client = await connect(running.url);
      client.send(subscribe('1', 'subscription { tick }'));
      client.send(subscribe('2', '{ hang }'));
      const ticker = await running.tickers.next();
      const { signal } = await running.hanging.next();
      client.socket.terminate();
      await once(signal!, 'abort');
      await ticker.left;
      running.release();
    });

    test('a client of the library subscribes and finishes', async () => {
      const client = createClient({
        url: running.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        lazy: true,
      });
      const events = client.iterate<{ tick: number }>({ query: 'subscription { tick }' });
      const first = events.next();
      const ticker = await running.tickers.next();
      ticker.push(7);
      expect((await first).value).toEqual({ data: { tick: 7 } });
      ticker.end();
      expect((await events.next()).done).toBe(true);
      await client.dispose();
    });
  });

  describe('a failure ends the operation, not the socket', () => {
    test('a context that throws', async () => {
      await using throwing = await startServer(
        {},
        {
          createContext: () => {
            throw new Error('secret detail');
          },
        },
      );
      const client = await connect(throwing.url);
      client.send(subscribe('1', '{ hello }'));
      expect(await client.next()).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      });
      expect(client.socket.readyState).toBe(client.socket.OPEN);
      client.socket.close();
    });
  });
});

describe('who calls', () => {
  test.each([
    ['connection_init', { Authorization: 'Bearer one' }, undefined],
    ['any case of the key', { AUTHORIZATION: 'Bearer one' }, undefined],
    ['the upgrade', undefined, { authorization: 'Bearer one' }],
    ['connection_init before the upgrade', { authorization: 'Bearer one' }, { authorization: 'Bearer two' }],
    ['the upgrade where connection_init says null', { Authorization: null }, { authorization: 'Bearer one' }],
  ])('comes from %s', async (_name, payload, headers) => {
    await using running = await startServer();
    const client = await connect(running.url, payload, headers ? { headers } : {});
    client.send(subscribe('1', '{ who }'));
    expect(await client.next()).toMatchObject({
      payload: { data: { who: 'token:7692c3ad3540bb803c020b3aee66cd88' } },
    });
    await client.next();
    client.socket.close();
    expect(running.lines.at(-1)).toMatchObject({ transport: 'websocket', type: 'query', outcome: 'ok' });
    expect(JSON.stringify(running.lines)).not.toContain('Bearer');
  });

  test('a wrong key is told per operation, the socket stays', async () => {
    const gatewayKeys = [{ name: 'web', key: 'right' }];
    await using running = await startServer({ asanaToken: 'secret', gatewayKeys });
    for (const payload of [{ Authorization: 'Bearer wrong' }, { Authorization: 'right' }, {}]) {
      const client = await connect(running.url, payload);
      client.send(subscribe('1', '{ who hello }'));
      expect(await client.next()).toMatchObject({
        payload: { data: { hello: 'world' }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
      client.socket.close();
    }
  });

  test('an expired token closes with 4403 where that was asked for', async () => {
    const gatewayKeys = [{ name: 'web', key: 'right' }];
    await using running = await startServer({ asanaToken: 'secret', gatewayKeys });
    const client = await connect(running.url, { Authorization: 'Bearer expired', reconnectOnExpiry: true });
    client.send(subscribe('1', 'subscription { denied }'));
    expect(await client.closed).toEqual({ code: 4403, reason: 'Token expired' });
  });

  test('a token reported dead closes only the sockets that asked for it', async () => {
    const reports: ((hash: string) => void)[] = [];
    await using running = await startServer(
      {},
      {
        onTokenDead: (listener) => {
          reports.push(listener);
          return () => reports.pop();
        },
      },
    );
    const asking = await connect(running.url, { Authorization: 'Bearer one', reconnectOnExpiry: true });
    const other = await connect(running.url, { Authorization: 'Bearer two', reconnectOnExpiry: true });
    const silent = await connect(running.url, { Authorization: 'Bearer one' });
    asking.send(subscribe('1', 'subscription { tick }'));
    const ticker = await running.tickers.next();
    reports[0]?.('7692c3ad3540bb803c020b3aee66cd88');
    expect(await asking.closed).toMatchObject({ code: 4403 });
    await ticker.left;
    for (const client of [other, silent]) {
      client.send(subscribe('1', '{ hello }'));
      expect(await client.next()).toMatchObject({ type: 'next' });
    }
    await running.server.close();
    expect(reports).toEqual([]);
  });
});

describe('limits of sockets', () => {
  test('the stream over the limit is refused, the others live on', async () => {
    await using running = await startServer();
    const client = await connect(running.url);
    for (let id = 1; id <= 101; id += 1) client.send(subscribe(String(id), 'subscription { tick }'));
    expect(await client.next()).toMatchObject({
      id: '101',
      type: 'error',
      payload: [{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'streams', value: 101, allowed: 100 } }],
    });
    const ticker = await running.tickers.next();
    ticker.push(1);
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
    client.socket.close();
  });

  test('sockets of one token are limited', async () => {
    await using running = await startServer({}, { limits: { socketsPerToken: 1 } });
    const first = await connect(running.url, { Authorization: 'Bearer one' });
    const second = await openSocket(running.url);
    second.send({ type: 'connection_init', payload: { Authorization: 'Bearer one' } });
    expect(await second.closed).toMatchObject({ code: 1013 });
    first.socket.close();
    await first.closed;
    await connect(running.url, { Authorization: 'Bearer two' });
  });

  test('sockets of one address are limited behind a trusted proxy', async () => {
    await using running = await startServer(
      { trustedProxies: ['127.0.0.1'] },
      { limits: { socketsPerAddress: 1 } },
    );
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    await openSocket(running.url, from('203.0.113.1'));
    await expect(openSocket(running.url, from('203.0.113.1'))).rejects.toThrow('429');
    await openSocket(running.url, from('203.0.113.2'));
  });

  test('compression is never negotiated, other paths are refused', async () => {
    await using running = await startServer();
    const client = await openSocket(running.url, { perMessageDeflate: true });
    expect(client.socket.extensions).toBe('');
    await expect(openSocket(`${running.server.baseUrl}/other`)).rejects.toThrow('404');
  });

  test('a socket that answers no ping is cut', async () => {
    await using running = await startServer({}, { timeouts: { pingMs: 60 } });
    const pings = queue<true>();
    const alive = await connect(running.url);
    alive.socket.on('ping', () => pings.push(true));
    const dead = await openSocket(running.url, { autoPong: false });
    dead.send({ type: 'connection_init' });
    expect(await dead.closed).toMatchObject({ code: 1006 });
    await pings.next();
    await pings.next();
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });

  test('a client that does not read holds up only itself', async () => {
    await using running = await startServer();
    const slow = await connect(running.url);
    const text = 'x'.repeat(900_000);
    slow.socket.pause();
    for (let id = 0; id < 40; id += 1) {
      slow.send(subscribe(String(id), 'query ($t: String!) { echo(text: $t) }', { variables: { t: text } }));
    }
    const quick = await connect(running.url);
    quick.send(subscribe('1', '{ hello }'));
    expect(await quick.next()).toMatchObject({ type: 'next' });
    slow.socket.resume();
    const ids = new Set<string | undefined>();
    while (ids.size < 40) {
      const message = await slow.next();
      if (message.type === 'complete') ids.add(message.id);
    }
  });
});
