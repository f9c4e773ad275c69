/**
 * One budget of requests per token for all instances, over Redis, whose clock it goes by. In trouble there is no
 * objection: each instance keeps to the whole rate by itself, and learns from what Asana refuses. Knows hashes of
 * tokens only.
 */
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from './redis-connection.ts';

/** What a consumption came to. */
export interface BudgetAnswer {
  readonly ok: boolean;
  /** 0 when it is. */
  readonly retryAfterMs: number;
}

/** A budget that several instances spend together. */
export interface SharedBudget {
  /** Takes points from what a token may spend; takes none when there are not enough. Never rejects. */
  consume(tokenHash: string, points: number, requestsPerMinute: number): Promise<BudgetAnswer>;
}

/** The windows that come into question, shortest first: whoever finds one used up waits for its end. */
const WINDOW_SECONDS = [5, 12] as const;
/** A whole batch must fit into a window, or it would wait for ever. */
const LARGEST_BATCH = 10;
const LIMITERS_LIMIT = 64;

/** The budget over Redis. */
export function redisBudget(redis: RedisConnection): SharedBudget {
  const byRate = new Map<number, RateLimiterRedis>();

  function limiterOf(perMinute: number): RateLimiterRedis {
    const known = byRate.get(perMinute);
    if (known) return known;
    const limiter = new RateLimiterRedis({
      ...windowOf(perMinute),
      keyPrefix: `${redis.prefix}budget`,
      storeClient: redis.client,
      rejectIfRedisNotReady: true,
    });
    const oldest = byRate.keys().next();
    if (byRate.size >= LIMITERS_LIMIT && !oldest.done) byRate.delete(oldest.value);
    byRate.set(perMinute, limiter);
    return limiter;
  }

  return {
    async consume(tokenHash, points, requestsPerMinute) {
      const limiter = limiterOf(Math.max(1, Math.floor(requestsPerMinute)));
      try {
        return await redis.run('budget', () => consume(limiter, tokenHash, points));
      } catch {
        return { ok: true, retryAfterMs: 0 };
      }
    },
  };
}

/**
 * How many requests fit into one window, and its seconds. A window opens with the first request after the last one
 * closed, so any minute touches one more of them than fit into it; together they stay within the rate.
 */
export function windowOf(perMinute: number): { readonly points: number; readonly duration: number } {
  for (const duration of WINDOW_SECONDS) {
    const points = Math.floor(perMinute / (60 / duration + 1));
    if (points >= LARGEST_BATCH || (points >= 1 && duration === WINDOW_SECONDS.at(-1)))
      return { points, duration };
  }
  return { points: 1, duration: Math.ceil(60 / perMinute) };
}

async function consume(limiter: RateLimiterRedis, tokenHash: string, points: number): Promise<BudgetAnswer> {
  try {
    await limiter.consume(tokenHash, points);
    return { ok: true, retryAfterMs: 0 };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    // Nothing was sent for it, so it is not spent.
    await limiter.reward(tokenHash, points);
    return { ok: false, retryAfterMs: Math.max(1, refusal.msBeforeNext) };
  }
}
