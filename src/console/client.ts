/** How the page talks to the gateway: HTTP for queries and mutations, one WebSocket for all subscriptions. */
import { type Cache, cacheExchange } from '@urql/exchange-graphcache';
import { createClient as createSocket, type Sink } from 'graphql-ws';
import { Client, CombinedError, fetchExchange, mapExchange, subscriptionExchange } from 'urql';

/** What the page is told beside data. */
export interface Listeners {
  /** The WebSocket is up, or lost and being taken up again. */
  onConnection(state: 'up' | 'lost'): void;
  /** The token is refused, or one is needed. */
  onUnauthenticated(): void;
  /** Something was changed from here. */
  onChange(): void;
}

/** How the gateway closes a socket whose token is refused, at the beginning or when it has expired. */
const REFUSED = 4403;
/** How long the gateway may take to say that it is there. */
const ANSWER_MS = 10_000;
/** And in the end, where it said nothing again and again. */
const LONGEST_ANSWER_MS = 160_000;

/** How a stream failed as a whole. Given as a list of errors, urql would take it for one more event with the data before. */
class StreamEnd extends Error {
  readonly failure: CombinedError;

  constructor(cause: unknown) {
    super('The stream has ended.');
    this.failure = new CombinedError(
      Array.isArray(cause) ? { graphQLErrors: cause } : { networkError: new Error(this.message, { cause }) },
    );
  }
}

/** An open connection. */
export interface Gateway {
  readonly client: Client;
  close(): void;
}

/** Connects; without a token the gateway must be one that needs none, such as the demo. */
export function connect(endpoint: string, token: string | null, listeners: Listeners): Gateway {
  const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  let patienceMs = ANSWER_MS;
  const socket = createSocket({
    url: new URL(endpoint, location.href.replace(/^http/, 'ws')).href,
    connectionParams: { ...authorization, reconnectOnExpiry: true },
    keepAlive: 20_000,
    connectionAckWaitTimeout: ANSWER_MS,
    retryAttempts: Infinity,
    shouldRetry: (problem) => (problem as CloseEvent).code !== REFUSED,
    retryWait: (retries) => pause(Math.random() * Math.min(500 * 2 ** retries, 15_000)),
    on: {
      // After a sleep, or in another network, a connection may be dead that nobody has closed.
      ping: (isReceived) => {
        if (isReceived) return;
        giveUp = setTimeout(() => {
          // It may live, and what comes before the pong be long: such a one is not cut again and again.
          patienceMs = Math.min(2 * patienceMs, LONGEST_ANSWER_MS);
          socket.terminate();
        }, patienceMs);
      },
      pong: (isReceived) => {
        if (!isReceived) return;
        clearTimeout(giveUp);
        patienceMs = ANSWER_MS;
      },
      connected: () => listeners.onConnection('up'),
      closed: (event) => {
        clearTimeout(giveUp);
        if ((event as CloseEvent).code === REFUSED) return listeners.onUnauthenticated();
        if (!(event as CloseEvent).wasClean || (event as CloseEvent).code === 1001) {
          listeners.onConnection('lost');
        }
      },
    },
  });
  const client = new Client({
    url: endpoint,
    preferGetMethod: false,
    fetchOptions: { headers: authorization },
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onResult(result) {
          const end = result.error?.networkError;
          const error = end instanceof StreamEnd ? end.failure : result.error;
          const codes = error?.graphQLErrors.map(({ extensions }) => extensions.code);
          if (codes?.includes('UNAUTHENTICATED')) listeners.onUnauthenticated();
          if (result.operation.kind === 'mutation' && result.data) listeners.onChange();
          return error ? { ...result, error } : result;
        },
      }),
      normalisedCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query, variables }, {
              ...sink,
              error: (cause) => sink.error(new StreamEnd(cause)),
            } as Sink),
          }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
}

/** Waits, at most until the browser is in a network again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
  });
}

/** Values and lists without an `id`: each belongs to the object it is in. */
const EMBEDDED = [
  'BulkCounts',
  'BulkItemConnection',
  'CustomField',
  'DateVariable',
  'EnumOption',
  'JobContents',
  'PageInfo',
  'PortfolioItemConnection',
  'ProjectTemplateConnection',
  'SectionConnection',
  'SetUpStep',
  'TaskConnection',
  'TaskTemplateConnection',
  'TemplateRole',
  'UserError',
  'WorkspaceConnection',
];

/** The mutations that start one job, under whose payload a new one comes. */
const STARTS = [
  'createGraphExport',
  'createResourceExport',
  'duplicatePortfolio',
  'duplicateProject',
  'duplicateTask',
  'instantiateProject',
  'instantiateTask',
  'saveProjectAsTemplate',
];

/** Objects are known by `id`, so what comes from anywhere is shown everywhere; a new job goes on top of the list. */
function normalisedCache() {
  const embedded = () => null;
  return cacheExchange({
    keys: Object.fromEntries(EMBEDDED.map((type) => [type, embedded])),
    // That there is a list makes it sure which fragment is of which type; else the cache guesses by their fields.
    possibleTypes: {
      JobResult: ['GraphExport', 'Portfolio', 'Project', 'ProjectTemplate', 'ResourceExport', 'Task'],
      PortfolioItem: ['Portfolio', 'Project'],
    },
    updates: {
      Mutation: Object.fromEntries(STARTS.map((start) => [start, addStarted])),
    },
  });
}

function addStarted(result: unknown, _variables: unknown, cache: Cache): void {
  const { started } = result as { started?: { job?: { __typename: 'Job'; id: string } | null } | null };
  const job = started?.job && cache.keyOfEntity(started.job);
  if (!job) return;
  for (const { fieldName, arguments: variables } of cache.inspectFields('Query')) {
    if (fieldName !== 'recentJobs') continue;
    // A list of entities is kept as their keys.
    const before = (cache.resolve('Query', fieldName, variables) ?? []) as string[];
    cache.link('Query', fieldName, variables, [job, ...before.filter((other) => other !== job)]);
  }
}
