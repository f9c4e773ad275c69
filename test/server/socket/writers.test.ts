import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support.ts';

interface Sent {
  readonly body: string;
  readonly headers?: Record<string, string>;
}

const json = (body: unknown, headers?: Record<string, string>): Sent => ({
  body: JSON.stringify(body),
  ...(headers && { headers }),
});
const GRAPHQL_RESPONSE = { accept: 'application/graphql-response+json' };

const CASES: Record<string, Sent> = {
  'a plain query': json({ query: '{ hello }' }),
  'a named query among others': json({ query: 'query A { hello } query B { who }', operationName: 'A' }),
  variables: json({ query: 'query ($text: String!) { echo(text: $text) }', variables: { text: 'grüße ☃' } }),
  'a mutation': json({ query: 'mutation { start }' }),
  'a caller': json({ query: '{ who }' }, { authorization: 'Bearer secret' }),
  'no caller': json({ query: '{ who }' }),
  'a malformed Authorization': json({ query: '{ who }' }, { authorization: 'Basic eDp5' }),
  'a masked error': json({ query: '{ broken hello }' }),
  'a rate limit alone': json({ query: '{ limited a: limited(seconds: 12) }' }),
  'a rate limit among others': json({ query: '{ limited broken }' }),
  'a syntax error': json({ query: '{ hello' }),
  'a syntax error, strict': json({ query: '{ hello' }, GRAPHQL_RESPONSE),
  'an unknown field': json({ query: '{ helo }' }),
  'an unknown field, strict': json({ query: '{ helo }' }, GRAPHQL_RESPONSE),
  'a missing variable': json({ query: 'query ($text: String!) { echo(text: $text) }' }),
  'a missing variable, strict': json(
    { query: 'query ($text: String!) { echo(text: $text) }' },
    GRAPHQL_RESPONSE,
  ),
  'no query': json({ variables: {} }),
  'an empty object': json({}),
  'a query that is no string': json({ query: 7 }),
  'variables that are no object': json({ query: '{ hello }', variables: [1] }),
  'an unknown parameter': json({ query: '{ hello }', foo: 1 }),
  'an unknown operation': json({ query: 'query A { hello }', operationName: 'B' }),
  'two operations and no name': json({ query: 'query A { hello } query B { hello }' }),
  'no operation': json({ query: 'fragment F on Query { hello }' }),
  'a batch': json([{ query: '{ hello }' }]),
  'a string as body': json('{ hello }'),
  'no JSON': { body: '{"query":' },
  'an empty body': { body: '' },
  'another content type': { body: '{ hello }', headers: { 'content-type': 'application/graphql' } },
  'a form': { body: 'query=%7Bhello%7D', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'a charset': json({ query: '{ hello }' }, { 'content-type': 'application/json; charset=utf-8' }),
  'a strange charset': json({ query: '{ hello }' }, { 'content-type': 'application/json; charset=latin1' }),
  'a query too deep': json({ query: `{ node ${'{ child '.repeat(30)} { id } ${'}'.repeat(30)} }` }),
  'a query too deep, strict': json(
    { query: `{ node ${'{ child '.repeat(30)} { id } ${'}'.repeat(30)} }` },
    GRAPHQL_RESPONSE,
  ),
  'a query too costly': json({
    query: '{ items(first: 100) { nodes { items(first: 1000) { nodes { id } } } } }',
  }),
  'too many tokens': json({ query: `{ ${'hello '.repeat(11_000)} }` }),
  'a list of types with a preference': json(
    { query: '{ hello }' },
    { accept: 'application/graphql-response+json, application/json;q=0.9' },
  ),
  'any type': json({ query: '{ hello }' }, { accept: '*/*' }),
  'a type nobody serves': json({ query: '{ hello }' }, { accept: 'image/png' }),
  'a stream for a plain query': json({ query: '{ hello }' }, { accept: 'text/event-stream' }),
  'a stream or JSON': json({ query: '{ hello }' }, { accept: 'text/event-stream, application/json' }),
  'a subscription that takes JSON only': json(
    { query: 'subscription { tick }' },
    { accept: 'application/json' },
  ),
  'a subscription refused': json({ query: 'subscription { denied }' }, { accept: 'text/event-stream' }),
  'the word subscription elsewhere': json({ query: '{ subscription hello }' }),
  'an allowed origin': json({ query: '{ hello }' }, { origin: 'https://app.example.com' }),
  'a refused origin': json({ query: '{ hello }' }, { origin: 'https://evil.example.com' }),
  introspection: json({ query: '{ __schema { queryType { name } } __typename }' }),
};

describe('our own writer and Yoga', () => {
  const servers: TestServer[] = [];
  beforeAll(async () => {
    for (const yogaWritesAll of [false, true]) {
      servers.push(await startServer({ corsOrigins: ['https://app.example.com'] }, { yogaWritesAll }));
    }
  });
  afterAll(() => Promise.all(servers.map(({ server }) => server.close())));

  // The second time, the text is known.
  test.each(Object.entries(CASES))('answer the same bytes to %s, twice', async (_name, sent) => {
    const first = await Promise.all(servers.map(({ url }) => send(url, sent)));
    const second = await Promise.all(servers.map(({ url }) => send(url, sent)));
    expect(new Set([...first, ...second].map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test.each([
    { variables: { first: 1_000 } },
    { variables: { first: 'many' } },
    { variables: { first: 10 } },
    { variables: [10] },
    { operationName: 'Other' },
    { operationName: '' },
    { operationName: 7 },
    { extensions: { clientLibrary: { name: 'any' } } },
    { extensions: 'none' },
    { doc: 1 },
  ])('answer the same bytes to a known document with %o', async (params) => {
    const query =
      'query Items($first: Int = 3) { items(first: $first) { nodes { items(first: 200) { nodes { id } } } } }';
    for (const rest of [{}, params]) {
      const [own, yoga] = await Promise.all(servers.map(({ url }) => send(url, json({ query, ...rest }))));
      expect(own).toEqual(yoga);
    }
  });
});

function send(
  url: string,
  { body, headers = {} }: Sent,
): Promise<{ status: number; headers: string[]; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', 'x-request-id': 'fixed', ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { rawHeaders } = response;
          const pairs = rawHeaders.flatMap((name, index) =>
            index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
          );
          resolve({
            status: response.statusCode ?? 0,
            headers: pairs.filter((line) => !line.startsWith('Date:')),
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
