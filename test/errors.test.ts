import { expect, test } from 'vitest';
import { badInput, ERROR_CODES, type ErrorCode, GatewayError, isGatewayError } from '../src/errors.ts';

test('the codes and what they mean for a caller stay as they are', () => {
  const retryable = Object.fromEntries(
    Object.entries(ERROR_CODES).map(([code, facts]) => [code, facts.retryable]),
  );
  expect(retryable).toEqual({
    UNAUTHENTICATED: false,
    FORBIDDEN: false,
    NOT_FOUND: false,
    BAD_USER_INPUT: false,
    PAYMENT_REQUIRED: false,
    RATE_LIMITED: true,
    UPSTREAM_ERROR: true,
    UPSTREAM_TIMEOUT: true,
    UPSTREAM_UNREACHABLE: true,
    OUTCOME_UNKNOWN: false,
    QUERY_TOO_LARGE: false,
    SERVICE_UNAVAILABLE: true,
    INTERNAL_SERVER_ERROR: false,
    GRAPHQL_PARSE_FAILED: false,
    GRAPHQL_VALIDATION_FAILED: false,
    BAD_REQUEST: false,
    PERSISTED_QUERY_NOT_SUPPORTED: false,
  });
});

test.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s tells its code and whether to try again', (code) => {
  expect(new GatewayError(code, 'x').extensions).toEqual({ code, retryable: ERROR_CODES[code].retryable });
});

test('waits are told in whole seconds, rounded up', () => {
  const seconds = (retryAfterMs: number) =>
    new GatewayError('RATE_LIMITED', 'x', { retryAfterMs }).extensions.retryAfter;
  expect([0, 1, 1_000, 1_001].map(seconds)).toEqual([0, 1, 1, 2]);
});

test('details are public, the cause and the status are not', () => {
  const cause = new Error('secret');
  const error = new GatewayError('UPSTREAM_ERROR', 'Asana answered with 500.', {
    status: 500,
    details: { phrase: '6 sad squid' },
    upstreamMessages: ['Server Error'],
    cause,
  });
  expect(error.extensions).toEqual({ code: 'UPSTREAM_ERROR', retryable: true, phrase: '6 sad squid' });
  expect(error.cause).toBe(cause);
  expect(error.status).toBe(500);
  expect(error.upstreamMessages).toEqual(['Server Error']);
});

test('one error may know better than its code whether to try again', () => {
  const error = new GatewayError('UPSTREAM_ERROR', 'x', { retryable: false });
  expect(error.extensions.retryable).toBe(false);
});

test('errors are known by name, so that two copies of the module agree', () => {
  const other = Object.assign(new Error('x'), { name: 'GatewayError', code: 'NOT_FOUND' });
  expect(isGatewayError(badInput('x'))).toBe(true);
  expect(isGatewayError(other)).toBe(true);
  expect(isGatewayError(new Error('x'))).toBe(false);
  expect(isGatewayError({ name: 'GatewayError', code: 'NOT_FOUND' })).toBe(false);
  expect(isGatewayError(null)).toBe(false);
});

test('a mistake of the caller carries its details', () => {
  expect(badInput('first is 0.', { limit: 100 }).extensions).toEqual({
    code: 'BAD_USER_INPUT',
    retryable: false,
    limit: 100,
  });
});
