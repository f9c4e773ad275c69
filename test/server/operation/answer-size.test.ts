import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  getNamedType,
  getOperationAST,
  isLeafType,
  isUnionType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { HeldBytes } from '../../../src/held-bytes.ts';
import { jsonBytes } from '../../../src/server/load/json-bytes.ts';
import { AnswerMeter, meterFields } from '../../../src/server/operation/answer-meter.ts';
import { compileCost } from '../../../src/server/operation/cost.ts';
import { createExecute } from '../../../src/server/operation/execute-within.ts';
import { DEFAULT_LIMITS } from '../../../src/server/operation/limits.ts';

const ANSWERS = new HeldBytes(Number.POSITIVE_INFINITY, () => {});

const SCHEMA = buildSchema(/* GraphQL */ `
  type Query { item: Item  any: Any!  items(first: Int = 3): Items!  list(ids: [ID!]!): [Item]  later: Item!  large: String!  fails: [Int!] }
  type Items { nodes: [Item!]  edges: [Edge!]!  total: Int! }
  type Edge { cursor: String  node: Item }
  type Item { id: ID!  name: String  text: String!  number: Float  flag: Boolean!  kind: Kind!  words: [String]  grid: [[Int!]!]  nothing: Item  self: Item!  items(first: Int = 2): Items! }
  type Other { id: ID!  note: String }
  enum Kind { SHORT  A_LONG_WORD }
  union Any = Item | Other
`);
const item = (): object => ({
  __typename: 'Item',
  id: '12',
  name: null,
  text: 'é "quoted"\n\u0001 \ud83d\ude00 \ud83d',
  number: -1.5e300,
  flag: () => true,
  kind: 'A_LONG_WORD',
  words: ['a', null, '\\'],
  grid: [[1, 2], []],
  nothing: null,
  self: item,
  items,
});
const items = ({ first }: { first: number }) => ({
  nodes: Array.from({ length: first }, item),
  edges: async () => Array.from({ length: first }, () => ({ cursor: null, node: item })),
  total: first,
});
const ROOT = {
  item,
  any: { __typename: 'Other', id: 7, note: async () => 'later' },
  items,
  list: ({ ids }: { ids: string[] }) => ids.map(item),
  later: async () => item(),
  large: 'x'.repeat(1_000),
};

/** A selection drawn at random, none of whose fields are in each other's way. */
function selection(g: fc.GeneratorValue, type: GraphQLObjectType, depth: number): string {
  const all = Object.values(type.getFields()).filter(({ name }) => name !== 'fails');
  const fields = g(fc.array, fc.nat({ max: all.length }), { minLength: 1, maxLength: 4 }).map((at) => {
    const field = all[at];
    if (!field) return `${g(fc.constantFrom, '', 'alias: ')}__typename`;
    const named = getNamedType(field.type);
    const size = g(fc.nat, { max: 4 });
    const args = field.args.some(({ name }) => name === 'first')
      ? (['', '(first: 0)', '(first: 1)', '(first: $n)', '(first: 4)'][size] ?? '')
      : field.name === 'list'
        ? `(ids: [${'"1" '.repeat(size)}])`
        : '';
    const head = `${args === '' ? '' : `${field.name}${size}: `}${field.name}${args}`;
    if (isLeafType(named)) return head;
    if (depth === 0) return isUnionType(named) ? `${head} { ... on Other { id } }` : '__typename';
    if (isUnionType(named)) return `${head} { ... on Other { id note } }`;
    return `${head} ${selection(g, named as GraphQLObjectType, depth - 1)}`;
  });
  return `{ ${fields.join(' ')} }`;
}

function keysIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const below = Object.values(value).reduce((sum: number, each) => sum + keysIn(each), 0);
  return below + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

const asked = fc
  .gen()
  .map((g) => `query ($n: Int = 2) ${selection(g, SCHEMA.getQueryType() as GraphQLObjectType, 4)}`)
  .filter((text) => validate(SCHEMA, parse(text), [OverlappingFieldsCanBeMergedRule]).length === 0);

