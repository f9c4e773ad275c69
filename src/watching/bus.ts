/**
 * How instances share the watching of a job: who polls it (a lease), what was seen (states), and where a late
 * comer starts. The memory bus serves one process; `redis/bus.ts` serves many. Tokens never cross a bus.
 */
import { systemClock } from '../clock.ts';
import type { Counted } from '../contents/counted.ts';
import type { JobState } from '../job-state.ts';
import { sameState } from '../job-state.ts';

/** A job as one Asana token sees it. */
export interface JobKey {
  /** The token's hash. */
  readonly token: string;
  readonly gid: string;
}

/** The right to poll a job, for a while. */
export interface Lease {
  readonly held: true;
  /** Grows from lease to lease of a job; with its owner it names one of them. */
  readonly fence: number;
  /** Whether it still holds as far as this instance can tell by its clock; false after a stall. */
  valid(): boolean;
  /** Holds it for another time to live. False: it is somebody else's now. Never rejects. */
  renew(): Promise<boolean>;
  /** Tells the others what was read, when it differs from what they were told; also renews. False: lease lost, nothing was told. Never rejects. */
  publish(state: ToldState): Promise<boolean>;
  /** Gives it back; the others hear that the job is free. Never rejects. */
  release(): Promise<void>;
}

/** Somebody else polls; worth asking again in `retryMs`. */
export interface Busy {
  readonly held: false;
  readonly retryMs: number;
}

/** What is told of a job: a state, and what was counted of what it made. */
export interface ToldState extends JobState {
  readonly counted?: Counted | undefined;
}

/** Whether two say the same; when they were made does not count. */
export function sameTold(a: ToldState, b: ToldState): boolean {
  return sameState(a, b) && JSON.stringify(a.counted) === JSON.stringify(b.counted);
}

/** What a subscriber of a job hears. */
export interface BusListener {
  /** Another holder saw this. May be called with what is already known. */
  state(state: ToldState): void;
  /** The lease was given back: try for it now. */
  free(): void;
}

/** A state that was published, and how long ago: clocks of two machines differ, so no time of day tells. */
export interface Snapshot {
  readonly state: ToldState;
  readonly ageMs: number;
}

/** Lease, publish, subscribe. Nothing here rejects: a bus in trouble lets its instance go on alone. */
export interface JobBus extends AsyncDisposable {
  lease(key: JobKey, owner: string, ttlMs: number): Promise<Lease | Busy>;
  /** Calls the listener until the returned function is called. */
  subscribe(key: JobKey, listener: BusListener): Promise<() => void>;
  /** The newest published state, while it is remembered; null when nobody watches. */
  last(key: JobKey): Promise<Snapshot | null>;
  /** False while the instance serves on alone. */
  healthy(): boolean;
}

/** Settings of the memory bus. */
export interface MemoryBusOptions {
  /** @default the system clock's */
  readonly now?: () => number;
}

interface Topic {
  readonly listeners: Set<BusListener>;
  owner: string | null;
  fence: number;
  until: number;
  state: ToldState | null;
  /** When it was last published, changed or not. */
  stateAt: number;
}

/** A bus for hubs of one process. Forgets a job when nobody listens to or polls it. */
export function memoryBus({ now = systemClock.now }: MemoryBusOptions = {}): JobBus {
  const topics = new Map<string, Topic>();
  let fences = 0;

  function open(key: JobKey): Topic {
    const id = topicId(key);
    let topic = topics.get(id);
    if (!topic) {
      topic = { listeners: new Set(), owner: null, fence: 0, until: 0, state: null, stateAt: 0 };
      topics.set(id, topic);
    }
    return topic;
  }

  function tidy(key: JobKey, topic: Topic): void {
    if (topic.listeners.size === 0 && topic.owner === null && topics.get(topicId(key)) === topic) {
      topics.delete(topicId(key));
    }
  }

  function grant(key: JobKey, topic: Topic, owner: string, ttlMs: number): Lease {
    fences += 1;
    const fence = fences;
    Object.assign(topic, { owner, fence, until: now() + ttlMs });
    const holds = () => topic.owner === owner && topic.fence === fence;
    const renewed = () => {
      if (!holds()) return false;
      topic.until = now() + ttlMs;
      return true;
    };
    return {
      held: true,
      fence,
      valid: () => holds() && now() < topic.until,
      renew: async () => renewed(),
      async publish(state) {
        if (!renewed()) return false;
        const isNews = !topic.state || !sameTold(topic.state, state);
        Object.assign(topic, { state, stateAt: now() });
        if (!isNews) return true;
        for (const listener of [...topic.listeners]) listener.state(state);
        return true;
      },
      async release() {
        if (!holds()) return;
        topic.owner = null;
        for (const listener of [...topic.listeners]) listener.free();
        tidy(key, topic);
      },
    };
  }

  return {
    async lease(key, owner, ttlMs) {
      const topic = open(key);
      const remaining = topic.until - now();
      if (topic.owner !== null && topic.owner !== owner && remaining > 0) {
        return { held: false, retryMs: remaining };
      }
      return grant(key, topic, owner, ttlMs);
    },
    async subscribe(key, listener) {
      const topic = open(key);
      topic.listeners.add(listener);
      return () => {
        topic.listeners.delete(listener);
        tidy(key, topic);
      };
    },
    async last(key) {
      const topic = topics.get(topicId(key));
      return topic?.state ? { state: topic.state, ageMs: now() - topic.stateAt } : null;
    },
    healthy: () => true,
    async [Symbol.asyncDispose]() {
      topics.clear();
    },
  };
}

function topicId(key: JobKey): string {
  return `${key.token}:${key.gid}`;
}
