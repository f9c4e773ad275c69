/**
 * Puts the server together: gate, pipeline, HTTP, sockets, operational routes, and the way it stops. Knows the
 * schema and the services only through what it is given.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config.ts';
import { HeldBytes } from '../held-bytes.ts';
import type { Caller } from '../schema/operation.ts';
import type { Telemetry } from '../telemetry.ts';
import { type CallerMode, type CallerResolver, callerMode } from './callers.ts';
import { createGate } from './gate.ts';
import { createAdminServer } from './http/admin-server.ts';
import { networkOf } from './http/client-address.ts';
import { createGraphqlRoute } from './http/graphql-route.ts';
import { createHttpServer, type Pages } from './http/http.ts';
import type { HttpTimeouts, OnCut } from './http/node-server.ts';
import { createOperationalRoutes, servedOnMainPort } from './http/operational.ts';
import { Lifecycle } from './lifecycle.ts';
import { Connections } from './load/connections.ts';
import { Places } from './load/places.ts';
import { UnreadAnswers } from './load/unread-answers.ts';
import { WorkTurns } from './load/work-turns.ts';
import { DEFAULT_LIMITS, type Limits } from './operation/limits.ts';
import type { CreateContext } from './operation/operation.ts';
import { createPipeline, type EventFilter } from './operation/pipeline.ts';
import type { OwnerOfContext } from './operation/subscribe.ts';
import { loadTrustedDocuments } from './operation/trusted-documents.ts';
import { RenewableCallers } from './renewable-callers.ts';
import { createStop } from './shutdown.ts';
import { createWebsockets } from './socket/websocket.ts';

/** The settings a server looks at. */
export type ServerConfig = Pick<
  Config,
  | 'host'
  | 'port'
  | 'asanaToken'
  | 'gatewayKeys'
  | 'hashSecret'
  | 'corsOrigins'
  | 'trustedProxies'
  | 'adminPort'
  | 'maxOperations'
  | 'drainDelayMs'
  | 'drainTimeoutMs'
  | 'introspection'
  | 'trustedDocuments'
>;

/** How much, and how long, a server takes of its clients. */
export interface ServerDetails {
  readonly limits?: Partial<Limits> | undefined;
  readonly timeouts?: (HttpTimeouts & { readonly initMs?: number; readonly pingMs?: number }) | undefined;
}

/** What a server is made of. */
export interface ServerOptions extends ServerDetails {
  readonly config: ServerConfig;
  readonly schema: GraphQLSchema;
  readonly createContext: CreateContext;
  readonly telemetry: Telemetry;
  /** How callers are told apart. @default what the settings say */
  readonly callers?: CallerMode | undefined;
  /** What browsers get to see, where it is on. */
  readonly pages?: Partial<Pages>;
  /** Drops events that repeat what a subscriber was sent before. */
  readonly eventFilter?: EventFilter | undefined;
  /** On whose behalf a context executes: subscribers of one owner share the execution of an event. */
  readonly eventOwner?: OwnerOfContext | undefined;
  /** Whether Asana has ever accepted a token. @default it has */
  readonly isAccepted?: ((tokenHash: string) => boolean) | undefined;
  /** A caller has a request or a socket open, until what is returned is called. */
  readonly present?: ((caller: Caller) => () => void) | undefined;
  /** Tells of tokens that are dead; gives back how to stop listening. */
  readonly onTokenDead?: ((listener: (tokenHash: string) => void) => () => void) | undefined;
  /** Settles what waits for a job with its present state, when the server stops. */
  readonly drainHub?: (() => Promise<void> | void) | undefined;
  /** Whether Redis answers; undefined where none is configured. */
  readonly redisUp?: (() => boolean | undefined) | undefined;
  /** Lets Yoga write every answer; for the suite that compares both writers. @default false */
  readonly yogaWritesAll?: boolean | undefined;
}

/** A running server. */
export interface GatewayServer extends AsyncDisposable {
  /** `http://host:port/graphql` */
  readonly url: string;
  /** `http://host:port` */
  readonly baseUrl: string;
  readonly address: AddressInfo;
  /** `http://host:port` of `ADMIN_PORT`, where that is set. */
  readonly adminUrl: string | null;
  /** From now on callers are told apart this way. Whoever was let in otherwise is sent away, or asked to come back. */
  renewCallers(mode: CallerMode): void;
  /** Stops gracefully: in-flight work finishes, sockets are told, within `DRAIN_TIMEOUT`. */
  drain(): Promise<void>;
  /** Stops at once. */
  close(): Promise<void>;
}

/** A server that does not listen yet, or never will. */
export interface AssembledServer {
  readonly server: Server;
  readonly admin: Server | null;
  readonly lifecycle: Lifecycle;
  readonly resolveCaller: CallerResolver;
  readonly renewCallers: GatewayServer['renewCallers'];
  readonly stop: ReturnType<typeof createStop>;
}

/** Starts a server; resolves when it listens. */
export async function createServer(options: ServerOptions): Promise<GatewayServer> {
  const { config } = options;
  const { server, admin, lifecycle, renewCallers, stop } = await assembleServer(options);
  const address = await listen(server, config.host, config.port);
  const adminUrl = admin && baseUrlOf(config.host, await listenOrClose(admin, config, server));
  lifecycle.enter('ready');
  const baseUrl = baseUrlOf(config.host, address);
  return {
    url: `${baseUrl}/graphql`,
    baseUrl,
    address,
    adminUrl,
    renewCallers,
    drain: stop.drain,
    close: stop.close,
    [Symbol.asyncDispose]: stop.close,
  };
}

