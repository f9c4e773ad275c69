/**
 * What Redis does for the bus in one step: leases with fencing numbers, the newest state of a job, messages about it.
 */
import type { RedisScript } from './connection.ts';

/** Grants the lease to who asks, unless another owner holds it: then says for how long. */
export const LEASE: RedisScript = {
  name: 'busLease',
  keys: 2,
  lua: `
    local held = redis.call('GET', KEYS[1])
    if held and string.sub(held, 1, #ARGV[1] + 1) ~= ARGV[1] .. ':' then
      return {0, redis.call('PTTL', KEYS[1])}
    end
    local fence = redis.call('INCR', KEYS[2])
    redis.call('PEXPIRE', KEYS[2], ARGV[3])
    redis.call('SET', KEYS[1], ARGV[1] .. ':' .. fence, 'PX', ARGV[2])
    return {1, fence}`,
};

/** Holds the lease for another time to live, if it is still this one. */
export const RENEW: RedisScript = {
  name: 'busRenew',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
};

/** Keeps what was seen under this lease, and tells it to the others when it differs from what they were told. */
export const PUBLISH: RedisScript = {
  name: 'busPublish',
  keys: 2,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    local content = ARGV[3] .. '\\n'
    local old = redis.call('GET', KEYS[2])
    redis.call('SET', KEYS[2], content .. ARGV[4], 'PX', ARGV[5])
    if not old or string.sub(old, 1, #content) ~= content then
      redis.call('PUBLISH', ARGV[6], 'state ' .. content .. ARGV[4])
    end
    return 1`,
};

/** What was seen last, and how much longer it is kept. */
export const LAST: RedisScript = {
  name: 'busLast',
  keys: 1,
  lua: `
    local state = redis.call('GET', KEYS[1])
    if not state then return false end
    return {state, redis.call('PTTL', KEYS[1])}`,
};

/** Gives the lease back and tells the others, if it is still this one. */
export const RELEASE: RedisScript = {
  name: 'busRelease',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('DEL', KEYS[1])
    redis.call('PUBLISH', ARGV[2], 'free')
    return 1`,
};
