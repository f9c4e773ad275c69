/**
 * Watching jobs: one poller per (token, job) however many watch, every subscriber told of every change, the final
 * event never lost. Knows neither HTTP nor GraphQL nor Asana; it is given ways to read jobs by.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../clock.ts';
import type { JobState } from '../job-state.ts';
import type { Telemetry } from '../telemetry.ts';
import type { JobBus } from './bus.ts';
import type { CounterServices } from './counter.ts';
import { Counters } from './counters.ts';
import { type GroupServices, WatchGroup } from './group.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { Mailbox } from './mailbox.ts';
import { TokenLiveness } from './token-liveness.ts';
import { needsCounts, UntilReady, type Wishes } from './until-ready.ts';
import { type Wait, waitForEnd } from './waiter.ts';
import type { FirstRead, JobEvent, JobNotes, Subscriber, WatchWay } from './watch.ts';

export type { FirstRead, JobEvent, WatchWay } from './watch.ts';

/** What a hub is made of. */
export interface JobHubOptions {
  readonly bus: JobBus;
  readonly ledger: JobNotes;
  readonly telemetry: Telemetry;
  /** A job whose reads do nothing but fail for so long ends with the last error. */
  readonly failureLimitMs: number;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** How long a holder of a job may be silent before another instance takes over. @default 5000 */
  readonly leaseMs?: number;
}

/** How a subscriber watches. */
export interface WatchOptions<R> extends Wishes {
  readonly signal?: AbortSignal | undefined;
  /** The first read, with the subscriber's own selection and the poll's fields. @default the way's read */
  readonly first?: FirstRead<R> | undefined;
  /** Several jobs in one stream: errors name their job, and end that job only. */
  readonly multiple: boolean;
}

/** How a caller without a socket waits. */
export interface WaitOptions<R> extends Pick<Wishes, 'until'> {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  readonly first?: FirstRead<R> | undefined;
}

/** Numbers of a hub. */
export interface HubStats {
  readonly tokens: number;
  readonly jobs: number;
  /** Jobs this instance polls. */
  readonly pollers: number;
  readonly subscribers: number;
  readonly waits: number;
}

/** All watching of one instance. */
export class JobHub {
  readonly #groups = new Map<string, WatchGroup<unknown>>();
  readonly #waits = new Set<Wait<unknown>>();
  readonly #deadListeners = new Set<(tokenKey: string) => void>();
  readonly #pendingWork = new Set<Promise<unknown>>();
  readonly #services: GroupServices & CounterServices;
  readonly #counters: Counters;
  #subscribers = 0;
  #draining = false;
  #closed = false;

  constructor(options: JobHubOptions) {
    const { bus, ledger, telemetry, failureLimitMs, clock = systemClock, random = Math.random } = options;
    const leaseMs = options.leaseMs ?? 5_000;
    this.#services = {
      bus,
      ledger,
      telemetry,
      clock,
      random,
      failureLimitMs,
      leaseMs,
      owner: randomUUID(),
      keeper: new LeaseKeeper(clock, leaseMs),
      liveness: new TokenLiveness(() => clock.now()),
      announceDead: (tokenKey) => this.#announceDead(tokenKey),
      empty: (tokenKey) => void this.#groups.delete(tokenKey),
      guard: (work) => void this.#logged(work),
      track: (work) => this.#track(work),
    };
    this.#counters = new Counters(this.#services);
    telemetry.gauge('pollers', () => this.stats().pollers);
    telemetry.gauge('watched_jobs', () => this.stats().jobs);
    telemetry.gauge('subscribers', () => this.#subscribers);
  }