describe('random answers', () => {
  test('have no more values than was counted, and the bytes that were counted', async () => {
    meterFields(SCHEMA);
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom({}, { n: 5 }, { n: 0 }), async (text, variableValues) => {
        const document = parse(text);
        const meter = new AnswerMeter({ answerBytes: Number.POSITIVE_INFINITY, answerErrors: 0 }, 0, ANSWERS);
        const contextValue = {};
        meter.putInto(contextValue);
        const run = { schema: SCHEMA, document, rootValue: ROOT, contextValue, variableValues };
        const { data, errors } = await execute(run);
        expect(errors).toBeUndefined();
        const cost = compileCost(SCHEMA, document, getOperationAST(document)!);
        expect(cost.values(variableValues)).toBeGreaterThanOrEqual(keysIn(data));
        const { __typename, alias, ...counted } = data as Record<string, unknown>;
        const keys = Object.keys(counted).length;
        const bytes = Buffer.byteLength(JSON.stringify(counted));
        expect(meter.dataBytes).toBe(keys === 0 ? 0 : bytes - 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('jsonBytes', () => {
  test('is the length of what JSON writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 2 }), (text, cut) => {
        const broken = text.slice(0, text.length - cut); // half a pair
        expect(jsonBytes(broken)).toBe(Buffer.byteLength(JSON.stringify(broken)));
      }),
    );
    for (const text of ['', '\u007f', '\u2028', '\ud800', 'x'.repeat(100), '\u0000'.repeat(100)]) {
      expect(jsonBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
    }
  });
});

describe('an answer over the limit', () => {
  const refused: unknown[] = [];
  const within = (answerBytes: number) =>
    createExecute(SCHEMA, { ...DEFAULT_LIMITS, answerBytes }, ANSWERS, ({ details }) =>
      refused.push(details),
    );
  const run = async (
    text: string,
    answerBytes: number,
    rootValue: unknown = ROOT,
  ): Promise<ExecutionResult> =>
    within(answerBytes)({ schema: SCHEMA, document: parse(text), rootValue, contextValue: {} });
  const aliases = (count: number, one: string) =>
    Array.from({ length: count }, (_, n) => `a${n}: ${one}`).join(' ');

  test('is one error, and what comes later is not resolved', async () => {
    let calls = 0;
    const large = () => {
      calls += 1;
      return 'x'.repeat(1_000);
    };
    const result = await run(`{ ${aliases(100, 'large')} }`, 10_000, { large });
    expect(result.data).toBeNull();
    expect(result.errors?.map(({ originalError }) => originalError)).toMatchObject([
      { code: 'QUERY_TOO_LARGE', details: { limit: 'answerBytes', allowed: 10_000 } },
    ]);
    expect(calls).toBe(10);
    expect(refused).toHaveLength(1);
  });

  test.each([
    ['text', '{ large }'],
    ['long names', `{ ${'x'.repeat(1_000)}: item { id } }`],
    [
      'long names of types',
      `{ list(ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) { ${'x'.repeat(100)}: __typename } }`,
    ],
    ['errors', `{ ${aliases(5, 'fails')} }`],
  ])('counts %s', async (_name, text) => {
    const failing = {
      ...ROOT,
      fails: () => {
        throw new Error('no');
      },
    };
    expect((await run(text, 1_000, failing)).errors?.[0]?.message).toContain('"answerBytes"');
    expect((await run(text, 3_000, failing)).errors?.[0]?.message).not.toBe(
      expect.stringContaining('"answerBytes"'),
    );
  });

  test('with too many errors is one error, also where the entries of a list fail', async () => {
    const list = ({ ids }: { ids: string[] }) =>
      ids.map(async () => {
        throw new Error('no');
      });
    const text = (fields: number) =>
      `{ ${Array.from({ length: fields }, (_, n) => `a${n}: list(ids: [${'1 '.repeat(100)}]) { id }`).join(' ')} }`;
    expect((await run(text(10), 1e6, { list })).errors).toHaveLength(1_000);
    const { data, errors } = await run(text(20), 1e6, { list });
    expect(data).toBeNull();
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('"answerErrors"')]);
  });

  test('at the limit it is answered, a byte below it is not', async () => {
    const bytes = Buffer.byteLength(JSON.stringify(await run('{ large item { text self { id } } }', 1e6)));
    expect((await run('{ large item { text self { id } } }', bytes)).errors).toBeUndefined();
    expect((await run('{ large item { text self { id } } }', bytes - 1)).errors).toHaveLength(1);
  });
});
