import { describe, expect, test } from 'vitest';
import { durationOf, type FinishedJob, typicalDuration } from '../../src/starts/duration.ts';

const MINUTE = 60_000;

describe('the duration of one job', () => {
  test.each([
    ['seen by polls', { seenAt: 4_000, endedAt: 5_000 }, 5_000],
    ['short, and looked at late', { seenAt: null, endedAt: 14_000 }, 14_000],
    ['found long after', { seenAt: null, endedAt: 10 * MINUTE }, null],
    ['found long after it was seen running', { seenAt: MINUTE, endedAt: 10 * MINUTE }, null],
    ['seen running past its half', { seenAt: 6 * MINUTE, endedAt: 10 * MINUTE }, 10 * MINUTE],
    [
      'watched by somebody who knows better',
      { seenAt: null, endedAt: 10 * MINUTE, lateMs: 9_000 },
      10 * MINUTE,
    ],
    ['watched, but after a pause', { seenAt: null, endedAt: 10 * MINUTE, lateMs: 9 * MINUTE }, null],
  ] as const)('%s', (_name, times, tookMs) => {
    expect(durationOf({ bornAt: 0, ...times })).toBe(tookMs);
    expect(durationOf({ ...times, bornAt: null })).toBeNull();
  });
});

describe('the typical duration', () => {
  const job = (kind: string, gid: string | null, tookMs: number | null): FinishedJob => ({
    kind,
    source: gid === null ? null : { gid },
    tookMs,
  });
  const asked = { kind: 'duplicateProject', source: { gid: '7' } };

  test('is the median of the same source', () => {
    const jobs = [9, 1, 2].map((ms) => job('duplicateProject', '7', ms));
    expect(typicalDuration(asked, [...jobs, job('duplicateProject', '8', 900)])).toBe(2);
    expect(typicalDuration(asked, [...jobs, job('duplicateProject', '7', 5)])).toBe(3.5);
  });

  test('is the median of the kind where the source has fewer than three', () => {
    const jobs = [1, 2].map((ms) => job('duplicateProject', '7', ms));
    expect(typicalDuration(asked, [...jobs, job('duplicateProject', '8', 900)])).toBe(2);
    expect(typicalDuration({ ...asked, source: null }, [...jobs, job('duplicateProject', null, 900)])).toBe(
      2,
    );
  });

  test('is unknown below three, of other kinds, and of an unknown kind', () => {
    const jobs = [1, 2].map((ms) => job('duplicateProject', '7', ms));
    expect(typicalDuration(asked, [...jobs, job('duplicateTask', '7', 3)])).toBeNull();
    expect(typicalDuration(asked, [...jobs, job('duplicateProject', '7', null)])).toBeNull();
    expect(
      typicalDuration({ kind: null, source: null }, [...jobs, job('duplicateProject', '7', 3)]),
    ).toBeNull();
  });
});
