/**
 * One operation of a WebSocket, run through the same pipeline as HTTP. A failure is a result with errors, never a
 * thrown error: the socket and its other operations live on.
 */
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';
import { itself } from '../iterator.ts';
import type { Telemetry } from '../telemetry.ts';
import type { Lifecycle } from './lifecycle.ts';
import { type Limits, tooLarge } from './limits.ts';
import {
  type CreateContext,
  isStream,
  noteOutcome,
  type OperationRecord,
  type OperationResult,
  operationRecord,
  type ServerContext,
} from './operation.ts';
import { logOperation } from './request-log.ts';
import type { SocketConnection, SocketFacts } from './socket-connection.ts';
import type { Pipeline } from './yoga.ts';

/** What operations need beside their socket. */
export interface SocketOperationOptions {
  readonly pipeline: Pipeline;
  readonly createContext: CreateContext;
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
  readonly id: string;
  readonly params: GraphQLParams;
  /** Operations on this socket, this one included. */
  readonly underWay: number;
}

/** Runs requests of sockets. */
export function createSocketOperations(options: SocketOperationOptions) {
  const { pipeline, createContext, lifecycle, telemetry, limits } = options;
  const { maskError } = pipeline;

  return async function run({ connection, id, params, underWay }: SocketRequest): Promise<OperationResult> {
    const refusal = refusalOf(connection, underWay);
    if (refusal) return { errors: [maskError(refusal)] };
    const facts = connection.begin(id);
    const endWork = lifecycle.begin();
    const startedAtMs = performance.now();
    let context: ServerContext | null = null;

    const log = (cancelled: boolean): void =>
      logOperation(telemetry, {
        transport: 'websocket',
        requestId: facts.requestId,
        record: context ? operationRecord(context) : FAILED,
        caller: facts.caller,
        startedAtMs,
        address: connection.address,
        stats: context?.stats,
        cancelled,
      });
    const finish = (cancelled: boolean): void => {
      endWork();
      connection.end(id, facts);
      // When one event ends thousands of streams, all of them hear of it before any of their lines is written.
      setImmediate(log, cancelled);
    };

    let result: OperationResult;
    try {
      const made = createContext(facts);
      context = made;
      result = await telemetry.span(
        'graphql.operation',
        { transport: 'websocket', requestId: facts.requestId },
        () => pipeline.run(params, made),
      );
    } catch (error) {
      result = { errors: [maskError(error)] };
    }
    if (isStream(result)) {
      endWork(); // a stream is no work in flight that a stop would wait for
      return watched(result, connection, facts, context, finish);
    }
    if (context) noteOutcome(operationRecord(context), result.errors);
    finish(facts.aborted);
    if (expires(connection, result)) options.onExpired(connection);
    return result;
  };

  function refusalOf(connection: SocketConnection, underWay: number): GatewayError | null {
    if (!lifecycle.takesWork) {
      // An answer would end a subscription for good; a closed socket takes it to the next instance.
      options.onStopping(connection);
      return new GatewayError(
        'SERVICE_UNAVAILABLE',
        'This instance of the gateway is stopping. Connect again.',
      );
    }
    if (underWay <= limits.streams) return null;
    telemetry.count('refused', { limit: 'streams' });
    return tooLarge('streams', underWay, limits.streams);
  }

  /** The stream, ending when the token has expired and turning what it throws into a last result. */
  function watched(
    stream: AsyncIterable<ExecutionResult>,
    connection: SocketConnection,
    facts: SocketFacts,
    context: ServerContext | null,
    finish: (cancelled: boolean) => void,
  ): AsyncIterableIterator<ExecutionResult> {
    const source = stream[Symbol.asyncIterator]();
    let over = false;
    const end = (cancelled: boolean): void => {
      if (over) return;
      over = true;
      finish(cancelled);
    };
    return {
      async next() {
        if (over) return DONE;
        try {
          const step = await source.next();
          if (step.done) {
            end(false);
            return DONE;
          }
          noteErrors(context, step.value.errors);
          // Whether a token is dead is found out by who watches; a 401 of one job alone ends that stream alone.
          if (connection.resolved.caller === null && expires(connection, step.value)) {
            options.onExpired(connection);
            end(false);
            await source.return?.();
            return DONE;
          }
          return step;
        } catch (error) {
          if (over) return DONE;
          const result = { errors: [maskError(error)] };
          noteErrors(context, result.errors);
          end(false);
          return { done: false, value: result };
        }
      },
      async return() {
        facts.abort();
        end(true);
        await source.return?.();
        return DONE;
      },
      [Symbol.asyncIterator]: itself,
    };
  }
}

const DONE = { done: true, value: undefined } as const;
const FAILED: OperationRecord = { name: null, type: null, outcome: 'error' };

function noteErrors(context: ServerContext | null, errors: readonly GraphQLError[] | undefined): void {
  if (context) noteOutcome(operationRecord(context), errors);
}

/** Whether a client that asked for it is to reconnect: it had brought something, and it is no longer accepted. */
function expires(connection: SocketConnection, { errors }: ExecutionResult): boolean {
  const { caller, error } = connection.resolved;
  if (!connection.reconnectOnExpiry || (caller === null && error === undefined)) return false;
  return errors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED') ?? false;
}
