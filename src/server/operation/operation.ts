/**
 * One GraphQL operation, whatever brought it: who calls, its context, and what the log says about it. Must not know
 * HTTP or sockets.
 */
import type { ExecutionResult, GraphQLError, OperationDefinitionNode } from 'graphql';
import type { GatewayContext, RequestFacts } from '../../schema/context.ts';
import type { Place } from '../load/places.ts';

/** What the server itself needs of a context; the schema's own has more. */
export type ServerContext = Pick<GatewayContext, 'stats' | 'places'> & object;

/** Makes the context of one operation. */
export type CreateContext = (facts: RequestFacts) => ServerContext;

/** Parameters as they came, of whatever type. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** How an operation came, as logs and metrics name it. */
export type Transport = 'http' | 'sse' | 'websocket';

/** What a transport knows of an operation that it brings. */
export interface OperationFacts extends RequestFacts {
  /** Where it comes from. */
  readonly network: string;
  /** Whether its caller has left, so that nobody waits for what comes of it. */
  readonly left: boolean;
}

/** What came of an operation. */
export type Outcome =
  /** No resolver was called: the request itself is wrong, or asks for too much. */
  | { readonly kind: 'refused'; readonly result: ExecutionResult }
  /** It was executed; a subscription that could not begin ends here as well. */
  | { readonly kind: 'answered'; readonly result: ExecutionResult }
  | { readonly kind: 'streaming'; readonly events: AsyncIterableIterator<ExecutionResult> };

/** An operation, from the moment it is taken until its line is in the log. */
export class Operation {
  transport: Transport;
  readonly facts: OperationFacts;
  readonly startedAtMs: number;
  /** Made by the pipeline. */
  context: ServerContext | null = null;
  name: string | null = null;
  type: 'query' | 'mutation' | 'subscription' | null = null;
  outcome: 'ok' | 'error' | 'refused' = 'ok';
  /** What it takes up while it executes, and gives back while it only waits. */
  readonly places: Place[] = [];
  /** Told, before it begins, how many bytes of its parameters a subscription keeps. Throws where that is too much. */
  onKept: ((bytes: number) => void) | null = null;

  constructor(transport: Transport, facts: OperationFacts, startedAtMs = performance.now()) {
    this.transport = transport;
    this.facts = facts;
    this.startedAtMs = startedAtMs;
  }

  /** Notes what is about to run. */
  noteDefinition({ name, operation }: OperationDefinitionNode): void {
    this.name = name?.value ?? null;
    this.type = operation;
  }

  /** Notes how it went, or how one of its events did. */
  noteErrors(errors: readonly GraphQLError[] | undefined): void {
    if (!errors || errors.length === 0) return;
    this.outcome = errors.some(({ extensions }) => REFUSALS.has(extensions.code)) ? 'refused' : 'error';
  }
}

/** Codes of what was turned away for its size, or for the crowd. */
const REFUSALS: ReadonlySet<unknown> = new Set(['QUERY_TOO_LARGE', 'SERVICE_UNAVAILABLE']);
