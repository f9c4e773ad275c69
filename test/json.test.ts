import { expect, test } from 'vitest';
import { isRecord, keyThatStandsTwice, parseJson } from '../src/json.ts';

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

test.each([
  ['{"a": 1, "b": {"a": 2}, "c": [{"a": 1}, {"a": 1}]}', null],
  ['{"a": "b", "b": "a", "c": ["a", "a"], "d": "{\\"a\\": 1, \\"a\\": 2}"}', null],
  ['[]', null],
  ['"a"', null],
  ['{"a" : 1, "b": 2, "a": 3}', ['a']],
  ['{"a": 1, "\\u0061": 3}', ['a']],
  ['{"b": {"\\"": 1,\n"\\""\n: 2}}', ['b', '"']],
  ['{"b": [0, {"a": 1, "a": 1}]}', ['b', '', 'a']],
  ['{"__proto__": 1, "__proto__": 1}', ['__proto__']],
])('the first key twice in one object: %s', (text, expected) => {
  JSON.parse(text);
  expect(keyThatStandsTwice(text)).toEqual(expected);
});
