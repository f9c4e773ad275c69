/**
 * The connections to Asana: a pool for reads, a fresh connection for each start, through a proxy where the
 * environment names one. Knows nothing of what goes over them.
 */
import { buildConnector, Client, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { MOST_CONNECTIONS } from '../budget/way.ts';
import { withoutNews } from './informational.ts';

/** Idle connections are dropped before most servers and balancers drop them (60 s). */
const KEEP_ALIVE_MS = 20_000;
/** A start that finds no connection by then surely did not arrive, and may still be tried again. */
const START_CONNECT_MS = 3_000;

/** Where requests go. */
export interface Transport {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path below which the API lies, without a slash at its end. */
  readonly basePath: string;
  /** For reads. */
  readonly pool: Dispatcher;
  /** Runs one request over a connection nobody used before. */
  once<T>(run: (dispatcher: Dispatcher) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the way to a base URL. A given dispatcher is used for everything, and left open at the end. */
export function createTransport(baseUrl: string, given?: Dispatcher): Transport {
  const url = new URL(baseUrl);
  const place = { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') };
  if (given) return { ...place, pool: given, once: (run) => run(given), close: async () => {} };

  // As many as may be in flight: a pool that is used up would be one queue for all.
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, connections: MOST_CONNECTIONS };
  const proxied = url.protocol === 'https:' && isProxyNamed();
  const pool = proxied
    ? new EnvHttpProxyAgent(options)
    : new Pool(url.origin, { ...options, connect: withoutNews(buildConnector({})) });
  // One connector for all starts, so that TLS sessions are resumed though connections are not reused.
  const connect = withoutNews(buildConnector({ timeout: START_CONNECT_MS }));
  const fresh = (): Dispatcher =>
    proxied
      ? new EnvHttpProxyAgent({ connections: 1, pipelining: 0, connectTimeout: START_CONNECT_MS })
      : new Client(url.origin, { connect, pipelining: 0 });
  return {
    ...place,
    pool,
    async once(run) {
      const dispatcher = fresh();
      try {
        return await run(dispatcher);
      } finally {
        dispatcher.destroy().catch(() => {});
      }
    },
    close: () => pool.destroy(),
  };
}

/** Whether the environment names a proxy for https. */
export function isProxyNamed(): boolean {
  const { env } = process;
  return Boolean(env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy);
}
