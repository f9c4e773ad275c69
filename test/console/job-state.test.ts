import { describe, expect, test } from 'vitest';
import type { JobCardFragment } from '../../src/console/generated/graphql.ts';
import { phaseOf, progressOf, titleOf } from '../../src/console/watching/job-state.ts';

const NOW = Date.parse('2027-01-01T12:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

const job = (changes: object): JobCardFragment =>
  ({
    kind: 'DUPLICATE_PROJECT',
    status: 'SUCCEEDED',
    finished: true,
    ready: true,
    startedAt: ago(20),
    finishedAt: ago(10),
    requestedName: null,
    typicalSeconds: null,
    contents: null,
    source: null,
    newProject: null,
    setUp: null,
    ...changes,
  }) as unknown as JobCardFragment;

const RUNNING = { status: 'IN_PROGRESS', finished: false, finishedAt: null };
const ARRIVING = { contents: { state: 'ARRIVING', present: 3, expected: 12 } };
const step = (state: string) => ({ name: 'project', state, matched: null, userErrors: [] });

describe('the phase of a job', () => {
  test.each([
    ['waiting', { ...RUNNING, status: 'NOT_STARTED' }],
    ['working', { ...RUNNING, status: 'UNKNOWN' }],
    ['filling', ARRIVING],
    ['filling', { ...ARRIVING, setUp: { state: 'WAITING', steps: [] } }],
    ['settingUp', { setUp: { state: 'RUNNING', steps: [] } }],
    ['paused', { setUp: { state: 'INTERRUPTED', steps: [] } }],
    ['halfDone', { setUp: { state: 'FAILED', steps: [] } }],
    ['done', { setUp: { state: 'CANCELLED', steps: [] } }],
    ['failed', { status: 'FAILED', setUp: { state: 'FAILED', steps: [] } }],
    ['filling', { kind: 'CREATE_GRAPH_EXPORT', ready: false }],
    ['done', { kind: 'CREATE_GRAPH_EXPORT', ready: false, finishedAt: ago(601) }],
    ['done', {}],
  ])('is %s', (phase, changes) => {
    expect(phaseOf(job(changes), NOW)).toBe(phase);
  });
});

describe('the progress of a job', () => {
  test.each([
    ['by its contents', ARRIVING, { fraction: 0.25, words: '3 of 12 tasks' }],
    [
      'by its steps',
      { setUp: { state: 'RUNNING', steps: [step('DONE'), step('RUNNING')] } },
      { fraction: 0.5, words: '1 of 2 steps' },
    ],
    ['by the clock', { ...RUNNING, typicalSeconds: 80 }, { fraction: 0.25, words: 'about 60 s to go' }],
    [
      'by the clock, never all of it',
      { ...RUNNING, typicalSeconds: 10 },
      { fraction: 0.95, words: 'longer than usual' },
    ],
    ['unknown', RUNNING, { fraction: null, words: null }],
  ])('is told %s', (_how, changes, progress) => {
    expect(progressOf(job(changes), NOW)).toEqual(progress);
  });
});

test('a job is called by the name asked for, else by what it has made, else by what it comes from', () => {
  const source = { __typename: 'Project', id: 'x', gid: '1', name: 'Launch' };
  expect(titleOf(job({ requestedName: 'Spring', newProject: { name: 'Other' } }))).toBe('Spring');
  expect(titleOf(job({ newProject: { name: 'Made' } }))).toBe('Made');
  expect(titleOf(job({ source }))).toBe('Copy of Launch');
  // What reads from right to left stays by itself.
  expect(titleOf(job({ source: { name: 'مشروع (1)' } }))).toBe('Copy of \u2068مشروع (1)\u2069');
  expect(titleOf(job({ kind: 'UNKNOWN' }))).toBe('A job in Asana');
});
