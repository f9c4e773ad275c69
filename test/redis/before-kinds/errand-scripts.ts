/**
 * Frozen, like the store beside it. What the store of errands asks Redis to do in one go. Each script keeps to one key, so that a cluster can run it, and
 * goes by Redis' own clock. Fields are added to what an earlier version wrote and never changed: both may run at once.
 */
import type { RedisScript } from '../../../src/redis/connection.ts';

const TIME = `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** A row as `found` reads it: its fields, and the time. */
const ROW = `{redis.call('HGETALL', KEYS[1]), now}`;

/** A new row: ttl, holder, for how long, fields. */
export const ADD: RedisScript = {
  name: 'errandAdd',
  keys: 1,
  lua: `${TIME}
    redis.call('HSET', KEYS[1], 'holder', ARGV[2], 'heldUntil', now + ARGV[3], unpack(ARGV, 4))
    return redis.call('PEXPIRE', KEYS[1], ARGV[1])`,
};

/** A row, and the time. */
export const FIND: RedisScript = { name: 'errandFind', keys: 1, lua: `${TIME} return ${ROW}` };

/** Changes a row of this version: ttl, version, fields. The row after it; false where the version is another. */
export const CHANGE: RedisScript = {
  name: 'errandChange',
  keys: 1,
  lua: `${TIME}
    if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then return false end
    redis.call('HINCRBY', KEYS[1], 'version', 1)
    if #ARGV > 2 then redis.call('HSET', KEYS[1], unpack(ARGV, 3)) end
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    return ${ROW}`,
};

/** Takes a row: holder, for how long, ttl. When it falls due again; 0 where somebody else has it. */
export const TAKE: RedisScript = {
  name: 'errandTake',
  keys: 1,
  lua: `${TIME}
    if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    local holder = redis.call('HGET', KEYS[1], 'holder')
    local heldUntil = tonumber(redis.call('HGET', KEYS[1], 'heldUntil') or 0)
    if holder and holder ~= ARGV[1] and heldUntil > now then return 0 end
    redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'heldUntil', now + ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return now + ARGV[2]`,
};

/** Gives a row back: holder. Its state, and the time; false where somebody else has it. */
export const RELEASE: RedisScript = {
  name: 'errandRelease',
  keys: 1,
  lua: `${TIME}
    if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return false end
    redis.call('HDEL', KEYS[1], 'holder', 'heldUntil')
    return {redis.call('HGET', KEYS[1], 'state'), now}`,
};

/** One more in a set that is bounded: id, how many there may be, ttl, ms until its score. 0: there are too many. */
export const ENTER: RedisScript = {
  name: 'errandEnter',
  keys: 1,
  lua: `${TIME}
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
    local isThere = redis.call('ZSCORE', KEYS[1], ARGV[1])
    if not isThere and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
    redis.call('ZADD', KEYS[1], now + ARGV[4], ARGV[1])
    redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2)
    return 1`,
};

/** One more in a set of which the oldest go: id, how many stay, ttl. Those that went. */
export const SHELVE: RedisScript = {
  name: 'errandShelve',
  keys: 1,
  lua: `${TIME}
    redis.call('ZADD', KEYS[1], now, ARGV[1])
    local pushedOut = redis.call('ZRANGE', KEYS[1], 0, -ARGV[2] - 1)
    if #pushedOut > 0 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[2] - 1) end
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return pushedOut`,
};

/** What is due: how many at most. */
export const DUE: RedisScript = {
  name: 'errandDue',
  keys: 1,
  lua: `${TIME}
    return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])`,
};
