import { describe, expect, test } from 'vitest';
import { budgetOf, requestOf } from './budget-of.ts';

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
