/**
 * One operation as the schema and all above it see it: who calls, under which id, until when, and what it has cost so
 * far. Made by whatever brought it; knows no transport and no GraphQL.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import type { CallContext, CallStats } from '../asana/client.ts';
import { GatewayError } from '../errors.ts';
import type { Starter } from '../starts/start.ts';

/** Who calls, and with which Asana token. */
export interface Caller {
  readonly token: AsanaToken;
  /** Whose ledger rows these are before Asana was asked: `key:<name>` in service mode, else `token:<hash>`. */
  readonly owner: string;
  /** Name of the gateway key in service mode, else null. */
  readonly name: string | null;
  /** Where the caller is, for tokens of which nothing else is known. */
  readonly network?: string;
}

/** Something an operation takes up, which others may have while it only waits. */
export interface RestingPlace {
  rest(): void;
  resume(): void;
}

/** One operation. */
export interface Operation {
  readonly requestId: string;
  /** Null for one without a token. */
  readonly caller: Caller | null;
  /** Why there is no caller, when its `Authorization` was wrong. */
  readonly callerError?: GatewayError | undefined;
  /** Aborts when the caller leaves. */
  readonly signal?: AbortSignal | undefined;
  readonly stats: CallStats;
  /** What it takes up while it executes. */
  readonly places?: readonly RestingPlace[];
}

/** An operation that no transport brought: a program's own, or what is done for a caller in the background. */
export function operationOf(caller: Caller | null, requestId = ''): Operation {
  return { caller, requestId, stats: { upstreamCalls: 0, retries: 0 } };
}

/** Who calls. @throws UNAUTHENTICATED where that is nobody */
export function callerOf({ caller, callerError }: Operation): Caller {
  if (caller) return caller;
  throw (
    callerError ??
    new GatewayError(
      'UNAUTHENTICATED',
      'This needs an Asana token. Send it as "Authorization: Bearer <token>", or as {"Authorization": "Bearer <token>"} in connection_init over WebSocket.',
    )
  );
}

/** Who starts or writes something, as the room of starts knows it. @throws UNAUTHENTICATED where that is nobody */
export function starterOf(operation: Operation): Starter {
  const { requestId, signal } = operation;
  return { caller: callerOf(operation), requestId, signal };
}

/** On whose behalf Asana is called for an operation. Whether a call ends with it is another question. */
export function onBehalfOf(
  operation: Operation,
): Pick<CallContext, 'token' | 'flow' | 'network' | 'stats' | 'requestId'> {
  const { token, network, name } = callerOf(operation);
  const { stats, requestId } = operation;
  return { token, flow: name ?? undefined, network, stats, requestId: requestId || undefined };
}
