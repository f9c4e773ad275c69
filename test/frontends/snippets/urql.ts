import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import type { Sink } from 'graphql-ws';
import { createFetch, createSocket, type Session } from './connection.ts';

/** With urql's own cache, which knows documents; see below for the one that knows objects. */
export function createUrql(url: string, session: Session): Client {
  const socket = createSocket(url, session);
  return new Client({
    url,
    fetch: createFetch(session),
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink as Sink) }),
        }),
      }),
    ],
  });
}
