/**
 * The composition root: settings become client, watching, schema and server. Everything is made and ended here, in
 * one order; nothing else in the program knows all the parts.
 */
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Dispatcher } from 'undici';
import { asanaToken } from './asana/api/token.ts';
import { createAsanaClient } from './asana/client.ts';
import { type Config, ConfigError, completeConfig } from './config.ts';
import { beginCounting } from './first-counts.ts';
import {
  createRequestContext,
  createSchema,
  type GatewayContext,
  Identities,
  isRefusedToken,
  type OpenErrands,
  openErrands,
  type Services,
  subscriptionFilter,
} from './schema/index.ts';
import { type CallerMode, callerMode } from './server/callers.ts';
import {
  createServer,
  type GatewayServer,
  type ServerDetails,
  type ServerOptions,
} from './server/create-server.ts';
import { createConsole } from './server/http/console.ts';
import { createGraphiql, type FaultsOnDemand } from './server/http/graphiql.ts';
import type { Pages } from './server/http/http.ts';
import { FreshStarts } from './starts/fresh-starts.ts';
import { ownerOfToken } from './starts/owner.ts';
import { openState } from './state.ts';
import { createTelemetry, type Telemetry } from './telemetry.ts';
import { readVersion } from './version.ts';
import { JobHub } from './watching/hub.ts';

/** Settings, each with its default, and what a program that embeds the gateway may bring along. */
export interface GatewayOptions extends Partial<Config> {
  /** @default a log on standard output as `logLevel` says */
  readonly telemetry?: Telemetry;
  /** Makes it a demo: callers without a token act with this one, the pages know the project, a task in it and the faults. */
  readonly demo?: {
    readonly token?: string;
    readonly projectGid?: string;
    readonly taskName?: string;
    readonly faults?: FaultsOnDemand;
  };
  /** Sends calls to Asana another way: a dispatcher of undici 7 or newer; left open at the end. */
  readonly dispatcher?: CallDispatcher;
  /** The time of day, for what is shown: `startedAt`, `observedAt`. Nothing waits by it. @default Date.now */
  readonly now?: () => number;
  /** Tighter or wider limits, and other details of the server. */
  readonly server?: ServerDetails;
}

/** What sends calls, as far as its type is needed: the method through which every dispatcher of undici is asked. */
export interface CallDispatcher {
  dispatch(options: object, handler: object): boolean;
}

/** The secrets that a running gateway may be given anew. */
export type RenewableSecrets = Pick<Config, 'asanaToken' | 'gatewayKeys'> &
  Partial<Pick<Config, 'callbacks'>>;

/** A running gateway. Disposing it stops it at once; `close()` is the graceful way. */
export interface Gateway extends AsyncDisposable {
  /** `http://host:port/graphql` */
  readonly url: string;
  /** `http://host:port` */
  readonly baseUrl: string;
  /** `http://host:port` of `ADMIN_PORT`, where that is set. */
  readonly adminUrl: string | null;
  readonly address: AddressInfo;
  readonly telemetry: Telemetry;
  /**
   * Takes other secrets from now on, of service mode and of callbacks; a token that Asana refuses is not taken. Whoever watches is asked to
   * come back, and a caller whose key is gone is sent away.
   * @throws ConfigError where they cannot be taken; then all stays as it was
   */
  renewSecrets(secrets: RenewableSecrets): Promise<void>;
  /** @internal What lives as long as the gateway. */
  readonly services: Services;
  /** Lets requests in flight finish and tells every socket, within `drainTimeoutMs`; or stops at once. */
  close(options?: { readonly immediately?: boolean }): Promise<void>;
}

/** Starts a gateway; resolves when it listens. @throws ConfigError when settings are wrong or contradict each other */
export async function createGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const { telemetry, services, server, renewSecrets, close } = await openGateway(options, '', createServer);
  return {
    url: server.url,
    baseUrl: server.baseUrl,
    adminUrl: server.adminUrl,
    address: server.address,
    telemetry,
    services,
    renewSecrets,
    close,
    [Symbol.asyncDispose]: () => close({ immediately: true }),
  };
}

