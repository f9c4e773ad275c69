/** A pretend Asana for hubs: jobs whose states a test sets, reads that are counted, faults on demand. */

import { GatewayError } from '../../src/errors.ts';
import type { JobState } from '../../src/job-state.ts';
import type { Ledger } from '../../src/starts/ledger.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { type JobBus, memoryBus } from '../../src/watching/bus.ts';
import { type JobEvent, JobHub, type JobHubOptions, type WatchWay } from '../../src/watching/hub.ts';
import { manualClock } from './clock.ts';

export interface HubClock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Goes forward, firing what is due on the way. */
  advance(ms: number): Promise<void>;
  /** Lets what is under way settle. */
  settle(): Promise<void>;
  /** Moves the clock without firing anything, as a stopped process sees it or a set clock does. */
  jump(ms: number): void;
  pending(): number;
}

/** The manual clock, which can also jump. */
export function hubClock(): HubClock {
  const clock = manualClock(1_000_000);
  let jumpedMs = 0;
  return {
    ...clock,
    now: () => clock.now() + jumpedMs,
    async advance(ms) {
      await clock.advance(ms);
      await clock.advance(0);
    },
    settle: () => clock.advance(0),
    jump(ms) {
      jumpedMs += ms;
    },
  };
}

export interface FakeReader {
  readonly number: number;
  readonly key: string;
}

export interface FakeJobs {
  source(key?: string): WatchWay<FakeReader>;
  /** What the next reads of a job find; an Error is thrown. */
  set(gid: string, status: string | Error | (() => Promise<string>), created?: Record<string, string>): void;
  /** What the next counts of an object say; an Error is thrown. */
  setCount(gid: string, count: number | Error | (() => Promise<number>)): void;
  /** One line per count: "12.5s tasks 7". */
  readonly counts: string[];
  /** One line per read: "12.5s 100 r3" with time since the start, gid and reader. */
  readonly reads: string[];
  /** Seconds of the reads of a job. */
  times(gid: string): number[];
  dead: boolean;
  pressure: number;
  confirmations: number;
}

export function state(
  gid: string,
  status: string,
  observedAt: number,
  rest: Partial<JobState> = {},
): JobState {
  return { gid, status, resourceSubtype: 'duplicate_project', created: {}, observedAt, ...rest };
}

export function fakeJobs(clock: Pick<HubClock, 'now'>): FakeJobs {
  const jobs = new Map<
    string,
    { status: string | Error | (() => Promise<string>); created: Record<string, string> }
  >();
  const startedAt = clock.now();
  const counts = new Map<string, number | Error | (() => Promise<number>)>();
  let readers = 0;
  const seconds = () => (clock.now() - startedAt) / 1_000;
  const fake: FakeJobs = {
    reads: [],
    counts: [],
    dead: false,
    pressure: 0,
    confirmations: 0,
    set(gid, status, created = {}) {
      jobs.set(gid, { status, created });
    },
    setCount: (gid, count) => void counts.set(gid, count),
    times: (gid) =>
      fake.reads.filter((line) => line.split(' ')[1] === gid).map((line) => Number.parseFloat(line)),
    source: (key = 'token-a') => ({
      key,
      open: () => {
        readers += 1;
        return { number: readers, key };
      },
      async read(reader, gid) {
        fake.reads.push(`${seconds()}s ${gid} r${reader.number}`);
        const job = jobs.get(gid);
        if (!job) throw new GatewayError('NOT_FOUND', `no job ${gid}`);
        const status = typeof job.status === 'function' ? await job.status() : job.status;
        if (status instanceof Error) throw status;
        return state(gid, status, clock.now(), { created: job.created });
      },
      async count(_reader, what, gid) {
        fake.counts.push(`${seconds()}s ${what} ${gid}`);
        const count = counts.get(gid) ?? new GatewayError('NOT_FOUND', `nothing to count in ${gid}`);
        const found = typeof count === 'function' ? await count() : count;
        if (found instanceof Error) throw found;
        return found;
      },
      confirmDead: async () => {
        fake.confirmations += 1;
        return fake.dead;
      },
      pressure: () => fake.pressure,
    }),
  };
  return fake;
}

export interface HubBench {
  readonly clock: HubClock;
  readonly hub: JobHub;
  readonly jobs: FakeJobs;
  readonly ledger: Ledger;
  readonly bus: JobBus;
}

/** A hub on a clock turned by hand, reading pretend jobs. */
export function hubBench(
  options: Partial<JobHubOptions> & { ledger?: Ledger } = {},
  clock = hubClock(),
): HubBench {
  const bus = options.bus ?? memoryBus({ now: () => clock.now() });
  const ledger = options.ledger ?? memoryLedger({ now: () => clock.now() });
  const hub = new JobHub({
    telemetry: silentTelemetry(),
    failureLimitMs: 300_000,
    clock,
    random: () => 0.5,
    ...options,
    bus,
    ledger,
  });
  return { clock, hub, jobs: fakeJobs(clock), ledger, bus };
}

export type Watch = AsyncIterableIterator<JobEvent<FakeReader>>;

/** Reads a watch to its end in the background; each event as a word. */
export function collect(watch: Watch): {
  readonly events: string[];
  readonly done: Promise<void>;
  ended: boolean;
} {
  const collected = { events: [] as string[], done: Promise.resolve(), ended: false };
  collected.done = (async () => {
    for await (const event of watch) collected.events.push(word(event));
    collected.ended = true;
  })();
  return collected;
}

/** "100 in_progress" or "100 !NOT_FOUND". */
export function word(event: JobEvent<FakeReader>): string {
  const made = Object.values(event.state?.created ?? {}).join('+');
  const told =
    event.error instanceof GatewayError
      ? `!${event.error.code}`
      : (event.state?.status ?? String(event.error));
  return `${event.gid} ${told}${made && ` ${made}`}`;
}
