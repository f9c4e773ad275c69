/**
 * One GraphQL operation, whatever brought it: its context, its result, and what the log says about it. Must not know
 * HTTP or sockets.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Plugin, YogaServerInstance } from 'graphql-yoga';
import type { GatewayContext, RequestFacts } from '../schema/context.ts';

/** What the server itself needs of a context; the schema's own has more. */
export type ServerContext = Pick<GatewayContext, 'stats'> & object;

/** Makes the context of one operation. */
export type CreateContext = (facts: RequestFacts) => ServerContext;

/** The Yoga instance both transports share. */
export type GatewayYoga = YogaServerInstance<ServerContext, object>;

/** What is known of an operation once it ran. */
export interface OperationRecord {
  name: string | null;
  type: 'query' | 'mutation' | 'subscription' | null;
  outcome: 'ok' | 'error' | 'refused';
}

/** A single answer, or a stream of them. */
export type OperationResult = ExecutionResult | AsyncIterable<ExecutionResult>;

const RECORD = Symbol('operation record');

/** The record kept in a context; made when there is none yet. */
export function operationRecord(context: object): OperationRecord {
  const holder = context as { [RECORD]?: OperationRecord };
  holder[RECORD] ??= { name: null, type: null, outcome: 'ok' };
  return holder[RECORD];
}

/** Notes an operation's name and type in its record. */
export function noteOperation(context: object, operation: OperationDefinitionNode | null | undefined): void {
  const record = operationRecord(context);
  record.name = operation?.name?.value ?? null;
  record.type = operation?.operation ?? null;
}

/** The plugin that does so. */
export function operationRecordPlugin(): Plugin {
  const note = ({
    args,
  }: {
    args: { document: DocumentNode; operationName?: unknown; contextValue?: unknown };
  }) => {
    const { document, operationName, contextValue } = args;
    noteOperation(contextValue as object, getOperationAST(document, operationName as string | undefined));
  };
  return { onExecute: note, onSubscribe: note };
}

/** Notes how an operation ended. */
export function noteOutcome(record: OperationRecord, errors: readonly GraphQLError[] | undefined): void {
  if (!errors || errors.length === 0) return;
  record.outcome = errors.some((error) => error.extensions.code === 'QUERY_TOO_LARGE') ? 'refused' : 'error';
}

/** Whether a result is a stream. */
export function isStream(result: OperationResult): result is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in result;
}
