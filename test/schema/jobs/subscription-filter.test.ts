import { type ExecutionResult, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { clockKeys, repeatFilter } from '../../../src/schema/jobs/subscription-filter.ts';

function passed(
  results: readonly ExecutionResult[],
  ignored: readonly string[] = [],
  topic: () => string = () => '',
): ExecutionResult[] {
  return results.filter(repeatFilter(new Set(ignored), topic));
}

const job = (fields: Record<string, unknown>): ExecutionResult => ({ data: { jobUpdated: fields } });

test('an event equal to the one before is dropped', () => {
  const [a, b] = [job({ status: 'A' }), job({ status: 'B' })];
  expect(passed([a, a, b, b, a])).toEqual([a, b, a]);
});

test('a change of ignored fields alone is none', () => {
  const at = (seen: string, status: string) => job({ status, seen, newTask: { seen } });
  const results = [at('1', 'A'), job({ status: 'A', seen: '2', newTask: { seen: '1' } }), at('3', 'B')];
  expect(passed(results, ['seen'])).toEqual([results[0], results[2]]);
});

test('errors count as data', () => {
  const error = (message: string): ExecutionResult => ({ data: null, errors: [{ message } as never] });
  expect(passed([error('a'), error('a'), error('b')])).toHaveLength(2);
});

test('each topic has its own last event', () => {
  let topic = '';
  const isNew = repeatFilter(new Set(), () => topic);
  const sent = ['1', '2', '1', '2'].filter((each) => {
    topic = each;
    return isNew(job({ status: each }));
  });
  expect(sent).toEqual(['1', '2']);
});

test('large events are told apart as well', () => {
  const large = (last: string) => job({ notes: 'x'.repeat(10_000) + last });
  expect(passed([large('a'), large('a'), large('b')])).toHaveLength(2);
});

describe('clock fields', () => {
  test.each([
    [
      'by name',
      'subscription { jobUpdated(gid: 1) { status observedAt startedAt } }',
      ['observedAt', 'startedAt'],
    ],
    ['by alias', 'subscription { jobUpdated(gid: 1) { seen: observedAt status } }', ['seen']],
    [
      'in fragments',
      'subscription { ...S } fragment S on Subscription { jobUpdated(gid: 1) { ...J ... on Job { finishedAt } } } fragment J on Job { observedAt ...J2 } fragment J2 on Job { a: startedAt }',
      ['observedAt', 'a', 'finishedAt'],
    ],
    ['not below the job', 'subscription { jobUpdated(gid: 1) { newTask { observedAt } } }', []],
    [
      'an alias that looks like one is none',
      'subscription { jobUpdated(gid: 1) { observedAt: status } }',
      [],
    ],
  ])('%s', (_name, source, keys) => {
    expect([...clockKeys(parse(source))]).toEqual(keys);
  });
});
