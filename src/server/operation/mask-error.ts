/**
 * What callers are told of an error: ours say their code, GraphQL's own get one, everything else is masked.
 * The same for HTTP, SSE and WebSocket. Must not know transports.
 */
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLErrorOptions } from 'graphql';
import {
  ERROR_CODES,
  type ErrorCode,
  type GatewayError,
  isGatewayError,
  shortened,
  withoutStack,
} from '../../errors.ts';

/** Told of what is hidden from callers. */
export type OnMasked = (error: unknown) => void;

/** Masks errors: every one leaves with `extensions.code` and `extensions.retryable`. */
export function createMaskError(onMasked: OnMasked): (error: unknown) => GraphQLError {
  return (error) => {
    const located = error instanceof GraphQLError ? error : null;
    const root = rootOf(error);
    if (isGatewayError(root)) {
      // A cause under an error nobody foresaw is worth a log line; the caller sees only ours.
      if (root.code === 'INTERNAL_SERVER_ERROR') onMasked(root.cause ?? root);
      return relocated(located, root.message, extensionsOf(root));
    }
    if (root instanceof GraphQLError) {
      const code = codeOf(root, located);
      if (code !== 'INTERNAL_SERVER_ERROR') {
        return relocated(located, root.message, coded(code, { ...root.extensions, ...located?.extensions }));
      }
    }
    if (!isAbort(root)) onMasked(root);
    return relocated(located, 'Something went wrong inside the gateway. The request id leads to its log.', {
      code: 'INTERNAL_SERVER_ERROR',
      retryable: false,
    });
  };
}

/** The same error with a code: graphql-js gives its own none. */
export function withCode(code: ErrorCode, error: GraphQLError): GraphQLError {
  return relocated(error, error.message, coded(code, error.extensions));
}

/** A request refused before GraphQL looked at it. */
export function badRequest(message: string, status = 400, headers?: Record<string, string>): GraphQLError {
  return published(message, {
    extensions: coded('BAD_REQUEST', { http: { status, ...(headers && { headers }) } }),
  });
}

/** An error of ours as GraphQL sees it. */
export function graphqlError(error: GatewayError): GraphQLError {
  return published(error.message, { extensions: extensionsOf(error) });
}

/** An error as callers see it: who looks for its cause looks at the root. */
function published(message: string, options: GraphQLErrorOptions): GraphQLError {
  return withoutStack(() => new GraphQLError(shortened(message), options));
}

function extensionsOf(error: GatewayError): GraphQLErrorExtensions {
  return { ...error.extensions };
}

function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

function codeOf(root: GraphQLError, located: GraphQLError | null): ErrorCode {
  const code = root.extensions.code ?? located?.extensions.code;
  if (typeof code === 'string') return code in ERROR_CODES ? (code as ErrorCode) : 'BAD_REQUEST';
  // GraphQL's own complaints about arguments and variables point into the document; a scalar that cannot
  // serialise what a resolver gave it does not, and is our mistake.
  if (root.nodes || root.extensions.http) return 'BAD_USER_INPUT';
  if (root.path !== undefined || located?.path !== undefined) return 'INTERNAL_SERVER_ERROR';
  // Outside of any field: variables that do not fit (these point at their definition), or no such operation.
  return located?.nodes ? 'BAD_USER_INPUT' : 'BAD_REQUEST';
}

function coded(code: ErrorCode, extensions: GraphQLErrorExtensions): GraphQLErrorExtensions {
  return { ...extensions, code, retryable: ERROR_CODES[code].retryable };
}

function relocated(
  from: GraphQLError | null,
  message: string,
  extensions: GraphQLErrorExtensions,
): GraphQLError {
  return published(message, {
    ...(from?.nodes && { nodes: from.nodes }),
    ...(from?.source && { source: from.source }),
    ...(from?.positions && { positions: from.positions }),
    ...(from?.path && { path: from.path }),
    extensions,
  });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
