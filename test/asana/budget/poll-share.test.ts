/** `auto`: what goes while nothing is known of a token's limit, and how more comes to be believed. */
import { describe, expect, test } from 'vitest';
import { Budget, type BudgetRequest, type Permit } from '../../../src/asana/budget/budget.ts';
import { manualClock } from '../../support/clock.ts';

/** A budget that knows no limit, on a manual clock; permits are given back at once unless held. */
function unknown() {
  const clock = manualClock();
  const budget = new Budget({ requestsPerMinute: 'auto', clock });
  const counts = { read: 0, poll: 0 };
  const ask = async (changes: Partial<BudgetRequest> = {}): Promise<Permit> => {
    const latestMs = clock.now() + 600_000;
    const permit = await budget.acquire({
      hash: 't',
      kind: 'read',
      priority: 'read',
      points: 1,
      latestMs,
      ...changes,
    });
    counts[changes.priority === 'poll' ? 'poll' : 'read'] += permit.points;
    return permit;
  };
  const send = (count: number, priority: 'read' | 'poll' = 'read'): void => {
    for (let each = 0; each < count; each += 1) void ask({ priority }).then((permit) => permit.release());
  };
  /** As many polls as may go, for so long; how many went. */
  const pollFor = async (seconds: number, watched = 10): Promise<number> => {
    const before = counts.poll;
    // Nothing is kept of a token that has sent nothing.
    if (counts.read + counts.poll === 0) send(1);
    budget.pressure('t', watched);
    for (let second = 0; second < seconds; second += 1) {
      for (let each = 0; each < 40; each += 1) {
        const latestMs = clock.now();
        void ask({ priority: 'poll', latestMs }).then(
          (permit) => permit.release(),
          () => {},
        );
      }
      await clock.advance(1_000);
    }
    return counts.poll - before;
  };
  return { clock, budget, counts, ask, send, pollFor };
}

describe('people', () => {
  test('get a hundred reads of a fresh token at once', async () => {
    const { clock, counts, send } = unknown();
    send(100);
    await clock.advance(0);
    expect(counts.read).toBe(100);
  });

  test('have ten in flight at most where a free plan would refuse', async () => {
    const { clock, budget, counts, ask, send } = unknown();
    send(140);
    await clock.advance(0);
    const permits: Permit[] = [];
    for (let each = 0; each < 40; each += 1) void ask().then((permit) => permits.push(permit));
    await clock.advance(0);
    expect(budget.state('t').inFlightReads).toBe(10);
    expect(counts.read).toBe(150);
    // Those are answered: no free plan would have done that.
    for (const rounds of [1, 2]) {
      for (const permit of permits.splice(0)) permit.release();
      await clock.advance(0);
      expect(budget.state('t').inFlightReads).toBe(rounds === 1 ? 10 : 20);
    }
    expect(counts.read).toBe(180);
  });

  test('wait for nothing that polls have used up', async () => {
    const { clock, counts, send, pollFor } = unknown();
    await pollFor(30);
    const before = counts.read;
    send(30);
    await clock.advance(0);
    expect(counts.read - before).toBe(30);
  });
});

describe('polls', () => {
  test('of many jobs begin within what any plan allows', async () => {
    const { pollFor } = unknown();
    const perMinute: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) perMinute.push(await pollFor(60));
    const [first = 0, second = 0, third = 0] = perMinute;
    expect(first).toBeLessThanOrEqual(150);
    expect(first).toBeGreaterThan(105);
    // Then as many as no free plan would have allowed; whatever is not refused now may go.
    expect(second).toBeGreaterThan(170);
    expect(third).toBeGreaterThan(1_000);
  });

  test('of many jobs come in a burst while people ask for nothing', async () => {
    const { pollFor } = unknown();
    expect(await pollFor(1)).toBe(40);
    const other = unknown();
    other.send(8);
    expect(await other.pollFor(1)).toBeLessThanOrEqual(11);
  });

  test('of five jobs go as long as everything fits into a free plan’s minute', async () => {
    const { clock, counts, send, pollFor } = unknown();
    for (let second = 0; second < 40; second += 1) {
      send(1);
      await clock.advance(1_000);
    }
    await pollFor(5, 5);
    // People have asked for 40, and are kept a part of what they ask next.
    expect(counts.poll + counts.read).toBeLessThanOrEqual(140);
    expect(counts.poll).toBeGreaterThanOrEqual(80);
    const more = unknown();
    for (let second = 0; second < 40; second += 1) {
      more.send(1);
      await more.clock.advance(1_000);
    }
    await more.pollFor(5, 6);
    expect(more.counts.poll).toBeLessThan(30);
  });

  test('gain nothing while they do not need it', async () => {
    const { clock, send, pollFor } = unknown();
    for (let second = 0; second < 600; second += 10) {
      send(5, 'poll');
      await clock.advance(10_000);
    }
    expect(await pollFor(40)).toBeLessThanOrEqual(120);
  });

  test('count what people send', async () => {
    const { clock, counts, send, pollFor } = unknown();
    for (let second = 0; second < 60; second += 1) {
      send(1);
      await pollFor(1);
    }
    await clock.advance(0);
    expect(counts.read).toBe(61);
    expect(counts.poll).toBeLessThanOrEqual(85);
    expect(counts.poll).toBeGreaterThanOrEqual(50);
  });

  test('learn from people who were allowed more', async () => {
    const { clock, send, pollFor } = unknown();
    for (let second = 0; second < 60; second += 1) {
      send(10);
      await clock.advance(1_000);
    }
    await clock.advance(60_000);
    expect(await pollFor(60)).toBeGreaterThan(500);
  });

  test.each([
    [10, [1, 3, 5, 4], [0, 0.2, 0.7, 1]],
    [5, [60, 60, 50], [0, 0, 1]],
  ])('of %i jobs stretch only when little is left for them', async (watched, sent, expected) => {
    const { clock, budget, send } = unknown();
    if (watched === 10) send(7);
    await clock.advance(0);
    const seen: number[] = [];
    for (const count of sent) {
      budget.pressure('t', watched);
      send(count, 'poll');
      await clock.advance(0);
      seen.push(Math.round(10 * budget.pressure('t', watched)) / 10);
    }
    expect(seen).toEqual(expected);
  });
});

test('a refusal leaves out what was on its way', async () => {
  const { clock, budget, send, ask } = unknown();
  send(140);
  await clock.advance(0);
  const sentAtMs = clock.now();
  const permits = await Promise.all(Array.from({ length: 10 }, () => ask()));
  await clock.advance(100);
  permits[0]?.release();
  budget.refused('t', { retryAfterMs: 30_000, sentAtMs });
  expect(budget.state('t').requestsPerMinute).toBe(Math.floor(141 * 0.9));
});
