import { describe, expect, test } from 'vitest';
import { Budget, type BudgetRequest, type Permit } from '../../../src/asana/budget/budget.ts';
import { memorySharedBudget } from '../../../src/asana/budget/shared-budget.ts';
import { manualClock } from '../../support/clock.ts';

/** A budget on a manual clock, and a log of what it granted, in order. */
function budgetOf(requestsPerMinute: number | 'auto') {
  const clock = manualClock();
  const budget = new Budget({ requestsPerMinute, clock });
  const granted: string[] = [];
  const sentAt: number[] = [];
  const ask = async (name: string, changes: Partial<BudgetRequest> = {}): Promise<Permit> => {
    const permit = await budget.acquire(requestOf(clock.now(), changes));
    granted.push(name);
    for (let each = 0; each < permit.points; each += 1) sentAt.push(clock.now());
    return permit;
  };
  /** Takes what may go at once and gives the concurrency back. */
  const drain = async (): Promise<number> => {
    let count = 0;
    while (budget.state('t').retryAfterMs === null) {
      (await budget.acquire(requestOf(clock.now()))).release();
      count += 1;
    }
    return count;
  };
  return { clock, budget, granted, sentAt, ask, drain };
}

function requestOf(nowMs: number, changes: Partial<BudgetRequest> = {}): BudgetRequest {
  return { hash: 't', kind: 'read', priority: 'read', points: 1, latestMs: nowMs + 600_000, ...changes };
}

describe('the rate', () => {
  test.each([1, 5, 60, 120, 150, 1500])('of %i is kept in every minute', async (limit) => {
    const { clock, ask, sentAt } = budgetOf(limit);
    const asks: Promise<unknown>[] = [];
    for (let second = 0; second < 240; second += 1) {
      for (let each = 0; each < Math.ceil(limit / 20); each += 1) {
        asks.push(
          ask('r', { latestMs: clock.now() + 20_000 }).then(
            (permit) => permit.release(),
            () => {},
          ),
        );
      }
      await clock.advance(1_000);
    }
    await clock.advance(60_000);
    await Promise.all(asks);
    const busiest = Math.max(
      ...sentAt.map((from, index) => sentAt.slice(index).filter((at) => at < from + 60_000).length),
    );
    expect(busiest).toBeLessThanOrEqual(limit);
    expect(sentAt.length).toBeGreaterThanOrEqual(Math.floor(limit * 3.4));
  });

  test('lets a sixth of a minute go at once', async () => {
    expect(await budgetOf(120).drain()).toBe(20);
  });

  test('makes the next one wait its turn', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    void ask('next');
    await clock.advance(599);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['next']);
    expect(clock.pending()).toBe(0);
  });

  test('refuses at once who would wait too long', async () => {
    const { clock, ask, drain } = budgetOf(120);
    await drain();
    await expect(ask('hasty', { latestMs: clock.now() + 500 })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 600,
      retryable: true,
    });
    expect(clock.pending()).toBe(0);
  });

  test('counts those ahead into the wait', async () => {
    const { clock, ask, drain } = budgetOf(120);
    await drain();
    for (const name of ['a', 'b', 'c']) void ask(name).then((permit) => permit.release());
    await expect(ask('d', { latestMs: clock.now() + 2_000 })).rejects.toMatchObject({ retryAfterMs: 2_400 });
  });

  test('grants a batch what is left', async () => {
    const { clock, budget, drain } = budgetOf(120);
    await drain();
    await clock.advance(1_800);
    const permit = await budget.acquire(requestOf(clock.now(), { points: 10 }));
    expect(permit.points).toBe(3);
  });

  test('is shown as far as it is known', async () => {
    const { budget, ask } = budgetOf(120);
    await ask('r');
    await ask('w', { kind: 'write', priority: 'start' });
    expect(budget.state('t')).toEqual({
      requestsPerMinute: 120,
      remaining: 118,
      retryAfterMs: null,
      inFlightReads: 1,
      inFlightWrites: 1,
    });
    expect(budgetOf('auto').budget.state('t')).toMatchObject({ requestsPerMinute: null, remaining: null });
  });
});

