/**
 * Runs operations in process: the real schema, client and hub against a sandbox on a real socket. Answers with data,
 * errors and the exact upstream calls.
 */
import { type ExecutionResult, execute as executeDocument, parse, validate } from 'graphql';
import { asanaToken } from '../../src/asana/api/token.ts';
import { createAsanaClient } from '../../src/asana/client.ts';
import type { CallbackEndpoint } from '../../src/config/callback-endpoints.ts';
import { memoryErrands } from '../../src/errands/memory-store.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';
import {
  createRequestContext,
  createSchema,
  Identities,
  openErrands,
  operationOf,
  type Services,
  subscriptionFilter,
} from '../../src/schema/index.ts';
import { createSubscribe } from '../../src/server/operation/subscribe.ts';
import { FreshStarts } from '../../src/starts/fresh-starts.ts';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { memoryListSlots } from '../../src/starts/list-slots.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { StartSlots } from '../../src/starts/slots.ts';
import { silentTelemetry, type Telemetry } from '../../src/telemetry.ts';
import { memoryBus } from '../../src/watching/bus.ts';
import { JobHub } from '../../src/watching/hub.ts';
import { callLines } from './calls.ts';

/** What came of an operation. */
export interface Executed {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly data: any;
  readonly errors: readonly {
    path: string;
    code: unknown;
    message: string;
    extensions: Record<string, unknown>;
  }[];
  readonly calls: string[];
}

/** A schema with a sandbox behind it. */
export interface ExecutorWithSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly services: Services;
  /** Runs a query or mutation; `token: null` runs it without one. */
  run(source: string, variables?: Record<string, unknown>, token?: string | null): Promise<Executed>;
  /** Starts a subscription; its results come one by one. */
  watch(
    source: string,
    variables?: Record<string, unknown>,
    token?: string,
  ): Promise<AsyncIterableIterator<ExecutionResult>>;
}

/** How the executor is set up. */
export interface ExecutorOptions extends SandboxOptions {
  readonly timeoutMs?: number;
  /** The clock by which a start is fresh. */
  readonly freshNow?: () => number;
  /** Requests a minute, as a setting tells them. @default learned */
  readonly toldPerMinute?: number;
  /** The clock by which the ledger tells ages. */
  readonly ledgerNow?: () => number;
  readonly telemetry?: Telemetry;
  readonly callbacks?: readonly CallbackEndpoint[];
  /** What stands between the gateway and the sandbox: takes the sandbox's URL, gives the one to call. */
  readonly between?: (upstream: string) => Promise<string>;
}

/** Sets it up. */
export async function executorWithSandbox(options: ExecutorOptions = {}): Promise<ExecutorWithSandbox> {
  const {
    timeoutMs = 10_000,
    freshNow,
    ledgerNow,
    toldPerMinute = 'auto',
    telemetry = silentTelemetry(),
    callbacks = [],
    between = async (upstream) => upstream,
    ...sandboxOptions
  } = options;
  const sandbox = await createSandbox(sandboxOptions);
  const baseUrl = await between(sandbox.url);
  const onRefusedToken = (hash: string) => going.refused(hash);
  const client = createAsanaClient({
    baseUrl,
    timeoutMs,
    requestsPerMinute: toldPerMinute,
    telemetry,
    onRefusedToken,
  });
  const ledger = memoryLedger(ledgerNow && { now: ledgerNow });
  const hub = new JobHub({ bus: memoryBus(), ledger, telemetry, failureLimitMs: 60_000 });
  const identities = new Identities({ learned: (owner, token) => going.learned(owner, token) });
  const services: Services = {
    client,
    hub,
    ledger,
    idempotency: memoryIdempotency(),
    slots: new StartSlots(),
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
    freshStarts: new FreshStarts(freshNow),
    telemetry,
    timeoutMs,
    now: Date.now,
  };
  const going = openErrands(
    {
      store: memoryErrands(),
      listSlots: memoryListSlots(),
      serviceToken: null,
      tokenTtlMs: 3_600_000,
      failureLimitMs: 60_000,
      callbacks,
    },
    services,
    identities,
  );
  const schema = createSchema();
  const subscribe = createSubscribe();
  const contextOf = (token: string | null) => {
    const secret = token === null ? null : asanaToken(token);
    const caller = secret && { token: secret, owner: `token:${secret.hash}`, name: null };
    return createRequestContext(services, operationOf(caller, 'test'));
  };
  const documentOf = (source: string) => {
    const document = parse(source);
    const problems = validate(schema, document);
    if (problems.length > 0) throw new Error(problems.map(String).join('\n'));
    return document;
  };
  return {
    sandbox,
    services,
    async run(source, variables = {}, token = sandbox.tokens.ada) {
      sandbox.clearCalls();
      const result = await executeDocument({
        schema,
        document: documentOf(source),
        variableValues: variables,
        contextValue: contextOf(token),
      });
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []).map((error) => {
          const original = error.originalError as { extensions?: Record<string, unknown> } | undefined;
          const extensions = original?.extensions ?? {};
          return {
            path: (error.path ?? []).join('.'),
            code: extensions.code,
            message: error.message,
            extensions,
          };
        }),
        calls: callLines(sandbox.calls),
      };
    },
    async watch(source, variables = {}, token = sandbox.tokens.ada) {
      const document = documentOf(source);
      const contextValue = contextOf(token);
      const isDue = subscriptionFilter({ document, contextValue });
      const result = await subscribe({ schema, document, variableValues: variables, contextValue }, (each) =>
        isDue(each) ? each : null,
      );
      if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result));
      return result;
    },
    async [Symbol.asyncDispose]() {
      await going.close();
      await hub.close();
      await client[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}
