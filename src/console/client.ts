/** How the page talks to the gateway: HTTP for queries and mutations, one WebSocket for all subscriptions. */
import { cacheExchange } from '@urql/exchange-graphcache';
import { createClient as createSocket, type Sink } from 'graphql-ws';
import { Client, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { RecentJobs } from './documents.ts';
import type { InstantiateProjectMutation } from './generated/graphql.ts';

/** What the page is told beside data. */
export interface Listeners {
  /** The WebSocket is up, or lost and being taken up again. */
  onConnection(state: 'up' | 'lost'): void;
  /** Asana refuses the token, or one is needed. */
  onUnauthenticated(): void;
}

/** How the gateway closes a socket whose token Asana refuses, at the beginning or when it has expired. */
const REFUSED = 4403;

/** An open connection. */
export interface Gateway {
  readonly client: Client;
  close(): void;
}

/** Connects; without a token the gateway must be one that needs none, such as the demo. */
export function connect(token: string | null, listeners: Listeners): Gateway {
  const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  const socket = createSocket({
    url: new URL('/graphql', location.href.replace(/^http/, 'ws')).href,
    connectionParams: { ...authorization, reconnectOnExpiry: true },
    keepAlive: 20_000,
    retryAttempts: Infinity,
    shouldRetry: (problem) => (problem as CloseEvent).code !== REFUSED,
    retryWait: (retries) =>
      new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500 * 2 ** retries, 15_000))),
    on: {
      connected: () => listeners.onConnection('up'),
      closed: (event) => {
        if ((event as CloseEvent).code === REFUSED) return listeners.onUnauthenticated();
        if (!(event as CloseEvent).wasClean || (event as CloseEvent).code === 1001) {
          listeners.onConnection('lost');
        }
      },
    },
  });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { headers: authorization },
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError(error) {
          const codes = error.graphQLErrors.map(({ extensions }) => extensions.code);
          if (codes.includes('UNAUTHENTICATED')) listeners.onUnauthenticated();
        },
      }),
      normalisedCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink as Sink) }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
}

/** Objects are known by `id`; values and lists without one belong to the object they are in. */
function normalisedCache() {
  const embedded = () => null;
  return cacheExchange({
    keys: {
      DateVariable: embedded,
      TemplateRole: embedded,
      WorkspaceConnection: embedded,
      ProjectTemplateConnection: embedded,
      UserConnection: embedded,
      SectionConnection: embedded,
      TaskConnection: embedded,
      InstantiateProjectPayload: embedded,
      UserError: embedded,
    },
    updates: {
      Mutation: {
        instantiateProject(result, _variables, cache) {
          const job = (result as InstantiateProjectMutation).instantiateProject?.job;
          if (!job) return;
          cache.updateQuery({ query: RecentJobs }, (data) => ({
            ...data,
            recentJobs: [job, ...(data?.recentJobs ?? []).filter((other) => other?.id !== job.id)],
            __typename: 'Query' as const,
          }));
        },
      },
    },
  });
}
