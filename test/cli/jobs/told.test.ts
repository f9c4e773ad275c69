import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/cli/jobs/documents.ts';
import { isOver } from '../../../src/cli/jobs/follow.ts';
import { barOf, lineOf, resultLine } from '../../../src/cli/jobs/told.ts';

const JOB: Job = {
  gid: '12',
  kind: 'DUPLICATE_PROJECT',
  status: 'IN_PROGRESS',
  requestedName: 'Q3',
  startedAt: '2026-12-01T09:00:00Z',
  finishedAt: null,
  typicalSeconds: null,
  result: null,
};
const startedMs = Date.parse('2026-12-01T09:00:00Z');
const bar = (job: Partial<Job>, seconds: number, columns = 120) =>
  barOf([{ ...JOB, ...job }], { nowMs: startedMs + seconds * 1_000, startedMs, columns });
const counted = (present: number | null, expected: number | null, state = 'ARRIVING') => ({
  status: 'SUCCEEDED',
  ready: state === 'COMPLETE',
  contents: { state, present, expected },
});
const setUp = (state: string, ...steps: string[]) => ({
  id: 's',
  state,
  steps: steps.map((each) => ({ name: 'project', state: each, matched: null, userErrors: [] })),
});

describe('a bar', () => {
  test.each([
    ['what nobody can measure moves', {}, 3, /^\[ +<=> +\] {6}3s {2}12 IN_PROGRESS$/],
    ['half of the usual time is half', { typicalSeconds: 20 }, 10, /^\[={12}> +\] {2}50% 10s/],
    ['more than the usual time is not done', { typicalSeconds: 2 }, 100, /^\[={22}> \] {2}95% 100s/],
    [
      'contents are counted',
      counted(10, 40),
      5,
      /^\[={6}> +\] {2}25% 5s {2}12 SUCCEEDED, contents ARRIVING 10 of 40$/,
    ],
    ['without a known number they move', counted(10, null), 5, /<=>.*contents ARRIVING 10$/],
    ['all of them is full', counted(40, 40, 'COMPLETE'), 5, /^\[={24}\] 100%/],
    [
      'then steps are',
      { ...counted(4, 4, 'COMPLETE'), setUp: setUp('RUNNING', 'DONE', 'PENDING') },
      5,
      /^\[={12}> +\] {2}50% .*set-up RUNNING 1 of 2$/,
    ],
    ['a failure is full', { status: 'FAILED' }, 5, /^\[={24}\] 100% 5s {2}12 FAILED$/],
  ] as [string, Partial<Job>, number, RegExp][])('%s', (_name, job, seconds, shown) => {
    expect(bar(job, seconds)).toMatch(shown);
  });

  test('is never wider than the terminal', () => {
    expect(bar({ typicalSeconds: 20 }, 10, 40)).toHaveLength(39);
  });

  test('of several jobs says how many have finished', () => {
    const jobs = [JOB, { ...JOB, gid: '13', status: 'SUCCEEDED' }];
    expect(barOf(jobs, { nowMs: startedMs, startedMs, columns: 80 })).toMatch(/1 of 2 jobs finished$/);
  });
});

describe('a line', () => {
  test('never carries what moves a cursor', () => {
    const result = {
      __typename: 'Project',
      gid: '1',
      name: 'A\x1b[2J\nB',
      permalinkUrl: 'https://example.com',
    };
    expect(resultLine({ result })).toBe('Project 1 "A [2J B" https://example.com');
  });

  test('says state, contents and steps', () => {
    expect(lineOf({ ...JOB, ...counted(null, null), setUp: setUp('WAITING', 'PENDING') })).toBe(
      '12 SUCCEEDED, contents ARRIVING ?, set-up WAITING 0 of 1',
    );
  });
});

describe('a job is over', () => {
  test.each([
    ['FINISHED', { status: 'UNKNOWN' }, false],
    ['FINISHED', { status: 'SUCCEEDED' }, true],
    ['FINISHED', { status: 'FAILED' }, true],
    ['READY', counted(1, 2), false],
    ['READY', counted(2, 2, 'COMPLETE'), true],
    ['READY', counted(1, 2, 'UNKNOWN'), true],
    ['READY', { status: 'FAILED' }, true],
    ['SET_UP', { ...counted(2, 2, 'COMPLETE'), setUp: setUp('RUNNING') }, false],
    ['SET_UP', { ...counted(2, 2, 'COMPLETE'), setUp: setUp('INTERRUPTED') }, false],
    ['SET_UP', { ...counted(2, 2, 'COMPLETE'), setUp: setUp('FAILED') }, true],
    ['SET_UP', { ...counted(2, 2, 'COMPLETE'), setUp: null }, true],
    ['SET_UP', { status: 'FAILED', setUp: setUp('WAITING') }, false],
  ] as const)('until %s: %j is %j', (until, job, over) => {
    expect(isOver({ ...JOB, ...job }, until)).toBe(over);
  });
});
