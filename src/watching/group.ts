/**
 * Everything one token watches on this instance: one timer, one reader per wake, so that jobs due together ride in
 * one batch. Decides who is told what; when to read is `schedule.ts`, who may poll is the bus.
 */
import { isGatewayError } from '../errors.ts';
import type { JobState } from '../job-state.ts';
import { isBehind, isFinal, sameState } from '../job-state.ts';
import type { Telemetry } from '../telemetry.ts';
import type { Snapshot } from './bus.ts';
import { WatchedJob } from './job.ts';
import { type JobLeaseServices, JobLeases } from './job-leases.ts';
import type { TokenLiveness } from './token-liveness.ts';
import { NEVER, WakeTimer } from './wake-timer.ts';
import {
  type FirstRead,
  isTerminal,
  isUnauthenticated,
  type JobNotes,
  type Subscriber,
  type WatchSource,
} from './watch.ts';

/** What a hub lends to its groups. */
export interface GroupServices extends JobLeaseServices {
  readonly ledger: JobNotes;
  readonly telemetry: Telemetry;
  readonly liveness: TokenLiveness;
  readonly failureLimitMs: number;
  /** The token is dead: whoever must know before its watches end. */
  announceDead(tokenKey: string): void;
  /** Nothing is left to watch. */
  empty(tokenKey: string): void;
  /** Long work that may not reject unseen. */
  guard(work: Promise<unknown>): void;
}

/** The watched jobs of one token. */
export class WatchGroup<R> {
  readonly key: string;
  readonly jobs = new Map<string, WatchedJob<R>>();
  readonly #services: GroupServices;
  #source: WatchSource<R>;
  /** The reader of this turn of the event loop, shared by all who join or hear from the bus in it. */
  #turnReader: R | null = null;
  readonly #timer: WakeTimer;
  readonly #leases: JobLeases<R>;

