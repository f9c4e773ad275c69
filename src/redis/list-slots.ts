/**
 * Slots of lists over Redis: the lists of one user stand in one queue, whatever instance runs them, in which owners take
 * turns, and what one has taken the others count. In trouble nothing is taken: a list that cannot keep what it is about to do
 * starts nothing either.
 */
import { LIST_HELD_MS, LIST_SILENT_MS, LIST_SLOTS, type ListSlotStore } from '../starts/list-slots.ts';
import type { RedisClient, RedisConnection, RedisScript } from './connection.ts';

/** Owners of one user of whom it is known when they took last. */
const KNOWN_TURNS = 1_000;

/**
 * Wants by when their list came, those by when they were last seen, and held slots by until when; whose list it is, and
 * owners by when they took a slot last.
 */
const PURGE = `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    for _, list in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ${LIST_SILENT_MS})) do
      redis.call('ZREM', KEYS[1], list)
      redis.call('ZREM', KEYS[2], list)
      redis.call('HDEL', KEYS[4], list)
    end
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
    local function keep()
      for index = 1, 5 do redis.call('PEXPIRE', KEYS[index], ${2 * LIST_HELD_MS}) end
    end`;

/**
 * list, since, item, owner. 1 where it has one now. A list of an instance that knows no owners takes a slot when no list
 * came earlier, and lets all others pass until then.
 */
const TAKE: RedisScript = {
  name: 'listSlotsTake',
  keys: 5,
  lua: `${PURGE}
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
    redis.call('ZADD', KEYS[2], now, ARGV[1])
    redis.call('HSET', KEYS[4], ARGV[1], ARGV[4])
    local owners = {}
    local all = redis.call('HGETALL', KEYS[4])
    for at = 1, #all, 2 do owners[all[at]] = all[at + 1] end
    local turns = {}
    local function turn(owner)
      turns[owner] = turns[owner] or tonumber(redis.call('ZSCORE', KEYS[5], owner) or 0)
      return turns[owner]
    end
    local lists = redis.call('ZRANGE', KEYS[1], 0, -1)
    local first = lists[1]
    if owners[first] then
      for _, list in ipairs(lists) do
        if owners[list] and turn(owners[list]) < turn(owners[first]) then first = list end
      end
    end
    local taken = 0
    if first == ARGV[1] and redis.call('ZCARD', KEYS[3]) < ${LIST_SLOTS} then
      redis.call('ZADD', KEYS[3], now + ${LIST_HELD_MS}, ARGV[3])
      redis.call('ZADD', KEYS[5], time[1] * 1000 + time[2] / 1000, ARGV[4])
      redis.call('ZREMRANGEBYRANK', KEYS[5], 0, -${KNOWN_TURNS} - 1)
      taken = 1
    end
    keep()
    return taken`,
};

/** list, since, whether it wants more, owner, items. */
const HOLD: RedisScript = {
  name: 'listSlotsHold',
  keys: 5,
  lua: `${PURGE}
    if ARGV[3] == '1' then
      redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
      redis.call('ZADD', KEYS[2], now, ARGV[1])
      redis.call('HSET', KEYS[4], ARGV[1], ARGV[4])
    end
    for index = 5, #ARGV do redis.call('ZADD', KEYS[3], now + ${LIST_HELD_MS}, ARGV[index]) end
    keep()
    return 1`,
};

/** The slots of lists on all instances. */
export function redisListSlots(redis: RedisConnection): ListSlotStore {
  const keys = (user: string) =>
    ['wants', 'seen', 'held', 'owners', 'turns'].map((part) => `${redis.prefix}lists:{${user}}:${part}`);
  return {
    async take(user, { list, owner, since, item }) {
      return redis.script(TAKE, keys(user), [list, since, item, owner]).then(
        (taken) => taken === 1,
        () => false,
      );
    },
    async hold(user, { list, owner, since, items, wants }) {
      await redis.script(HOLD, keys(user), [list, since, wants ? 1 : 0, owner, ...items]).catch(() => {});
    },
    async leave(user, item) {
      const [, , held = ''] = keys(user);
      await redis.run('listSlotsLeave', (client) => client.zrem(held, item)).catch(() => {});
    },
    async quit(user, list) {
      const [wants = '', seen = '', , owners = ''] = keys(user);
      const forget = (client: RedisClient) =>
        Promise.all([client.zrem(wants, list), client.zrem(seen, list), client.hdel(owners, list)]);
      await redis.run('listSlotsQuit', forget).catch(() => {});
    },
  };
}
