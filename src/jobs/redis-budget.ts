/**
 * One budget of requests per token for all instances, over Redis. In trouble each instance counts for itself, in
 * memory; what that spends too much Asana refuses, and the client learns from it. Knows hashes of tokens only.
 */
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from './redis-connection.ts';

/** What a consumption came to. */
export interface BudgetAnswer {
  readonly ok: boolean;
  /** 0 when it is. */
  readonly retryAfterMs: number;
}

/** A budget that several instances spend together. */
export interface SharedBudget {
  /** Takes points from a token's minute; takes none when there are not enough. Never rejects. */
  consume(tokenHash: string, points: number, options: { readonly perMinute: number }): Promise<BudgetAnswer>;
}

/** Short windows smooth a minute: what is spent at the end of one and the start of the next is a quarter, not twice all. */
const WINDOW_SECONDS = 15;
const SMALLEST_WINDOW_POINTS = 20;
const LIMITERS_LIMIT = 64;

/** The budget over Redis. */
export function redisBudget(redis: RedisConnection): SharedBudget {
  const limiters = new Map<number, RateLimiterRedis>();

  function limiterOf(perMinute: number): RateLimiterRedis {
    const known = limiters.get(perMinute);
    if (known) return known;
    const smooth = (perMinute * WINDOW_SECONDS) / 60 >= SMALLEST_WINDOW_POINTS;
    const window = {
      keyPrefix: `${redis.prefix}budget`,
      points: Math.max(1, Math.floor(smooth ? (perMinute * WINDOW_SECONDS) / 60 : perMinute)),
      duration: smooth ? WINDOW_SECONDS : 60,
    };
    const limiter = new RateLimiterRedis({
      ...window,
      storeClient: redis.client,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(window),
    });
    const oldest = limiters.keys().next();
    if (limiters.size >= LIMITERS_LIMIT && !oldest.done) limiters.delete(oldest.value);
    limiters.set(perMinute, limiter);
    return limiter;
  }

  return {
    async consume(tokenHash, points, { perMinute }) {
      const limiter = limiterOf(Math.max(1, Math.floor(perMinute)));
      try {
        await limiter.consume(tokenHash, points);
        return { ok: true, retryAfterMs: 0 };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) return { ok: true, retryAfterMs: 0 };
        // Nothing was sent for it, so it is not spent.
        await limiter.reward(tokenHash, points).catch(() => {});
        return { ok: false, retryAfterMs: Math.max(1, refusal.msBeforeNext) };
      }
    },
  };
}
