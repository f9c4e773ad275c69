/**
 * What the store of keys asks Redis to do in one go. Each script keeps to one key, so that a cluster can run it, and
 * goes by Redis' own clock.
 */
import type { RedisScript } from './connection.ts';

/** Reserves a key: its text and ttl. What was there already, and how long it will be. */
export const BEGIN: RedisScript = {
  name: 'idempotencyBegin',
  keys: 1,
  lua: `
    local old = redis.call('GET', KEYS[1])
    if old then return {old, redis.call('PTTL', KEYS[1])} end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return false`,
};

/** Frees a key that still stands as it was reserved. */
export const FORGET: RedisScript = {
  name: 'idempotencyForget',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`,
};

/** Counts a key: how many there may be, in parts of so many milliseconds, for how long. The part, or when one is free. */
export const COUNT: RedisScript = {
  name: 'idempotencyCount',
  keys: 1,
  lua: `
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local part = math.floor(now / ARGV[2])
    local over = math.floor((now - ARGV[3]) / ARGV[2])
    local parts = redis.call('HGETALL', KEYS[1])
    local sum, oldest = 0, part
    for at = 1, #parts, 2 do
      if tonumber(parts[at]) < over then
        redis.call('HDEL', KEYS[1], parts[at])
      else
        sum = sum + parts[at + 1]
        if tonumber(parts[at + 1]) > 0 then oldest = math.min(oldest, parts[at]) end
      end
    end
    if sum >= tonumber(ARGV[1]) then return {0, (oldest + 1) * ARGV[2] + ARGV[3] - now} end
    redis.call('HINCRBY', KEYS[1], part, 1)
    redis.call('PEXPIRE', KEYS[1], ARGV[3] + ARGV[2])
    return {1, part}`,
};

/** One less in this part. */
export const UNCOUNT: RedisScript = {
  name: 'idempotencyUncount',
  keys: 1,
  lua: `
    if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
    return redis.call('HINCRBY', KEYS[1], ARGV[1], -1)`,
};
