/**
 * Asana's limits per token: requests in any 60 seconds, fewer of them counts of tasks, and reads and writes in flight.
 * Refused requests count too, so a storm of retries prolongs itself.
 */
import { Refusal } from '../routes/action.ts';

const WINDOW_MS = 60_000;
const READS_IN_FLIGHT_MAX = 50;
const WRITES_IN_FLIGHT_MAX = 15;

interface Window {
  /** Times of the requests in the window, oldest first, from `first` on. */
  times: number[];
  first: number;
}

interface Usage {
  readonly all: Window;
  readonly counts: Window;
  reads: number;
  writes: number;
}

/** What is admitted together, or refused together. */
export interface Load {
  readonly reads: number;
  readonly writes: number;
  /** Counts of tasks among the reads. */
  readonly counts: number;
}

/** How many requests a minute. */
export interface PerMinute {
  readonly requests: number;
  readonly counts: number;
}

/** Whether a call counts tasks, of which Asana takes fewer than of others. */
export function isTaskCount(path: string): boolean {
  return path.endsWith('/task_counts');
}

/** Admits requests of every token. */
export interface Limiter {
  /** Admits all together or refuses all with 429; the result ends their being in flight. */
  admit(token: string, load: Load, perMinute: PerMinute): () => void;
}

/** Creates a limiter on the given clock. */
export function createLimiter(clock: { now(): number }): Limiter {
  const usages = new Map<string, Usage>();
  return {
    admit(token, { reads, writes, counts }, perMinute) {
      const usage = usages.get(token) ?? { all: emptyWindow(), counts: emptyWindow(), reads: 0, writes: 0 };
      usages.set(token, usage);
      countRequests(usage.all, reads + writes, clock.now(), perMinute.requests);
      if (counts > 0) countRequests(usage.counts, counts, clock.now(), perMinute.counts);
      if (usage.reads + reads > READS_IN_FLIGHT_MAX || usage.writes + writes > WRITES_IN_FLIGHT_MAX) {
        throw new Refusal(429, 'You have made too many concurrent requests.', { 'retry-after': '1' });
      }
      usage.reads += reads;
      usage.writes += writes;
      return () => {
        usage.reads -= reads;
        usage.writes -= writes;
      };
    },
  };
}

function emptyWindow(): Window {
  return { times: [], first: 0 };
}

function countRequests(usage: Window, count: number, now: number, requestsPerMinute: number): void {
  if (!Number.isFinite(requestsPerMinute)) return;
  while (usage.first < usage.times.length && (usage.times[usage.first] ?? 0) <= now - WINDOW_MS)
    usage.first++;
  if (usage.first > 1_000) {
    usage.times = usage.times.slice(usage.first);
    usage.first = 0;
  }
  for (let added = 0; added < count; added++) usage.times.push(now);
  const inWindow = usage.times.length - usage.first;
  if (inWindow <= requestsPerMinute) return;
  const frees = usage.times[usage.times.length - requestsPerMinute] ?? now;
  const seconds = Math.max(1, Math.ceil((frees + WINDOW_MS - now) / 1_000));
  throw new Refusal(429, `You have exceeded the limit of ${requestsPerMinute} requests per minute.`, {
    'retry-after': String(seconds),
  });
}
