import fc from 'fast-check';
import {
  buildSchema,
  executeSync,
  type GraphQLObjectType,
  getIntrospectionQuery,
  getNamedType,
  getOperationAST,
  introspectionTypes,
  isObjectType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  ScalarLeafsRule,
  SchemaMetaFieldDef,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createSchema } from '../../../src/schema/index.ts';
import { compileCost } from '../../../src/server/operation/cost.ts';
import { DEFAULT_LIMITS } from '../../../src/server/operation/limits.ts';
import { post, startServer } from '../support.ts';

const SMALL = buildSchema(/* GraphQL */ `
  "Texts with \\"quotes\\", \\\\ and ümläuts."
  directive @note(text: String = "a \\"b\\"", list: [Int!] = [1, 2]) repeatable on FIELD | QUERY
  interface Named { name: String }
  type Query implements Named { name: String  find(by: By = { ids: ["1"] }, old: Int @deprecated): [[Kind!]!]!  gone: Int @deprecated(reason: "since \\u2028") }
  enum Kind { ONE  TWO @deprecated }
  input By { ids: [ID!]!  kind: Kind = ONE  gone: Int @deprecated }
  union Any = Query
  scalar Url @specifiedBy(url: "https://example.com/url")
`);

/** A selection on an introspection type, drawn at random. */
function selection(g: fc.GeneratorValue, type: GraphQLObjectType, depth: number): string {
  const all = Object.values(type.getFields());
  const chosen = g(fc.array, fc.nat({ max: all.length }), { minLength: 1, maxLength: 5 });
  const fields = chosen.map((at) => {
    const field = all[at];
    if (!field) return `${g(fc.constantFrom, '', 'a: ')}__typename`;
    const named = getNamedType(field.type);
    const written = field.args.length > 0 ? g(fc.nat, { max: 2 }) : 0;
    // Fields of one response key must be the same field.
    const alias = written > 0 ? `${field.name}${written}: ` : g(fc.constantFrom, '', `x_${field.name}: `);
    const head =
      alias + field.name + (['', '(includeDeprecated: true)', '(includeDeprecated: $d)'][written] ?? '');
    if (!isObjectType(named)) return head;
    return depth === 0 ? '__typename' : `${head} ${selection(g, named, depth - 1)}`;
  });
  const inner = `{ ${fields.join(' ')} }`;
  const wrapped = g(fc.constantFrom, 'plain', 'inline', 'named', 'skipped');
  if (wrapped === 'inline') return `{ ... on ${type.name} ${inner} ... ${inner} }`;
  if (wrapped === 'skipped') return `{ __typename ... @include(if: $d) ${inner} }`;
  if (wrapped === 'named' && type.name === '__Type') return `{ ...T ...T x: __typename }`;
  return inner;
}

function weighed(text: string, variables = {}, schema = SMALL, mostValues = Number.POSITIVE_INFINITY) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return compileCost(schema, document, operation).introspection(variables, mostValues);
}

/** Fields and entries of lists. */
function valuesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + 1 + valuesIn(each), 0);
  if (value === null || typeof value !== 'object') return 0;
  return Object.values(value).reduce((sum: number, each) => sum + 1 + valuesIn(each), 0);
}

const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
const STANDARD = getIntrospectionQuery(EVERYTHING);
const standardTimes = (count: number) =>
  STANDARD.replace(
    '__schema {',
    `${Array.from({ length: count - 1 }, (_, n) => `a${n}: __schema { types { ...FullType } directives { name description locations args { ...InputValue } } }`).join(' ')} __schema {`,
  );

