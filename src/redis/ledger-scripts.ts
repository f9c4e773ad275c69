/**
 * What the ledger asks Redis to do in one go. Each script keeps to one key, so that a cluster can run it, and goes by
 * Redis' own clock. Fields are added to what an earlier version wrote and never changed: both may run at once.
 */
import { END_SEEN_WITHIN_MS } from '../starts/duration.ts';
import type { RedisScript } from './connection.ts';

const TIME = `
    local time = redis.call('TIME')
    local now = string.format('%.3f', time[1] * 1000 + time[2] / 1000)`;

/** A row by a start: ttl, how many arguments overwrite, those, and those that only fill in. */
export const STARTED: RedisScript = {
  name: 'ledgerStarted',
  keys: 1,
  lua: `${TIME}
    if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], 'holders', 0) end
    local first = 3 + ARGV[2]
    for at = 3, first - 1, 2 do redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1]) end
    for at = first, #ARGV, 2 do redis.call('HSETNX', KEYS[1], ARGV[at], ARGV[at + 1]) end
    if redis.call('HEXISTS', KEYS[1], 'startedAt') == 1 then redis.call('HSETNX', KEYS[1], 'bornAt', now) end
    if redis.call('HEXISTS', KEYS[1], 'finishedAt') == 1 then redis.call('HSETNX', KEYS[1], 'endedAt', now) end
    return redis.call('PEXPIRE', KEYS[1], ARGV[1])`,
};

/** A row by a watch: gid, ttl. */
export const WATCHED: RedisScript = {
  name: 'ledgerWatched',
  keys: 1,
  lua: `
    if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], 'gid', ARGV[1], 'holders', 0) end
    return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
};

/**
 * A row by a read: status, subtype, whether final, when, ttl, for how long at most it may have been so, or ''. How long
 * it took is told as in `duration.ts`.
 */
export const OBSERVED: RedisScript = {
  name: 'ledgerObserved',
  keys: 1,
  lua: `${TIME}
    if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    local old = redis.call('HGET', KEYS[1], 'status')
    local wasFinal = old == 'succeeded' or old == 'failed'
    if wasFinal and ARGV[3] == '0' then return 0 end
    local sawItRun = old or redis.call('HGET', KEYS[1], 'startedAt')
    if ARGV[3] == '1' and sawItRun and not wasFinal then
      redis.call('HSETNX', KEYS[1], 'finishedAt', ARGV[4])
      redis.call('HSETNX', KEYS[1], 'endedAt', now)
      local born = tonumber(redis.call('HGET', KEYS[1], 'bornAt') or nil)
      if born and ARGV[1] == 'succeeded' then
        local took = now - born
        local unseen = now - math.max(born, tonumber(redis.call('HGET', KEYS[1], 'seenAt') or nil) or born)
        if ARGV[6] ~= '' then unseen = math.min(unseen, tonumber(ARGV[6])) end
        if unseen <= math.max(${END_SEEN_WITHIN_MS}, took / 2) then
          redis.call('HSETNX', KEYS[1], 'tookMs', string.format('%.3f', took))
        end
      end
    end
    if ARGV[3] == '0' then redis.call('HSET', KEYS[1], 'seenAt', now) end
    redis.call('HSET', KEYS[1], 'status', ARGV[1])
    if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'subtype', ARGV[2]) end
    return redis.call('PEXPIRE', KEYS[1], ARGV[5])`,
};

/** What was counted, whether that is final, ttl. What was final before stays. */
export const COUNTED: RedisScript = {
  name: 'ledgerCounted',
  keys: 1,
  lua: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    if redis.call('HGET', KEYS[1], 'isCounted') == '1' then return 0 end
    redis.call('HSET', KEYS[1], 'counted', ARGV[1], 'isCounted', ARGV[2])
    return redis.call('PEXPIRE', KEYS[1], ARGV[3])`,
};

/** A row, and the time. */
export const ROW: RedisScript = {
  name: 'ledgerRow',
  keys: 1,
  lua: `${TIME}
    return {redis.call('HGETALL', KEYS[1]), now}`,
};

/** One owner more or less has the row. One that was written without a count lives by its time alone. */
export const HOLD: RedisScript = {
  name: 'ledgerHold',
  keys: 1,
  lua: `
    if redis.call('HEXISTS', KEYS[1], 'holders') == 0 then return 0 end
    local holders = redis.call('HINCRBY', KEYS[1], 'holders', ARGV[1])
    if holders <= 0 then redis.call('DEL', KEYS[1]) end
    return holders`,
};

/**
 * Rows of an owner: how many it may have, ttl, gids each with a score or '' for now. Says which it had already, and
 * which had to go.
 */
export const ADD: RedisScript = {
  name: 'ledgerAdd',
  keys: 1,
  lua: `${TIME}
    local known = {}
    for at = 3, #ARGV, 2 do
      local score = ARGV[at + 1] ~= '' and ARGV[at + 1] or now
      if redis.call('ZADD', KEYS[1], 'NX', score, ARGV[at]) == 0 then known[#known + 1] = ARGV[at] end
    end
    local pushedOut = redis.call('ZRANGE', KEYS[1], 0, -ARGV[1] - 1)
    if #pushedOut > 0 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[1] - 1) end
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return {known, pushedOut}`,
};

/** A note of an unknown start: its JSON, how many there may be, ttl. */
export const NOTE: RedisScript = {
  name: 'ledgerNote',
  keys: 1,
  lua: `${TIME}
    redis.call('LPUSH', KEYS[1], string.sub(ARGV[1], 1, -2) .. ',"storedAt":' .. now .. '}')
    redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
    return redis.call('PEXPIRE', KEYS[1], ARGV[3])`,
};

/** The notes, and the time. */
export const NOTES: RedisScript = {
  name: 'ledgerNotes',
  keys: 1,
  lua: `${TIME}
    return {redis.call('LRANGE', KEYS[1], 0, -1), now}`,
};

/** Somebody Asana never accepted has notes: who, how many there may be, ttl. Says whose have to go. */
export const STRANGER: RedisScript = {
  name: 'ledgerStranger',
  keys: 1,
  lua: `${TIME}
    redis.call('ZADD', KEYS[1], 'NX', now, ARGV[1])
    local pushedOut = redis.call('ZRANGE', KEYS[1], 0, -ARGV[2] - 1)
    if #pushedOut > 0 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[2] - 1) end
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return pushedOut`,
};
