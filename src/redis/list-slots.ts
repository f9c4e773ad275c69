/**
 * Slots of lists over Redis: the lists of one user stand in one queue by when they came, whatever instance runs them,
 * and what one has taken the others count. In trouble nothing is taken: a list that cannot keep what it is about to do
 * starts nothing either.
 */
import { LIST_HELD_MS, LIST_SILENT_MS, LIST_SLOTS, type ListSlotStore } from '../starts/list-slots.ts';
import type { RedisConnection, RedisScript } from './connection.ts';

/** Wants by when their list came, those by when they were last seen, and held slots by until when. */
const PURGE = `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for _, list in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ${LIST_SILENT_MS})) do
      redis.call('ZREM', KEYS[1], list)
      redis.call('ZREM', KEYS[2], list)
    end
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
    local function keep()
      for index = 1, 3 do redis.call('PEXPIRE', KEYS[index], ${2 * LIST_HELD_MS}) end
    end`;

/** list, since, item. 1 where it has one now. */
const TAKE: RedisScript = {
  name: 'listSlotsTake',
  keys: 3,
  lua: `${PURGE}
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
    redis.call('ZADD', KEYS[2], now, ARGV[1])
    local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
    local taken = 0
    if first == ARGV[1] and redis.call('ZCARD', KEYS[3]) < ${LIST_SLOTS} then
      redis.call('ZADD', KEYS[3], now + ${LIST_HELD_MS}, ARGV[3])
      taken = 1
    end
    keep()
    return taken`,
};

/** list, since, whether it wants more, items. */
const HOLD: RedisScript = {
  name: 'listSlotsHold',
  keys: 3,
  lua: `${PURGE}
    if ARGV[3] == '1' then
      redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
      redis.call('ZADD', KEYS[2], now, ARGV[1])
    end
    for index = 4, #ARGV do redis.call('ZADD', KEYS[3], now + ${LIST_HELD_MS}, ARGV[index]) end
    keep()
    return 1`,
};

/** The slots of lists on all instances. */
export function redisListSlots(redis: RedisConnection): ListSlotStore {
  const keys = (user: string) =>
    ['wants', 'seen', 'held'].map((part) => `${redis.prefix}lists:{${user}}:${part}`);
  return {
    async take(user, { list, since, item }) {
      return redis.script(TAKE, keys(user), [list, since, item]).then(
        (taken) => taken === 1,
        () => false,
      );
    },
    async hold(user, { list, since, items, wants }) {
      await redis.script(HOLD, keys(user), [list, since, wants ? 1 : 0, ...items]).catch(() => {});
    },
    async leave(user, item) {
      const [, , held = ''] = keys(user);
      await redis.run('listSlotsLeave', (client) => client.zrem(held, item)).catch(() => {});
    },
    async quit(user, list) {
      const [wants = '', seen = ''] = keys(user);
      await redis
        .run('listSlotsQuit', (client) => Promise.all([client.zrem(wants, list), client.zrem(seen, list)]))
        .catch(() => {});
    },
  };
}
