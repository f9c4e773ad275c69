/** Clients that send a hash before they send a document: the gateway keeps none, and they fall back to the text. */
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, openDemo } from './demo.ts';

const ME = gql`query Me { me { name } }`;

let demo: Demo;
/** What went to the gateway: whether a text, whether a hash. */
let sent: string[];

beforeEach(async () => {
  demo = await openDemo();
  sent = [];
});
afterEach(() => demo[Symbol.asyncDispose]());

const noting: typeof fetch = async (input, init = {}) => {
  const url = new URL(String(input));
  const given =
    init.method === 'GET' ? url.searchParams : new Map(Object.entries(JSON.parse(String(init.body))));
  const parts = [
    given.get('query') && 'text',
    JSON.stringify(given.get('extensions') ?? '').includes('sha256Hash') && 'hash',
  ];
  sent.push(`${init.method} ${parts.filter(Boolean).join('+')}`);
  const token = await demo.session.token();
  return fetch(input, {
    ...init,
    headers: { ...(init.headers as object), authorization: `Bearer ${token}` },
  });
};

describe('Apollo', () => {
  test.each([false, true])(
    'falls back to the document, and stays with it (GET for hashes: %s)',
    async (get) => {
      const hashing = new PersistedQueryLink({
        sha256: (text) => createHash('sha256').update(text).digest('hex'),
        useGETForHashedQueries: get,
      });
      const client = new ApolloClient({
        cache: new InMemoryCache(),
        link: ApolloLink.from([hashing, new HttpLink({ uri: demo.url, fetch: noting })]),
        defaultOptions: { query: { fetchPolicy: 'network-only' } },
      });
      for (let time = 1; time <= 2; time += 1) {
        const { data, error } = await client.query<{ me: { name: string } }>({ query: ME });
        expect([data?.me.name, error]).toEqual(['Ada Okafor', undefined]);
      }
      expect(sent).toEqual([get ? 'GET hash' : 'POST hash', 'POST text', 'POST text']);
      client.stop();
    },
  );
});

describe('urql', () => {
  test.each([false, true])(
    'falls back to the document, and stays with it (GET for hashes: %s)',
    async (get) => {
      const client = new Client({
        url: demo.url,
        fetch: noting,
        preferGetMethod: false,
        requestPolicy: 'network-only',
        exchanges: [persistedExchange({ preferGetForPersistedQueries: get }), fetchExchange],
      });
      for (let time = 1; time <= 2; time += 1) {
        const { data, error } = await client.query(ME, {});
        expect([data?.me.name, error]).toEqual(['Ada Okafor', undefined]);
      }
      expect(sent).toEqual(
        get ? ['GET hash', 'GET text', 'POST text'] : ['POST hash', 'POST text', 'POST text'],
      );
    },
  );
});
