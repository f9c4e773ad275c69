import { buildSchema, getIntrospectionQuery, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compileCost } from '../../../src/server/operation/cost.ts';
import { checkDocument, checkVariables, DEFAULT_LIMITS } from '../../../src/server/operation/limits.ts';
import { cpuWatch } from '../../support/cpu.ts';
import { post, startServer } from '../support.ts';

const nested = (depth: number) => `${'{ child '.repeat(depth - 1)}{ id }${' }'.repeat(depth - 1)}`;
const lattice = (levels: number, body: (next: string) => string) =>
  `${Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Item { ${body(`...F${level + 1}`)} }`,
  ).join(' ')} fragment F${levels} on Item { id } query { node { ...F0 } }`;
const refusalOf = (run: () => void) => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as { details: unknown }).details;
  }
};
const documentRefusal = (text: string) => refusalOf(() => checkDocument(parse(text), DEFAULT_LIMITS));

describe('documents', () => {
  test('the standard introspection query fits', () => {
    expect(
      documentRefusal(
        getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, specifiedByUrl: true }),
      ),
    ).toBeNull();
  });

  test.each([
    ['a depth of 15', `{ node ${nested(14)} }`, null],
    ['a depth of 16', `{ node ${nested(15)} }`, { limit: 'depth', value: 16, allowed: 15 }],
    ['a depth of 100', `{ node ${nested(99)} }`, { limit: 'depth', value: 16, allowed: 15 }],
    [
      'a depth through fragments',
      `{ node { ...A } } fragment A on Item { child ${nested(7)} ...B } fragment B on Item { child { ...C } } fragment C on Item ${nested(14)}`,
      { limit: 'depth', value: 16, allowed: 15 },
    ],
    ['100 aliases', `{ node { ${fields(100, (n) => `a${n}: id`)} } }`, null],
    [
      '1,000 aliases',
      `{ node { ${fields(1000, (n) => `a${n}: id`)} } }`,
      { limit: 'aliases', value: 1000, allowed: 100 },
    ],
    ['51 root fields', `{ ${fields(51, () => 'hello')} }`, { limit: 'rootFields', value: 51, allowed: 50 }],
    [
      'root fields through fragments',
      `{ ...A ...A } fragment A on Query { ${fields(26, () => 'hello')} }`,
      { limit: 'rootFields', value: 52, allowed: 50 },
    ],
    [
      '51 operations',
      fields(51, (n) => `query Q${n} { hello }`),
      { limit: 'operations', value: 51, allowed: 50 },
    ],
    [
      'a lattice of spreads',
      lattice(22, (next) => `${next} ${next}`),
      { limit: 'fields', value: 2 ** 22 + 1, allowed: 3000 },
    ],
    [
      'a lattice of fields',
      lattice(13, (next) => `child { ${next} } x: child { ${next} }`),
      { limit: 'fields', value: expect.any(Number), allowed: 3000 },
    ],
    [
      'equal fields',
      `{ node { ${fields(2_900, () => 'id')} } }`,
      { limit: 'overlaps', value: expect.any(Number), allowed: 20_000 },
    ],
    [
      'many fragments in one place',
      `{ node { ${fields(300, (n) => `...F${n}`)} } } ${fields(300, (n) => `fragment F${n} on Item { id }`)}`,
      { limit: 'overlaps', value: expect.any(Number), allowed: 20_000 },
    ],
    [
      'a fragment within itself',
      '{ node { ...A } } fragment A on Item { child { ...A } child { ...A } }',
      null,
    ],
    ['an unknown fragment', '{ node { ...A } }', null],
  ])('%s', (_name, text, expected) => {
    expect(documentRefusal(text)).toEqual(expected);
  });
});

function fields(count: number, one: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => one(n)).join(' ');
}

describe('variables', () => {
  test.each([
    ['none', undefined, null],
    ['a few', { first: 10, gids: ['1', '2'] }, null],
    [
      'too many values',
      { list: Array.from({ length: 10_001 }, () => 1) },
      { limit: 'variables', value: 10_002, allowed: 10_000 },
    ],
    [
      'too deep',
      JSON.parse(`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`),
      { limit: 'variableDepth', value: 17, allowed: 16 },
    ],
    [
      'very deep',
      JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      { limit: 'variableDepth', value: 17, allowed: 16 },
    ],
  ])('%s', (_name, variables, expected) => {
    expect(refusalOf(() => checkVariables(variables, DEFAULT_LIMITS))).toEqual(expected);
  });
});

describe('cost', () => {
  const schema = buildSchema(/* GraphQL */ `
    type Query { item(gid: ID!): Item  items(first: Int = 20): Items  list(gids: [ID!]!): [Item]  find(by: By): Item  entities(keys: [_Any!]!): [Item]  recent(first: Int = 30): [Item!] }
    scalar _Any
    input By { gids: [ID!]  or: [By!] }
    type Items { nodes: [Item!]  edges: [Edge!] }
    type Edge { cursor: String  node: Item }
    type Item { id: ID  name: String  child: Item  tags: [Item!]  items(first: Int): Items  kin(gids: [ID!]): [Item] }
  `);
  test.each([
    ['{ item(gid: 1) { id name child { id } } }', {}, 5],
    ['{ items { nodes { id } } }', {}, 1 + 20 * 2],
    ['{ items(first: 100) { nodes { id name } } }', {}, 1 + 100 * 3],
    ['{ items(first: 100) { edges { cursor node { id } } } }', {}, 1 + 100 * 4],
    ['query ($n: Int) { items(first: $n) { nodes { id } } }', { n: 1000 }, 1 + 1000 * 2],
    ['query ($n: Int) { items(first: $n) { nodes { id } } }', {}, 1 + 20 * 2],
    ['query ($n: Int = 7) { items(first: $n) { nodes { id } } }', {}, 1 + 7 * 2],
    ['query ($n: Int = 7) { items(first: $n) { nodes { id } } }', { n: 'x' }, 1 + 7 * 2],
    ['{ items(first: 10) { nodes { items { nodes { id } } } } }', {}, 1 + 10 * (1 + 1 + 50 * 2)],
    ['{ recent { id } }', {}, 1 + 30],
    ['{ item(gid: 1) { tags { id } } }', {}, 1 + 1 + 5],
    ['{ list(gids: [1, 2, 3]) { id } }', {}, 1 + 3 + 3],
    ['query ($g: [ID!]!) { list(gids: $g) { id } }', { g: ['1', '2'] }, 1 + 2 + 2],
    ['query ($g: [ID!]!) { list(gids: $g) { id } }', { g: 12_345 }, 1 + 1],
    ['query ($g: [ID!]! = [1, 2]) { list(gids: $g) { id } }', {}, 1 + 2 + 2],
    ['{ list(gids: [1]) { id } find(by: { gids: [1, 2], or: [{ gids: [3] }, {}] }) { id } }', {}, 3 + 7],
    ['query ($b: By) { find(by: $b) { id } }', { b: { gids: [1, 2], or: [{ gids: [3] }, {}] } }, 2 + 5],
    ['query ($g: [ID!]) { find(by: { or: [{ gids: $g }] }) { id } }', { g: ['1', '2'] }, 2 + 3],
    ['query ($b: By = { or: [{ gids: [1] }] }) { find(by: $b) { id } }', {}, 2 + 2],
    ['{ entities(keys: [{ gid: 1 }, { gid: 2 }]) { id } }', {}, 1 + 2 + 2],
    ['query ($k: [_Any!]!) { entities(keys: $k) { id } }', { k: [{}, {}, {}] }, 1 + 3 + 3],
    ['{ items(first: 100) @skip(if: true) { nodes { id } } }', {}, 0],
    ['query ($s: Boolean!) { items(first: 100) @include(if: $s) { nodes { id } } }', { s: false }, 0],
    ['query ($s: Boolean!) { items(first: 100) @include(if: $s) { nodes { id } } }', { s: true }, 1 + 200],
    ['query ($s: Boolean = true) { items(first: 9) { ... @skip(if: $s) { nodes { id } } } }', {}, 1],
    ['query ($n: Int) { items(first: $n) @skip(if: true) { nodes { id } } }', { n: 1e308 }, 0],
    [
      '{ items(first: 10) { ...F } } fragment F on Items { nodes { ...G ...G } } fragment G on Item { id }',
      {},
      1 + 10 * 3,
    ],
    ['{ __schema { types { name } } __typename }', {}, 1],
  ])('of %s with %j is %d', (text, variables, expected) => {
    const document = parse(text);
    expect(validate(schema, document).filter(({ message }) => !message.includes('position'))).toEqual([]);
    expect(compileCost(schema, document, getOperationAST(document)!).values(variables)).toBe(expected);
  });

  test('the longest list of ids counts, literal or variable', () => {
    const longest = (text: string, variables: Record<string, unknown>) => {
      const document = parse(text);
      return compileCost(schema, document, getOperationAST(document)!).longestIdList(variables);
    };
    expect(longest('{ a: list(gids: [1]) { id } b: list(gids: [1, 2]) { id } }', {})).toBe(2);
    expect(longest('query ($g: [ID!]!) { list(gids: $g) { id } }', { g: Array(101).fill('1') })).toBe(101);
    expect(longest('query ($g: [ID!]!) { list(gids: $g) { id } }', { g: 101 })).toBe(1);
    expect(longest('query ($k: [_Any!]!) { entities(keys: $k) { id } }', { k: [{}, {}] })).toBe(2);
  });

  test.each([
    ['{ list(gids: [1, 2]) @skip(if: true) { id } }', {}, 0],
    ['{ list(gids: [1, 2]) @include(if: true) { id } }', {}, 2],
    ['query ($b: Boolean!) { list(gids: [1, 2]) @include(if: $b) { id } }', { b: false }, 0],
    ['query ($b: Boolean!) { list(gids: [1, 2]) @include(if: $b) { id } }', { b: true }, 2],
    ['query ($b: Boolean = true) { list(gids: [1, 2]) @skip(if: $b) { id } }', {}, 0],
    ['query ($b: Boolean!) { list(gids: [1, 2]) @skip(if: $b) { id } }', { b: 'no boolean' }, 2],
    [
      'query ($b: Boolean!) { ...F @skip(if: $b) list(gids: 1) { id } } fragment F on Query { list(gids: [1, 2]) { id } }',
      { b: true },
      1,
    ],
    [
      'query ($b: Boolean!) { ...F @skip(if: $b) ...F } fragment F on Query { list(gids: [1, 2]) { id } }',
      { b: true },
      2,
    ],
    ['query ($b: Boolean!) { ... @include(if: $b) { list(gids: [1, 2]) { id } } }', { b: false }, 0],
    ['{ items(first: 0) { nodes { kin(gids: [1, 2]) { id } } } }', {}, 2],
    ['{ list(gids: []) { kin(gids: [1, 2]) { id } } }', {}, 2],
  ])(
    'the list of ids of what a directive leaves out counts nothing: %s with %j',
    (text, variables, expected) => {
      const document = parse(text);
      expect(compileCost(schema, document, getOperationAST(document)!).longestIdList(variables)).toBe(
        expected,
      );
    },
  );
});

describe('over HTTP', () => {
  const manyIds = Array.from({ length: 101 }, (_, n) => String(n));
  test.each([
    [
      'too many ids',
      { query: 'query ($ids: [ID!]!) { list(ids: $ids) { id } }', variables: { ids: manyIds } },
      'ids',
    ],
    [
      'pages of pages',
      {
        query: 'query ($n: Int) { items(first: $n) { nodes { items(first: $n) { nodes { id } } } } }',
        variables: { n: 300 },
      },
      'cost',
    ],
    ['10,000 at once', { query: '{ items(first: 30000) { nodes { id } } }' }, 'cost'],
    [
      'deep variables',
      `{"query":"{ hello }","variables":{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}}`,
      'variableDepth',
    ],
    [
      'values nested in the document',
      { query: `{ echo(text: ${'['.repeat(4_990)}${']'.repeat(4_990)}) }` },
      null,
    ],
    [
      'a very deep document',
      { query: `{ node ${'{ child '.repeat(3_000)} { id } ${'}'.repeat(3_000)} }` },
      'depth',
    ],
  ])('%s are refused', async (_name, body, limit) => {
    await using running = await startServer();
    const answer = await (await post(running.url, body)).json();
    expect(answer.data).toBeUndefined();
    const [{ extensions }] = answer.errors;
    if (limit) expect(extensions).toMatchObject({ code: 'QUERY_TOO_LARGE', limit, retryable: false });
    else expect(extensions.code).toMatch(/QUERY_TOO_LARGE|GRAPHQL_VALIDATION_FAILED/);
    expect(await (await post(running.url, { query: '{ hello }' })).json()).toEqual({
      data: { hello: 'world' },
    });
  });

  test('introspection can be switched off, without hints', async () => {
    await using running = await startServer({ introspection: false });
    const refused = await (await post(running.url, { query: '{ __schema { types { name } } }' })).json();
    expect(refused.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const typo = await (await post(running.url, { query: '{ helo }' })).json();
    expect(typo.errors[0].message).not.toContain('Did you mean');
    expect(await (await post(running.url, { query: '{ __typename }' })).json()).toEqual({
      data: { __typename: 'Query' },
    });
  });

  test.each([
    ['a lattice of 22 fragments', lattice(22, (next) => `${next} ${next}`)],
    ['1,000 aliases', `{ node { ${fields(1000, (n) => `a${n}: id`)} } }`],
    ['a depth of 100', `{ node ${nested(99)} }`],
    ['equal fields', `{ node { ${fields(2_900, () => 'id')} } }`],
  ])('%s costs at most 20 ms of CPU', async (_name, query) => {
    await using running = await startServer();
    for (let round = 0; round < 5; round += 1) await post(running.url, { query: `${query} # warm ${round}` });
    const costs: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const body = JSON.stringify({ query: `${query} # ${round}` });
      const spentMs = cpuWatch();
      const answer = await (await post(running.url, body)).json();
      costs.push(spentMs());
      expect(answer.errors[0].extensions.code).toBe('QUERY_TOO_LARGE');
    }
    expect(costs.sort((a, b) => a - b)[3]).toBeLessThan(20);
  });
});
