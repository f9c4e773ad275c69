/** Every way in which the protocol closes a socket, spoken by hand: `ws` carries the bytes and nothing else. */
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { connect, openSocket, startServer, subscribe } from '../support.ts';
import { sharedServer } from './spoken.ts';

const server = sharedServer({}, { timeouts: { initMs: 150 } });

const payload = { query: '{ hello }' };
const long = 'x'.repeat(257);

describe('4400 on', () => {
  test.each<[string, unknown]>([
    ['what is no JSON', '{"type":'],
    ['nothing at all', ''],
    ['a number', 7],
    ['a list', []],
    ['null', 'null'],
    ['a text', '"subscribe"'],
    ['no type', {}],
    ['a type that is no text', { type: 1 }],
    ['an unknown type', { type: 'nonsense' }],
    ['a type of the older protocol', { type: 'start', id: '1', payload }],
    ['connection_ack, which servers send', { type: 'connection_ack' }],
    ['next, which servers send', { type: 'next', id: '1', payload: { data: {} } }],
    ['error, which servers send', { type: 'error', id: '1', payload: [{ message: 'no' }] }],
    ['connection_init with a text', { type: 'connection_init', payload: 'token' }],
    ['connection_init with a list', { type: 'connection_init', payload: [] }],
    ['ping with a number', { type: 'ping', payload: 1 }],
    ['pong with a text', { type: 'pong', payload: 'x' }],
    ['subscribe without an id', { type: 'subscribe', payload }],
    ['subscribe with an empty id', { type: 'subscribe', id: '', payload }],
    ['subscribe with a number as id', { type: 'subscribe', id: 1, payload }],
    ['subscribe with null as id', { type: 'subscribe', id: null, payload }],
    ['subscribe without payload', { type: 'subscribe', id: '1' }],
    ['subscribe with a list as payload', { type: 'subscribe', id: '1', payload: [payload] }],
    ['subscribe without query', { type: 'subscribe', id: '1', payload: {} }],
    ['subscribe with a query that is no text', { type: 'subscribe', id: '1', payload: { query: 7 } }],
    [
      'subscribe with variables as a list',
      { type: 'subscribe', id: '1', payload: { ...payload, variables: [] } },
    ],
    [
      'subscribe with a number as operationName',
      { type: 'subscribe', id: '1', payload: { ...payload, operationName: 7 } },
    ],
    [
      'subscribe with a text as extensions',
      { type: 'subscribe', id: '1', payload: { ...payload, extensions: 'x' } },
    ],
    ['complete without an id', { type: 'complete' }],
    ['complete with an empty id', { type: 'complete', id: '' }],
    ['complete with a number as id', { type: 'complete', id: 1 }],
    ['subscribe with 257 units of id', { type: 'subscribe', id: long, payload }],
    ['subscribe with 129 characters of two units', { type: 'subscribe', id: '😀'.repeat(129), payload }],
    ['complete with 257 units of id', { type: 'complete', id: long }],
    ['ping with 257 units of id', { type: 'ping', id: long }],
    ['pong with 257 units of id', { type: 'pong', id: long }],
    ['connection_init with 257 units of id', { type: 'connection_init', id: long }],
  ])('%s, before and after connection_init', async (_what, message) => {
    for (const open of [openSocket, connect]) {
      const client = await open(server().url);
      client.send(message);
      expect(await client.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    }
  });
});

describe('4401 on an operation', () => {
  test('before connection_init', async () => {
    const client = await openSocket(server().url);
    client.send(subscribe('1', '{ hello }'));
    expect(await client.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  test('before connection_ack', async () => {
    const client = await openSocket(server().url);
    client.sendTogether({ type: 'connection_init' }, subscribe('1', '{ hello }'));
    expect(await client.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  test('and what came behind it is not carried out', async () => {
    const client = await openSocket(server().url);
    client.sendTogether(
      subscribe('1', '{ hello }'),
      { type: 'connection_init' },
      subscribe('2', 'subscription { tick }'),
    );
    expect(await client.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(server().tickers.size).toBe(0);
    expect(server().lines).toEqual([]);
  });
});

test('4403 when the token is no good and the client asked to be told so', async () => {
  await using strict = await startServer({
    asanaToken: 'secret',
    gatewayKeys: [{ name: 'web', key: 'a-key-of-16-chars' }],
  });
  const client = await connect(strict.url, { Authorization: 'Bearer wrong', reconnectOnExpiry: true });
  client.send(subscribe('1', 'subscription { denied }'));
  expect(await client.closed).toEqual({ code: 4403, reason: 'Token expired' });
});

test.each([
  ['no subprotocol', null, ''],
  ['the older one', 'graphql-ws', ' (graphql-ws on npm), not subscriptions-transport-ws'],
  ['one of somebody else', 'mqtt', ''],
])('4406 on %s, and what to offer', async (_what, protocol, hint) => {
  const client = await openSocket(server().url, { protocol });
  expect(await client.closed).toEqual({
    code: 4406,
    reason: `Subprotocol not acceptable: offer graphql-transport-ws${hint}`,
  });
});

test('4408 when connection_init does not come in time', async () => {
  const client = await openSocket(server().url);
  expect(await client.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
});

describe('4409 on an id in use', () => {
  test.each([
    ['by a stream', 'subscription { tick }'],
    ['by a query', '{ hang }'],
  ])('%s', async (_what, query) => {
    const client = await connect(server().url);
    client.send(subscribe('busy', query));
    client.send(subscribe('busy', '{ hello }'));
    expect(await client.closed).toEqual({ code: 4409, reason: 'Subscriber for busy already exists' });
    if (query.includes('tick')) await (await server().tickers.next()).left;
    else {
      const { signal } = await server().hanging.next();
      if (!signal?.aborted) await once(signal!, 'abort');
      server().release();
    }
  });

  test('in the same tick, nothing of either being carried out further', async () => {
    const client = await connect(server().url);
    client.sendTogether(subscribe('1', 'subscription { tick }'), subscribe('1', '{ hello }'));
    expect(await client.closed).toMatchObject({ code: 4409 });
    await (await server().tickers.next()).left;
  });

  test('with a reason that fits a close frame, however long the id', async () => {
    const client = await connect(server().url);
    const id = '☃'.repeat(256);
    client.send(subscribe(id, 'subscription { tick }'));
    client.send(subscribe(id, '{ hello }'));
    expect(await client.closed).toEqual({ code: 4409, reason: 'Subscriber already exists' });
    await (await server().tickers.next()).left;
  });
});

describe('4429 on a second connection_init', () => {
  test('after the first was acknowledged', async () => {
    const client = await connect(server().url);
    client.send({ type: 'connection_init' });
    expect(await client.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  test('together with the first', async () => {
    const client = await openSocket(server().url);
    client.sendTogether({ type: 'connection_init' }, { type: 'connection_init' });
    expect(await client.closed).toMatchObject({ code: 4429 });
  });
});
