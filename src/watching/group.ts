/**
 * Everything one token watches on this instance: carries out what `step.ts` says of each job. One timer for all of
 * them, and one reader per wake, so that jobs due together ride in one batch.
 */
import type { JobState } from '../job-state.ts';
import { Audience } from './audience.ts';
import { isNearlyDue, newJob, type WatchedJob, wakesAt } from './job.ts';
import {
  type Attached,
  JobReads,
  type ReadServices,
  type ReadsOptions,
  type ReadTarget,
} from './job-reads.ts';
import { JobLease, type LeaseServices } from './lease.ts';
import type { Effect, Moment, Occurrence } from './occurrences.ts';
import { Readers } from './readers.ts';
import { step } from './step.ts';
import { WakeTimer } from './wake-timer.ts';
import type { FirstRead, JobNotes, Subscriber, WatchWay } from './watch.ts';

/** What a hub lends to its groups. */
export interface GroupServices extends LeaseServices, ReadServices {
  readonly random: () => number;
  readonly ledger: JobNotes;
  readonly failureLimitMs: number;
  /** The token is dead: whoever must know before its watches end. */
  announceDead(tokenKey: string): void;
  /** Nothing is left to watch. */
  empty(tokenKey: string): void;
}

/** A watched job, and what its effects act upon. */
interface Watched<R> extends ReadTarget<R> {
  job: WatchedJob;
  readonly reads: JobReads<R>;
}

/** The watched jobs of one token. */
export class WatchGroup<R> {
  readonly key: string;
  readonly #jobs = new Map<string, Watched<R>>();
  readonly #services: GroupServices;
  readonly #readers: Readers<R>;
  readonly #readsOptions: ReadsOptions<R>;
  readonly #timer: WakeTimer;

  constructor(way: WatchWay<R>, services: GroupServices) {
    this.key = way.key;
    this.#services = services;
    const readers = new Readers(way);
    this.#readers = readers;
    this.#readsOptions = { readers, services, bar: (error) => this.#bar(error) };
    this.#timer = new WakeTimer(services.clock, (now) => this.#wake(now));
  }

  /** Jobs that are watched. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Somebody begins to watch a job: gets its newest event, or the first read. */
  join(gid: string, subscriber: Subscriber<R>, way: WatchWay<R>, first: FirstRead<R>): void {
    this.#readers.use(way);
    const watched = this.#jobs.get(gid) ?? this.#add(gid);
    watched.audience.add(subscriber);
    const { gathering } = watched.reads;
    this.#occur(watched, { what: 'joined', gathering }, { joiner: { subscriber, first } });
  }

  /** Somebody stops watching. The poller ends with the last one, at once. */
  leave(gid: string, subscriber: Subscriber<R>): void {
    const watched = this.#jobs.get(gid);
    if (!watched?.audience.remove(subscriber)) return;
    this.#occur(watched, { what: 'left', remaining: watched.audience.size });
  }

  /** A read that was made for another reason saw this job. False when it tells nothing to those who watch it. */
  seen(state: JobState): boolean {
    const watched = this.#jobs.get(state.gid);
    return watched !== undefined && this.#occur(watched, { what: 'seen', state });
  }

