/**
 * One operation of a WebSocket, run through the same pipeline as HTTP: whether it is taken, when its stream ends, and
 * its line in the log. Must not know messages.
 */
import type { ExecutionResult } from 'graphql';
import { GatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { atMost, type Limits, tooLarge } from '../operation/limits.ts';
import type { Outcome, RawParameters } from '../operation/operation.ts';
import { beginSocketSpan } from '../operation/operation-span.ts';
import type { Pipeline } from '../operation/pipeline.ts';
import { logOperation } from '../operation/request-log.ts';
import type { SocketConnection } from './socket-connection.ts';
import type { SocketOperation } from './socket-operation.ts';

/** What operations need beside their socket. */
export interface SocketOperationOptions {
  readonly pipeline: Pipeline;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  /** Told when an answer says that the caller's token is no good any more. */
  readonly onExpired: (connection: SocketConnection) => void;
  /** Told when an operation comes too late to be taken. */
  readonly onStopping: (connection: SocketConnection) => void;
}

/** One request of a client. */
export interface SocketRequest {
  readonly connection: SocketConnection;
  readonly operation: SocketOperation;
  /** Let go of once they are read: what runs may live as long as a stream. */
  params: RawParameters;
}

/** Runs requests of sockets. Never rejects. */
export type RunOnSocket = (request: SocketRequest) => Promise<Outcome>;

/** Makes what runs them. */
export function createSocketOperations(options: SocketOperationOptions): RunOnSocket {
  const { pipeline, lifecycle, telemetry, limits } = options;

  async function run(request: SocketRequest): Promise<Outcome> {
    const { connection, operation } = request;
    const refusal = refusalOf(connection);
    if (refusal) return { kind: 'refused', result: { errors: [pipeline.maskError(refusal)] } };
    const endWork = lifecycle.begin();
    operation.onKept = (bytes) => keep(connection, operation, bytes);

    const log = (cancelled: boolean): void =>
      logOperation(telemetry, operation, { address: connection.address, cancelled });
    const finish = (cancelled: boolean): void => {
      endWork();
      // When one event ends thousands of streams, all of them hear of it before any of their lines is written.
      setImmediate(log, cancelled);
    };

    const turn = connection.turns.take() ?? (await connection.turns.next(operation));
    if (!turn) {
      finish(true);
      return { kind: 'answered', result: { data: null } }; // nobody asks for it any more
    }
    operation.places.push(turn);
    const { extensions } = request.params;
    operation.span = beginSocketSpan(telemetry, [extensions, connection.traceContext], {
      requestId: operation.requestId,
      address: connection.address,
    });
    const outcome = await operation.span.run(() => pipeline.run(() => takeParams(request), operation));
    // By then its message is on the way, and counts among what waits for the client.
    setImmediate(() => turn.leave());
    if (outcome.kind === 'streaming') {
      endWork(); // a stream is no work in flight that a stop would wait for
      operation.endsStream = (result) => endsStream(connection, result);
      operation.streamOver = (cancelled) => {
        if (cancelled) operation.abort();
        finish(cancelled);
      };
      return outcome;
    }
    finish(operation.left);
    if (expires(connection, outcome.result)) options.onExpired(connection);
    return outcome;
  }

  function refusalOf(connection: SocketConnection): GatewayError | null {
    if (!lifecycle.takesWork) {
      // An answer would end a subscription for good; a closed socket takes it to the next instance.
      options.onStopping(connection);
      return new GatewayError(
        'SERVICE_UNAVAILABLE',
        'This instance of the gateway is stopping. Connect again.',
      );
    }
    const underWay = connection.operations.size;
    if (underWay <= limits.streams) return null;
    telemetry.count('refused', { limit: 'streams' });
    return tooLarge('streams', underWay, limits.streams);
  }

  function keep(connection: SocketConnection, operation: SocketOperation, bytes: number): void {
    const total = connection.keptBytes + bytes;
    atMost(limits, 'socketBytes', total);
    if (operation.left) return;
    operation.keptBytes = bytes;
    connection.keptBytes = total;
  }

  /** Whether a token is dead is found out by who watches; a 401 of one job alone ends that stream alone. */
  function endsStream(connection: SocketConnection, result: ExecutionResult): boolean {
    if (connection.resolved.caller !== null || !expires(connection, result)) return false;
    options.onExpired(connection);
    return true;
  }

  return run;
}

function takeParams(request: SocketRequest): RawParameters {
  const { params } = request;
  request.params = {};
  return params;
}

/** Whether a client that asked for it is to reconnect: it had brought something, and it is no longer accepted. */
function expires(connection: SocketConnection, { errors }: ExecutionResult): boolean {
  const { caller, error } = connection.resolved;
  if (!connection.reconnectOnExpiry || (caller === null && error === undefined)) return false;
  return errors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED') ?? false;
}
