/**
 * The bus between instances, over Redis: leases with fencing numbers, states by pub/sub, the newest one in a key
 * for those who come later. Whatever Redis does, this instance keeps polling: then its leases are its own affair.
 * Carries status, gids and times, never selected fields and never a token.
 */
import { systemClock } from '../clock.ts';
import { type JobState, parseState } from '../job-state.ts';
import type { BusListener, Busy, JobBus, JobKey, Lease, Snapshot } from '../watching/bus.ts';
import type { RedisConnection, RedisScript } from './connection.ts';

/** A published state is remembered for so long. */
const STATE_TTL_MS = 60_000;
/** Numbers tell the leases of one owner apart, which follow each other within seconds; another owner has another name. */
const FENCE_TTL_MS = 900_000;
/** A lease with more than this left of its time needs no renewal. */
const FRESH_SHARE = 0.7;
const SUBSCRIBE_CHUNK = 500;

const LEASE: RedisScript = {
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

const RENEW: RedisScript = {
  name: 'busRenew',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
};

const PUBLISH: RedisScript = {
  name: 'busPublish',
  keys: 2,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    local told = ARGV[3] .. '\\n'
    local old = redis.call('GET', KEYS[2])
    redis.call('SET', KEYS[2], told .. ARGV[4], 'PX', ARGV[5])
    if not old or string.sub(old, 1, #told) ~= told then
      redis.call('PUBLISH', ARGV[6], 'state ' .. told .. ARGV[4])
    end
    return 1`,
};

const LAST: RedisScript = {
  name: 'busLast',
  keys: 1,
  lua: `
    local told = redis.call('GET', KEYS[1])
    if not told then return false end
    return {told, redis.call('PTTL', KEYS[1])}`,
};

const RELEASE: RedisScript = {
  name: 'busRelease',
  keys: 1,
  lua: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('DEL', KEYS[1])
    redis.call('PUBLISH', ARGV[2], 'free')
    return 1`,
};

interface JobKeys {
  readonly lease: string;
  readonly fence: string;
  readonly state: string;
  readonly channel: string;
}

interface Topic {
  readonly keys: JobKeys;
  readonly heard: Set<BusListener>;
  /** Messages so far; what is in the key may be older than one that came while it was read. */
  messages: number;
}

/** A bus over Redis. Closing it leaves the connection open. */
export function redisBus(redis: RedisConnection): JobBus {
  const listeners = new Map<string, Topic>();
  const { subscriber } = redis;

  const last = async (keys: JobKeys): Promise<Snapshot | null> => {
    try {
      const found = (await redis.script(LAST, [keys.state], [])) as [told: string, leftMs: number] | null;
      const state = found && decode(found[0]);
      // How long it has been there only Redis can tell.
      return found && state ? { state, ageMs: Math.max(0, STATE_TTL_MS - found[1]) } : null;
    } catch {
      return null;
    }
  };

  /** What was published while nobody listened. */
  async function catchUp(channel: string): Promise<void> {
    const topic = listeners.get(channel);
    if (!topic) return;
    const { messages } = topic;
    const snapshot = await last(topic.keys);
    if (!snapshot || topic.messages !== messages) return;
    for (const listener of [...topic.heard]) listener.state(snapshot.state);
  }

  async function catchUpAll(): Promise<void> {
    const channels = [...listeners.keys()];
    for (let from = 0; from < channels.length; from += SUBSCRIBE_CHUNK) {
      await Promise.all(channels.slice(from, from + SUBSCRIBE_CHUNK).map(catchUp));
    }
  }

  async function listen(channels: readonly string[]): Promise<void> {
    if (subscriber.status !== 'ready') return;
    try {
      await subscriber.subscribe(...channels);
      await Promise.all(channels.map(catchUp));
    } catch {
      // The connection broke; when it is back, all channels are subscribed again.
    }
  }

  const onReady = () => {
    const channels = [...listeners.keys()];
    for (let from = 0; from < channels.length; from += SUBSCRIBE_CHUNK) {
      void listen(channels.slice(from, from + SUBSCRIBE_CHUNK));
    }
  };
  const onMessage = (channel: string, message: string) => {
    const topic = listeners.get(channel);
    if (!topic) return;
    topic.messages += 1;
    const heard = [...topic.heard];
    if (message === 'free') for (const listener of heard) listener.free();
    const state = message.startsWith('state ') ? decode(message.slice('state '.length)) : null;
    if (state) for (const listener of heard) listener.state(state);
  };
  // The connection for messages may be back before keys can be read.
  redis.onUp(() => void catchUpAll());
  subscriber.on('ready', onReady);
  subscriber.on('message', onMessage);

  return {
    lease: (key, owner, ttlMs) => leaseOf(redis, jobKeys(redis, key), owner, ttlMs),
    async subscribe(key, listener) {
      const keys = jobKeys(redis, key);
      const topic = listeners.get(keys.channel) ?? { keys, heard: new Set(), messages: 0 };
      topic.heard.add(listener);
      if (!listeners.has(keys.channel)) {
        listeners.set(keys.channel, topic);
        void listen([keys.channel]);
      }
      return () => {
        topic.heard.delete(listener);
        if (topic.heard.size > 0 || listeners.get(keys.channel) !== topic) return;
        listeners.delete(keys.channel);
        if (subscriber.status === 'ready') subscriber.unsubscribe(keys.channel).catch(() => {});
      };
    },
    last: (key) => last(jobKeys(redis, key)),
    healthy: () => redis.healthy(),
    async [Symbol.asyncDispose]() {
      subscriber.off('ready', onReady);
      subscriber.off('message', onMessage);
      listeners.clear();
    },
  };
}

async function leaseOf(
  redis: RedisConnection,
  keys: JobKeys,
  owner: string,
  ttlMs: number,
): Promise<Lease | Busy> {
  /** `owner:fence` as it stands in Redis; null while this instance polls alone. */
  let value: string | null = null;
  let fence = 0;
  let validUntil = 0;

  async function acquire(): Promise<Busy | null> {
    const sentAt = systemClock.now();
    try {
      const [held, number] = (await redis.script(
        LEASE,
        [keys.lease, keys.fence],
        [owner, ttlMs, FENCE_TTL_MS],
      )) as [number, number];
      if (held === 0) return { held: false, retryMs: Math.max(0, number) };
      fence = number;
      value = `${owner}:${fence}`;
      validUntil = sentAt + ttlMs;
    } catch {
      value = null;
    }
    return null;
  }

  /** Runs a script that answers whether the lease still holds; Redis in trouble means to go on alone. */
  async function whileHeld(
    script: RedisScript,
    scriptKeys: string[],
    args: (string | number)[],
  ): Promise<boolean> {
    const sentAt = systemClock.now();
    try {
      if ((await redis.script(script, scriptKeys, args)) !== 1) return false;
      validUntil = sentAt + ttlMs;
    } catch {
      value = null;
    }
    return true;
  }

  const busy = await acquire();
  if (busy) return busy;
  return {
    held: true,
    get fence() {
      return fence;
    },
    valid: () => value === null || systemClock.now() < validUntil,
    async renew() {
      if (value === null) return redis.healthy() ? (await acquire()) === null : true;
      if (validUntil - systemClock.now() > ttlMs * FRESH_SHARE) return true;
      return whileHeld(RENEW, [keys.lease], [value, ttlMs]);
    },
    async publish(state) {
      if (value === null) return true;
      const { told, at } = encode(state);
      return whileHeld(
        PUBLISH,
        [keys.lease, keys.state],
        [value, ttlMs, told, at, STATE_TTL_MS, keys.channel],
      );
    },
    async release() {
      if (value !== null) await whileHeld(RELEASE, [keys.lease], [value, keys.channel]);
    },
  };
}

/** All keys of a job live in one slot of a cluster. */
function jobKeys(redis: RedisConnection, { token, gid }: JobKey): JobKeys {
  const base = `${redis.prefix}job:{${token}:${gid}}:`;
  return { lease: `${base}lease`, fence: `${base}fence`, state: `${base}state`, channel: `${base}heard` };
}

/** The part that makes a difference, and the time that does not. */
function encode({ observedAt, ...rest }: JobState): { told: string; at: number } {
  const { gid, status, resourceSubtype } = rest;
  const created = Object.fromEntries(
    Object.entries(rest.created)
      .filter(([, made]) => made !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { told: JSON.stringify({ gid, status, resourceSubtype, created }), at: observedAt };
}

function decode(text: string | null): JobState | null {
  const split = text?.indexOf('\n') ?? -1;
  if (!text || split < 0) return null;
  const at = Number(text.slice(split + 1));
  return Number.isFinite(at) ? parseState(`${text.slice(0, split - 1)},"observedAt":${at}}`) : null;
}
