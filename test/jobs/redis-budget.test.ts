import { expect, test } from 'vitest';
import { capacityOf } from '../../src/asana/rate.ts';
import { windowOf } from '../../src/jobs/redis-budget.ts';

const RATES = Array.from({ length: 2_000 }, (_, index) => index + 1);

test('any minute of windows stays within the rate', () => {
  for (const rate of RATES) {
    const { points, duration } = windowOf(rate);
    // A window of one request is over when its time is, counted from that request.
    const touched = points === 1 ? Math.ceil(60 / duration) : Math.ceil(60 / duration) + 1;
    expect(points * touched, `${rate} a minute`).toBeLessThanOrEqual(rate);
  }
});

test('a window holds what is sent at once, and most of the rate', () => {
  for (const rate of RATES) {
    const { points, duration } = windowOf(rate);
    expect(points, `${rate} a minute`).toBeGreaterThanOrEqual(Math.min(10, capacityOf(rate)));
    if (rate >= 30) expect((points * 60) / duration / rate, `${rate} a minute`).toBeGreaterThanOrEqual(0.7);
  }
});
