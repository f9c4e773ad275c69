import { expect, test } from 'vitest';
import { ask, codes, scriptedTarget } from '../../security/support.ts';

const TOKEN = 'a-token-of-thirty-two-characters';
const UPDATE = 'mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { userErrors { message } } }';
const gids = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1));

test.each([
  [
    'people',
    'mutation ($input: AddProjectMembersInput!) { addProjectMembers(input: $input) { userErrors { message } } }',
    { projectGid: '1', members: gids(10_000) },
  ],
  ['values', UPDATE, { taskGid: '1', customFields: gids(5_000).map((gid) => ({ gid, value: null })) }],
])('more %s than variables may hold are refused, and nothing is sent', async (_what, query, input) => {
  const { url, asana } = await scriptedTarget();
  const answer = await ask(url, query, { token: TOKEN, variables: { input } });
  expect(codes(answer)).toEqual(['QUERY_TOO_LARGE']);
  expect(answer.errors[0]?.extensions).toMatchObject({ limit: 'variables', allowed: 10_000 });
  expect(asana.calls).toEqual([]);
});

test('options within values count in the cost, wherever they are named again', async () => {
  const { url, asana } = await scriptedTarget();
  const value = { multiEnumOptionGids: gids(9_000) };
  const input = { taskGid: '1', customFields: [{ gid: '5', value }] };
  const writes = gids(6).map((at) => `w${at}: updateTask(input: $input) { userErrors { message } }`);
  const query = `mutation ($input: UpdateTaskInput!) { ${writes.join(' ')} }`;
  const answer = await ask(url, query, { token: TOKEN, variables: { input } });
  expect(codes(answer)).toEqual(['QUERY_TOO_LARGE']);
  expect(answer.errors[0]?.extensions).toMatchObject({ limit: 'cost', allowed: 50_000 });
  expect(asana.calls).toEqual([]);
});

test('a gid that has lost digits is refused within a value', async () => {
  const { url, asana } = await scriptedTarget();
  const enumOptionGid = JSON.parse('9007199254740993') as number;
  const input = { taskGid: '1', customFields: [{ gid: '5', value: { enumOptionGid } }] };
  const answer = await ask(url, UPDATE, { token: TOKEN, variables: { input } });
  expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  expect(answer.errors[0]?.message).toContain('$input.customFields[0].value.enumOptionGid');
  expect(asana.calls).toEqual([]);
});

test('two kinds of value at once are refused before anything is sent', async () => {
  const { url, asana } = await scriptedTarget();
  const input = { taskGid: '1', customFields: [{ gid: '5', value: { text: 'a', number: 1 } }] };
  const answer = await ask(url, UPDATE, { token: TOKEN, variables: { input } });
  expect(answer.errors).toHaveLength(1);
  expect(answer.errors[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect(asana.calls).toEqual([]);
});
