/**
 * Slots of running jobs over Redis: the instances' first waiters of one user stand in one queue, in which keys take
 * turns, each by the time its starts came as Redis' clock has it; what one instance has taken the others count. In
 * trouble each instance counts for itself.
 */

import { memorySlotStore, RUNNING_JOBS_LIMIT, type SlotStore } from '../starts/slot-store.ts';
import type { RedisConnection, RedisScript } from './connection.ts';

/** A waiter that did not ask for so long is gone with its instance. */
const SILENT_MS = 5_000;
/** A slot that was never given back; its job is in the ledger long since. */
const TAKEN_MS = 60_000;
/** Flows of which it is known when they took last: of more, those that took last longest ago count as new. */
const KNOWN_TURNS = 1_000;

/**
 * A ticket is the nth of its flow, and a flow took its last slot at some time: nth first, then who has waited longest
 * for a turn, then who came first. Tickets of instances that know no flows are in the flow without a name.
 * Id, waited, running, limit, silent, taken for, flow. 1: it has one.
 */
export const TAKE: RedisScript = {
  name: 'slotsTake',
  keys: 5,
  lua: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[5])) do
      redis.call('ZREM', KEYS[1], id)
      redis.call('ZREM', KEYS[2], id)
      redis.call('HDEL', KEYS[4], id)
    end
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[6])
    redis.call('ZADD', KEYS[1], 'NX', now - ARGV[2], ARGV[1])
    redis.call('ZADD', KEYS[2], now, ARGV[1])
    local free = ARGV[4] - ARGV[3] - redis.call('ZCARD', KEYS[3])
    redis.call('HSET', KEYS[4], ARGV[1], ARGV[7])
    local tickets, nth = {}, {}
    for at, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
      local flow = redis.call('HGET', KEYS[4], id) or ''
      nth[flow] = (nth[flow] or 0) + 1
      local last = tonumber(redis.call('ZSCORE', KEYS[5], flow) or 0)
      tickets[at] = {id = id, nth = nth[flow], last = last, at = at}
    end
    table.sort(tickets, function(a, b)
      if a.nth ~= b.nth then return a.nth < b.nth end
      if a.last ~= b.last then return a.last < b.last end
      return a.at < b.at
    end)
    local taken = false
    for at, ticket in ipairs(tickets) do
      if ticket.id == ARGV[1] then taken = at <= free end
    end
    if taken then
      redis.call('ZREM', KEYS[1], ARGV[1])
      redis.call('ZREM', KEYS[2], ARGV[1])
      redis.call('HDEL', KEYS[4], ARGV[1])
      redis.call('ZADD', KEYS[3], now, ARGV[1])
      redis.call('ZADD', KEYS[5], time[1] * 1000 + time[2] / 1000, ARGV[7])
      redis.call('ZREMRANGEBYRANK', KEYS[5], 0, -${KNOWN_TURNS} - 1)
    end
    for index = 1, 5 do redis.call('PEXPIRE', KEYS[index], ARGV[6]) end
    return taken and 1 or 0`,
};

/** Id, running, limit, silent, taken for. 1: nobody waits, and it has one. */
const SPARE: RedisScript = {
  name: 'slotsSpare',
  keys: 3,
  lua: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    if redis.call('ZCOUNT', KEYS[2], now - ARGV[4], '+inf') > 0 then return 0 end
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[5])
    if ARGV[3] - ARGV[2] - redis.call('ZCARD', KEYS[3]) < 1 then return 0 end
    redis.call('ZADD', KEYS[3], now, ARGV[1])
    redis.call('PEXPIRE', KEYS[3], ARGV[5])
    return 1`,
};

/** Id. */
export const LEAVE: RedisScript = {
  name: 'slotsLeave',
  keys: 4,
  lua: `
    for index = 1, 3 do redis.call('ZREM', KEYS[index], ARGV[1]) end
    redis.call('HDEL', KEYS[4], ARGV[1])
    return 1`,
};

/** The slots taken on all instances. */
export function redisSlotStore(redis: RedisConnection): SlotStore {
  const alone = memorySlotStore();
  const keys = (user: string) =>
    ['queue', 'seen', 'taken', 'flows', 'turns'].map((part) => `${redis.prefix}slots:{${user}}:${part}`);
  return {
    async take(user, ticket, running) {
      try {
        const { id, flow } = ticket;
        const args = [id, ticket.waitedMs(), running, RUNNING_JOBS_LIMIT, SILENT_MS, TAKEN_MS, flow];
        return (await redis.script(TAKE, keys(user), args)) === 1;
      } catch {
        return alone.take(user, ticket, running);
      }
    },
    async spare(user, id, running) {
      const args = [id, running, RUNNING_JOBS_LIMIT, SILENT_MS, TAKEN_MS];
      // In trouble lists start nothing.
      return redis.script(SPARE, keys(user).slice(0, 3), args).then(
        (taken) => taken === 1,
        () => false,
      );
    },
    async leave(user, ticket) {
      await alone.leave(user, ticket);
      await redis.script(LEAVE, keys(user).slice(0, 4), [ticket.id]).catch(() => {});
    },
  };
}
