/**
 * One GraphQL operation, whatever brought it: running it through Yoga's pipeline without Fetch objects, and what
 * the log says about it. Must not know HTTP or sockets.
 */
import { type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import type { GraphQLParams, Plugin, YogaServerInstance } from 'graphql-yoga';
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

/** The plugin that notes name, type and outcome. */
export function operationRecordPlugin(): Plugin {
  const note = ({
    args,
  }: {
    args: {
      document: Parameters<typeof getOperationAST>[0];
      operationName?: unknown;
      contextValue?: unknown;
    };
  }) => {
    const operation = getOperationAST(args.document, args.operationName as string | undefined);
    const record = operationRecord(args.contextValue as object);
    record.name = operation?.name?.value ?? null;
    record.type = operation?.operation ?? null;
  };
  return { onExecute: note, onSubscribe: note };
}

/** Notes how an operation ended. */
export function noteOutcome(record: OperationRecord, errors: readonly GraphQLError[] | undefined): void {
  if (!errors || errors.length === 0) return;
  record.outcome = errors.some((error) => error.extensions.code === 'QUERY_TOO_LARGE') ? 'refused' : 'error';
}

/** Runs parameters through Yoga's pipeline: parsing, limits, validation, execution and masking happen in there. */
export async function runOperation(
  yoga: GatewayYoga,
  maskError: (error: unknown) => GraphQLError,
  params: GraphQLParams,
  context: ServerContext,
): Promise<OperationResult> {
  try {
    const result = await yoga.getResultForParams({ params, request: PLAIN_POST }, context);
    return result ?? { errors: [maskError(new Error('Yoga answered nothing'))] };
  } catch (error) {
    return { errors: [maskError(error)] };
  }
}

/** What a pipeline that knows HTTP is shown. Node's `Headers` takes long to load, so only for who looks at them. */
const PLAIN_POST = {
  method: 'POST',
  url: 'http://gateway/graphql',
  get headers() {
    return new Headers();
  },
} as unknown as Request;

/** Whether a result is a stream. */
export function isStream(result: OperationResult): result is AsyncIterable<ExecutionResult> {
  return Symbol.asyncIterator in result;
}
