/** A server with a small schema of its own, and clients for it: everything over real sockets on free ports. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buildSchema, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { type ClientOptions, WebSocket } from 'ws';
import { GatewayError } from '../../src/errors.ts';
import { callerOf, type Operation } from '../../src/schema/operation.ts';
import {
  createServer,
  type GatewayServer,
  type ServerConfig,
  type ServerOptions,
} from '../../src/server/create-server.ts';
import { silentTelemetry } from '../../src/telemetry.ts';

/** What the test schema's resolvers are given. */
export interface TestContext {
  readonly operation: Operation;
}

/** A subscription source whose events the test decides. */
export class Ticker implements AsyncIterableIterator<{ tick: number }> {
  returned = false;
  /** Resolves when the subscriber has left. */
  readonly left: Promise<void>;
  #leave: () => void = () => {};
  #waiting: ((step: IteratorResult<{ tick: number }>) => void) | null = null;
  #queue: IteratorResult<{ tick: number }>[] = [];

  constructor() {
    this.left = new Promise((resolve) => {
      this.#leave = resolve;
    });
  }

  push(tick: number): void {
    this.#settle({ done: false, value: { tick } });
  }

  end(): void {
    this.#settle({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<{ tick: number }>> {
    const step = this.#queue.shift();
    if (step) return Promise.resolve(step);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async return(): Promise<IteratorResult<{ tick: number }>> {
    this.returned = true;
    this.#leave();
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(step: IteratorResult<{ tick: number }>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) waiting(step);
    else this.#queue.push(step);
  }
}

/** A queue whose `next` waits for what is pushed. */
export function queue<T>(): { push(value: T): void; next(): Promise<T>; readonly size: number } {
  const values: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    push(value) {
      const taker = waiting.shift();
      if (taker) taker(value);
      else values.push(value);
    },
    next: () =>
      values.length > 0
        ? Promise.resolve(values.shift() as T)
        : new Promise((resolve) => waiting.push(resolve)),
    get size() {
      return values.length;
    },
  };
}

/** A test server, its log, and the tickers its subscriptions opened. */
export interface TestServer extends AsyncDisposable {
  readonly server: GatewayServer;
  readonly url: string;
  readonly tickers: ReturnType<typeof queue<Ticker>>;
  /** Facts of every operation that asked for `hang`, as they start. */
  readonly hanging: ReturnType<typeof queue<Operation>>;
  /** Lets one `hang` go on. */
  release(): void;
  readonly lines: Record<string, unknown>[];
  readonly telemetry: ServerOptions['telemetry'];
}

const TYPE_DEFS = /* GraphQL */ `
  type Query {
    hello: String
    who: String
    limited(seconds: Int = 7): String
    broken: String
    hang: String
    node: Item
    items(first: Int = 50): Items
    list(ids: [ID!]!): [Item]
    echo(text: String!): String
    subscription: String
  }
  type Items { nodes: [Item!] edges: [Edge!] }
  type Edge { node: Item }
  type Item { id: ID name: String child: Item tags: [Item] items(first: Int = 50): Items }
  type Mutation { start: String hang: String }
  type Subscription { tick(note: String): Int denied: Int broken: Int }
`;

/** Settings of a test server. */
export const TEST_CONFIG: ServerConfig = {
  host: '127.0.0.1',
  port: 0,
  asanaToken: null,
  gatewayKeys: null,
  hashSecret: null,
  corsOrigins: null,
  trustedProxies: null,
  adminPort: null,
  maxOperations: 1_000,
  drainDelayMs: 0,
  drainTimeoutMs: 2_000,
  introspection: true,
  trustedDocuments: null,
};

