import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget, type Permit, type Priority } from '../../../src/asana/budget/budget.ts';
import { IN_FLIGHT, PRIORITIES } from '../../../src/asana/budget/permit.ts';
import { type ManualClock, manualClock } from '../../support/clock.ts';

type Step =
  | {
      readonly do: 'ask';
      readonly priority: Priority;
      readonly points: number;
      readonly patienceMs: number;
      readonly hold: boolean;
    }
  | { readonly do: 'release' | 'abort'; readonly which: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'refuse'; readonly retryAfterMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      priority: fc.constantFrom(...PRIORITIES),
      points: fc.integer({ min: 1, max: 10 }),
      patienceMs: fc.constantFrom(0, 1_000, 10_000, 25_000),
      hold: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abort' as const), which: fc.nat(50) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(8_000) }) },
);
const refusal = fc.record({ do: fc.constant('refuse' as const), retryAfterMs: fc.nat(70_000) });

interface Asking {
  readonly priority: Priority;
  readonly kind: 'read' | 'write';
  readonly sinceMs: number;
  readonly leaving: AbortController;
}

/** Plays steps against a budget; every grant is checked as it is made. */
async function play(steps: readonly Step[], requestsPerMinute: number | 'auto', clock: ManualClock) {
  const budget = new Budget({ requestsPerMinute, clock });
  const waiting = new Set<Asking>();
  const held: Permit[] = [];
  const sent: { readonly at: number; readonly points: number; readonly priority: Priority }[] = [];
  const ask = ({ priority, points, patienceMs, hold }: Step & { do: 'ask' }): void => {
    const kind = priority === 'start' ? 'write' : 'read';
    const asking = { priority, kind, sinceMs: clock.now(), leaving: new AbortController() } as const;
    const latestMs = clock.now() + patienceMs;
    const granted = (permit: Permit): void => {
      waiting.delete(asking);
      expect(clock.now()).toBeLessThanOrEqual(latestMs);
      expect(permit.points).toBeGreaterThanOrEqual(1);
      expect(permit.points).toBeLessThanOrEqual(points);
      const { inFlightReads, inFlightWrites } = budget.state('t');
      expect(inFlightReads).toBeLessThanOrEqual(IN_FLIGHT.read);
      expect(inFlightWrites).toBeLessThanOrEqual(IN_FLIGHT.write);
      expect([...waiting].filter((other) => isPassedOver(other, asking))).toEqual([]);
      sent.push({ at: clock.now(), points: permit.points, priority });
      if (hold) held.push(permit);
      else permit.release();
    };
    // Reads pass starts that wait for one of the 15 writes in flight, as these would for no read.
    const isPassedOver = (other: Asking, asked: Asking): boolean =>
      other.sinceMs < clock.now() &&
      other.kind === asked.kind &&
      PRIORITIES.indexOf(other.priority) < PRIORITIES.indexOf(asked.priority);
    budget.pressure('t', 10);
    waiting.add(asking);
    void (async () =>
      budget.acquire({ hash: 't', kind, priority, points, latestMs, signal: asking.leaving.signal }))()
      .then(granted)
      .catch((error: unknown) => {
        waiting.delete(asking);
        if (error instanceof Error && error.name === 'AssertionError') failures.push(error);
      });
  };
  const failures: Error[] = [];
  for (const each of steps) {
    if (each.do === 'ask') ask(each);
    else if (each.do === 'wait') await clock.advance(each.ms);
    else if (each.do === 'release') held.splice(each.which % (held.length || 1), 1)[0]?.release();
    else if (each.do === 'refuse')
      budget.refused('t', { retryAfterMs: each.retryAfterMs, sentAtMs: clock.now() });
    else [...waiting][each.which]?.leaving.abort(new Error('left'));
    // Who was let go by this step hears of it before the next one asks: else the order of hearing, not of granting.
    if (each.do !== 'ask') await clock.advance(0);
  }
  await clock.advance(1);
  for (let round = 0; round < 100 && (waiting.size > 0 || held.length > 0); round += 1) {
    for (const permit of held.splice(0)) permit.release();
    await clock.advance(1_000);
  }
  expect(failures).toEqual([]);
  expect(waiting.size).toBe(0);
  expect(clock.pending()).toBe(0);
  expect(budget.state('t')).toMatchObject({ inFlightReads: 0, inFlightWrites: 0 });
  return sent;
}

function busiestMinute(sent: readonly { at: number; points: number }[]): number {
  const sums = sent.map(({ at: from }) =>
    sent.filter(({ at }) => at >= from && at < from + 60_000).reduce((sum, { points }) => sum + points, 0),
  );
  return Math.max(0, ...sums);
}

test('no minute exceeds the rate that was told, nor the gates, nor the order of priorities', async () => {
  const rate = fc.oneof(fc.integer({ min: 2, max: 200 }), fc.constant(1_500));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), rate, async (steps, limit) => {
      const sent = await play(steps, limit, manualClock());
      expect(busiestMinute(sent)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('no minute of a flood exceeds the rate that was told', async () => {
  const flood = fc.record({
    do: fc.constant('ask' as const),
    priority: fc.constantFrom(...PRIORITIES),
    points: fc.constant(10),
    patienceMs: fc.constant(25_000),
    hold: fc.constant(false),
  });
  const pause = fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 200, max: 20_000 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(flood, flood, flood, pause), { minLength: 15, maxLength: 40 }),
      fc.integer({ min: 2, max: 150 }),
      async (rounds, limit) => {
        const sent = await play(rounds.flat(), limit, manualClock());
        expect(busiestMinute(sent)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);

test('nothing goes while Asana said to wait', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      refusal,
      fc.array(step, { maxLength: 30 }),
      fc.constantFrom<(number | 'auto')[]>(60, 1_500, 'auto'),
      async (before, refused, after, limit) => {
        const clock = manualClock();
        const spentMs = before.reduce((sum, each) => sum + (each.do === 'wait' ? each.ms : 0), 0);
        const refusedAt = clock.now() + spentMs;
        const sent = await play([...before, { do: 'wait', ms: 0 }, refused, ...after], limit, clock);
        const during = sent.filter(({ at }) => at > refusedAt && at < refusedAt + refused.retryAfterMs);
        expect(during).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

test('polls of a token nobody knows stay within what any plan allows', async () => {
  const polls = fc.oneof(
    fc.record({
      do: fc.constant('ask' as const),
      priority: fc.constant('poll' as const),
      points: fc.integer({ min: 1, max: 10 }),
      patienceMs: fc.constant(25_000),
      hold: fc.constant(false),
    }),
    fc.record({ do: fc.constant('release' as const), which: fc.nat(50) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(polls, { minLength: 60, maxLength: 100 }), async (steps) => {
      const clock = manualClock();
      const begunAt = clock.now();
      const sent = await play(steps, 'auto', clock);
      const firstMinute = sent.filter(({ at }) => at < begunAt + 60_000);
      expect(busiestMinute(firstMinute)).toBeLessThanOrEqual(150);
    }),
    { numRuns: 30 },
  );
}, 120_000);
