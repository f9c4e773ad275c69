/**
 * One GraphQL operation, whatever brought it: who calls, what it takes up, and what the log says about it. Must not
 * know HTTP or sockets.
 */
import type { ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import type { GatewayError } from '../../errors.ts';
import type { Caller, Operation } from '../../schema/operation.ts';
import { NO_SPAN, type OpenSpan } from '../../telemetry.ts';
import type { ResolvedCaller } from '../callers.ts';
import type { Place } from '../load/places.ts';

/** Makes the context of one operation. */
export type CreateContext = (operation: Operation) => object;

/** Parameters as they came, of whatever type. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** How an operation came, as logs and metrics name it. */
export type Transport = 'http' | 'sse' | 'websocket';

/** What came of an operation. */
export type Outcome =
  /** No resolver was called: the request itself is wrong, or asks for too much. */
  | { readonly kind: 'refused'; readonly result: ExecutionResult }
  /** It was executed; a subscription that could not begin ends here as well. */
  | { readonly kind: 'answered'; readonly result: ExecutionResult }
  | { readonly kind: 'streaming'; readonly events: AsyncIterableIterator<ExecutionResult> };

/** What failed, and where in the answer; null where the whole did. */
export interface Failure {
  readonly code: string;
  readonly path: string | null;
}

/** So many failures of one operation are told one by one; of all, the number. */
const TOLD_FAILURES = 3;
/** A path may be as long as its aliases; a log line may not. */
const LONGEST_PATH = 120;

/** An operation while it is served: from the moment it is taken until its line is in the log. */
export abstract class ServedOperation implements Operation {
  transport: Transport;
  readonly requestId: string;
  readonly caller: Caller | null;
  readonly callerError: GatewayError | undefined;
  /** Where it comes from. */
  readonly network: string;
  readonly startedAtMs: number;
  readonly stats = { upstreamCalls: 0, retries: 0 };
  /** Bytes of the body or the message it came in. */
  bodyBytes = 0;
  /** What it takes up while it executes, and gives back while it only waits. */
  readonly places: Place[] = [];
  name: string | null = null;
  type: 'query' | 'mutation' | 'subscription' | null = null;
  outcome: 'ok' | 'error' | 'refused' = 'ok';
  /** The first of what failed. */
  readonly failures: Failure[] = [];
  failureCount = 0;
  /** Its span, which ends with its line in the log. */
  span: OpenSpan = NO_SPAN;
  /** Called at its end: its caller is not there for it any more. */
  leave: (() => void) | null = null;
  /** Told, before it begins, how many bytes of its parameters a subscription keeps. Throws where that is too much. */
  onKept: ((bytes: number) => void) | null = null;
  /** Looks at each result of its stream before it is sent; true ends the stream in its place. */
  endsStream: ((result: ExecutionResult) => boolean) | null = null;
  /** Told once that its stream is over: `cancelled` where its client had enough. */
  streamOver: ((cancelled: boolean) => void) | null = null;

  constructor(
    transport: Transport,
    { caller, error }: ResolvedCaller,
    { requestId, network }: Pick<ServedOperation, 'requestId' | 'network'>,
    startedAtMs = performance.now(),
  ) {
    this.transport = transport;
    this.requestId = requestId;
    this.caller = caller;
    this.callerError = error;
    this.network = network;
    this.startedAtMs = startedAtMs;
  }

  /** Whether its caller has left, so that nobody waits for what comes of it. */
  abstract get left(): boolean;

  /** Aborts when its caller leaves. Made only when somebody asks for it. */
  abstract get signal(): AbortSignal;

  /** Notes what is about to run. */
  noteDefinition({ name, operation }: OperationDefinitionNode): void {
    this.name = name?.value ?? null;
    this.type = operation;
  }

  /** Notes how it went, or how one of its events did. */
  noteErrors(errors: readonly GraphQLError[] | undefined): void {
    if (!errors || errors.length === 0) return;
    this.failureCount += errors.length;
    for (const { extensions, path } of errors.slice(0, TOLD_FAILURES - this.failures.length)) {
      const at = path === undefined ? null : path.join('.').slice(0, LONGEST_PATH);
      this.failures.push({ code: String(extensions.code), path: at });
    }
    this.outcome = errors.some(({ extensions }) => REFUSALS.has(extensions.code)) ? 'refused' : 'error';
  }
}

/** Codes of what was turned away for its size, or for the crowd. */
const REFUSALS: ReadonlySet<unknown> = new Set(['QUERY_TOO_LARGE', 'SERVICE_UNAVAILABLE']);