/** Puts a server together. Its phase is `starting` until somebody says that it is reached. */
export async function assembleServer(options: ServerOptions): Promise<AssembledServer> {
  const { config, schema, createContext, telemetry } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const lifecycle = new Lifecycle();
  const trustedDocuments = config.trustedDocuments
    ? await loadTrustedDocuments(config.trustedDocuments)
    : undefined;
  const gate = createGate(config);
  const places = new Places(config.maxOperations);
  const turns = new WorkTurns();
  for (const limit of [
    ...Object.keys(limits),
    'executing',
    'wrongKeys',
    'upstreamBytes',
    'upstreamBytesInAll',
  ]) {
    telemetry.begin('refused', { limit });
  }
  const noteRefused = (limit: string) => () => telemetry.count('refused', { limit });
  const answers = new HeldBytes(limits.unreadBytes, noteRefused('unreadBytes'));
  const pipeline = createPipeline({
    schema,
    createContext,
    telemetry,
    limits,
    places,
    turns,
    answers,
    isAccepted: options.isAccepted,
    present: options.present,
    introspection: config.introspection,
    trustedDocuments,
    eventFilter: options.eventFilter,
    eventOwner: options.eventOwner,
  });
  const onCut: OnCut = (reason) => telemetry.count('clients_cut', { reason });
  const unfinished = new HeldBytes(limits.unfinishedBytes, noteRefused('unfinishedBytes'));
  const unread = new UnreadAnswers(answers, () => onCut('too_much_unread'));
  const callers = new RenewableCallers(options.callers ?? callerMode(config), noteRefused('wrongKeys'));
  const shared = {
    pipeline,
    lifecycle,
    telemetry,
    limits,
    gate,
    unfinished,
    unread,
    turns,
    callers: callers.resolve,
  };
  const graphql = createGraphqlRoute({ ...shared, yogaWritesAll: options.yogaWritesAll });
  const operational = createOperationalRoutes(lifecycle, telemetry, options.redisUp ?? (() => undefined));
  const { initMs, pingMs } = options.timeouts ?? {};
  const lookFlow = (authorization: string | undefined, address: string) =>
    pipeline.flowOf('requests', callers.atFirstSight(authorization, address), networkOf(address));
  const sockets = createWebsockets({
    ...shared,
    lookFlow,
    present: options.present,
    schema,
    initTimeoutMs: initMs,
    pingMs,
  });
  const cut = new AbortController();
  const connections = new Connections({
    most: limits.connections,
    perNetwork: limits.connectionsPerAddress,
    from: ({ remoteAddress = '' }) => ({
      network: networkOf(remoteAddress),
      standsForMany: gate.standsForMany(remoteAddress),
    }),
    onMadeRoom: () => onCut('made_room'),
  });
  const server = createHttpServer({
    ...shared,
    graphql,
    operational,
    servesHere: servedOnMainPort(config),
    lookFlow,
    pages: { graphiql: null, console: null, ...options.pages },
    timeouts: options.timeouts,
    onCut,
    connections,
    onRefused: (limit) => telemetry.count('refused', { limit }),
    upgrade: sockets.upgrade,
    closing: cut.signal,
  });
  const forgetDeadTokens = options.onTokenDead?.((tokenHash) => sockets.expireToken(tokenHash));
  telemetry.gauge('connections', () => connections.size);
  telemetry.gauge('sockets', () => sockets.size);
  telemetry.gauge('unfinished_body_bytes', () => unfinished.total);
  telemetry.gauge('answer_bytes', () => answers.total);
  telemetry.gauge('executing', () => places.taken);
  telemetry.gauge('work_waiting', () => turns.waiting);
  telemetry.gauge('draining', () => (lifecycle.phase === 'ready' ? 0 : 1));

  const admin = config.adminPort === null ? null : createAdminServer(operational, gate, options.timeouts);
  const stop = createStop({
    server,
    cut,
    admin,
    sockets,
    graphql,
    lifecycle,
    telemetry,
    drainHub: async () => options.drainHub?.(),
    drainDelayMs: config.drainDelayMs,
    drainTimeoutMs: config.drainTimeoutMs,
    onStopped: () => forgetDeadTokens?.(),
  });
  return {
    server,
    admin,
    lifecycle,
    resolveCaller: callers.resolve,
    renewCallers(mode) {
      callers.replace(mode);
      graphql.endStreams((caller) => callers.fateOf(caller) !== 'same');
      sockets.renew((caller) => callers.fateOf(caller), config.drainTimeoutMs);
    },
    stop,
  };
}

async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  server.listen({ host, port, backlog: 4096 });
  await once(server, 'listening');
  return server.address() as AddressInfo;
}

async function listenOrClose(
  admin: Server,
  { host, adminPort }: ServerConfig,
  main: Server,
): Promise<AddressInfo> {
  try {
    return await listen(admin, host, adminPort ?? 0);
  } catch (error) {
    main.close();
    throw error;
  }
}

/** A URL one can call: the address that means "any" is written as loopback. */
function baseUrlOf(host: string, { port }: AddressInfo): string {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
