/**
 * What the store of errands asks Redis to do in one go. Each script keeps to one key, so that a cluster can run it, and
 * goes by Redis' own clock. Fields are added to what an earlier version wrote and never changed: both may run at once.
 */
import type { RedisScript } from './connection.ts';

/** Redis' own time, milliseconds: the beginning of a script. */
export const TIME = `
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

/** Changes a row of this version: ttl, version, how long it sleeps then, fields. The row after it; false where the version is another. */
export const CHANGE: RedisScript = {
  name: 'errandChange',
  keys: 1,
  lua: `${TIME}
    if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then return false end
    redis.call('HINCRBY', KEYS[1], 'version', 1)
    if tonumber(ARGV[3]) > 0 then redis.call('HSET', KEYS[1], 'wakesAt', now + ARGV[3]) else redis.call('HDEL', KEYS[1], 'wakesAt') end
    if #ARGV > 3 then redis.call('HSET', KEYS[1], unpack(ARGV, 4)) end
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    return ${ROW}`,
};

/** Takes a row: holder, for how long, ttl. Its kind, and when it falls due again; false where somebody else has it. */
export const TAKE: RedisScript = {
  name: 'errandTake',
  keys: 1,
  lua: `${TIME}
    if redis.call('EXISTS', KEYS[1]) == 0 then return false end
    local holder = redis.call('HGET', KEYS[1], 'holder')
    local heldUntil = tonumber(redis.call('HGET', KEYS[1], 'heldUntil') or 0)
    if holder and holder ~= ARGV[1] and heldUntil > now then return false end
    redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'heldUntil', now + ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return {redis.call('HGET', KEYS[1], 'kind'), now + ARGV[2]}`,
};

/** Gives a row back: holder. Its kind and state, and when it may be taken; false where somebody else has it. */
export const RELEASE: RedisScript = {
  name: 'errandRelease',
  keys: 1,
  lua: `${TIME}
    if redis.call('HGET', KEYS[1], 'holder') ~= ARGV[1] then return false end
    redis.call('HDEL', KEYS[1], 'holder', 'heldUntil')
    local wakesAt = tonumber(redis.call('HGET', KEYS[1], 'wakesAt') or 0)
    return {redis.call('HGET', KEYS[1], 'kind'), redis.call('HGET', KEYS[1], 'state'), math.max(now, wakesAt)}`,
};

/** Forgets a row, unless it is not over: the states of those that are. 0: it goes on. */
export const FORGET_OVER: RedisScript = {
  name: 'errandForgetOver',
  keys: 1,
  lua: `
    local state = redis.call('HGET', KEYS[1], 'state')
    local isOver = not state
    for _, over in ipairs(ARGV) do isOver = isOver or state == over end
    if not isOver then return 0 end
    redis.call('DEL', KEYS[1])
    return 1`,
};

/** Added to the score of what waits for its user: half a millisecond, which no due time has. */
export const WAITS_FOR_USER = 0.5;

/**
 * One more in a set that is bounded: id, how many there may be, ttl, ms until its score. 0: there are too many. What
 * waits for its user has a score as far ahead as its row is kept, and is gone with that.
 */
export const ENTER: RedisScript = {
  name: 'errandEnter',
  keys: 1,
  lua: `${TIME}
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
    local isThere = redis.call('ZSCORE', KEYS[1], ARGV[1])
    if not isThere and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
      local past = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES')
      for at = 1, #past, 2 do
        if past[at + 1] % 1 ~= 0 then redis.call('ZREM', KEYS[1], past[at]) end
      end
    end
    if not isThere and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
    redis.call('ZADD', KEYS[1], now + ARGV[4], ARGV[1])
    redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2)
    return 1`,
};

/** One less in a set, where it has been there for so long: id, ms. Whether it was. */
export const LEAVE_OLD: RedisScript = {
  name: 'errandLeaveOld',
  keys: 1,
  lua: `${TIME}
    local since = redis.call('ZSCORE', KEYS[1], ARGV[1])
    if not since or tonumber(since) > now - ARGV[2] then return 0 end
    return redis.call('ZREM', KEYS[1], ARGV[1])`,
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

/** One more name in a set of which those noted last stay: name, how many stay, ttl. It outlives whatever is named so. */
export const NOTE_KIND: RedisScript = {
  name: 'errandNoteKind',
  keys: 1,
  lua: `${TIME}
    redis.call('ZADD', KEYS[1], now, ARGV[1])
    redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[2] - 1)
    return redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2)`,
};

/** What is due: how many at most. They, and in how many milliseconds the next will be; -1: there is none. */
export const DUE: RedisScript = {
  name: 'errandDue',
  keys: 1,
  lua: `${TIME}
    local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1] + 1)
    if #due > tonumber(ARGV[1]) then
      due[#due] = nil
      return {due, 0}
    end
    local next = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    return {due, next[2] and next[2] - now or -1}`,
};

/**
 * Changes an item: its field, its version, ttl, its progress. An item is kept as its version, a space and its progress;
 * its version after the change, false where it is another before.
 */
export const CHANGE_ITEM: RedisScript = {
  name: 'errandItemChange',
  keys: 1,
  lua: `
    local kept = redis.call('HGET', KEYS[1], ARGV[1])
    if not kept or string.match(kept, '^%d+') ~= ARGV[2] then return false end
    local version = tonumber(ARGV[2]) + 1
    redis.call('HSET', KEYS[1], ARGV[1], string.format('%d', version) .. ' ' .. ARGV[4])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return version`,
};
