import { describe, expect, test } from 'vitest';
import { isBehind, isFinal, isSlow, type JobState, parseState, sameState } from '../src/job-state.ts';

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

describe('a state that is heard', () => {
  const table: [string, Partial<JobState>, Partial<JobState>, boolean][] = [
    ['is behind a later step', { status: 'not_started', observedAt: 9 }, {}, true],
    ['is ahead with a later step', {}, { status: 'not_started', observedAt: 9 }, false],
    ['is behind when less is made', {}, { created: { new_project: '7' } }, true],
    ['is not behind with more made', { created: { new_project: '7' } }, {}, false],
    ['is never behind with the end', { status: 'failed', observedAt: 0 }, {}, false],
    ['is behind any end', { observedAt: 9 }, { status: 'succeeded' }, true],
    ['is told by time in words of tomorrow', { status: 'paused' }, { observedAt: 2 }, true],
    ['is not behind at a later time', { status: 'paused', observedAt: 3 }, { observedAt: 2 }, false],
    ['is not behind what it repeats', {}, { observedAt: 9 }, false],
  ];
  test.each(table)('%s', (_name, state, known, expected) => {
    expect(isBehind({ ...running, ...state }, { ...running, ...known })).toBe(expected);
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
