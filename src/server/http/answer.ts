/**
 * From an execution result to status, headers and body, after "GraphQL over HTTP". Pure, and the only place that
 * decides it: our own writer and Yoga both end here, the WebSocket takes the errors' public form.
 */
import type { ExecutionResult, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../../errors.ts';
import { jsonOf } from '../operation/introspection-answers.ts';
import { badRequest, graphqlError } from '../operation/mask-error.ts';
import type { JsonMediaType } from './media-types.ts';

/** Everything an HTTP answer consists of. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Status by code, where the answer holds no `data`. `[application/json, application/graphql-response+json]` */
const STATUS: Readonly<Record<string, readonly [json: number, graphql: number]>> = {
  GRAPHQL_PARSE_FAILED: [200, 400],
  GRAPHQL_VALIDATION_FAILED: [200, 400],
  BAD_USER_INPUT: [200, 400],
  QUERY_TOO_LARGE: [200, 400],
  PERSISTED_QUERY_NOT_SUPPORTED: [200, 400],
  BAD_REQUEST: [400, 400],
  UNAUTHENTICATED: [401, 401],
  FORBIDDEN: [403, 403],
  RATE_LIMITED: [429, 429],
  SERVICE_UNAVAILABLE: [503, 503],
};

const typeHeaders = (mediaType: JsonMediaType): Answer['headers'] =>
  Object.freeze({ 'Content-Type': `${mediaType}; charset=utf-8` });

/** What says the type of an answer, for all of them. */
const TYPE_HEADERS: Readonly<Record<JsonMediaType, Answer['headers']>> = {
  'application/json': typeHeaders('application/json'),
  'application/graphql-response+json': typeHeaders('application/graphql-response+json'),
};

/** The answer to a finished operation. */
export function answerOf(result: ExecutionResult, mediaType: JsonMediaType): Answer {
  const { errors } = result;
  if (!errors || errors.length === 0) {
    return { status: 200, headers: TYPE_HEADERS[mediaType], body: jsonOf(result) };
  }
  const headers: Record<string, string> = { ...TYPE_HEADERS[mediaType] };
  for (const error of errors) Object.assign(headers, error.extensions.http?.headers);
  const retryAfter = retryAfterSeconds(errors);
  if (retryAfter !== null) headers['Retry-After'] = String(retryAfter);
  const status =
    result.data === undefined ? Math.max(...errors.map((error) => statusOf(error, mediaType))) : 200;
  return { status, headers, body: JSON.stringify(publicResult(result)) };
}

/** The answer to a request that never becomes an operation. */
export function badRequestAnswer(
  message: string,
  status = 400,
  headers?: Record<string, string>,
  mediaType: JsonMediaType = 'application/json',
): Answer {
  return answerOf({ errors: [badRequest(message, status, headers)] }, mediaType);
}

/** The answer to a request that may not be made from there. */
export function forbiddenAnswer(message: string): Answer {
  return answerOf({ errors: [graphqlError(new GatewayError('FORBIDDEN', message))] }, 'application/json');
}

/** A result whose errors hold nothing but what callers may see. */
export function publicResult(result: ExecutionResult): FormattedExecutionResult {
  return result.errors
    ? { ...result, errors: publicErrors(result.errors) }
    : (result as FormattedExecutionResult);
}

/** Errors with nothing in them but what callers may see. */
export function publicErrors(errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map(publicError);
}

function publicError(error: GraphQLError): GraphQLFormattedError {
  const { http, unexpected, ...extensions } = error.extensions;
  return {
    message: error.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions,
  };
}

function statusOf(error: GraphQLError, mediaType: JsonMediaType): number {
  if (error.extensions.limit === 'bodyBytes') return 413;
  const { http, code } = error.extensions;
  if (http?.status && !http.spec) return http.status;
  const pair = STATUS[String(code)];
  return pair ? pair[mediaType === 'application/json' ? 0 : 1] : 500;
}

/** `RATE_LIMITED` alone in an answer says when to come back; mixed with others it is the field's affair. */
function retryAfterSeconds(errors: readonly GraphQLError[]): number | null {
  let seconds: number | null = null;
  for (const { extensions } of errors) {
    if (extensions.code !== 'RATE_LIMITED') return null;
    if (extensions.retryAfter !== undefined) seconds = Math.max(seconds ?? 0, Number(extensions.retryAfter));
  }
  return seconds;
}
