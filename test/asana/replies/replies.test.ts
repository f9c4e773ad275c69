import { describe, expect, test } from 'vitest';
import { type Expected, judge, type Reply, readBatch } from '../../../src/asana/replies/replies.ts';
import { ruleOf } from '../../../src/asana/replies/reply-table.ts';
import { isGatewayError } from '../../../src/errors.ts';

const READ: Expected = { call: 'GET /tasks/1', shape: 'record', gid: '1', fromCaller: true };
const OWN: Expected = { call: 'GET /users/me', shape: 'record', gid: true };
const START: Expected = { call: 'POST /tasks/1/duplicate', shape: 'record', gid: true, starts: true };
const WORDS = { errors: [{ message: 'because' }] };

function verdict(status: number, json: unknown, expected: Expected): string {
  const judged = judge({ status, json }, expected);
  if (!isGatewayError(judged)) return 'taken';
  return judged.retryable ? `${judged.code}, again` : judged.code;
}

describe('a status', () => {
  test.each([
    // status, read in Asana's words, read in others', own query, start in Asana's words, start in others'
    [400, 'BAD_USER_INPUT', 'UPSTREAM_ERROR, again', 'UPSTREAM_ERROR', 'BAD_USER_INPUT', 'UPSTREAM_ERROR'],
    [401, 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
    [
      402,
      'PAYMENT_REQUIRED',
      'UPSTREAM_ERROR, again',
      'PAYMENT_REQUIRED',
      'PAYMENT_REQUIRED',
      'UPSTREAM_ERROR',
    ],
    [403, 'FORBIDDEN', 'UPSTREAM_ERROR, again', 'FORBIDDEN', 'FORBIDDEN', 'UPSTREAM_ERROR'],
    [404, 'NOT_FOUND', 'UPSTREAM_ERROR, again', 'NOT_FOUND', 'NOT_FOUND', 'UPSTREAM_ERROR'],
    [405, 'UPSTREAM_ERROR', 'UPSTREAM_ERROR, again', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR'],
    [
      408,
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ],
    [413, 'UPSTREAM_ERROR', 'UPSTREAM_ERROR, again', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR'],
    [418, 'UPSTREAM_ERROR', 'UPSTREAM_ERROR, again', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR'],
    [422, 'BAD_USER_INPUT', 'UPSTREAM_ERROR, again', 'UPSTREAM_ERROR', 'BAD_USER_INPUT', 'UPSTREAM_ERROR'],
    [
      425,
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ],
    [
      429,
      'RATE_LIMITED, again',
      'RATE_LIMITED, again',
      'RATE_LIMITED, again',
      'RATE_LIMITED, again',
      'RATE_LIMITED, again',
    ],
    [451, 'FORBIDDEN', 'UPSTREAM_ERROR, again', 'FORBIDDEN', 'FORBIDDEN', 'UPSTREAM_ERROR'],
    [302, 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR', 'UPSTREAM_ERROR'],
    [
      500,
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ],
    [
      503,
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ],
    [
      999,
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'UPSTREAM_ERROR, again',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ],
  ])('%i means the same everywhere', (status, read, foreign, own, start, foreignStart) => {
    expect([
      verdict(status, WORDS, READ),
      verdict(status, undefined, READ),
      verdict(status, WORDS, OWN),
      verdict(status, WORDS, START),
      verdict(status, 'gone', START),
    ]).toEqual([read, foreign, own, start, foreignStart]);
  });

  test.each([
    [400, 'no', 'one by one'],
    [401, 'no', 'one by one from now on'],
    [403, 'no', 'one by one from now on'],
    [404, 'no', 'one by one from now on'],
    [405, 'no', 'one by one from now on'],
    [408, 'after a pause', 'shared'],
    [410, 'no', 'one by one'],
    [413, 'no', 'in halves'],
    [425, 'after a pause', 'shared'],
    [429, 'when told', 'shared'],
    [502, 'after a pause', 'shared'],
    [301, 'no', 'shared'],
    [0, 'no', 'shared'],
  ])('%i says whether to repeat, and what becomes of a batch', (status, repeated, batch) => {
    expect(ruleOf(status)).toMatchObject({ repeated, batch });
  });
});

describe('the words of a refusal', () => {
  const shown = (reply: Omit<Reply, 'status'>): string => {
    const judged = judge({ status: 403, ...reply }, READ);
    return isGatewayError(judged) ? judged.message : 'taken';
  };

  test.each([
    ['a list of texts', { json: { errors: ['No access here'] } }],
    ['an OAuth error', { json: { error: 'invalid_token', error_description: 'No access here' } }],
    ['a bare error', { json: { error: 'No access here' } }],
    ['a message alone', { json: { message: 'No access here' } }],
    ['an error in an error', { json: { error: { code: 403, message: 'No access here' } } }],
    ['one error that is no list', { json: { errors: { message: 'No access here' } } }],
    ['one text that is no list', { json: { errors: 'No access here' } }],
    ['a list alone', { json: [{ message: 'No access here' }] }],
    ['problem details', { json: { title: 'Forbidden', status: 403, detail: 'No access here' } }],
    ['text behind', { json: undefined, body: '{"errors":[{"message":"No access here"}]}\n<!-- cached -->' }],
  ])('are found in %s', (_what, reply) => {
    expect(shown(reply)).toContain('403: No access here');
  });

  test('are cut, in number and in length', () => {
    const json = {
      errors: Array.from({ length: 50 }, (_, at) => ({ message: `${at} ${'x'.repeat(5_000)}` })),
    };
    expect(shown({ json }).length).toBeLessThan(6_000);
  });

  test.each([
    ['HTML', undefined, '<html>secret</html>'],
    ['half a JSON', undefined, '{"errors":[{"message":"secret"'],
    ['something else', { secret: 'secret', errors: [{ secret: 'secret' }, 7, null, ['secret']] }, ''],
    ['a text', 'secret', '"secret"'],
  ])('are not guessed from %s', (_what, json, body) => {
    expect(shown({ json, body })).not.toContain('secret');
  });

  test('bring no second full stop', () => {
    const json = { errors: [{ message: 'You may not see it.' }, { message: 'Ask its owner. ' }] };
    expect(judge({ status: 403, json }, READ)).toMatchObject({
      message: expect.stringMatching(/ with 403: You may not see it; Ask its owner\. [A-Z]/),
    });
  });

  test.each([
    ['no data', { json: WORDS }],
    ['data that is null', { json: { ...WORDS, data: null } }],
    ['text behind', { json: undefined, body: `${JSON.stringify(WORDS)}\n<!-- cached -->` }],
  ])('of a success with %s are shown, of a batch as well', (_what, reply) => {
    const said = {
      code: 'UPSTREAM_ERROR',
      message: expect.stringMatching(/\/[a-z1/]+ with 200 and errors instead of data: because/),
    };
    expect(judge({ status: 200, ...reply }, READ)).toMatchObject(said);
    expect(readBatch({ status: 200, ...reply }, 'POST /batch', 2)).toMatchObject(said);
  });

  test('of a start that is none are shown', () => {
    expect(judge({ status: 201, json: WORDS }, START)).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('because'),
    });
  });
});

test.each([
  ['12', 'taken'],
  ['', 'OUTCOME_UNKNOWN'],
  ['a name', 'OUTCOME_UNKNOWN'],
  ['../users/me', 'OUTCOME_UNKNOWN'],
  [12, 'OUTCOME_UNKNOWN'],
])('a start that is answered with the gid %j is %s', (gid, expected) =>
  expect(verdict(201, { data: { gid } }, START)).toBe(expected),
);
