import { describe, expect, test } from 'vitest';
import { nextDelayMs, PACES, type ScheduleFacts, slackMs } from '../../src/watching/schedule.ts';

const calm: ScheduleFacts = { ageMs: 0, slow: false, pressure: 0, failures: 0, random: 0.5 };

describe('the gap to the next poll', () => {
  const table: [name: string, facts: Partial<ScheduleFacts>, expected: number][] = [
    ['starts at the shortest gap', {}, 500],
    ['stays there while a quarter of the age is shorter', { ageMs: 2_000 }, 500],
    ['is a quarter of the age', { ageMs: 8_000 }, 2_000],
    ['ends at the longest gap', { ageMs: 3_600_000 }, 15_000],
    ['is short for a job from the future', { ageMs: -5_000 }, 500],
    ['starts at five seconds for exports', { slow: true }, 5_000],
    ['is a quarter of the age for exports', { slow: true, ageMs: 40_000 }, 10_000],
    ['ends at a minute for exports', { slow: true, ageMs: 3_600_000 }, 60_000],
    ['loosens half way under half the pressure', { pressure: 0.5, ageMs: 8_000 }, 5_000],
    ['is the age itself under full pressure', { pressure: 1, ageMs: 8_000 }, 8_000],
    ['never loosens beyond the longest gap', { pressure: 1, ageMs: 80_000 }, 15_000],
    ['takes absurd pressure for full pressure', { pressure: 17, ageMs: 8_000 }, 8_000],
    ['honours what Asana asks for', { failures: 1, retryAfterMs: 30_000, random: 0 }, 30_000],
    ['spreads those who come back after it', { failures: 1, retryAfterMs: 30_000, random: 0.5 }, 30_250],
    ['ignores an asked wait after a good read', { failures: 0, retryAfterMs: 30_000 }, 500],
    ['is spread from the shortest gap after a failure', { failures: 1, random: 0 }, 500],
    ['is spread to twice the gap after a failure', { failures: 1, random: 1 }, 1_000],
    ['doubles with each failure', { failures: 3, random: 1 }, 4_000],
    ['never passes the longest gap in failures', { failures: 400, random: 1 }, 15_000],
  ];
  test.each(table)('%s', (_name, facts, expected) => {
    expect(nextDelayMs({ ...calm, ...facts })).toBe(expected);
  });

  test('stays within its bounds whatever comes', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const slow = Math.random() < 0.5;
      const delay = nextDelayMs({
        ageMs: (Math.random() - 0.1) * 10 ** (Math.random() * 12),
        slow,
        pressure: Math.random() * 3 - 1,
        failures: Math.floor(Math.random() * 50),
        random: Math.random(),
      });
      const pace = slow ? PACES.slow : PACES.normal;
      expect(delay).toBeGreaterThanOrEqual(pace.minMs);
      expect(delay).toBeLessThanOrEqual(pace.maxMs);
    }
  });
});

test.each([
  [500, 50],
  [2_000, 200],
  [2_500, 250],
  [60_000, 250],
])('a gap of %i ms lets a poll ride along %i ms early', (gap, slack) => {
  expect(slackMs(gap)).toBe(slack);
});
