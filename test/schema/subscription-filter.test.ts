import { type ExecutionResult, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { clockKeys, withoutRepeats } from '../../src/schema/subscription-filter.ts';

async function* of(results: readonly ExecutionResult[]): AsyncIterableIterator<ExecutionResult> {
  yield* results;
}

async function passed(
  results: readonly ExecutionResult[],
  ignored: readonly string[] = [],
  topic: () => string = () => '',
): Promise<ExecutionResult[]> {
  const sent: ExecutionResult[] = [];
  for await (const result of withoutRepeats(of(results), new Set(ignored), topic)) sent.push(result);
  return sent;
}

const job = (fields: Record<string, unknown>): ExecutionResult => ({ data: { jobUpdated: fields } });

test('an event equal to the one before is dropped', async () => {
  const [a, b] = [job({ status: 'A' }), job({ status: 'B' })];
  expect(await passed([a, a, b, b, a])).toEqual([a, b, a]);
});

test('a change of ignored fields alone is none', async () => {
  const at = (seen: string, status: string) => job({ status, seen, newTask: { seen } });
  const results = [at('1', 'A'), job({ status: 'A', seen: '2', newTask: { seen: '1' } }), at('3', 'B')];
  expect(await passed(results, ['seen'])).toEqual([results[0], results[2]]);
});

test('errors count as data', async () => {
  const error = (message: string): ExecutionResult => ({ data: null, errors: [{ message } as never] });
  expect(await passed([error('a'), error('a'), error('b')])).toHaveLength(2);
});

test('each topic has its own last event', async () => {
  let topic = '';
  async function* alternating(): AsyncIterableIterator<ExecutionResult> {
    for (topic of ['1', '2', '1', '2']) yield job({ status: topic });
  }
  const sent: ExecutionResult[] = [];
  for await (const result of withoutRepeats(alternating(), new Set(), () => topic)) sent.push(result);
  expect(sent).toEqual([job({ status: '1' }), job({ status: '2' })]);
});

test('large events are told apart as well', async () => {
  const large = (last: string) => job({ notes: 'x'.repeat(10_000) + last });
  expect(await passed([large('a'), large('a'), large('b')])).toHaveLength(2);
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