describe('introspection', () => {
  test('weighs as many values and bytes as graphql-js answers with', () => {
    const asked = fc.gen().map((g) => {
      const roots = [0, 1].map((n) => `r${n}: __schema ${selection(g, SchemaType, 3)}`);
      const type = g(fc.constantFrom, '"Query"', '"Kind"', '"Nobody"', '$n');
      return `query ($d: Boolean = true, $n: String! = "By") { __typename ${roots.join(' ')} t: __type(name: ${type}) ${selection(g, TypeType, 2)} }
        fragment T on __Type { n: name kind ofType { kind } fields2: fields(includeDeprecated: $d) { name } enumValues { name } }`;
    });
    fc.assert(
      fc.property(asked, fc.constantFrom({}, { d: false }, { n: 'Named' }), (text, variables) => {
        const document = parse(text);
        expect(validate(SMALL, document, RULES)).toEqual([]);
        const { data, errors } = executeSync({ schema: SMALL, document, variableValues: variables });
        expect(errors).toBeUndefined();
        const { __typename, ...introspection } = data as Record<string, unknown>;
        const keys = Object.keys(introspection).length;
        const { values, bytes } = weighed(text, variables);
        expect(values).toBe(valuesIn(introspection));
        // The braces of `data` are nobody's, and each field brings a comma.
        expect(bytes).toBe(Buffer.byteLength(JSON.stringify(introspection)) - 2 + (keys > 0 ? 1 : 0));
      }),
      { numRuns: 300 },
    );
  });

  // It grows with the schema: some 13,000 values of 50,000. Where it fits but once, the share of tools is to be rethought.
  test.each([{}, { descriptions: false }, EVERYTHING])(
    'the standard query with %j fits three times',
    (options) => {
      const { values, bytes } = weighed(getIntrospectionQuery(options), {}, createSchema());
      expect(values * 3).toBeLessThan(DEFAULT_LIMITS.cost);
      expect(bytes).toBeLessThan(DEFAULT_LIMITS.answerBytes / 10);
    },
  );

  test('stops soon after the limit', () => {
    expect(weighed(standardTimes(50), {}, createSchema(), 1_000).values).toBeLessThan(12_000);
  });
});

const aliases = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join(' ');

describe('over HTTP', () => {
  test.each([
    ['ten times the standard query', standardTimes(10)],
    [
      'aliases two levels down',
      `{ ${aliases(20, (n) => `a${n}: __schema { types { ...F } }`)} } fragment F on __Type { fields(includeDeprecated: true) { ${aliases(70, (n) => `b${n}: name`)} } }`,
    ],
    [
      'one type by many names',
      `{ ${aliases(30, (n) => `a${n}: __type(name: "Task") { ...F }`)} } fragment F on __Type { fields { type { ...G } args { type { ...G } } } } fragment G on __Type { fields { ${aliases(40, (n) => `b${n}: description`)} } }`,
    ],
    [
      'possible types and interfaces',
      `{ ${aliases(20, (n) => `a${n}: __type(name: "Node") { possibleTypes { interfaces { ...F } fields { ...G } } }`)} } fragment F on __Type { ${aliases(60, (m) => `b${m}: description`)} } fragment G on __Field { ${aliases(19, (m) => `c${m}: name`)} }`,
    ],
    [
      'inputs and arguments',
      `{ __schema { types { ...T } a: types { ...T } b: types { ...T } c: types { ...T } } } fragment T on __Type { inputFields { ...I } fields { args { ...I } } } fragment I on __InputValue { ${aliases(90, (n) => `b${n}: description`)} type { kind name ofType { kind name } } }`,
    ],
    [
      'a lattice of fragments',
      `{ __schema { types { ...A } a: types { ...A } b: types { ...A } } } fragment A on __Type { a: fields { ...B } b: fields { ...B } c: fields { ...B } d: fields { ...B } } fragment B on __Field { a: type { ...C } b: type { ...C } c: type { ...C } } fragment C on __Type { a: kind b: kind c: kind d: ofType { kind ofType { kind } } }`,
    ],
  ])('%s is refused', async (_name, query) => {
    await using running = await startServer({}, { schema: createSchema() });
    const answer = await (await post(running.url, { query })).json();
    expect(answer.errors?.map((error: { extensions: object }) => error.extensions)).toEqual([
      {
        code: 'QUERY_TOO_LARGE',
        retryable: false,
        limit: 'cost',
        allowed: 50_000,
        value: expect.any(Number),
      },
    ]);
  });

  test('the standard query is answered, a second time too', async () => {
    await using running = await startServer({}, { schema: createSchema() });
    for (const query of [STANDARD, STANDARD, standardTimes(3)]) {
      const answer = await (await post(running.url, { query })).json();
      expect(answer.errors).toBeUndefined();
      expect(answer.data.__schema.types.length).toBeGreaterThan(100);
    }
  });
});

const RULES = [OverlappingFieldsCanBeMergedRule, ScalarLeafsRule];
const SchemaType = getNamedType(SchemaMetaFieldDef.type) as GraphQLObjectType;
const TypeType = introspectionTypes.find(({ name }) => name === '__Type') as GraphQLObjectType;
