/** A minute of watched jobs and a query a second, under a limit that is less than they would like. */
import { describe, expect, test } from 'vitest';
import { PACES } from '../../src/watching/schedule.ts';
import { type Minute, type MinuteOptions, spendMinute } from './minute.ts';

const SEEDS = [1, 2, 3, 4, 5];
/** What a poll may wait for its turn beside, while the limit is unknown. */
const TURN_MS = 4_000;
const promised = ({ ageMs }: { ageMs: number }) =>
  Math.min(PACES.normal.maxMs, Math.max(PACES.normal.minMs, PACES.normal.ratio * ageMs));
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
});

describe('with a limit that has to be learned, a query a second beside', () => {
  test.each(SEEDS)('ten jobs fit into 120 a minute (seed %i)', async (seed) => {
    const minute = await spendMinute({ limit: 120, configured: 'auto', seed });
    expect(minute.refusals).toBeLessThanOrEqual(1);
    expect(minute.unanswered).toEqual([]);
    expect(minute.answered).toBe(60);
    expect(latest(minute)).toBeLessThanOrEqual(PACES.normal.maxMs + TURN_MS);
  });

  test("ten jobs fit into a free plan's limit for longer, unrefused", async () => {
    const minute = await spendMinute({ limit: 150, configured: 'auto', seed: 1, queries: 120 });
    expect(minute.refusals).toBe(0);
    expect(minute.answered).toBe(120);
    expect(latest(minute)).toBeLessThanOrEqual(PACES.normal.maxMs + TURN_MS);
  });

  test.each(SEEDS)('two times five jobs want more than a free plan allows (seed %i)', async (seed) => {
    const minute = await spendMinute({ limit: 150, configured: 'auto', seed, jobs: 'two-fives' });
    expect(minute.refusals).toBeLessThanOrEqual(1);
    expect(minute.unanswered.length).toBeLessThanOrEqual(2);
    expect(latest(minute)).toBeLessThanOrEqual(35_000);
  });
});

describe('five jobs of one user are seen as promised while the limit is unknown', () => {
  const beside = {
    nothing: () => 0,
    'a query a second': () => 1,
    'ten queries four times a minute': (second: number) => (second % 15 === 3 ? 10 : 0),
    'thirty queries at once': (second: number) => (second === 5 ? 30 : 0),
  } as const;
  const runs = Object.keys(beside).flatMap((name) => [150, 1_500].map((limit) => [name, limit] as const));

  test.each(runs)('beside %s, with a limit of %i', async (name, limit) => {
    for (const seed of SEEDS) {
      const inSecond = beside[name as keyof typeof beside];
      const minute = await spendMinute({ limit, configured: 'auto', seed, jobs: 'user', inSecond });
      expect([minute.refusals, minute.unanswered.length]).toEqual([0, 0]);
      expect(minute.changes).toHaveLength(10);
      for (const change of minute.changes) expect(change.lateMs).toBeLessThanOrEqual(promised(change) + 1);
    }
  });
});

test.each(SEEDS)('twenty young jobs are seen as promised over a shared budget (seed %i)', async (seed) => {
  for (const shared of [false, true]) {
    const minute = await spendMinute({
      limit: 1_500,
      configured: 1_500,
      seed,
      count: 20,
      queries: 0,
      shared,
    });
    expect(minute.refusals).toBe(0);
    for (const change of minute.changes) expect(change.lateMs).toBeLessThanOrEqual(promised(change) * 1.2);
  }
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