describe('the queue', () => {
  test('serves starts, then reads, then polls', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    for (const priority of ['poll', 'read', 'start'] as const) {
      for (const nth of [1, 2])
        void ask(`${priority} ${nth}`, { priority, kind: priority === 'start' ? 'write' : 'read' });
    }
    await clock.advance(20_000);
    expect(granted).toEqual(['start 1', 'start 2', 'read 1', 'read 2', 'poll 1', 'poll 2']);
  });

  test('keeps the place of who was granted a part', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    await clock.advance(600);
    const sinceMs = clock.now();
    expect((await ask('part', { points: 3 })).points).toBe(1);
    await clock.advance(300);
    void ask('later');
    void ask('rest', { points: 2, sinceMs });
    await clock.advance(2_000);
    expect(granted).toEqual(['part', 'rest', 'later']);
  });

  test('keeps a part of the bucket from polls', async () => {
    const { clock, ask, granted } = budgetOf(120);
    for (let each = 0; each < 16; each += 1) void ask('poll', { priority: 'poll' });
    await clock.advance(0);
    expect(granted).toHaveLength(15);
    await ask('read');
    expect(granted.at(-1)).toBe('read');
  });

  test('forgets a waiter that left', async () => {
    const { clock, ask, granted, drain } = budgetOf(120);
    await drain();
    const leaving = new AbortController();
    const left = ask('left', { signal: leaving.signal });
    void ask('stayed');
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await clock.advance(600);
    expect(granted).toEqual(['stayed']);
    expect(clock.pending()).toBe(0);
  });

  test('turns away a caller that has left already', () => {
    const { budget, clock } = budgetOf(120);
    const signal = AbortSignal.abort(new Error('gone'));
    expect(() => budget.acquire(requestOf(clock.now(), { signal }))).toThrow('gone');
  });
});

describe('the gates', () => {
  test.each([
    ['read', 50],
    ['write', 15],
  ] as const)('let %ss in flight up to %i', async (kind, most) => {
    const { clock, budget, ask, granted } = budgetOf(1500);
    const permits = await Promise.all(Array.from({ length: most }, () => ask('in', { kind })));
    void ask('waiting', { kind });
    await clock.advance(5_000);
    expect(granted).toHaveLength(most);
    permits[0]?.release();
    permits[0]?.release();
    await clock.advance(0);
    expect(granted).toHaveLength(most + 1);
    expect(budget.state('t')[kind === 'read' ? 'inFlightReads' : 'inFlightWrites']).toBe(most);
  });

  test('hold up nobody of the other kind', async () => {
    const { ask, granted } = budgetOf(1500);
    await Promise.all(Array.from({ length: 15 }, () => ask('start', { kind: 'write', priority: 'start' })));
    void ask('waiting start', { kind: 'write', priority: 'start', latestMs: Number.MAX_SAFE_INTEGER });
    const read = ask('read');
    await read;
    expect(granted.at(-1)).toBe('read');
  });

  test('count a batch by its actions and shrink it', async () => {
    const { budget, clock, ask } = budgetOf(1500);
    for (let each = 0; each < 47; each += 1) await ask('read');
    expect((await budget.acquire(requestOf(clock.now(), { points: 10 }))).points).toBe(3);
  });

  test('turn a waiter away when its time is up', async () => {
    const { clock, ask } = budgetOf(1500);
    for (let each = 0; each < 50; each += 1) await ask('read');
    const late = expect(ask('late', { latestMs: clock.now() + 3_000 })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 1_000,
    });
    await clock.advance(3_000);
    await late;
    expect(clock.pending()).toBe(0);
  });
});

