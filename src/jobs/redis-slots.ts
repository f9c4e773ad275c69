/**
 * Slots of running jobs over Redis: the instances' first waiters of one user stand in one queue, by the time they
 * came as Redis' clock has it, and what one has taken the others count. In trouble each instance counts for itself.
 */
import type { RedisConnection, RedisScript } from './redis-connection.ts';
import { memorySlotStore, RUNNING_JOBS_LIMIT, type SlotStore } from './slots.ts';

/** A waiter that did not ask for so long is gone with its instance. */
const SILENT_MS = 5_000;
/** A slot that was never given back; its job is in the ledger long since. */
const TAKEN_MS = 60_000;

const TAKE: RedisScript = {
  name: 'slotsTake',
  keys: 3,
  lua: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[5])) do
      redis.call('ZREM', KEYS[1], id)
      redis.call('ZREM', KEYS[2], id)
    end
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[6])
    redis.call('ZADD', KEYS[1], 'NX', now - ARGV[2], ARGV[1])
    redis.call('ZADD', KEYS[2], now, ARGV[1])
    local free = ARGV[4] - ARGV[3] - redis.call('ZCARD', KEYS[3])
    local taken = redis.call('ZRANK', KEYS[1], ARGV[1]) < free
    if taken then
      redis.call('ZREM', KEYS[1], ARGV[1])
      redis.call('ZREM', KEYS[2], ARGV[1])
      redis.call('ZADD', KEYS[3], now, ARGV[1])
    end
    for index = 1, 3 do redis.call('PEXPIRE', KEYS[index], ARGV[6]) end
    return taken and 1 or 0`,
};

const LEAVE: RedisScript = {
  name: 'slotsLeave',
  keys: 3,
  lua: `for index = 1, 3 do redis.call('ZREM', KEYS[index], ARGV[1]) end return 1`,
};

/** The slots taken on all instances. */
export function redisSlotStore(redis: RedisConnection): SlotStore {
  const alone = memorySlotStore();
  const keys = (user: string) =>
    ['queue', 'seen', 'taken'].map((part) => `${redis.prefix}slots:{${user}}:${part}`);
  return {
    async take(user, ticket, running) {
      try {
        const args = [ticket.id, ticket.waitedMs(), running, RUNNING_JOBS_LIMIT, SILENT_MS, TAKEN_MS];
        return (await redis.script(TAKE, keys(user), args)) === 1;
      } catch {
        return alone.take(user, ticket, running);
      }
    },
    async leave(user, ticket) {
      await alone.leave(user, ticket);
      await redis.script(LEAVE, keys(user), [ticket.id]).catch(() => {});
    },
  };
}