/** Starts a server on a free port. */
export async function startServer(
  config: Partial<ServerConfig> = {},
  options: Partial<Omit<ServerOptions, 'config'>> = {},
): Promise<TestServer> {
  const tickers = queue<Ticker>();
  const hanging = queue<Operation>();
  const releases: (() => void)[] = [];
  const lines: Record<string, unknown>[] = [];
  const telemetry = silentTelemetry();
  telemetry.log.isLevelEnabled = () => true;
  telemetry.log.info = ((line: Record<string, unknown>, message: string) =>
    lines.push({ ...line, message })) as never;
  const schema = testSchema({
    open: () => {
      const ticker = new Ticker();
      tickers.push(ticker);
      return ticker;
    },
    hang: (operation) => {
      const held = new Promise<string>((resolve) => releases.push(() => resolve('released')));
      hanging.push(operation);
      return held;
    },
  });
  const server = await createServer({
    config: { ...TEST_CONFIG, ...config },
    schema,
    createContext: (operation): TestContext => ({ operation }),
    telemetry,
    ...options,
  });
  return {
    server,
    url: server.url,
    tickers,
    hanging,
    release: () => releases.shift()?.(),
    lines,
    telemetry,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function testSchema(hooks: {
  open: () => Ticker;
  hang: (operation: Operation) => Promise<string>;
}): GraphQLSchema {
  const schema = buildSchema(TYPE_DEFS);
  const item = () => ({ id: '1', name: 'one' });
  const resolvers: Record<string, Record<string, (args: never, context: TestContext) => unknown>> = {
    Query: {
      hello: () => 'world',
      who: (_args, { operation }) => callerOf(operation).owner,
      limited: ({ seconds }: { seconds: number }) => {
        throw new GatewayError('RATE_LIMITED', 'Slow down.', { retryAfterMs: seconds * 1000 });
      },
      broken: () => {
        throw new Error('secret detail');
      },
      hang: (_args, { operation }) => hooks.hang(operation),
      node: item,
      items: () => ({ nodes: [item()] }),
      list: ({ ids }: { ids: string[] }) => ids.map(item),
      echo: ({ text }: { text: string }) => text,
    },
    Mutation: { start: () => 'started', hang: (_args, { operation }) => hooks.hang(operation) },
  };
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName) as GraphQLObjectType;
    for (const [name, resolve] of Object.entries(fields)) {
      type.getFields()[name]!.resolve = (_source, args, context) =>
        resolve(args as never, context as TestContext);
    }
  }
  const subscriptions = (schema.getType('Subscription') as GraphQLObjectType).getFields();
  subscriptions.tick!.subscribe = () => hooks.open();
  subscriptions.denied!.subscribe = (_source, _args, context) => {
    callerOf((context as TestContext).operation);
    throw new GatewayError('NOT_FOUND', 'There is no such job.');
  };
  subscriptions.broken!.subscribe = () => ({
    next: () => Promise.reject(new Error('secret detail')),
    [Symbol.asyncIterator]() {
      return this;
    },
  });
  return schema;
}

/** A POST of JSON. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The protocol's message that begins an operation. */
export const subscribe = (id: string, query: string, rest: object = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, ...rest },
});

/** A message of the protocol. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

/** A raw socket whose messages and close are queues. */
export interface TestSocket {
  readonly socket: WebSocket;
  send(message: unknown): void;
  /** Messages that leave, and arrive, in one piece. */
  sendTogether(...messages: unknown[]): void;
  next(): Promise<Message>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Opens a socket. */
export async function openSocket(
  url: string,
  {
    protocol = GRAPHQL_TRANSPORT_WS_PROTOCOL,
    ...options
  }: Omit<ClientOptions, 'protocol'> & { protocol?: string | null } = {},
): Promise<TestSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocol === null ? [] : [protocol], options);
  const messages = queue<Message>();
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await once(socket, 'open');
  const send = (message: unknown): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return {
    socket,
    send,
    sendTogether(...all) {
      const { _socket: stream } = socket as unknown as { _socket: Socket };
      stream.cork();
      all.forEach(send);
      stream.uncork();
    },
    next: () => messages.next(),
    closed,
  };
}

/** Opens a socket and waits for its acknowledgement. */
export async function connect(
  url: string,
  payload?: Record<string, unknown>,
  options?: Parameters<typeof openSocket>[1],
): Promise<TestSocket> {
  const client = await openSocket(url, options);
  client.send({ type: 'connection_init', ...(payload && { payload }) });
  const ack = await client.next();
  if (ack.type !== 'connection_ack') throw new Error(`expected an acknowledgement, got ${ack.type}`);
  return client;
}
