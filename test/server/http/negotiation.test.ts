/** What a caller is told that sends a hash, takes no stream, or puts a condition where none can be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, startServer, type TestServer } from '../support.ts';

const GRAPHQL_RESPONSE = { accept: 'application/graphql-response+json' };
/** What the `HttpLink` of Apollo Client sends with a subscription. */
const APOLLO_SUBSCRIPTION =
  'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9';
const TICK = { query: 'subscription { tick }' };

describe.each([false, true])('all written by Yoga: %s;', (yogaWritesAll) => {
  let running: TestServer;
  beforeAll(async () => {
    running = await startServer({}, { yogaWritesAll });
  });
  afterAll(() => running.server.close());
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${running.url}?${new URLSearchParams(parameters)}`, { headers });

  test.each([
    ['{ limited }', '7'],
    ['{ limited(seconds: 0) }', '0'],
    ['{ limited(seconds: 0) a: limited(seconds: 2) }', '2'],
    ['{ limited broken }', null],
    ['{ broken }', null],
  ])('%s is answered with Retry-After %j', async (query, seconds) => {
    const response = await post(running.url, { query });
    expect(response.headers.get('retry-after')).toBe(seconds);
  });

  describe('a hash without a text', () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const NOT_SUPPORTED = {
      errors: [
        {
          message: 'PersistedQueryNotSupported',
          extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
        },
      ],
    };

    test.each([
      ['no query', {}],
      ['null', { query: null }],
      ['an empty one', { query: '' }],
      ['variables and a name', { variables: { a: 1 }, operationName: 'Me' }],
    ])('is answered as clients expect it: %s', async (_what, rest) => {
      for (const [headers, status] of [
        [{}, 200],
        [{ accept: 'application/json' }, 200],
        [GRAPHQL_RESPONSE, 400],
      ] as const) {
        const response = await post(running.url, { extensions, ...rest }, headers);
        expect(response.status).toBe(status);
        expect(await response.json()).toEqual(NOT_SUPPORTED);
      }
    });

    test('is answered the same by GET', async () => {
      for (const [headers, status] of [[{}, 200] as const, [GRAPHQL_RESPONSE, 400] as const]) {
        const response = await get({ extensions: JSON.stringify(extensions) }, headers);
        expect([response.status, await response.json()]).toEqual([status, NOT_SUPPORTED]);
      }
    });

    test('is answered the same where it is a document id', async () => {
      const documentId = `sha256:${'a'.repeat(64)}`;
      const response = await post(running.url, { documentId });
      expect([response.status, await response.json()]).toEqual([200, NOT_SUPPORTED]);
      const byGet = await get({ documentId });
      expect([byGet.status, await byGet.json()]).toEqual([200, NOT_SUPPORTED]);
      const withText = await post(running.url, { documentId, query: '{ hello }' });
      expect(await withText.json()).toEqual({ data: { hello: 'world' } });
    });

    test('with its text runs the text', async () => {
      const response = await post(running.url, { query: '{ hello }', extensions });
      expect(await response.json()).toEqual({ data: { hello: 'world' } });
    });

    test.each([{}, { persistedQuery: null }, { persistedQuery: { version: 1 } }, { persistedQuery: 'abc' }])(
      'extensions of %j are no hash',
      async (given) => {
        const response = await post(running.url, { extensions: given });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({
          errors: [{ message: 'Must provide query string.', extensions: { code: 'BAD_REQUEST' } }],
        });
      },
    );
  });

  describe('a subscription by a caller that takes JSON only', () => {
    test.each([
      ['application/json', 'application/json'],
      ['application/graphql-response+json', 'application/graphql-response+json'],
      ['application/json, text/event-stream;q=0', 'application/json'],
      ['text/event-stream;q=0, */*', 'application/json'],
      ['text/*;q=0, */*;q=0.5', 'application/json'],
      ['multipart/mixed', 'application/json'],
      [APOLLO_SUBSCRIPTION, 'application/graphql-response+json'],
    ])('is 406 and told what to accept: %s', async (accept, mediaType) => {
      for (const send of [() => post(running.url, TICK, { accept }), () => get(TICK, { accept })]) {
        const response = await send();
        expect(response.status).toBe(406);
        expect(response.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
        const never = accept.startsWith('multipart') ? ', never as multipart/mixed' : '';
        expect(await response.json()).toEqual({
          errors: [
            {
              message: `A subscription is answered as a stream of events${never}. Send it with "Accept: text/event-stream", or over a WebSocket at this URL (graphql-transport-ws).`,
              extensions: { code: 'BAD_REQUEST', retryable: false },
            },
          ],
        });
        const ticker = await running.tickers.next();
        await ticker.left;
        expect(running.lines.at(-1)).toMatchObject({ type: 'subscription', outcome: 'error', status: 406 });
      }
    });

    test.each([
      undefined,
      '*/*',
      '*',
      'text/event-stream',
      'application/json, text/event-stream',
      'text/*',
      'text/event-stream, */*;q=0',
      'text/event-stream;q=0.1, text/*;q=0',
    ])('with Accept %s is a stream', async (accept) => {
      const response = await post(running.url, TICK, accept === undefined ? {} : { accept });
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      const ticker = await running.tickers.next();
      await response.body?.cancel();
      await ticker.left;
    });

    test.each(['text/event-stream', 'text/*'])(
      'and a query with Accept %s is a short one',
      async (accept) => {
        const response = await post(running.url, { query: '{ hello }' }, { accept });
        expect(response.headers.get('content-type')).toBe('text/event-stream');
        expect(await response.text()).toContain(
          'event: next\ndata: {"data":{"hello":"world"}}\n\nevent: complete',
        );
      },
    );
  });

  describe('a condition at the root of a subscription', () => {
    test.each([
      ['subscription ($b: Boolean!) { tick @skip(if: $b) }', 'a subscription'],
      ['subscription ($b: Boolean!) { tick @include(if: $b) }', 'a subscription'],
      ['subscription S($b: Boolean!) { ... @include(if: $b) { tick } }', 'subscription "S"'],
      [
        'subscription ($b: Boolean!) { ...F @skip(if: $b) } fragment F on Subscription { tick }',
        'a subscription',
      ],
      [
        'subscription ($b: Boolean!) { ...F } fragment F on Subscription { tick @skip(if: $b) }',
        'a subscription',
      ],
      ['subscription ($b: Boolean = true) { tick @skip(if: $b) }', 'a subscription'],
      ['subscription { tick @skip(if: true) }', 'a subscription'],
    ])('is refused for what it is: %s', async (query, of) => {
      for (const variables of [{ b: true }, { b: false }]) {
        const response = await post(running.url, { query, variables }, { accept: 'application/json' });
        expect(await response.json()).toEqual({
          errors: [
            {
              message: expect.stringContaining(`The root of ${of} takes neither @skip nor @include`),
              locations: expect.any(Array),
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', retryable: false },
            },
          ],
        });
      }
    });

    test.each([
      ['subscription { tick denied }', 'must select only one top level field'],
      ['subscription { __typename }', 'must not select an introspection top level field'],
    ])('graphql-js still says what else is wrong: %s', async (query, message) => {
      const response = await post(running.url, { query }, { accept: 'application/json' });
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringContaining(message) }],
      });
    });
  });
});
