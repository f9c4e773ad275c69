import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterCount,
  afterFailure,
  afterRefusal,
  afterSource,
  type Counted,
  contentsOf,
  nothingCounted,
} from '../../src/contents/counted.ts';

/** Something that happens, so long after what happened before. */
const step = fc.record({
  afterMs: fc.integer({ min: 0, max: 700_000 }),
  isRunning: fc.boolean(),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
    fc.constantFrom('refused' as const, 'failed' as const, 'source' as const, 'no source' as const),
  ),
});
const story = fc.record({
  hasSource: fc.boolean(),
  expected: fc.integer({ min: 0, max: 10 }),
  runningSteps: fc.nat({ max: 5 }),
  steps: fc.array(step, { maxLength: 40 }),
});

test('no story makes a verdict claim more than was counted', () => {
  fc.assert(
    fc.property(story, ({ hasSource, expected, runningSteps, steps }) => {
      let counted = nothingCounted(hasSource);
      let sinceMs = 0;
      const answered = new Set<number | null>([null]);
      for (const [index, { afterMs, what }] of steps.entries()) {
        const isRunning = index < runningSteps;
        sinceMs += isRunning ? 0 : afterMs;
        const moment = isRunning ? null : sinceMs;
        const before = contentsOf(counted);
        counted = next(counted, what, { moment, expected });
        if (typeof what === 'number') answered.add(what);
        const said = contentsOf(counted);
        // What is shown was counted; nothing is expected that no source has.
        expect(answered).toContain(said.present);
        expect([null, hasSource ? expected : null]).toContain(said.expected);
        // Complete means that nothing is missing, and needs a source.
        if (said.state === 'complete') {
          expect(said.expected).not.toBeNull();
          expect(said.present).toBeGreaterThanOrEqual(said.expected as number);
        }
        if (said.state === 'settled') expect(said.present).not.toBeNull();
        // Nothing is final before the success, and what is final stays as it is.
        if (isRunning) expect(said.state).toBe('arriving');
        if (before.state !== 'arriving') expect(said).toEqual(before);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('whoever counts often enough has a verdict within ten minutes and a bit', () => {
  const gapMs = fc.integer({ min: 100, max: 10_000 });
  const what = fc.oneof(
    fc.integer({ min: 0, max: 1_000 }),
    fc.constantFrom('refused' as const, 'failed' as const),
  );
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.tuple(gapMs, what), { minLength: 1, maxLength: 20 }),
      (hasSource, pattern) => {
        let counted = nothingCounted(hasSource);
        let sinceMs = 0;
        for (let at = 0; counted.final === null; at += 1) {
          const [gap, each] = pattern[at % pattern.length] as (typeof pattern)[number];
          counted = next(counted, each, { moment: sinceMs, expected: 1_001 });
          expect(sinceMs).toBeLessThan(610_001);
          sinceMs += gap;
        }
      },
    ),
    { numRuns: 200 },
  );
});

function next(
  counted: Counted,
  what: number | 'refused' | 'failed' | 'source' | 'no source',
  { moment, expected }: { moment: number | null; expected: number },
): Counted {
  if (what === 'refused') return afterRefusal(counted, moment);
  if (what === 'failed') return afterFailure(counted, moment);
  if (what === 'source') return afterSource(counted, expected);
  if (what === 'no source') return afterSource(counted, null);
  return afterCount(counted, what, moment);
}