/** Everything but the way in, which `serve` makes of the rest. */
export async function openGateway<S extends Pick<GatewayServer, 'renewCallers' | 'drain' | 'close'>>(
  options: GatewayOptions,
  path: string,
  serve: (options: ServerOptions) => Promise<S>,
) {
  const { telemetry: given, demo, dispatcher, now = Date.now, server: details, ...settings } = options;
  const config = completeConfig(settings);
  const telemetry = given ?? createTelemetry({ level: config.logLevel });
  const state = await openState(config, telemetry);
  const hub = new JobHub({
    bus: state.bus,
    ledger: state.ledger,
    telemetry,
    failureLimitMs: config.watchFailureLimitMs,
  });
  const identities = new Identities({ learned: (owner, token) => going.learned(owner, token) });
  beginCounting(telemetry, config.callbacks ?? []);
  const mode = callerMode(config);
  telemetry.gauge('build_info', () => 1, { version: readVersion(), node: process.version, mode: mode.kind });
  telemetry.gauge('known_users', () => identities.size);
  const client = createAsanaClient({
    baseUrl: config.asanaBaseUrl,
    timeoutMs: config.asanaTimeoutMs,
    requestsPerMinute: config.asanaRequestsPerMinute,
    telemetry,
    sharedBudget: state.sharedBudget,
    changes: { enable: config.asanaEnable, disable: config.asanaDisable },
    onRefusedToken: (hash) => {
      identities.forget(hash);
      going.refused(hash);
      void state.ledger.unlink(ownerOfToken(hash));
    },
    ...(dispatcher && { dispatcher: dispatcher as Dispatcher }),
  });
  const services: Services = {
    client,
    hub,
    ledger: state.ledger,
    idempotency: state.idempotency,
    slots: state.slots,
    get errands() {
      return going.errands;
    },
    get lists() {
      return going.lists;
    },
    get deliveries() {
      return going.deliveries;
    },
    identities,
    freshStarts: new FreshStarts(),
    telemetry,
    timeoutMs: config.asanaTimeoutMs,
    now,
  };
  /** The one of the moment; null in pass-through mode. */
  const own = mode.kind === 'service' ? { token: mode.token } : null;
  const going: OpenErrands = openErrands(
    {
      store: state.errands,
      listSlots: state.listSlots,
      flights: state.flights,
      serviceToken: own && (() => own.token),
      tokenTtlMs: config.errandTokenTtlMs,
      failureLimitMs: config.watchFailureLimitMs,
      callbacks: config.callbacks,
    },
    services,
    identities,
  );
  /** In the order of dependence: watches first, then their bus and the way to Asana. */
  async function end(): Promise<void> {
    state.slots.close();
    await going.close();
    await hub.close();
    await client[Symbol.asyncDispose]();
    await state.close();
  }

  async function endAfter(error: unknown): Promise<never> {
    await end();
    throw error;
  }

  const schema = await schemaFor(config).catch(endAfter);
  const server = await serve({
    ...details,
    config,
    schema,
    createContext: (operation) => createRequestContext(services, operation),
    telemetry,
    callers: demoCallers(config, demo?.token),
    pages: pages(config, demo, path),
    eventFilter: subscriptionFilter,
    eventOwner: (context) => (context as GatewayContext).caller.token.hash,
    present: (caller) => going.present(caller),
    isAccepted: (tokenHash) => client.isAccepted(tokenHash),
    // Found out by whoever asks with it: who watches a job, or what goes on after the answer.
    onTokenDead(listener) {
      const leave = [hub.onTokenDead(listener), going.onTokenDead(listener)];
      return () => {
        for (const each of leave) each();
      };
    },
    drainHub: () => {
      state.slots.close();
      hub.drain();
    },
    redisUp: state.redisUp,
  }).catch(endAfter);

  async function renewSecrets(secrets: RenewableSecrets): Promise<void> {
    const checked = completeConfig({ ...config, ...secrets });
    const next = callerMode(checked);
    if ((own === null) !== (next.kind === 'pass-through')) {
      throw new ConfigError(
        'ASANA_TOKEN: got another mode, takes a token only where there was one at the start; start anew',
      );
    }
    const isOther = own && next.kind === 'service' && next.token.hash !== own.token.hash;
    if (isOther && (await isRefusedToken({ token: next.token }, services))) {
      throw new ConfigError('ASANA_TOKEN: got a token that Asana refuses (401), takes a valid one');
    }
    if (secrets.callbacks !== undefined && !going.renewCallbacks(checked.callbacks ?? [])) {
      throw new ConfigError('CALLBACKS: got other names or URLs, takes other secrets only; start anew');
    }
    if (!own || next.kind !== 'service') return;
    own.token = next.token;
    server.renewCallers(next);
  }

  let ending: Promise<void> | undefined;
  async function close({ immediately = false } = {}): Promise<void> {
    await (immediately ? server.close() : server.drain());
    ending ??= end();
    await ending;
  }
  return { telemetry, services, server, renewSecrets, close };
}

async function schemaFor(config: Config): Promise<GraphQLSchema> {
  if (!config.federation) return createSchema();
  return (await import('./schema/federation.ts')).asSubgraph(createSchema());
}

function demoCallers(config: Config, token: string | undefined): CallerMode | undefined {
  if (token === undefined || config.asanaToken !== null) return undefined;
  const hashing = config.hashSecret === null ? {} : { hashSecret: config.hashSecret };
  return { kind: 'pass-through', fallback: asanaToken(token, hashing), ...hashing };
}

function pages(config: Config, demo: GatewayOptions['demo'], below: string): Pages {
  const shared = {
    endpoint: '/graphql',
    below,
    serviceMode: config.gatewayKeys !== null,
    ...(demo?.token !== undefined && { defaultToken: demo.token }),
    ...(demo?.faults !== undefined && { faults: demo.faults }),
  };
  const variables = {
    ...(demo?.projectGid !== undefined && { projectGid: demo.projectGid }),
    ...(demo?.taskName !== undefined && { taskName: demo.taskName }),
  };
  return {
    below,
    graphiql: config.graphiql ? createGraphiql({ ...shared, variables }) : null,
    console: config.console ? createConsole(shared) : null,
  };
}
