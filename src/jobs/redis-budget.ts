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
  /** Takes points from what a token may spend; takes none when there are not enough. Never rejects. */
  consume(tokenHash: string, points: number, requestsPerMinute: number): Promise<BudgetAnswer>;
}

/** Short windows smooth a minute: what is spent at the end of one and the start of the next is a quarter more, not twice all. */
const WINDOW_SECONDS = 15;
const SMALLEST_WINDOW_POINTS = 20;
const LIMITERS_LIMIT = 64;

interface Limiters {
  readonly shared: RateLimiterRedis;
  /** Counts while Redis cannot. */
  readonly insurance: RateLimiterMemory;
}

/** The budget over Redis. */
export function redisBudget(redis: RedisConnection): SharedBudget {
  const byRate = new Map<number, Limiters>();

  function limitersOf(perMinute: number): Limiters {
    const known = byRate.get(perMinute);
    if (known) return known;
    const share = Math.floor((perMinute * WINDOW_SECONDS) / 60);
    const smooth = share >= SMALLEST_WINDOW_POINTS;
    const window = { points: smooth ? share : perMinute, duration: smooth ? WINDOW_SECONDS : 60 };
    const keyPrefix = `${redis.prefix}budget`;
    const limiters = {
      shared: new RateLimiterRedis({
        ...window,
        keyPrefix,
        storeClient: redis.client,
        rejectIfRedisNotReady: true,
      }),
      insurance: new RateLimiterMemory({ ...window, keyPrefix }),
    };
    const oldest = byRate.keys().next();
    if (byRate.size >= LIMITERS_LIMIT && !oldest.done) byRate.delete(oldest.value);
    byRate.set(perMinute, limiters);
    return limiters;
  }

  return {
    async consume(tokenHash, points, requestsPerMinute) {
      const { shared, insurance } = limitersOf(Math.max(1, Math.floor(requestsPerMinute)));
      try {
        return await redis.run('budget', () => consume(shared, tokenHash, points));
      } catch {
        return consume(insurance, tokenHash, points).catch(() => ({ ok: true, retryAfterMs: 0 }));
      }
    },
  };
}

async function consume(
  limiter: RateLimiterRedis | RateLimiterMemory,
  tokenHash: string,
  points: number,
): Promise<BudgetAnswer> {
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
