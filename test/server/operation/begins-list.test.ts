import { getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { beginsList } from '../../../src/server/operation/begins-list.ts';

function begins(source: string): boolean {
  const document = parse(source);
  const operation = getOperationAST(document, 'M');
  if (!operation) throw new Error('there is an operation M');
  return beginsList(operation, document);
}

test.each([
  'mutation M { startMany }',
  'mutation M { mine: startMany }',
  'mutation M { ... on Mutation { startMany } }',
  'mutation M { ... @include(if: true) { startMany } }',
  'mutation M { ...A } fragment A on Mutation { ...B } fragment B on Mutation { startMany }',
  'mutation M { ...A ...A } fragment A on Mutation { startMany }',
  'mutation M { startMany ...A } fragment A on Mutation { ...A }',
  'mutation M { startMany } query Q { me }',
])('begins a list and does nothing else: %s', (source) => {
  expect(begins(source)).toBe(true);
});

test.each([
  'query M { startMany }',
  'subscription M { startMany }',
  'mutation M { __typename startMany }',
  'mutation M { a: startMany b: startMany }',
  'mutation M { startMany ...A } fragment A on Mutation { cancelBulk }',
  'mutation M { ...A ...B } fragment A on Mutation { startMany } fragment B on Mutation { startMany }',
  'mutation M { ...Nobody }',
  'mutation M { ...A } fragment A on Mutation { ...A }',
  'mutation M { cancelBulk { startMany } }',
])('does not, or does more: %s', (source) => {
  expect(begins(source)).toBe(false);
});

test('a document of many fragments that spread each other is looked at once', () => {
  const spreads = Array.from(
    { length: 1_000 },
    (_, at) => `fragment F${at} on Mutation { ...F${at + 1} ...F${at + 1} ...F0 }`,
  );
  expect(begins(`mutation M { ...F0 } ${spreads.join(' ')} fragment F1000 on Mutation { startMany }`)).toBe(
    true,
  );
});
