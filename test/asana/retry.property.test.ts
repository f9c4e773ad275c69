import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attemptTimeoutMs,
  decide,
  type Outcome,
  parseRetryAfter,
  RETRY,
  type Situation,
} from '../../src/asana/retry.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

const header = fc.option(
  fc.oneof(
    fc.nat(100).map(String),
    fc.double().map(String),
    fc.string(),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  ),
  { nil: undefined },
);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    kind: fc.constant('reply' as const),
    status: fc.oneof(
      fc.constantFrom(200, 201, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504),
      fc.integer({ min: 100, max: 599 }),
    ),
    retryAfter: header,
    runningJobs: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('failure' as const), sent: fc.boolean() }),
);
const situation: fc.Arbitrary<Situation> = fc.record({
  start: fc.boolean(),
  attempt: fc.integer({ min: 1, max: 10 }),
  nowMs: fc.constant(NOW),
  latestMs: fc.integer({ min: -5_000, max: 60_000 }).map((ms) => NOW + ms),
  random: fc.double({ min: 0, max: 0.999_999, noNaN: true }).map((value) => () => value),
});

test('nothing is tried again after its deadline', () => {
  fc.assert(
    fc.property(outcome, situation, (what, where) => {
      const decision = decide(what, where);
      if (!decision.retry) return (decision.retryAfterMs ?? 0) >= 0;
      return decision.delayMs >= 0 && where.nowMs + decision.delayMs < where.latestMs;
    }),
  );
});

test('a start that may have arrived is never tried again', () => {
  fc.assert(
    fc.property(outcome, situation, (what, where) => {
      const arrived = what.kind === 'failure' ? what.sent : what.status !== 429;
      fc.pre(arrived);
      return !decide(what, { ...where, start: true }).retry;
    }),
  );
});

test('what Asana has answered for good is never tried again', () => {
  fc.assert(
    fc.property(outcome, situation, (what, where) => {
      fc.pre(
        what.kind === 'reply' &&
          what.status < 500 &&
          ![408, 425].includes(what.status) &&
          (what.status !== 429 || what.runningJobs === true),
      );
      return !decide(what, where).retry;
    }),
  );
});

test('a wait that Asana names is kept where time allows', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.constantFrom(429, 503), situation, (seconds, status, where) => {
      const decision = decide({ kind: 'reply', status, retryAfter: String(seconds) }, where);
      return !decision.retry || decision.delayMs >= seconds * 1_000;
    }),
  );
});

test('a call ends, in time, after a handful of attempts', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 12, maxLength: 12 }), situation, (outcomes, where) => {
      let nowMs = where.nowMs;
      let attempt = 0;
      for (const each of outcomes) {
        attempt += 1;
        const decision = decide(each, { ...where, attempt, nowMs });
        if (!decision.retry) break;
        nowMs += decision.delayMs;
        expect(nowMs).toBeLessThan(where.latestMs);
      }
      expect(attempt).toBeLessThanOrEqual(Math.max(RETRY.attempts, RETRY.attemptsWhenRefused));
    }),
  );
});

test('Retry-After is nothing or a bounded wait, whatever is in it', () => {
  fc.assert(
    fc.property(header, (value) => {
      const waitMs = parseRetryAfter(value, NOW);
      return waitMs === null || (Number.isInteger(waitMs) && waitMs >= 0 && waitMs <= RETRY.retryAfterMaxMs);
    }),
  );
});

test('an attempt leaves time for another, where there is enough', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 120_000 }), (remainingMs) => {
      const shareMs = attemptTimeoutMs(remainingMs);
      expect(shareMs).toBeGreaterThan(0);
      expect(shareMs).toBeLessThanOrEqual(Math.max(1, remainingMs));
      if (remainingMs >= 2 * RETRY.attemptMinMs) expect(shareMs).toBeLessThanOrEqual(remainingMs / 2);
    }),
  );
});
