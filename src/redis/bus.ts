/**
 * The bus between instances, over Redis: leases with fencing numbers, states by pub/sub, the newest one in a key
 * for those who come later. Whatever Redis does, this instance keeps polling: then its leases are its own affair.
 * Carries status, gids and times, never selected fields and never a token.
 */
import type { BusListener, JobBus, Snapshot } from '../watching/bus.ts';
import { leaseOf } from './bus-lease.ts';
import { LAST } from './bus-scripts.ts';
import { decode, type JobKeys, jobKeys, STATE_TTL_MS } from './bus-words.ts';
import type { RedisConnection } from './connection.ts';

const SUBSCRIBE_CHUNK = 500;

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
      const found = (await redis.script(LAST, [keys.state], [])) as [text: string, leftMs: number] | null;
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