describe('a refusal by Asana', () => {
  test('stops the token until the time it names', async () => {
    const { clock, budget, ask, granted } = budgetOf(1500);
    budget.refused('t', { retryAfterMs: 7_000, sentAtMs: clock.now() });
    expect(budget.pressure('t')).toBe(1);
    expect(budget.state('t').retryAfterMs).toBe(7_000);
    void ask('later');
    await clock.advance(6_999);
    expect(granted).toEqual([]);
    await clock.advance(1);
    expect(granted).toEqual(['later']);
  });

  test('tells waiters that cannot be served in time', async () => {
    const { clock, budget, ask, drain } = budgetOf(120);
    await drain();
    const waiter = expect(ask('waiter', { latestMs: clock.now() + 5_000 })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 30_000,
    });
    budget.refused('t', { retryAfterMs: 30_000, sentAtMs: clock.now() });
    await waiter;
  });

  test('leaves other tokens alone', async () => {
    const { clock, budget, ask, granted } = budgetOf('auto');
    budget.refused('t', { retryAfterMs: 7_000, sentAtMs: clock.now() });
    await ask('other', { hash: 'u' });
    expect(granted).toEqual(['other']);
  });

  test('does not change a limit that was told', async () => {
    const { clock, budget } = budgetOf(120);
    budget.refused('t', { retryAfterMs: 1_000, sentAtMs: clock.now() });
    expect(budget.state('t').requestsPerMinute).toBe(120);
  });

  test('teaches auto a part of what was sent', async () => {
    const { clock, budget, drain } = budgetOf('auto');
    for (let sent = 0; sent < 150; sent += 1) (await budget.acquire(requestOf(clock.now()))).release();
    await clock.advance(1_000);
    budget.refused('t', { retryAfterMs: 20_000, sentAtMs: clock.now() });
    expect(budget.state('t').requestsPerMinute).toBe(135);
    await clock.advance(20_000);
    expect(await drain()).toBe(1);
  });

  test('counts once for all that was in flight', async () => {
    const { clock, budget } = budgetOf('auto');
    for (let sent = 0; sent < 200; sent += 1) (await budget.acquire(requestOf(clock.now()))).release();
    const sentAtMs = clock.now();
    await clock.advance(500);
    for (let each = 0; each < 5; each += 1) budget.refused('t', { retryAfterMs: 1_000, sentAtMs });
    expect(budget.state('t').requestsPerMinute).toBe(180);
  });

  test('after fewer requests than any plan allows teaches auto nothing', async () => {
    const { clock, budget } = budgetOf('auto');
    for (let sent = 0; sent < 99; sent += 1) (await budget.acquire(requestOf(clock.now()))).release();
    budget.refused('t', { retryAfterMs: 2_000, sentAtMs: clock.now() });
    expect(budget.state('t')).toMatchObject({ requestsPerMinute: null, retryAfterMs: 2_000 });
    await clock.advance(3_000);
    (await budget.acquire(requestOf(clock.now()))).release();
    budget.refused('t', { retryAfterMs: 0, sentAtMs: clock.now() });
    expect(budget.state('t').requestsPerMinute).toBe(90);
  });

  test('is forgotten slowly, and only by a busy token', async () => {
    const { clock, budget, ask } = budgetOf('auto');
    const limits: (number | null)[] = [];
    const minutes = async (count: number, busy: boolean) => {
      for (let second = 0; second < count * 60; second += 1) {
        if (busy)
          void ask('r', { latestMs: clock.now() }).then(
            (permit) => permit.release(),
            () => {},
          );
        await clock.advance(1_000);
      }
      limits.push(budget.state('t').requestsPerMinute);
    };
    for (let sent = 0; sent < 100; sent += 1) (await budget.acquire(requestOf(clock.now()))).release();
    budget.refused('t', { retryAfterMs: 0, sentAtMs: clock.now() });
    await minutes(1, false);
    await minutes(10, false);
    await minutes(2, true);
    await minutes(2, true);
    expect(limits).toEqual([90, 90, 111, 123]);
  });
});

describe('pressure', () => {
  test('rises as the bucket empties', async () => {
    const { budget, ask, clock, drain } = budgetOf(120);
    const seen = [budget.pressure('t')];
    for (let each = 0; each < 10; each += 1) await ask('r');
    seen.push(budget.pressure('t'));
    await drain();
    seen.push(budget.pressure('t'));
    await clock.advance(60_000);
    seen.push(budget.pressure('t'));
    expect(seen).toEqual([0, 0, 1, 0]);
  });
});

describe('memory', () => {
  test('drops tokens that were idle for long', async () => {
    const { budget, ask, clock } = budgetOf(120);
    for (let each = 0; each < 100; each += 1) (await ask('r', { hash: `token ${each}` })).release();
    const busy = await ask('r', { hash: 'busy' });
    await clock.advance(16 * 60_000);
    await ask('r', { hash: 'new' });
    expect(budget.size).toBe(2);
    busy.release();
  });

  test('is bounded in the number of tokens', async () => {
    const { budget, ask } = budgetOf(120);
    for (let each = 0; each < 10_050; each += 1) (await ask('r', { hash: `token ${each}` })).release();
    expect(budget.size).toBe(10_000);
  });
});

describe('a shared budget', () => {
  test('makes two instances behave as one', async () => {
    const clock = manualClock();
    const shared = memorySharedBudget({ now: clock.now });
    const budgets = [1, 2].map(() => new Budget({ requestsPerMinute: 60, clock, shared }));
    let sent = 0;
    for (const budget of budgets) {
      for (let each = 0; each < 10; each += 1) {
        void Promise.resolve(budget.acquire(requestOf(clock.now()))).then((permit) => {
          sent += 1;
          permit.release();
        });
      }
    }
    await clock.advance(0);
    expect(sent).toBe(10);
    await clock.advance(12_000);
    expect(sent).toBe(20);
  });

  test('that fails has no objection', async () => {
    const clock = manualClock();
    const shared = { consume: () => Promise.reject(new Error('redis is gone')) };
    const budget = new Budget({ requestsPerMinute: 60, clock, shared });
    expect((await budget.acquire(requestOf(clock.now()))).points).toBe(1);
  });
});
