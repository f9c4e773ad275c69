import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { createFetch, createSocket, type Session } from './connection.ts';

/** Subscriptions go over the socket, everything else over HTTP; the cache knows objects by `id`. */
export function createApollo(url: string, session: Session): ApolloClient {
  const socket = createSocket(url, session);
  const link = ApolloLink.split(
    ({ operationType }) => operationType === 'subscription',
    new GraphQLWsLink(socket),
    new HttpLink({ uri: url, fetch: createFetch(session) }),
  );
  return new ApolloClient({
    link,
    cache: new InMemoryCache({
      typePolicies: {
        Project: { fields: { tasks: relayStylePagination(['completedSince']) } },
        Section: { fields: { tasks: relayStylePagination(['completedSince']) } },
      },
    }),
  });
}
