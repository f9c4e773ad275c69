import { expect, test } from 'vitest';
import { isRecord, parseJson } from '../src/json.ts';

test('what is no JSON is undefined, null is a value', () => {
  expect(['{"a":1}', 'null', '', '{', 'undefined'].map(parseJson)).toEqual([
    { a: 1 },
    null,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a byte-order mark is no mistake', () => {
  expect(parseJson('\ufeff[1]')).toEqual([1]);
});

test('neither null nor a list is an object', () => {
  expect([{}, null, [], 'text', 1, undefined].map(isRecord)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
