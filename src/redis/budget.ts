/**
 * One budget of requests per token for all instances, over Redis, whose clock it goes by: the bucket each instance
 * keeps for itself, kept once more for all. In trouble there is no objection: each instance keeps to the whole rate
 * by itself, and learns from what Asana refuses. Knows hashes of tokens only.
 */
import type { SharedBudget } from '../asana/budget/shared-budget.ts';
import type { RedisConnection, RedisScript } from './connection.ts';

/** What rounding may cost a bucket; more than an instance allows its own, so that what is there by its count is there. */
const TOLERANCE = 1e-6;

const CONSUME: RedisScript = {
  name: 'budgetConsume',
  keys: 1,
  lua: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + time[2] / 1000
    local points, capacity, refill = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
    local known = redis.call('HMGET', KEYS[1], 'level', 'at')
    local level = capacity
    if known[1] and known[2] then
      level = math.min(capacity, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) * refill)
    end
    local ok = level + tonumber(ARGV[4]) >= points
    if ok then level = level - points end
    redis.call('HSET', KEYS[1], 'level', string.format('%.9f', level), 'at', string.format('%.3f', now))
    redis.call('PEXPIRE', KEYS[1], math.ceil(capacity / refill) + 1000)
    return {ok and 1 or 0, string.format('%.9f', level)}`,
};

/** The budget over Redis. Never rejects. */
export function redisBudget(redis: RedisConnection): SharedBudget {
  return {
    async consume(tokenHash, points, { capacity, refillPerMs }) {
      const key = `${redis.prefix}bucket:${tokenHash}`;
      try {
        const args = [points, capacity, refillPerMs, TOLERANCE];
        const [ok, left] = (await redis.script(CONSUME, [key], args)) as [number, string];
        return { ok: ok === 1, left: Number(left) };
      } catch {
        return { ok: true, left: Number.POSITIVE_INFINITY };
      }
    },
  };
}
