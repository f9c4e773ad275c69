/**
 * Operations whose document ran before. Yoga parses a text, holds it to the limits and validates it once; when it
 * comes again, what depends on the call is checked and the operation executed, without the machinery of plugins
 * around it. Answers are the same byte by byte; whatever is out of the ordinary is left to Yoga.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import type { DocumentCache } from './document-cache.ts';
import type { LimitChecks } from './limits-plugin.ts';
import { noteOperation, type ServerContext } from './operation.ts';
import { type TrustedDocuments, trustedDocument } from './trusted-documents.ts';

/** What known operations are run with: the parts of the pipeline that look at each call. */
export interface KnownOperationsOptions {
  readonly schema: GraphQLSchema;
  /** Parsed documents by their text. */
  readonly documents: DocumentCache<DocumentNode>;
  /** Those of them that are valid. */
  readonly valid: WeakSet<DocumentNode>;
  readonly checks: LimitChecks;
  readonly maskError: (error: unknown) => GraphQLError;
  readonly hideSuggestions: boolean;
  readonly trustedDocuments?: TrustedDocuments | undefined;
}

/** Runs a query or mutation that is known; null leaves it to Yoga. */
export type RunKnown = (params: GraphQLParams, context: ServerContext) => Promise<ExecutionResult> | null;

/** Makes the runner. */
export function createKnownOperations(options: KnownOperationsOptions): RunKnown {
  const { schema, documents, valid, checks, maskError, hideSuggestions, trustedDocuments } = options;

  function documentOf(params: GraphQLParams): DocumentNode | null {
    const text = params.query;
    if (typeof text !== 'string' || !isOrdinary(params)) return null;
    if (trustedDocuments && trustedDocument(trustedDocuments, params) !== text) return null;
    const document = documents.get(text);
    return document && valid.has(document) ? document : null;
  }

  async function run(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    { variables: variableValues, operationName }: GraphQLParams,
    contextValue: ServerContext,
  ): Promise<ExecutionResult> {
    try {
      checks.variables(variableValues);
      noteOperation(contextValue, operation);
      const args = { schema, document, contextValue, variableValues, operationName, hideSuggestions };
      checks.operation(args);
      const result = await execute(args);
      return result.errors ? { ...result, errors: result.errors.map(maskError) } : result;
    } catch (error) {
      return { errors: [maskError(error)] };
    }
  }

  return (params, context) => {
    const document = documentOf(params);
    const operation = document && getOperationAST(document, params.operationName);
    if (!operation || operation.operation === 'subscription') return null;
    return run(document, operation, params, context);
  };
}

/** Whether the parameters are those of the protocol, each of its type. Yoga knows what to say about all others. */
function isOrdinary(params: GraphQLParams): boolean {
  for (const name of Object.keys(params)) {
    if (name !== 'query' && name !== 'variables' && name !== 'operationName' && name !== 'extensions') {
      return false;
    }
  }
  const { variables, operationName, extensions } = params as Record<string, unknown>;
  return (
    isObjectOrNothing(variables) &&
    isObjectOrNothing(extensions) &&
    (operationName === undefined || operationName === null || typeof operationName === 'string')
  );
}

function isObjectOrNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && !Array.isArray(value));
}
