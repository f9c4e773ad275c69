/** Keys that share a token, and tokens that share the way, on a manual clock. */
import { describe, expect, test } from 'vitest';
import { Budget, type BudgetRequest, type Permit } from '../../src/asana/budget/budget.ts';
import { WAY } from '../../src/asana/budget/way.ts';
import { manualClock } from '../support/clock.ts';

/** A budget, and what it granted, in order: the name of the flow, once for each point. */
function budgetOf(requestsPerMinute: number) {
  const clock = manualClock();
  const budget = new Budget({ requestsPerMinute, clock });
  const granted: string[] = [];
  const refused: string[] = [];
  const permits: Permit[] = [];
  const ask = async (changes: Partial<BudgetRequest>): Promise<void> => {
    const { flow = '', hash = 't', network = '' } = changes;
    const name = flow || network || hash;
    const request: BudgetRequest = {
      hash,
      kind: 'read',
      priority: 'read',
      points: 1,
      latestMs: clock.now() + 10_000,
      ...changes,
    };
    let { points } = request;
    try {
      for (let sinceMs = request.sinceMs; points > 0; sinceMs ??= clock.now()) {
        const permit = await budget.acquire({ ...request, points, sinceMs });
        permits.push(permit);
        points -= permit.points;
        for (let each = 0; each < permit.points; each += 1) granted.push(name);
      }
    } catch (error) {
      refused.push(`${name} ${(error as { code: string }).code}`);
    }
  };
  const releaseAll = (): void => {
    for (const permit of permits.splice(0)) permit.release();
  };
  return { clock, budget, granted, refused, permits, ask, releaseAll };
}

const countOf = (names: readonly string[], name: string): number =>
  names.filter((each) => each === name).length;

describe('keys that share a token', () => {
  test.each(['read', 'start'] as const)(
    'one that has filled the queue with %ss leaves another its share',
    async (priority) => {
      const { clock, granted, refused, ask, releaseAll } = budgetOf(150);
      const kind = priority === 'start' ? 'write' : 'read';
      for (let each = 0; each < 400; each += 1)
        void ask({ flow: 'scripts', kind, priority, points: priority === 'start' ? 1 : 10 });
      await clock.advance(0);
      for (let second = 0; second < 20; second += 1) {
        releaseAll();
        void ask({ flow: 'web' });
        await clock.advance(1_000);
      }
      await clock.advance(2_000);
      expect(refused.filter((each) => each.startsWith('web'))).toEqual([]);
      expect(countOf(granted, 'web')).toBeGreaterThanOrEqual(19);
      expect(countOf(refused, 'scripts RATE_LIMITED')).toBeGreaterThan(100);
    },
  );

  test('share evenly while both want more than there is, whatever the size of what they send', async () => {
    const { clock, granted, ask, releaseAll } = budgetOf(150);
    for (let each = 0; each < 30; each += 1) void ask({ flow: 'scripts', points: 10, latestMs: 1e15 });
    for (let each = 0; each < 300; each += 1) void ask({ flow: 'web', latestMs: 1e15 });
    await clock.advance(0);
    const begun = granted.length;
    for (let second = 0; second < 60; second += 1) {
      releaseAll();
      await clock.advance(1_000);
    }
    const later = granted.slice(begun);
    expect(later.length).toBeGreaterThan(100);
    expect(Math.abs(countOf(later, 'web') - countOf(later, 'scripts'))).toBeLessThanOrEqual(10);
  });

  test('take turns where 50 reads in flight are the limit', async () => {
    const { clock, granted, permits, ask } = budgetOf(100_000);
    for (let each = 0; each < 200; each += 1) void ask({ flow: 'scripts' });
    for (let each = 0; each < 5; each += 1) void ask({ flow: 'web' });
    await clock.advance(0);
    expect(countOf(granted, 'web')).toBe(0);
    for (let each = 0; each < 10; each += 1) permits.shift()?.release();
    await clock.advance(0);
    expect(countOf(granted, 'web')).toBe(5);
  });

  test('one that is alone uses all of it', async () => {
    const { clock, granted, ask } = budgetOf(150);
    for (let each = 0; each < 25; each += 1) void ask({ flow: 'scripts' });
    await clock.advance(0);
    expect(granted).toHaveLength(25);
  });

  test('hold so many places each', async () => {
    const { clock, granted, refused, ask, permits } = budgetOf(100_000);
    for (let each = 0; each < 2_060; each += 1) void ask({ flow: 'scripts' });
    await clock.advance(0);
    expect(refused).toEqual(Array(10).fill('scripts RATE_LIMITED'));
    void ask({ flow: 'web' });
    permits[0]?.release();
    permits[1]?.release();
    await clock.advance(0);
    expect(granted.slice(-2)).toEqual(['scripts', 'web']);
  });
});

