import { describe, expect, test } from 'vitest';
import {
  attemptTimeoutMs,
  decide,
  type Outcome,
  parseRetryAfter,
  RETRY,
  type Situation,
} from '../../src/asana/retry.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

const reply = (status: number, retryAfter?: string): Outcome => ({ kind: 'reply', status, retryAfter });
const failure = (sent: boolean): Outcome => ({ kind: 'failure', sent });
const situation = (changes: Partial<Situation> = {}): Situation => ({
  start: false,
  attempt: 1,
  nowMs: NOW,
  latestMs: NOW + 10_000,
  random: () => 0.5,
  ...changes,
});
const start = { start: true };

describe('Retry-After', () => {
  test.each<[string | undefined, number | null]>([
    ['30', 30_000],
    [' 2 ', 2_000],
    ['0.5', 500],
    ['0', 0],
    ['Thu, 01 Jan 2026 12:00:07 GMT', 7_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', RETRY.retryAfterMaxMs],
    ['99999999999', RETRY.retryAfterMaxMs],
    [undefined, null],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['NaN', null],
    ['1e9', null],
  ])('%j means %s ms', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});

describe('a read', () => {
  test.each<[string, Outcome, Partial<Situation>, ReturnType<typeof decide>]>([
    ['that met a 500 is repeated with jitter', reply(500), {}, { retry: true, delayMs: 50 }],
    ['backs off further each time', reply(502), { attempt: 3 }, { retry: true, delayMs: 200 }],
    ['ends after four attempts', reply(503), { attempt: 4 }, { retry: false }],
    ['waits as long as a 503 names', reply(503, '3'), {}, { retry: true, delayMs: 3_000 }],
    ['that was reset is repeated', failure(true), {}, { retry: true, delayMs: 50 }],
    ['that never left is repeated', failure(false), {}, { retry: true, delayMs: 50 }],
    ['has no time left to be repeated', failure(true), { latestMs: NOW + 50 }, { retry: false }],
    ['waits exactly as a 429 names', reply(429, '2'), {}, { retry: true, delayMs: 2_000 }],
    ['guesses when a 429 names nothing', reply(429), {}, { retry: true, delayMs: 750 }],
    ['guesses more at the next 429', reply(429), { attempt: 2 }, { retry: true, delayMs: 1_500 }],
    ['takes nonsense for nothing', reply(429, 'soon'), {}, { retry: true, delayMs: 750 }],
    ['tells a wait beyond its deadline', reply(429, '60'), {}, { retry: false, retryAfterMs: 60_000 }],
    ['ends after six refusals', reply(429, '1'), { attempt: 6 }, { retry: false, retryAfterMs: 1_000 }],
    ['that was refused is not repeated', reply(403), {}, { retry: false }],
    ['that was answered is not repeated', reply(200), {}, { retry: false }],
  ])('%s', (_name, outcome, changes, decision) => {
    expect(decide(outcome, situation(changes))).toEqual(decision);
  });

  test('spreads its backoff over the whole range', () => {
    const delays = [0, 0.25, 0.999].map((random) => decide(reply(500), situation({ random: () => random })));
    expect(delays).toEqual([0, 25, 100].map((delayMs) => ({ retry: true, delayMs })));
  });
});

describe('a start', () => {
  test.each<[string, Outcome, Partial<Situation>, ReturnType<typeof decide>]>([
    ['that never left is repeated', failure(false), start, { retry: true, delayMs: 50 }],
    ['that may have arrived is not', failure(true), start, { retry: false }],
    ['that met a 500 is not', reply(500), start, { retry: false }],
    ['that met a 503 with a wait is not', reply(503, '1'), start, { retry: false }],
    ['that was refused by 429 is repeated', reply(429, '1'), start, { retry: true, delayMs: 1_000 }],
    ['beyond five jobs is not', { kind: 'reply', status: 429, runningJobs: true }, start, { retry: false }],
    [
      'is not repeated without time for an answer',
      reply(429, '6'),
      { ...start, latestMs: NOW + 5_000 },
      { retry: false, retryAfterMs: 6_000 },
    ],
  ])('%s', (_name, outcome, changes, decision) => {
    expect(decide(outcome, situation(changes))).toEqual(decision);
  });
});

test.each([
  [10_000, 5_000],
  [1_500, 1_000],
  [600, 600],
  [0, 1],
  [-5, 1],
])('with %i ms left an attempt gets %i ms', (remaining, share) => {
  expect(attemptTimeoutMs(remaining)).toBe(share);
});
