import { describe, expect, test } from 'vitest';
import { isFinal, isSlow, type JobState, parseState, sameState } from '../../src/jobs/state.ts';

const running: JobState = {
  gid: '100',
  status: 'in_progress',
  resourceSubtype: 'duplicate_project',
  created: { new_project: null },
  observedAt: 1,
};

test.each([
  ['succeeded', true],
  ['failed', true],
  ['not_started', false],
  ['in_progress', false],
  ['paused_for_tea', false],
])('the status %s is final: %s', (status, expected) => {
  expect(isFinal(status)).toBe(expected);
});

describe('two states', () => {
  const table: [string, Partial<JobState>, boolean][] = [
    ['are the same at another time', { observedAt: 99 }, true],
    ['are the same when an absent key is null', { created: {} }, true],
    ['differ in status', { status: 'succeeded' }, false],
    ['differ in subtype', { resourceSubtype: null }, false],
    ['differ in what was made', { created: { new_project: '7' } }, false],
    ['differ in another thing made', { created: { new_task: '7' } }, false],
    ['differ in the job', { gid: '101' }, false],
  ];
  test.each(table)('%s', (_name, change, expected) => {
    expect(sameState(running, { ...running, ...change })).toBe(expected);
    expect(sameState({ ...running, ...change }, running)).toBe(expected);
  });
});

describe('an export', () => {
  const table: [string, JobState | null, string | null, boolean][] = [
    [
      'is known by the subtype of a graph export',
      { ...running, resourceSubtype: 'graph_export_request' },
      null,
      true,
    ],
    [
      'is known by the subtype of a resource export',
      { ...running, resourceSubtype: 'export_request' },
      null,
      true,
    ],
    ['is known by what it makes', { ...running, created: { new_graph_export: '5' } }, null, true],
    ['is known by its start', null, 'createResourceExport', true],
    ['is no duplication', running, 'duplicateProject', false],
    ['is nothing unknown', null, null, false],
  ];
  test.each(table)('%s', (_name, state, kind, expected) => {
    expect(isSlow(state, kind)).toBe(expected);
  });
});

describe('a state from elsewhere', () => {
  test('comes back as it was', () => {
    expect(parseState(JSON.stringify(running))).toEqual(running);
  });
  test.each([
    '',
    'nonsense',
    '[]',
    'null',
    '{"gid":"1"}',
    '{"gid":"1","status":"x","resourceSubtype":null,"created":{"a":1},"observedAt":1}',
  ])('is refused when it is %j', (text) => {
    expect(parseState(text)).toBeNull();
  });
});
