import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextDelayMs, PACES, type ScheduleFacts, slackMs } from '../../src/watching/schedule.ts';

const facts: fc.Arbitrary<ScheduleFacts> = fc.record({
  ageMs: fc.oneof(
    fc.integer({ min: -10_000, max: 120_000 }),
    fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
  ),
  slow: fc.boolean(),
  pressure: fc.double({ min: -1, max: 3, noNaN: true }),
  failures: fc.constant(0),
  random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
});
const failing = fc.record({ failures: fc.integer({ min: 1, max: 1_000 }) });
const paceOf = ({ slow }: ScheduleFacts) => (slow ? PACES.slow : PACES.normal);

test('a change is seen at most the stretched bound late', () => {
  fc.assert(
    fc.property(facts, (each) => {
      const { minMs, maxMs } = paceOf(each);
      const delayMs = nextDelayMs(each);
      expect(delayMs).toBeGreaterThanOrEqual(minMs);
      expect(delayMs).toBeLessThanOrEqual(Math.min(maxMs, Math.max(minMs, each.ageMs)));
    }),
  );
});

test('without pressure it is seen within a quarter of the age', () => {
  fc.assert(
    fc.property(facts, (each) => {
      const { minMs, maxMs } = paceOf(each);
      const delayMs = nextDelayMs({ ...each, pressure: 0 });
      expect(delayMs).toBeLessThanOrEqual(Math.min(maxMs, Math.max(minMs, each.ageMs / 4)));
    }),
  );
});

test('age and pressure never bring polls closer together', () => {
  fc.assert(
    fc.property(facts, fc.nat(100_000), fc.double({ min: 0, max: 2, noNaN: true }), (each, older, more) => {
      const delayMs = nextDelayMs(each);
      expect(nextDelayMs({ ...each, ageMs: each.ageMs + older })).toBeGreaterThanOrEqual(delayMs);
      expect(nextDelayMs({ ...each, pressure: each.pressure + more })).toBeGreaterThanOrEqual(delayMs);
    }),
  );
});

test('failures back off within the bounds of the pace', () => {
  fc.assert(
    fc.property(facts, failing, (each, { failures }) => {
      const { minMs, maxMs } = paceOf(each);
      const delayMs = nextDelayMs({ ...each, failures });
      expect(delayMs).toBeGreaterThanOrEqual(minMs);
      expect(delayMs).toBeLessThanOrEqual(maxMs);
    }),
  );
});

test('Asana is left alone as long as it asks for', () => {
  fc.assert(
    fc.property(facts, failing, fc.integer({ min: 1, max: 300_000 }), (each, { failures }, retryAfterMs) => {
      const delayMs = nextDelayMs({ ...each, failures, retryAfterMs });
      expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
      expect(delayMs).toBeLessThanOrEqual(retryAfterMs + paceOf(each).maxMs);
    }),
  );
});

test('riding along brings a poll forward by a little at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (gapMs) => {
      expect(slackMs(gapMs)).toBeLessThanOrEqual(Math.min(250, gapMs * 0.1));
      expect(slackMs(gapMs)).toBeGreaterThanOrEqual(0);
    }),
  );
});
