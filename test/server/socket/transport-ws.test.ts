/** What is said over a socket that stays open, spoken by hand: `ws` carries the bytes and nothing else. */
import { describe, expect, test } from 'vitest';
import { connect, openSocket, subscribe } from '../support.ts';
import { complete, expectAnswer, expectSilence, sharedServer } from './spoken.ts';

const server = sharedServer();

describe('pings', () => {
  test.each<[string, object, object]>([
    ['without payload', { type: 'ping' }, { type: 'pong' }],
    ['with null', { type: 'ping', payload: null }, { type: 'pong' }],
    [
      'with a payload',
      { type: 'ping', payload: { a: [1, { b: null }], c: '☃' } },
      { type: 'pong', payload: { a: [1, { b: null }], c: '☃' } },
    ],
    ['with an empty payload', { type: 'ping', payload: {} }, { type: 'pong', payload: {} }],
  ])('%s are answered, before and after connection_init', async (_what, ping, pong) => {
    for (const open of [openSocket, connect]) {
      const client = await open(server().url);
      client.send(ping);
      expect(await client.next()).toEqual(pong);
      client.socket.close();
    }
  });

  test('from the other side are answers to nothing, and change nothing', async () => {
    const client = await connect(server().url);
    client.send({ type: 'pong' });
    client.send({ type: 'pong', payload: { unasked: true } });
    await expectSilence(client);
    client.socket.close();
  });

  test('are answered while a stream runs', async () => {
    const client = await connect(server().url);
    client.send(subscribe('1', 'subscription { tick }'));
    const ticker = await server().tickers.next();
    await expectSilence(client);
    ticker.push(1);
    expect(await client.next()).toMatchObject({ id: '1', type: 'next' });
    client.socket.close();
  });
});

describe('connection_ack', () => {
  test.each([undefined, null, {}, { any: 'thing' }])('answers a payload of %j', async (payload) => {
    const client = await openSocket(server().url);
    client.send({ type: 'connection_init', ...(payload !== undefined && { payload }) });
    expect(await client.next()).toEqual({ type: 'connection_ack' });
    client.socket.close();
  });
});

const DEEP = `{ node ${'{ child '.repeat(30)} { id } ${'}'.repeat(30)} }`;

describe('before any resolver is called, a failure is an error message', () => {
  test.each<[string, string, object, string]>([
    ['a syntax error', '{ hello', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', '', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ helo }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['two roots of a subscription', 'subscription { tick denied }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query too deep', DEEP, {}, 'QUERY_TOO_LARGE'],
    ['too many tokens', `{ ${'hello '.repeat(11_000)} }`, {}, 'QUERY_TOO_LARGE'],
    ['too high a cost', '{ items(first: 30000) { nodes { id } } }', {}, 'QUERY_TOO_LARGE'],
    [
      'variables too deep',
      'query ($t: String!) { echo(text: $t) }',
      { variables: { t: JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`) } },
      'QUERY_TOO_LARGE',
    ],
    ['a missing variable', 'query ($t: String!) { echo(text: $t) }', {}, 'BAD_USER_INPUT'],
    [
      'a variable of another type',
      'query ($t: String!) { echo(text: $t) }',
      { variables: { t: 7 } },
      'BAD_USER_INPUT',
    ],
    [
      'a missing variable of a subscription',
      'subscription ($b: Boolean!) { tick ... on Subscription { __typename @skip(if: $b) } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['an unknown operation', 'query A { hello }', { operationName: 'B' }, 'BAD_REQUEST'],
    ['two operations and no name', 'query A { hello } query B { hello }', {}, 'BAD_REQUEST'],
    ['no operation', 'fragment F on Query { hello }', {}, 'BAD_REQUEST'],
    [
      'a hash without a text',
      '',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
  ])('%s, twice', async (_what, query, rest, code) => {
    const client = await connect(server().url);
    for (let time = 1; time <= 2; time += 1) {
      client.send(subscribe('1', query, rest));
      const { id, type, payload } = await client.next();
      expect([id, type]).toEqual(['1', 'error']);
      expect(payload).toEqual([
        expect.objectContaining({
          message: expect.any(String),
          extensions: expect.objectContaining({ code, retryable: false }),
        }),
      ]);
      expect(JSON.stringify(payload)).not.toContain('"http"');
      await expectSilence(client);
    }
    client.send(subscribe('1', '{ hello }'));
    await expectAnswer(client, '1', { hello: 'world' });
    client.socket.close();
  });

  test.each([
    ['left out', {}],
    ['null', { query: null }],
  ])(
    'a hash whose text is %s is no violation: the socket stays, and the client can fall back',
    async (_w, text) => {
      const client = await connect(server().url);
      for (const named of [
        { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
        { documentId: 'abc' },
      ]) {
        client.send({ id: '1', type: 'subscribe', payload: { ...text, ...named } });
        expect(await client.next()).toMatchObject({
          id: '1',
          type: 'error',
          payload: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
        });
      }
      client.send(subscribe('1', '{ hello }'));
      await expectAnswer(client, '1', { hello: 'world' });
      client.socket.close();
    },
  );

  test('all mistakes of a document stand in one message', async () => {
    const client = await connect(server().url);
    client.send(subscribe('1', '{ helo wold }'));
    const { type, payload } = await client.next();
    expect(type).toBe('error');
    expect(payload).toHaveLength(2);
    await expectSilence(client);
    client.socket.close();
  });

  test('the 101st stream is refused, whatever it asks for, and goes when another has ended', async () => {
    const client = await connect(server().url);
    for (let id = 1; id <= 100; id += 1) client.send(subscribe(String(id), 'subscription { tick }'));
    client.send(subscribe('101', '{ hang }'));
    expect(await client.next()).toMatchObject({
      id: '101',
      type: 'error',
      payload: [{ extensions: { code: 'QUERY_TOO_LARGE', limit: 'streams', value: 101, allowed: 100 } }],
    });
    expect(server().hanging.size).toBe(0);
    for (let id = 1; id <= 100; id += 1) await server().tickers.next();
    client.send(complete('50'));
    client.send(subscribe('101', '{ hello }'));
    await expectAnswer(client, '101', { hello: 'world' });
    client.socket.close();
  });
});

describe('once a resolver was called, a failure is a result, then complete', () => {
  test.each([
    ['a masked error', '{ broken }', 'INTERNAL_SERVER_ERROR'],
    ['a field without a caller', '{ who }', 'UNAUTHENTICATED'],
    ['a subscription that is refused', 'subscription { denied }', 'UNAUTHENTICATED'],
    ['a source that throws', 'subscription { broken }', 'INTERNAL_SERVER_ERROR'],
  ])('%s, twice', async (_what, query, code) => {
    const client = await connect(server().url);
    for (let time = 1; time <= 2; time += 1) {
      client.send(subscribe('1', query));
      expect(await client.next()).toMatchObject({
        id: '1',
        type: 'next',
        payload: { errors: [{ extensions: { code } }] },
      });
      expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    }
    await expectSilence(client);
    client.socket.close();
  });

  test('the rest of an answer comes with it', async () => {
    const client = await connect(server().url);
    client.send(subscribe('1', '{ broken hello }'));
    expect(await client.next()).toMatchObject({
      type: 'next',
      payload: { data: { broken: null, hello: 'world' }, errors: [{ path: ['broken'] }] },
    });
    expect(await client.next()).toEqual({ id: '1', type: 'complete' });
    client.socket.close();
  });
});