describe('the way', () => {
  /** Made-up tokens of one network, each with one call. */
  const flood = (
    ask: (request: Partial<BudgetRequest>) => Promise<void>,
    count: number,
    network = 'flood',
  ) => {
    for (let each = 0; each < count; each += 1) void ask({ hash: `made-up ${network} ${each}`, network });
  };

  test('has 64 places for tokens that were never accepted, and they are no accepted one’s', async () => {
    const { clock, budget, granted, ask } = budgetOf(1_500);
    budget.answered('real', 200);
    flood(ask, 200);
    for (let each = 0; each < 50; each += 1) void ask({ hash: 'real', network: 'home' });
    await clock.advance(0);
    expect([countOf(granted, 'flood'), countOf(granted, 'home')]).toEqual([WAY.newcomer.inFlight, 50]);
  });

  test('counts the actions of a batch', async () => {
    const { clock, granted, ask } = budgetOf(1_500);
    for (let each = 0; each < 20; each += 1) void ask({ hash: `h${each}`, network: 'a', points: 10 });
    await clock.advance(0);
    expect(granted).toHaveLength(60);
  });

  test('lets networks take turns', async () => {
    const { clock, granted, permits, ask } = budgetOf(1_500);
    flood(ask, 500);
    void ask({ hash: 'new', network: 'home' });
    await clock.advance(0);
    expect(countOf(granted, 'home')).toBe(0);
    permits[0]?.release();
    permits[1]?.release();
    await clock.advance(0);
    expect(granted.slice(64)).toEqual(['flood', 'home']);
  });

  test('moves what waits once its token is accepted', async () => {
    const { clock, budget, granted, ask } = budgetOf(1_500);
    flood(ask, 500);
    for (let each = 0; each < 5; each += 1) void ask({ hash: 'new', network: 'home' });
    await clock.advance(0);
    budget.answered('new', 200);
    await clock.advance(0);
    expect(countOf(granted, 'home')).toBe(5);
  });

  test.each([
    [200, true],
    [201, true],
    [400, true],
    [403, true],
    [404, true],
    [401, false],
    [429, false],
    [500, false],
    [503, false],
  ])('takes %i for acceptance: %s', async (status, accepted) => {
    const { clock, budget, granted, ask } = budgetOf(1_500);
    budget.answered('t', status);
    flood(ask, 64);
    void ask({ hash: 't', network: 'home' });
    await clock.advance(0);
    expect(countOf(granted, 'home')).toBe(accepted ? 1 : 0);
  });

  test('takes turns among accepted tokens as well', async () => {
    const { clock, budget, granted, permits, ask } = budgetOf(100_000);
    const names = Array.from({ length: 25 }, (_, number) => `token ${number}`);
    for (const hash of [...names, 'late']) budget.answered(hash, 200);
    for (const hash of names) for (let each = 0; each < 60; each += 1) void ask({ hash });
    await clock.advance(0);
    expect(granted).toHaveLength(WAY.accepted.inFlight);
    void ask({ hash: 'late' });
    for (let each = 0; each < 6; each += 1) permits[each]?.release();
    await clock.advance(0);
    expect(countOf(granted, 'late')).toBe(1);
  });

  test('has bounds on who waits, for a network and in all', async () => {
    const { clock, refused, granted, permits, ask } = budgetOf(1_500);
    const { inFlight, waiting, waitingPerFlow } = WAY.newcomer;
    flood(ask, inFlight + waitingPerFlow + 3);
    await clock.advance(0);
    expect(refused).toEqual(Array(3).fill('flood RATE_LIMITED'));
    flood(ask, waiting - waitingPerFlow, 'other');
    await clock.advance(0);
    expect(refused).toHaveLength(3);
    // The queue is full; still there is a place for one more network, at the cost of the longest.
    void ask({ hash: 'new', network: 'home' });
    await clock.advance(0);
    expect(refused.slice(3)).toEqual(['flood SERVICE_UNAVAILABLE']);
    for (const permit of permits.slice(0, 3)) permit.release();
    await clock.advance(0);
    expect(granted.slice(inFlight).sort()).toEqual(['flood', 'home', 'other']);
  });

  test('gives back what was not sent, in time or for its caller’s leaving', async () => {
    const { clock, budget, refused, permits, ask } = budgetOf(150);
    flood(ask, 64);
    const leaving = new AbortController();
    void ask({ hash: 'late', network: 'home' });
    void ask({ hash: 'gone', network: 'home', signal: leaving.signal });
    await clock.advance(0);
    expect(budget.state('late')).toMatchObject({ remaining: 149, inFlightReads: 1 });
    const before = budget.state('gone');
    leaving.abort(Object.assign(new Error('gone'), { code: 'LEFT' }));
    await clock.advance(0);
    expect([before.remaining, budget.state('gone').remaining]).toEqual([149, 150]);
    await clock.advance(10_000);
    expect(refused).toEqual(['home LEFT', 'home SERVICE_UNAVAILABLE']);
    expect(budget.state('late')).toMatchObject({ inFlightReads: 0 });
    expect(budget.state('gone')).toMatchObject({ inFlightReads: 0 });
    for (const permit of permits) permit.release();
    expect(clock.pending()).toBe(0);
  });
});
