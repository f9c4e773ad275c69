import { execute, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asanaToken } from '../../src/asana/api/token.ts';
import { asSubgraph, ENTITIES, subgraphText } from '../../src/schema/federation.ts';
import { createRequestContext, createSchema, operationOf } from '../../src/schema/index.ts';
import { callLines } from '../support/calls.ts';
import { type ExecutorWithSandbox, executorWithSandbox } from '../support/execute.ts';

const schema = asSubgraph(createSchema());
let executor: ExecutorWithSandbox;
beforeAll(async () => {
  executor = await executorWithSandbox();
});
afterAll(() => executor[Symbol.asyncDispose]());
beforeEach(() => executor.sandbox.clearCalls());

async function entities(representations: unknown[], selection: string) {
  const token = asanaToken(executor.sandbox.tokens.ada);
  const result = await execute({
    schema,
    document: parse(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`),
    variableValues: { r: representations },
    contextValue: createRequestContext(
      executor.services,
      operationOf({ token, owner: `token:${token.hash}`, name: null }, 'test'),
    ),
  });
  const entries = JSON.parse(JSON.stringify(result.data?._entities ?? null));
  return { entries, errors: result.errors ?? [], calls: callLines(executor.sandbox.calls) };
}

test('every entity has its gid as key', () => {
  const text = subgraphText(createSchema());
  for (const name of ENTITIES) expect(text).toMatch(new RegExp(`type ${name} .*@key\\(fields: "gid"\\)`));
  expect(text).not.toContain('_entities');
});

test('two entities ride in one batch', async () => {
  const { gids } = executor.sandbox;
  const answer = await entities(
    [
      { __typename: 'Project', gid: gids.projects.launch },
      { __typename: 'User', gid: gids.users.grace },
    ],
    '__typename ... on Project { name owner { name } } ... on User { name }',
  );
  expect(answer.errors).toEqual([]);
  expect(answer.entries).toEqual([
    { __typename: 'Project', name: 'Autumn Launch Campaign', owner: { name: 'Grace Lindqvist' } },
    { __typename: 'User', name: 'Grace Lindqvist' },
  ]);
  expect(answer.calls.map((line) => line.replace(/\{.*/, ''))).toEqual([
    'POST /batch',
    `  GET /projects/${gids.projects.launch} [name,owner.name]`,
    `  GET /users/${gids.users.grace} [name]`,
  ]);
});

test('an unknown entity is null without an error', async () => {
  expect(await entities([{ __typename: 'Task', gid: '42' }], '... on Task { name }')).toMatchObject({
    entries: [null],
    errors: [],
  });
});

test('a wrong representation fails alone and sends nothing', async () => {
  const answer = await entities(
    [{ __typename: 'Task', gid: '../x' }, { __typename: 'Query', gid: '1' }, { __typename: 'Task' }],
    '__typename',
  );
  expect(answer.entries).toEqual([null, null, null]);
  expect(answer.errors).toHaveLength(3);
  expect(answer.calls).toEqual([]);
});
