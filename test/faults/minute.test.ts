/** A minute of watched jobs and a query a second, under a limit that is less than they would like. */
import { describe, expect, test } from 'vitest';
import { PACES } from '../../src/jobs/schedule.ts';
import { type Minute, type MinuteOptions, spendMinute } from './minute.ts';

const SEEDS = [1, 2, 3, 4, 5];
/** What a poll may wait for its turn beside, while the limit is unknown. */
const TURN_MS = 4_000;
const latest = ({ changes }: Minute) => Math.max(...changes.map(({ lateMs }) => lateMs));

describe.each(['at-once', 'two-fives'] as const)('ten jobs %s and a query a second', (jobs) => {
  const spend = (options: Omit<MinuteOptions, 'jobs'>) => spendMinute({ ...options, jobs });

  test.each(SEEDS)('fit into 120 a minute that were told (seed %i)', async (seed) => {
    const minute = await spend({ limit: 120, configured: 120, seed });
    expect(minute.refusals).toBe(0);
    expect(minute.unanswered).toEqual([]);
    expect(minute.answered).toBe(60);
    expect(minute.changes.length).toBeGreaterThanOrEqual(15);
    expect(latest(minute)).toBeLessThanOrEqual(PACES.normal.maxMs);
  });

  test.each(SEEDS)('fit into 120 a minute that have to be learned (seed %i)', async (seed) => {
    const minute = await spend({ limit: 120, configured: 'auto', seed });
    expect(minute.refusals).toBeLessThanOrEqual(1);
    expect(minute.unanswered).toEqual([]);
    expect(minute.answered).toBe(60);
    expect(latest(minute)).toBeLessThanOrEqual(PACES.normal.maxMs + TURN_MS);
  });

  test("fit into a free plan's limit for longer, unrefused", async () => {
    const minute = await spend({ limit: 150, configured: 'auto', seed: 1, queries: 120 });
    expect(minute.refusals).toBe(0);
    expect(minute.answered).toBe(120);
    expect(latest(minute)).toBeLessThanOrEqual(PACES.normal.maxMs + TURN_MS);
  });
});

describe('with a limit that nobody reaches', () => {
  test.each([
    [10, 1_500],
    [1, 'auto'],
  ] as const)(
    'changes of %i jobs are seen within three tenths of the age (%s)',
    async (count, configured) => {
      const minute = await spendMinute({ limit: 1_500, configured, seed: 1, count });
      expect(minute.refusals).toBe(0);
      expect(minute.answered).toBe(60);
      for (const { lateMs, ageMs } of minute.changes) {
        expect(lateMs).toBeLessThanOrEqual(Math.max(PACES.normal.minMs, 0.3 * ageMs));
      }
    },
  );
});
