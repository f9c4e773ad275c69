import { expect, test } from 'vitest';
import { post, startServer } from '../support.ts';

const INTERNAL = 'INTERNAL_SERVER_ERROR';

test.each([
  ['a field', { query: '{ hello deep: limited }' }, 1, [{ code: 'RATE_LIMITED', path: 'deep' }]],
  [
    'many fields: the first three',
    { query: '{ a: broken b: broken c: broken d: broken }' },
    4,
    ['a', 'b', 'c'].map((path) => ({ code: INTERNAL, path })),
  ],
  ['a document', { query: '{ nowhere }' }, 1, [{ code: 'GRAPHQL_VALIDATION_FAILED', path: null }]],
  ['what is no request', ['no', 'request'], 1, [{ code: 'BAD_REQUEST', path: null }]],
  ['nothing', { query: '{ hello }' }, undefined, undefined],
])('the line of a request says what failed, and where: %s', async (_what, body, errorCount, errors) => {
  await using running = await startServer();
  await post(running.url, body, { 'x-request-id': 'failing' });
  const line = running.lines.find(({ requestId }) => requestId === 'failing');
  expect({ errorCount: line?.errorCount, errors: line?.errors }).toEqual({ errorCount, errors });
});

test('a path is cut where a line would grow with it', async () => {
  await using running = await startServer();
  const alias = 'a'.repeat(500);
  await post(running.url, { query: `{ ${alias}: broken }` });
  expect(running.lines.at(-1)?.errors).toEqual([{ code: INTERNAL, path: 'a'.repeat(120) }]);
});
