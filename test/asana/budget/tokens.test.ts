import { describe, expect, test } from 'vitest';
import { Budget } from '../../../src/asana/budget/budget.ts';
import { manualClock } from '../../support/clock.ts';
import { memorySharedBudget } from '../../support/shared-budget.ts';
import { budgetOf, requestOf } from './budget-of.ts';

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
