/**
 * Who of the instances polls a job: joins the bus, tries for the lease, takes over when its holder falls silent,
 * steps back when it was lost. Decides nothing about subscribers and reads nothing from Asana.
 */

import type { Clock } from '../clock.ts';
import type { JobState } from '../job-state.ts';
import type { JobBus, JobKey, Lease } from './bus.ts';
import type { WatchedJob } from './job.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import { NEVER } from './wake-timer.ts';

/** After a lease runs out, its followers try in random order within so many milliseconds. */
const TAKEOVER_SPREAD_MS = 50;

/** What leases need from outside. */
export interface JobLeaseServices {
  readonly bus: JobBus;
  readonly clock: Clock;
  readonly random: () => number;
  readonly keeper: LeaseKeeper;
  readonly leaseMs: number;
  /** Name of this instance on the bus. */
  readonly owner: string;
  /** Short work that may not reject unseen. */
  track(work: Promise<unknown>): void;
}

/** What they tell the group. */
export interface JobLeaseEvents<R> {
  /** Another instance saw this. */
  heard(job: WatchedJob<R>, state: JobState): void;
  /** This instance polls from now on; `takenOver` from somebody else, so read at once. */
  gained(job: WatchedJob<R>, takenOver: boolean): void;
  /** Somebody else polls; try again at `job.dueAt`. */
  denied(job: WatchedJob<R>): void;
}

/** The leases of one token's jobs. */
export class JobLeases<R> {
  readonly #token: string;
  readonly #services: JobLeaseServices;
  readonly #events: JobLeaseEvents<R>;

  constructor(token: string, services: JobLeaseServices, events: JobLeaseEvents<R>) {
    this.#token = token;
    this.#services = services;
    this.#events = events;
  }

  /** Hears what the others see of a job, and tries for its lease. */
  enter(job: WatchedJob<R>): void {
    job.entered = true;
    const listener = {
      state: (state: JobState) => this.#heard(job, state),
      free: () => this.attempt(job),
    };
    this.#services.track(
      this.#services.bus.subscribe(this.#key(job), listener).then((unsubscribe) => {
        if (job.closed) unsubscribe();
        else job.unsubscribe = unsubscribe;
      }),
    );
    this.attempt(job);
  }

  /** Tries for the lease. */
  attempt(job: WatchedJob<R>): void {
    if (job.closed || job.lease) return;
    if (job.leasing) job.leaseAgain = true;
    else this.#services.track(this.#attempt(job));
  }

  /** The lease is somebody else's now, or ran out during a stall. */
  lost(job: WatchedJob<R>, lease: Lease): void {
    if (job.lease !== lease) return;
    this.#services.keeper.drop(lease);
    job.lease = null;
    job.follower = true;
    if (job.closed) return;
    this.#services.track(this.#catchUp(job));
    this.attempt(job);
  }

  /** Tells the others. */
  async publish(job: WatchedJob<R>, state: JobState): Promise<void> {
    const { lease } = job;
    if (lease && !(await lease.publish(state))) this.lost(job, lease);
  }

  /** Leaves the bus; what is being published goes out before the lease is given back. */
  leave(job: WatchedJob<R>, publishing: Promise<void> | null): void {
    job.unsubscribe?.();
    const { lease } = job;
    if (!lease) return;
    this.#services.keeper.drop(lease);
    this.#services.track(Promise.resolve(publishing).then(() => lease.release()));
  }

  async #attempt(job: WatchedJob<R>): Promise<void> {
    const { bus, owner, leaseMs, clock, random, keeper } = this.#services;
    job.leasing = true;
    job.leaseAgain = false;
    job.dueAt = NEVER;
    const answer = await bus.lease(this.#key(job), owner, leaseMs);
    job.leasing = false;
    if (job.closed) {
      if (answer.held) await answer.release();
      return;
    }
    if (answer.held) {
      const takenOver = job.follower;
      job.lease = answer;
      job.follower = false;
      keeper.keep(answer, () => this.lost(job, answer));
      this.#events.gained(job, takenOver);
      return;
    }
    job.follower = true;
    // It was given back while this attempt was on its way.
    const waitMs = job.leaseAgain ? 0 : answer.retryMs + (0.1 + 0.9 * random()) * TAKEOVER_SPREAD_MS;
    job.dueAt = clock.now() + waitMs;
    this.#events.denied(job);
  }

  /** What was published while this instance believed to be the one who publishes. */
  async #catchUp(job: WatchedJob<R>): Promise<void> {
    const snapshot = await this.#services.bus.last(this.#key(job));
    if (snapshot) this.#heard(job, snapshot.state);
  }

  #heard(job: WatchedJob<R>, state: JobState): void {
    // The holder knows better than the echo of its own words.
    if (!job.closed && !job.lease?.valid()) this.#events.heard(job, state);
  }

  #key(job: WatchedJob<R>): JobKey {
    return { token: this.#token, gid: job.gid };
  }
}
