import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUNNING_JOBS_LIMIT } from '../../src/starts/slot-store.ts';
import { type ReleaseSlot, StartSlots } from '../../src/starts/slots.ts';
import { hubClock } from '../support/jobs.ts';

type Step =
  | { readonly do: 'ask'; readonly waitMs: number }
  | { readonly do: 'leave' | 'start' | 'fail'; readonly which: number }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('ask' as const), waitMs: fc.constantFrom(0, 3_000, 30_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(10) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('start' as const, 'fail' as const), which: fc.nat(5) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('finish' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }) },
);

test('never are more than five granted, nor any before who came first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const clock = hubClock();
      const slots = new StartSlots({ clock });
      let running = 0;
      let arrivals = 0;
      const waiting = new Map<number, AbortController>();
      const held: ReleaseSlot[] = [];
      const wrong: string[] = [];
      const ask = (waitMs: number): void => {
        const number = arrivals;
        arrivals += 1;
        const leaving = new AbortController();
        waiting.set(number, leaving);
        void slots
          .acquire('user', { waitMs, signal: leaving.signal, running: async () => running })
          .then((release) => {
            waiting.delete(number);
            if (!release) return;
            held.push(release);
            if (running + held.length > RUNNING_JOBS_LIMIT) wrong.push(`${number} is one too many`);
            if ([...waiting.keys()].some((other) => other < number)) wrong.push(`${number} passed another`);
          });
      };
      for (const each of steps) {
        if (each.do === 'ask') ask(each.waitMs);
        else if (each.do === 'leave') [...waiting.values()][each.which]?.abort();
        else if (each.do === 'finish') running = Math.max(0, running - 1);
        else if (each.do === 'wait') await clock.advance(each.ms);
        else {
          await clock.settle();
          const [release] = held.splice(each.which % (held.length || 1), 1);
          if (release && each.do === 'start') running += 1;
          release?.();
        }
      }
      running = 0;
      for (let round = 0; round < 40; round += 1) {
        for (const release of held.splice(0)) release();
        await clock.advance(1_000);
      }
      expect(wrong).toEqual([]);
      expect([waiting.size, slots.waiting, clock.pending()]).toEqual([0, 0, 0]);
    }),
    { numRuns: 100 },
  );
}, 120_000);
