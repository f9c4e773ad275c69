/** A minute of ten watched jobs and a query a second, under a limit that is less than they would like. */
import { describe, expect, test } from 'vitest';
import { PACES } from '../../src/jobs/schedule.ts';
import { spendMinute } from './minute.ts';

const SEEDS = [1, 2, 3, 4, 5];

describe('with a limit of 120 a minute that was told', () => {
  test.each(SEEDS)('nothing is refused and everything is seen in time (seed %i)', async (seed) => {
    const minute = await spendMinute({ limit: 120, configured: 120, seed });
    expect(minute.refusals).toBe(0);
    expect(minute.unanswered).toEqual([]);
    expect(minute.answered).toBe(60);
    expect(minute.changes.length).toBeGreaterThanOrEqual(15);
    for (const { lateMs } of minute.changes) expect(lateMs).toBeLessThanOrEqual(PACES.normal.maxMs);
  });
});

describe('with a limit of 120 a minute that has to be learned', () => {
  test.each(SEEDS)('Asana refuses twice at most (seed %i)', async (seed) => {
    const minute = await spendMinute({ limit: 120, configured: 'auto', seed });
    expect(minute.refusals).toBeLessThanOrEqual(2);
    expect(minute.answered + minute.unanswered.length).toBe(60);
  });
});

describe('with a limit that nobody reaches', () => {
  test('every change is seen within about a quarter of the age', async () => {
    const minute = await spendMinute({ limit: 1_500, configured: 'auto', seed: 1 });
    expect(minute.refusals).toBe(0);
    expect(minute.answered).toBe(60);
    for (const { lateMs, ageMs } of minute.changes) {
      expect(lateMs).toBeLessThanOrEqual(Math.max(PACES.normal.minMs, 0.3 * ageMs));
    }
  });
});