  /**
   * Watches jobs; the same gid twice counts once. Nothing happens before the first `next()`, which looks at the
   * signal first. Failures are events, the iterator never throws; it is done after each job's final event or error.
   */
  watch<R>(
    way: WatchWay<R>,
    gids: readonly string[],
    options: WatchOptions<R>,
  ): AsyncIterableIterator<JobEvent<R>> {
    const { signal, multiple } = options;
    const places = new Map<string, Place>();
    return new Mailbox<R>({
      gids,
      multiple,
      signal,
      start: (mailbox, wanted) => {
        this.#subscribers += 1;
        if (this.#closed) mailbox.shut();
        else {
          for (const gid of wanted) places.set(gid, this.#placeFor(mailbox, way, gid, options));
          for (const place of places.values()) place.join();
        }
      },
      stop: (_mailbox, open) => {
        this.#subscribers -= 1;
        for (const gid of open) places.get(gid)?.leave();
      },
    });
  }

  /** Another read of this token saw a job: those who watch it hear of it, and so does the ledger. */
  observe(tokenKey: string, state: JobState): void {
    if (this.#groups.get(tokenKey)?.seen(state)) return;
    this.#track(this.#services.ledger.observed(state));
  }

  /**
   * Waits until a job has finished (or is ready), its watch ends with an error (in the event), or `ms` are over: then the present
   * state with a fresh reader. Null when the caller left or nothing could be read in time.
   */
  wait<R>(way: WatchWay<R>, gid: string, options: WaitOptions<R>): Promise<JobEvent<R> | null> {
    const { ms, signal } = options;
    let place: Place | null = null;
    const wait = waitForEnd<R>({
      ms: this.#closed ? 0 : ms,
      signal,
      clock: this.#services.clock,
      open: () => way.open(),
      join: (subscriber) => {
        if (this.#closed) return;
        place = this.#placeFor(subscriber, way, gid, options);
        place.join();
      },
      leave: () => place?.leave(),
    });
    const known = wait as Wait<unknown>;
    this.#waits.add(known);
    if (this.#draining) wait.hurry();
    return wait.answer.finally(() => this.#waits.delete(known));
  }

  /** Calls back before the watches of a dead token end. The returned function stops that. */
  onTokenDead(listener: (tokenKey: string) => void): () => void {
    this.#deadListeners.add(listener);
    return () => {
      this.#deadListeners.delete(listener);
    };
  }

  /** Answers all waits with the present state, now and from now on. */
  drain(): void {
    this.#draining = true;
    for (const wait of [...this.#waits]) wait.hurry();
  }

  stats(): HubStats {
    let jobs = 0;
    for (const group of this.#groups.values()) jobs += group.size;
    return {
      tokens: this.#groups.size,
      jobs,
      pollers: this.#services.keeper.size,
      subscribers: this.#subscribers,
      waits: this.#waits.size,
    };
  }

  /** Ends every watch and wait, clears every timer, gives every lease back. Leaves the bus open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.drain();
    for (const group of [...this.#groups.values()]) group.shut();
    this.#counters.shut();
    while (this.#pendingWork.size > 0) await Promise.all(this.#pendingWork);
  }

  #group<R>(way: WatchWay<R>): WatchGroup<R> {
    // A token's ways are all of one kind; the map cannot say so.
    const known = this.#groups.get(way.key) as WatchGroup<R> | undefined;
    if (known) return known;
    const group = new WatchGroup<R>(way, this.#services);
    this.#groups.set(way.key, group as WatchGroup<unknown>);
    return group;
  }

  /** Where a subscriber hears of a job, and of what was counted of it where it wishes to. */
  #placeFor<R>(outer: Subscriber<R>, way: WatchWay<R>, gid: string, options: PlaceOptions<R>): Place {
    const { first = readOf(way) } = options;
    const place = { counters: this.#counters, way, gid };
    const counting = needsCounts(options) ? new UntilReady<R>(outer, place, options) : null;
    const subscriber = counting ?? outer;
    return {
      join: () => this.#group(way).join(gid, subscriber, way, first),
      leave: () => {
        this.#leave(way.key, gid, subscriber);
        counting?.leave();
      },
    };
  }

  #leave<R>(tokenKey: string, gid: string, subscriber: Subscriber<R>): void {
    const group = this.#groups.get(tokenKey) as WatchGroup<R> | undefined;
    group?.leave(gid, subscriber);
  }

  #announceDead(tokenKey: string): void {
    for (const listener of [...this.#deadListeners]) {
      try {
        listener(tokenKey);
      } catch (error) {
        this.#services.telemetry.log.error({ err: error }, 'telling of a dead token failed');
      }
    }
  }

  #track(work: Promise<unknown>): void {
    const settled = this.#logged(work).finally(() => this.#pendingWork.delete(settled));
    this.#pendingWork.add(settled);
  }

  async #logged(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#services.telemetry.log.error({ err: error }, 'watching a job went wrong inside the gateway');
    }
  }
}

/** A subscriber's place at one job. */
interface Place {
  join(): void;
  leave(): void;
}

type PlaceOptions<R> = Wishes & { readonly first?: FirstRead<R> | undefined };

function readOf<R>(way: WatchWay<R>): FirstRead<R> {
  return (reader, gid) => way.read(reader, gid);
}
