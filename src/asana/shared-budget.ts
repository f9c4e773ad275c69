/**
 * The part of a token's rate that several instances share. The interface an engine such as Redis fills in, and
 * the one in memory, which makes several budgets of one process behave as one.
 */
import { systemClock } from '../clock.ts';
import { available, newRate, type Rate, take, waitMs } from './rate.ts';

/** Asked before each call, after the instance's own budget has agreed. */
export interface SharedBudget {
  /**
   * Takes `points` requests from what the token has left across all instances.
   * `requestsPerMinute` is what the asking instance takes for the limit. Nothing is taken when not `ok`.
   */
  consume(
    tokenHash: string,
    points: number,
    requestsPerMinute: number,
  ): Promise<{ readonly ok: boolean; readonly retryAfterMs: number }>;
}

/** A shared budget within one process. */
export function memorySharedBudget({ now = systemClock.now }: { now?: () => number } = {}): SharedBudget {
  const rates = new Map<string, Rate>();
  return {
    async consume(tokenHash, points, requestsPerMinute) {
      const nowMs = now();
      let rate = rates.get(tokenHash);
      if (!rate) {
        rate = newRate(requestsPerMinute, nowMs);
        rates.set(tokenHash, rate);
        if (rates.size > 10_000) rates.delete(rates.keys().next().value ?? '');
      }
      rate.limit = requestsPerMinute;
      if (available(rate, nowMs) < points) return { ok: false, retryAfterMs: waitMs(rate, points, nowMs) };
      take(rate, points, nowMs);
      return { ok: true, retryAfterMs: 0 };
    },
  };
}
