import { describe, expect, test } from 'vitest';
import { budgetOf, requestOf } from './budget-of.ts';

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