  constructor(source: WatchSource<R>, services: GroupServices) {
    this.key = source.key;
    this.#source = source;
    this.#services = services;
    this.#timer = new WakeTimer(services.clock, (now) => this.#wake(now));
    this.#leases = new JobLeases<R>(this.key, services, {
      heard: (job, state) => this.#heard(job, state),
      gained: (job, takenOver) => {
        if (takenOver) this.#arm(job, services.clock.now());
        else this.#plan(job);
      },
      denied: (job) => this.#timer.set(job.dueAt),
    });
  }

  /** Somebody begins to watch a job: gets its newest event, or the first read. */
  join(gid: string, subscriber: Subscriber<R>, source: WatchSource<R>, first: FirstRead<R>): void {
    this.#source = source;
    const now = this.#services.clock.now();
    const job = this.jobs.get(gid) ?? this.#add(gid);
    job.subscribers.add(subscriber);
    if (job.newest && now - job.newest.readAt < job.freshMs) {
      this.#services.telemetry.count('events', { outcome: 'state' });
      subscriber.offer(job.newest.event, false);
      return;
    }
    job.expecting.add(subscriber);
    // A read that began a moment ago answers this one too, unless its batch is still being made: then the
    // selection of this subscriber joins it.
    const underWay = job.reading > 0 && job.readingWith !== this.#turnReader;
    if (underWay && now - job.readingSince < job.freshMs) return;
    this.#services.guard(this.#readFirst(job, subscriber, first));
  }

  /** Somebody stops watching. The poller ends with the last one, at once. */
  leave(gid: string, subscriber: Subscriber<R>): void {
    const job = this.jobs.get(gid);
    if (!job?.subscribers.delete(subscriber)) return;
    job.expecting.delete(subscriber);
    if (job.subscribers.size === 0) this.#close(job);
  }

  /** A read that was made for another reason saw this job. */
  seen(state: JobState): boolean {
    const job = this.jobs.get(state.gid);
    if (!job || (job.state && isBehind(state, job.state))) return false;
    this.#accept(job, state, this.#readerOfTurn(state), this.#services.clock.now(), 'publish');
    return true;
  }

  /** Ends every watch with this error. */
  fail(error: unknown): void {
    for (const job of [...this.jobs.values()]) this.#fail(job, error);
  }

  /** Ends every watch without a word. */
  shut(): void {
    for (const job of [...this.jobs.values()]) {
      const subscribers = [...job.subscribers];
      this.#close(job);
      for (const subscriber of subscribers) subscriber.shut();
    }
  }

  #add(gid: string): WatchedJob<R> {
    const { bus, ledger } = this.#services;
    const job = new WatchedJob<R>(gid);
    this.jobs.set(gid, job);
    if (this.#source.prime) job.snapshot = bus.last({ token: this.key, gid });
    this.#services.track(
      ledger.find([gid]).then(([entry]) => {
        if (!entry) return;
        if (entry.ageMs !== null) job.bornAt = this.#services.clock.now() - entry.ageMs;
        job.kind = entry.kind;
        if (job.dueAt !== NEVER) this.#plan(job);
      }),
    );
    return job;
  }

  async #readFirst(job: WatchedJob<R>, subscriber: Subscriber<R>, first: FirstRead<R>): Promise<void> {
    const reader = this.#readerOfTurn(null);
    const readAt = this.#services.clock.now();
    job.beginRead(readAt, reader);
    try {
      const snapshot = await job.snapshot;
      if (snapshot && this.#isRecent(job, snapshot)) {
        this.#source.prime?.(reader, snapshot.state);
        this.#accept(job, snapshot.state, reader, this.#services.clock.now() - snapshot.ageMs);
      } else {
        const state = await first(reader, job.gid);
        job.readSucceeded(readAt);
        this.#accept(job, state, reader, readAt, 'publish');
      }
    } catch (error) {
      await this.#failed(job, error, () => this.#failOne(job, subscriber, error), true);
    }
    job.endRead();
    if (job.closed) return;
    if (job.entered) this.#plan(job);
    else this.#leases.enter(job);
  }

  /** Whether what another instance saw is as new as what its own subscribers have. */
  #isRecent(job: WatchedJob<R>, { state, ageMs }: Snapshot): boolean {
    if (job.state) return false;
    return isFinal(state.status) || ageMs < this.#services.leaseMs;
  }

  #heard(job: WatchedJob<R>, state: JobState): void {
    if (job.state && (sameState(job.state, state) || isBehind(state, job.state))) return;
    this.#accept(job, state, this.#readerOfTurn(state), this.#services.clock.now());
  }

  #wake(now: number): void {
    const polls: WatchedJob<R>[] = [];
    let anyDue = false;
    for (const job of this.jobs.values()) anyDue ||= job.dueAt <= now;
    let next = NEVER;
    for (const job of [...this.jobs.values()]) {
      if (!anyDue || !job.isDue(now)) next = Math.min(next, job.dueAt);
      else if (job.lease?.valid()) polls.push(job);
      else if (job.lease) this.#leases.lost(job, job.lease);
      else this.#leases.attempt(job);
    }
    if (next !== NEVER) this.#timer.set(next);
    if (polls.length === 0) return;
    const reader = this.#source.open();
    const { guard, telemetry } = this.#services;
    for (const job of polls) {
      guard(telemetry.span('job.poll', { job: job.gid }, () => this.#poll(job, reader)));
    }
  }

  async #poll(job: WatchedJob<R>, reader: R): Promise<void> {
    const { clock, telemetry } = this.#services;
    const readAt = clock.now();
    const { lease } = job;
    job.beginRead(readAt, reader);
    try {
      const state = await this.#source.read(reader, job.gid);
      job.readSucceeded(readAt);
      const changed = !job.state || !sameState(job.state, state);
      telemetry.count('polls', { outcome: changed ? 'changed' : 'same' });
      // After a stall this may be older than what another holder has told meanwhile; only an end is an end.
      if (lease?.valid() || isFinal(state.status)) this.#accept(job, state, reader, readAt, 'publish');
    } catch (error) {
      telemetry.count('polls', { outcome: 'error' });
      await this.#failed(job, error, () => this.#fail(job, error));
    }
    job.endRead();
    if (job.closed) return;
    if (lease && !lease.valid()) this.#leases.lost(job, lease);
    this.#plan(job);
  }

  /** A state came in: tells whom it concerns, and the ledger and the other instances when it is news. */
  #accept(job: WatchedJob<R>, state: JobState, reader: R, readAt: number, publish?: 'publish'): void {
    const { telemetry, ledger, track } = this.#services;
    if (job.closed) {
      track(ledger.observed(state));
      return;
    }
    const overtaken = job.newest !== null && readAt < job.newest.readAt && !isFinal(state.status);
    const changed = !overtaken && (!job.state || !sameState(job.state, state));
    if (!overtaken) {
      if (changed && job.newest) {
        telemetry.observe('detection_delay_seconds', (readAt - job.newest.readAt) / 1_000);
      }
      job.state = state;
      job.newest = { event: { gid: job.gid, state, error: null, reader }, readAt };
      if (changed) track(ledger.observed(state));
    }
    const event = job.newest?.event;
    if (!event) return;
    const listeners = changed ? [...job.subscribers] : [...job.expecting];
    const last = isFinal(state.status);
    job.expecting.clear();
    const published = publish && job.lease ? this.#leases.publish(job, state) : null;
    if (last) this.#close(job, published);
    else if (published) track(published);
    telemetry.count('events', { outcome: 'state' }, listeners.length);
    for (const listener of listeners) listener.offer(event, last);
    if (listeners.length === 0) return;
    // Within the poll that saw it, a mark in the trace; the hand-over itself takes no time.
    void telemetry.span('job.event', { job: job.gid, status: state.status }, async () => {});
  }

  /**
   * A read failed: ends what will never work, keeps the rest going. Who has read the job before takes one refusal for a
   * mistake, and ends with the second; whose first read it was ends at once.
   */
  async #failed(job: WatchedJob<R>, error: unknown, end: () => void, isFirst = false): Promise<void> {
    const { liveness, announceDead, clock, failureLimitMs, telemetry } = this.#services;
    if (isUnauthenticated(error) && (await liveness.confirmDead(this.#source))) {
      if (this.jobs.size === 0) return;
      announceDead(this.key);
      this.fail(error);
      return;
    }
    if (isTerminal(error) && (isFirst || job.isConfirmed(error.code, clock.now()))) {
      end();
      return;
    }
    if (!isGatewayError(error))
      telemetry.log.error({ err: error, gid: job.gid }, 'reading a watched job failed unexpectedly');
    const now = clock.now();
    job.readFailed(error);
    if (now - (job.failingSince ?? now) >= failureLimitMs) this.#fail(job, error);
  }

  #fail(job: WatchedJob<R>, error: unknown): void {
    for (const subscriber of [...job.subscribers]) this.#failOne(job, subscriber, error);
  }

  #failOne(job: WatchedJob<R>, subscriber: Subscriber<R>, error: unknown): void {
    if (!job.subscribers.has(subscriber)) return;
    const reader = job.newest?.event.reader ?? this.#readerOfTurn(null);
    this.leave(job.gid, subscriber);
    this.#services.telemetry.count('events', { outcome: 'error' });
    subscriber.offer({ gid: job.gid, state: null, error, reader }, true);
  }

  #close(job: WatchedJob<R>, publishing: Promise<void> | null = null): void {
    if (job.closed) return;
    job.closed = true;
    job.dueAt = NEVER;
    job.subscribers.clear();
    job.expecting.clear();
    this.jobs.delete(job.gid);
    this.#leases.leave(job, publishing);
    if (this.jobs.size > 0) return;
    this.#timer.clear();
    this.#services.empty(this.key);
  }

  #plan(job: WatchedJob<R>): void {
    const { clock, random, failureLimitMs } = this.#services;
    if (job.closed || job.reading > 0 || job.leasing) return;
    if (job.lease) {
      const pressure = this.#source.pressure(this.jobs.size);
      job.planPoll({ now: clock.now(), pressure, random: random(), failureLimitMs });
      this.#timer.set(job.dueAt);
    } else if (job.entered && job.dueAt === NEVER) this.#leases.attempt(job);
  }

  #arm(job: WatchedJob<R>, dueAt: number): void {
    if (job.reading > 0) return;
    job.dueAt = dueAt;
    this.#timer.set(dueAt);
  }

  #readerOfTurn(state: JobState | null): R {
    if (this.#turnReader === null) {
      this.#turnReader = this.#source.open();
      // Just before the reader sends what was asked of it in this turn, so that whoever comes later knows that
      // this reader's batch is on its way.
      void Promise.resolve().then(() =>
        process.nextTick(() => {
          this.#turnReader = null;
        }),
      );
    }
    const reader = this.#turnReader;
    if (state) this.#source.prime?.(reader, state);
    return reader;
  }
}
