/** A budget of one token on a manual clock, for the tests of this folder. */
import { Budget, type BudgetRequest, type Permit } from '../../../src/asana/budget/budget.ts';
import { manualClock } from '../../support/clock.ts';

/** A budget, and a log of what it granted, in order. */
export function budgetOf(requestsPerMinute: number | 'auto') {
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

/** Asking for one read, with patience. */
export function requestOf(nowMs: number, changes: Partial<BudgetRequest> = {}): BudgetRequest {
  return { hash: 't', kind: 'read', priority: 'read', points: 1, latestMs: nowMs + 600_000, ...changes };
}
