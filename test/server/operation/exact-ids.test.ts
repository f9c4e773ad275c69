import { getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { asSubgraph } from '../../../src/schema/federation.ts';
import { createSchema } from '../../../src/schema/index.ts';
import { checkExactIds } from '../../../src/server/operation/exact-ids.ts';
import { ask, codes, scriptedTarget } from '../../security/support.ts';

const EXACT = Number.MAX_SAFE_INTEGER;
const LOST = JSON.parse('9007199254740993') as number;
const TOKEN = 'a-token-of-thirty-two-characters';

test.each([
  ['query ($gid: ID!) { job(gid: $gid) { status } }', { gid: LOST }, '$gid'],
  ['query ($gids: [ID!]!) { jobs(gids: $gids) { status } }', { gids: ['1', LOST] }, '$gids[1]'],
  ['query ($gids: [ID!]!) { jobs(gids: $gids) { status } }', { gids: LOST }, '$gids'],
  ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [1e21] }, '$ids[0]'],
  ['query ($gid: ID!) { job(gid: $gid) { status } }', { gid: -LOST }, '$gid'],
  [
    'mutation ($input: InstantiateProjectInput!) { instantiateProject(input: $input) { job { gid } } }',
    {
      input: {
        projectTemplateGid: '1',
        name: 'x',
        requestedRoles: [{ gid: '1' }, { gid: LOST, value: 'me' }],
      },
    },
    '$input.requestedRoles[1].gid',
  ],
])('%s with %j is refused before anything is sent', async (query, variables, place) => {
  const { url, asana } = await scriptedTarget();
  const answer = await ask(url, query, { token: TOKEN, variables });
  expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  expect(answer.data).toBeUndefined();
  expect(answer.errors[0]?.message).toContain(`${place} is the number`);
  expect(asana.calls).toEqual([]);
});

test.each([
  ['query ($gid: ID!) { job(gid: $gid) { status } }', { gid: EXACT }, '9007199254740991'],
  ['query ($gid: ID = 9007199254740993) { job(gid: $gid) { status } }', {}, '9007199254740993'],
  ['{ job(gid: 9007199254740993) { status } }', {}, '9007199254740993'],
  ['{ jobs(gids: [9007199254740993]) { status } }', {}, '9007199254740993'],
])('%s with %j asks for %s', async (query, variables, gid) => {
  const { url, asana } = await scriptedTarget();
  await ask(url, query, { token: TOKEN, variables });
  expect(asana.calls).toEqual([expect.stringContaining(`/jobs/${gid} `)]);
});

test('representations hold them too', async () => {
  const { url, asana } = await scriptedTarget({ federation: true });
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Job { status } } }';
  for (const gid of [LOST, 1.5, true, null, '../x', { gid: '1' }]) {
    const variables = { r: [{ __typename: 'Job', gid }] };
    expect(codes(await ask(url, query, { token: TOKEN, variables }))).toEqual(['BAD_USER_INPUT']);
  }
  expect(asana.calls).toEqual([]);
  await ask(url, query, { token: TOKEN, variables: { r: [{ __typename: 'Job', gid: EXACT }] } });
  const literal = '_entities(representations: [{ __typename: "Job", gid: 9007199254740993 }])';
  await ask(url, `{ ${literal} { ... on Job { status } } }`, { token: TOKEN });
  expect(asana.calls).toEqual([
    expect.stringContaining(`/jobs/${EXACT} `),
    expect.stringContaining('/jobs/9007199254740993 '),
  ]);
});

test('a hundred representations are read, one more is refused, many lists of them as well', async () => {
  const { url, asana } = await scriptedTarget({ federation: true });
  const representations = (count: number) => Array.from({ length: count }, () => ({ __typename: 'Nobody' }));
  const one = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
  const ok = await ask(url, one, { token: TOKEN, variables: { r: representations(100) } });
  expect(ok.data._entities).toHaveLength(100);
  const many = `query ($r: [_Any!]!) { ${Array.from({ length: 49 }, (_, n) => `a${n}: _entities(representations: $r) { __typename }`).join(' ')} }`;
  for (const [query, count] of [
    [one, 101],
    [many, 3_000],
  ] as const) {
    const answer = await ask(url, query, { variables: { r: representations(count) } });
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'QUERY_TOO_LARGE',
      limit: 'ids',
      value: count,
    });
  }
  const literal = `{ _entities(representations: [${'{ __typename: "Task" } '.repeat(101)}]) { __typename } }`;
  expect((await ask(url, literal)).errors[0]?.extensions.limit).toBe('ids');
  expect(asana.calls).toEqual([]);
});

test('checks what is declared, and nothing else', () => {
  const schema = asSubgraph(createSchema());
  const check = (text: string, variables: Record<string, unknown>) => () =>
    checkExactIds(schema, getOperationAST(parse(text))!, variables);
  expect(
    check('query ($n: Int, $t: String, $x: Nobody) { __typename }', { n: LOST, t: LOST, x: LOST }),
  ).not.toThrow();
  expect(check('query ($gid: ID) { __typename }', { other: LOST, gid: null })).not.toThrow();
});
