import { GraphQLError } from 'graphql';
import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { explain } from '../../src/console/errors.ts';

const failed = (extensions: Record<string, unknown>) =>
  explain(
    new CombinedError({ graphQLErrors: [new GraphQLError('As the gateway puts it.', { extensions })] }),
  );

test.each([
  ['of Asana', { code: 'RATE_LIMITED', retryAfter: 40 }, /more than Asana takes .* in 40 s\.$/],
  ['that says no time', { code: 'RATE_LIMITED' }, /in 60 s\.$/],
  ['of lists', { code: 'RATE_LIMITED', limit: 'lists' }, /this gateway takes from one person.* cancel one/],
  ['of set-ups', { code: 'RATE_LIMITED', limit: 'errands' }, /start this one without changes/],
  [
    'of what is kept in mind',
    { code: 'RATE_LIMITED', limit: 'idempotencyKeys', retryAfter: 7_200 },
    /this gateway keeps in mind\. Try again in 2 h\.$/,
  ],
  [
    'of wrong keys',
    { code: 'RATE_LIMITED', limit: 'wrongKeys', retryAfter: 6 },
    /Try again in 6 s\. If yours/,
  ],
  ['of what is watched', { code: 'QUERY_TOO_LARGE', limit: 'streams' }, /Reload the page/],
  ['of a busy gateway', { code: 'SERVICE_UNAVAILABLE', limit: 'executing' }, /Asana is not concerned/],
  ['of size', { code: 'QUERY_TOO_LARGE', limit: 'bodyBytes' }, /Split it in two/],
])('a limit %s says whose it is and what to do', (_which, extensions, words) => {
  expect(failed(extensions)).toMatch(words);
});

test('Asana that does not answer is told from a gateway that has too much to do', () => {
  expect(failed({ code: 'UPSTREAM_TIMEOUT' })).toMatch(/^Asana does not answer/);
  expect(failed({ code: 'SERVICE_UNAVAILABLE' })).toMatch(/^This gateway/);
});
