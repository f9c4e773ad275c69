/** Sandbox and gateway over real sockets, with clients of both transports; for tests of limits and faults. */
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';
import { silentTelemetry } from '../../src/telemetry.ts';

export interface GraphQLFailure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly retryable: boolean; readonly retryAfter?: number };
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly data: any;
  readonly errors: readonly GraphQLFailure[];
  readonly headers: Headers;
  readonly status: number;
}

export interface AskOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
}

export interface GatewayWithSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly gateway: Gateway;
  /** One operation over HTTP. */
  ask(source: string, variables?: Record<string, unknown>, options?: AskOptions): Promise<Answer>;
  /** A socket of its own; `init` goes along in connection_init. */
  connect(options?: {
    token?: string;
    init?: Record<string, unknown>;
    onClosed?: (code: number) => void;
  }): Client;
}

export interface WithSandboxOptions {
  readonly sandbox?: SandboxOptions;
  readonly gateway?: GatewayOptions;
}

export async function startWithSandbox({
  sandbox: of,
  gateway: settings,
}: WithSandboxOptions = {}): Promise<GatewayWithSandbox> {
  const sandbox = await createSandbox({ jobDurationMs: 400, childrenDelayMs: 0, ...of });
  const gateway = await createGateway({
    asanaBaseUrl: sandbox.url,
    port: 0,
    telemetry: silentTelemetry(),
    graphiql: false,
    ...settings,
  });
  const clients: Client[] = [];
  const { ada } = sandbox.tokens;
  return {
    sandbox,
    gateway,
    async ask(query, variables = {}, { token = ada, signal } = {}) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      });
      const { data = null, errors = [] } = (await response.json()) as Partial<Answer>;
      return { data, errors, headers: response.headers, status: response.status };
    },
    connect({ token = ada, init = {}, onClosed } = {}) {
      const client = createClient({
        url: gateway.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { Authorization: `Bearer ${token}`, ...init },
        retryAttempts: 0,
        lazy: true,
        on: { closed: (event) => onClosed?.((event as { code: number }).code) },
      });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map(async (client) => client.dispose()));
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
    },
  };
}
