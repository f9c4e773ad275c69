import { expect, test } from 'vitest';
import { verdictOf } from '../../../src/errands/callbacks/schedule.ts';

const HOUR_MS = 3_600_000;
const replied = (status: number, retryAfterMs: number | null = null) => ({ status, retryAfterMs });

test.each([200, 201, 202, 204, 299])('%i is taken', (status) => {
  expect(verdictOf(replied(status), 1)).toEqual({ outcome: 'delivered' });
});

test('410 is the end of it', () => {
  expect(verdictOf(replied(410), 1)).toEqual({ outcome: 'gone' });
});

test.each([100, 199, 300, 301, 307, 400, 401, 404, 408, 409, 429, 500, 503])(
  '%i is tried again',
  (status) => {
    expect(verdictOf(replied(status), 1)).toEqual({ outcome: 'repeated', pauseMs: 5_000 });
  },
);

test('it is tried ten times, later and later', () => {
  const verdicts = Array.from({ length: 10 }, (_, at) =>
    verdictOf({ status: null, failure: 'timeout' }, at + 1),
  );
  expect(verdicts.map((each) => ('pauseMs' in each ? each.pauseMs / 1_000 : each.outcome))).toEqual([
    5,
    300,
    1_800,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600),
    'failed',
  ]);
});

test.each([
  ['sooner than the schedule', 1_000, 2, 300_000],
  ['later than the schedule', 2 * HOUR_MS, 1, 2 * HOUR_MS],
  ['absurdly late', 1_000 * HOUR_MS, 1, 24 * HOUR_MS],
])('a Retry-After %s', (_name, retryAfterMs, failures, pauseMs) => {
  expect(verdictOf(replied(503, retryAfterMs), failures)).toEqual({ outcome: 'repeated', pauseMs });
});
