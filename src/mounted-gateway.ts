/**
 * A gateway within a server of somebody else's program: handlers in place of a port, and what it takes to execute the
 * schema without any server.
 */
import type { GraphQLSchema } from 'graphql';
import { type Gateway, type GatewayOptions, openGateway } from './gateway.ts';
import { createRequestContext, operationOf } from './schema/index.ts';
import { assembleServer } from './server/create-server.ts';
import { type Handlers, mountedAt, mountPath } from './server/mounted.ts';
import type { Telemetry } from './telemetry.ts';

/** How a gateway is mounted in a server of one's own; where to listen is that server's. */
export interface MountOptions extends Omit<GatewayOptions, 'host' | 'port' | 'adminPort'> {
  /** Below which path, such as `/asana`. @default the root: `/graphql` and `/jobs`, and nothing else */
  readonly path?: string;
}

/** A gateway that is mounted. Disposing it stops it at once; `close()` is the graceful way. */
export interface MountedGateway extends Handlers, AsyncDisposable {
  readonly telemetry: Telemetry;
  /** The schema it serves. */
  readonly schema: GraphQLSchema;
  /**
   * What one operation on `schema` is executed with, by `graphql()` or a server of one's own. The limits and the log of
   * the gateway's own server do not hold there.
   */
  contextFor(caller: { readonly authorization?: string; readonly signal?: AbortSignal }): object;
  /** Takes other secrets of service mode from now on, as `Gateway.renewSecrets` does. */
  readonly renewSecrets: Gateway['renewSecrets'];
  /** Lets requests in flight finish and tells every socket, within `drainTimeoutMs`; or stops at once. */
  close(options?: { readonly immediately?: boolean }): Promise<void>;
}

/** Makes a gateway that does not listen. @throws ConfigError when settings are wrong or contradict each other */
export async function mountGateway({ path = '', ...options }: MountOptions = {}): Promise<MountedGateway> {
  const at = mountPath(path);
  // Where it is reached, and under which names, is the other server's business.
  const elsewhere = { host: '0.0.0.0', adminPort: null };
  const opened = await openGateway({ ...options, ...elsewhere }, at, async (serverOptions) => {
    const assembled = await assembleServer(serverOptions);
    const { server, lifecycle, resolveCaller, renewCallers, stop } = assembled;
    lifecycle.enter('ready');
    const { cut, ...handlers } = mountedAt(at, server);
    const closeAll = async () => {
      cut();
      await stop.close();
    };
    return {
      handlers,
      resolveCaller,
      renewCallers,
      schema: serverOptions.schema,
      drain: stop.drain,
      close: closeAll,
    };
  });
  const { telemetry, services, server, renewSecrets, close } = opened;
  return {
    ...server.handlers,
    telemetry,
    schema: server.schema,
    contextFor({ authorization, signal }) {
      const { caller, error } = server.resolveCaller(authorization, '');
      const operation = { ...operationOf(caller), callerError: error, signal };
      return createRequestContext(services, operation);
    },
    renewSecrets,
    close,
    [Symbol.asyncDispose]: () => close({ immediately: true }),
  };
}