  /** Ends every watch without a word. */
  shut(): void {
    for (const watched of [...this.#jobs.values()]) this.#occur(watched, { what: 'closed' });
  }

  #add(gid: string): Watched<R> {
    const { ledger, track } = this.#services;
    const key = { token: this.key, gid };
    const occur = (occurrence: Occurrence, attached?: Attached<R>) =>
      this.#occur(watched, occurrence, attached);
    const audience = new Audience<R>();
    const lease = new JobLease(key, this.#services, occur);
    // A trace of its own, with a bound, linked to the operation that began the watch: it outlives that one.
    const attributes = () => ({ 'asana.job.gid': gid });
    const trace = this.#services.telemetry.startSpan('job.watch', { own: true, attributes });
    const reads = new JobReads<R>(this.#readsOptions, { key, audience, lease, trace }, occur);
    const watched: Watched<R> = { key, job: newJob(), audience, lease, trace, reads };
    this.#jobs.set(gid, watched);
    track(
      ledger.find([gid]).then(([note]) => {
        if (note) this.#occur(watched, { what: 'remembered', ageMs: note.ageMs, kind: note.kind });
      }),
    );
    return watched;
  }

  /** Something happens to a job. False when that changes nothing. */
  #occur(watched: Watched<R>, occurrence: Occurrence, attached: Attached<R> = {}): boolean {
    const before = watched.job;
    const { job, effects } = step(before, occurrence, this.#moment());
    watched.job = job;
    for (const effect of effects) {
      // Who was handed an event may have left at once; with the last one the job ended, and nothing more is wanted.
      if (watched.job !== job && watched.job.is === 'ended') break;
      this.#carryOut(watched, effect, attached);
    }
    this.#timer.set(wakesAt(watched.job));
    return job !== before;
  }

  #moment(): Moment {
    const { clock, random, failureLimitMs, leaseMs } = this.#services;
    const pressure = this.#readers.way.pressure(this.#jobs.size);
    return { now: clock.now(), random: random(), pressure, failureLimitMs, leaseMs };
  }

  #carryOut(watched: Watched<R>, effect: Effect, { reader, joiner }: Attached<R>): void {
    const { telemetry, ledger, track } = this.#services;
    const { audience, lease, reads, key, trace } = watched;
    switch (effect.do) {
      case 'hand':
        if (joiner) this.#hand(audience, joiner.subscriber);
        break;
      case 'recall':
        if (joiner) reads.recall(joiner);
        break;
      case 'read':
        if (joiner) reads.first(joiner);
        break;
      case 'poll':
        reads.poll(effect.by);
        break;
      case 'listen':
        lease.listen();
        break;
      case 'ask':
        lease.ask();
        break;
      case 'stepBack':
        lease.stepBack();
        break;
      case 'publish':
        lease.publish(effect.state);
        break;
      case 'record':
        track(ledger.observed(effect.state, effect.lateMs ?? undefined));
        break;
      case 'measure':
        telemetry.observe('detection_delay_seconds', effect.delayMs / 1_000, {
          pace: effect.slow ? 'slow' : 'normal',
        });
        break;
      case 'renew': {
        const { state } = effect;
        trace.set({ 'asana.job.status': state.status });
        audience.renew({ gid: key.gid, state, error: null, reader: reader ?? this.#readers.ofTurn(state) });
        break;
      }
      case 'send':
        this.#send(watched, effect.to, effect.last);
        break;
      case 'fail':
        this.#fail(watched, effect.whom === 'all' ? 'all' : joiner?.subscriber, effect.error);
        break;
      case 'shut':
        for (const subscriber of audience.dismiss('all')) subscriber.shut();
        break;
      case 'leave':
        this.#forget(watched);
        break;
    }
  }

  #hand(audience: Audience<R>, subscriber: Subscriber<R>): void {
    const newest = audience.newestFor(subscriber);
    if (!newest) return;
    this.#services.telemetry.count('events', { outcome: 'state' });
    subscriber.offer(newest, false);
  }

  #send({ audience, trace }: Watched<R>, to: 'all' | 'expecting', last: boolean): void {
    const { newest } = audience;
    const listeners = audience.takeFor(to, last);
    if (!newest || listeners.length === 0) return;
    const { telemetry } = this.#services;
    telemetry.count('events', { outcome: 'state' }, listeners.length);
    for (const listener of listeners) listener.offer(newest, last);
    // A mark in the trace; the hand-over itself takes no time.
    const about = { 'asana.job.gid': newest.gid, 'asana.job.status': newest.state?.status ?? '' };
    telemetry.startSpan('job.event', { within: trace, attributes: () => about }).end();
  }

  #fail({ key, audience }: Watched<R>, who: Subscriber<R> | 'all' | undefined, error: unknown): void {
    if (!who) return;
    const reader = audience.newest?.reader ?? this.#readers.ofTurn();
    for (const subscriber of audience.dismiss(who)) {
      this.#services.telemetry.count('events', { outcome: 'error' });
      subscriber.offer({ gid: key.gid, state: null, error, reader }, true);
    }
  }

  /** The token is dead: all its watches end, after whoever must know before. */
  #bar(error: unknown): void {
    if (this.#jobs.size === 0) return;
    this.#services.announceDead(this.key);
    for (const watched of [...this.#jobs.values()]) this.#occur(watched, { what: 'barred', error });
  }

  #forget({ key, lease, trace }: Watched<R>): void {
    this.#jobs.delete(key.gid);
    lease.leave();
    trace.end();
    if (this.#jobs.size > 0) return;
    this.#timer.clear();
    this.#services.empty(this.key);
  }

  #wake(now: number): void {
    const all = [...this.#jobs.values()];
    const anyDue = all.some(({ job }) => wakesAt(job) <= now);
    for (const watched of all) {
      if (anyDue && isNearlyDue(watched.job, now)) {
        this.#occur(watched, { what: 'due', leads: watched.lease.holds });
      } else this.#timer.set(wakesAt(watched.job));
    }
    this.#readers.endWake();
  }
}
