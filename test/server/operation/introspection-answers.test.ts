import { type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../../src/errors.ts';
import {
  asksForSchemaAlone,
  IntrospectionAnswers,
  jsonOf,
} from '../../../src/server/operation/introspection-answers.ts';

const operation = (text: string) => parse(text).definitions[0] as OperationDefinitionNode;

test.each([
  ['{ __schema { queryType { name } } }', true],
  ['query ($n: String!) { a: __type(name: $n) { name } __typename }', true],
  ['{ __schema { queryType { name } } me { name } }', false],
  ['{ ...F } fragment F on Query { __typename }', false],
  ['mutation { __typename }', false],
])('%s asks for the schema alone: %s', (text, asks) => {
  expect(asksForSchemaAlone(operation(text))).toBe(asks);
});

describe('known answers', () => {
  const question = (text: string, variables = {}) => IntrospectionAnswers.questionOf(text, null, variables);

  test('are told apart by text, operation and variables', () => {
    const answers = new IntrospectionAnswers();
    const result = { data: { __typename: 'Query' } };
    answers.keep(question('a', { n: 1 }), { result }, 100);
    expect(answers.get(question('a', { n: 1 }))).toEqual({ result });
    expect(answers.get(question('a', { n: 2 }))).toBeNull();
    expect(answers.get(question('b', { n: 1 }))).toBeNull();
    expect(answers.get(IntrospectionAnswers.questionOf('a', 'A', { n: 1 }))).toBeNull();
  });

  test('are refusals as well', () => {
    const answers = new IntrospectionAnswers();
    const refusal = new GatewayError('QUERY_TOO_LARGE', 'too large');
    answers.keep(question('a'), { refusal });
    expect(answers.get(question('a'))).toEqual({ refusal });
  });

  test('take 2 MiB at most, and the longest unused goes', () => {
    const answers = new IntrospectionAnswers();
    for (let number = 0; number < 12; number += 1) {
      answers.keep(question(String(number)), { result: { data: {} } }, 200_000);
      answers.get(question('0'));
    }
    expect(answers.bytes).toBeLessThanOrEqual(2 << 20);
    expect(answers.bytes).toBeGreaterThan(1.5 * (1 << 20));
    expect(answers.get(question('0'))).not.toBeNull();
    expect(answers.get(question('1'))).toBeNull();
  });

  test('of long questions, or long themselves, are not kept, and push none out', () => {
    const answers = new IntrospectionAnswers();
    answers.keep(question('short'), { result: { data: {} } }, 100);
    const { bytes } = answers;
    answers.keep(question('q'.repeat(20_001)), { result: { data: {} } }, 100);
    answers.keep(question('a'), { result: { data: {} } }, 3 << 20);
    expect([answers.bytes, answers.get(question('short')) !== null]).toEqual([bytes, true]);
  });

  test('to a question that two asked at once are kept, and counted, once', () => {
    const answers = new IntrospectionAnswers();
    const [first, second] = [{ data: { n: 1 } }, { data: { n: 2 } }];
    answers.keep(question('a'), { result: first }, 100);
    const { bytes } = answers;
    answers.keep(question('a'), { result: second }, 100);
    expect([answers.bytes, answers.get(question('a'))]).toEqual([bytes, { result: first }]);
  });

  test('are written as JSON once', () => {
    const answers = new IntrospectionAnswers();
    let written = 0;
    const data = { toJSON: () => ({ times: ++written }) } as never;
    answers.keep(question('a'), { result: { data } }, 100);
    const another = { data };
    expect([jsonOf(another), jsonOf(another)]).toEqual(['{"data":{"times":1}}', '{"data":{"times":2}}']);
    const known = answers.get(question('a'));
    if (!known || !('result' in known)) throw new Error('it is not kept');
    expect(jsonOf(known.result)).toBe(jsonOf(known.result));
  });
});
