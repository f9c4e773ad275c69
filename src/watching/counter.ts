/**
 * Counts what one job made, for all on this instance who want to know. Of all instances one counts, under a lease beside
 * the job's own: who polls a job need not have anybody who asks for its contents. The others hear what was counted. What
 * is known by it, and when to count next, is decided in `counted-job.ts`; a count itself is made in `count-try.ts`.
 */
import type { Clock } from '../clock.ts';
import type { Contents, Counted } from '../contents/counted.ts';
import type { Tried } from '../contents/tried.ts';
import type { JobState } from '../job-state.ts';
import { NO_SPAN, type OpenSpan, type Telemetry } from '../telemetry.ts';
import { makeCount, readerOf } from './count-try.ts';
import { type CountAttempt, CountedJob, isWorthKeeping } from './counted-job.ts';
import { JobLease, type LeaseOccurrence, type LeaseServices } from './lease.ts';
import { LedgerNote } from './ledger-note.ts';
import { NEVER, takeoverAfterMs } from './schedule.ts';
import type { TokenLiveness } from './token-liveness.ts';
import { WakeTimer } from './wake-timer.ts';
import type { JobNotes, WatchWay } from './watch.ts';

/** Who comes to a job that has succeeded is told how it stands once that is counted; without it, if that takes longer. */
const FIRST_WORD_MS = 1_000;

/** What counters need from outside. */
export interface CounterServices extends LeaseServices {
  readonly clock: Clock;
  readonly random: () => number;
  readonly ledger: JobNotes;
  readonly telemetry: Telemetry;
  readonly liveness: TokenLiveness;
  /** The token is dead: whoever must know. */
  announceDead(tokenKey: string): void;
  /** Long work that may not reject unseen. */
  guard(work: Promise<unknown>): void;
}

/** Who wants to know. */
export interface CountMember<R> {
  /** Whether it wants to while the job runs, too. */
  readonly wantsProgress: boolean;
  /**
   * A count was tried, here or elsewhere. `reader` is fresh, and knows the job as it was polled last: in this `state`,
   * where it is known.
   */
  counted(reader: R, changed: boolean, state: JobState | null): void;
  /** The token is dead. */
  failed(error: unknown): void;
  shut(): void;
}

/** The counter of one job of one token. */
export class Counter<R> {
  readonly #way: WatchWay<R>;
  readonly #gid: string;
  readonly #services: CounterServices;
  readonly #job: CountedJob;
  readonly #members = new Set<CountMember<R>>();
  readonly #timer: WakeTimer;
  readonly #note: LedgerNote;
  /** Null while nobody here wants a count. */
  #lease: JobLease | null = null;
  /** The trace of its counts, for as long as it has or wants the lease. */
  #trace: OpenSpan = NO_SPAN;
  #freed = false;
  /** When to count next, and when to ask for the lease again. */
  #countAt = NEVER;
  #askAt = NEVER;
  /** When to tell whoever was told nothing yet, counted or not. */
  #wordAt = NEVER;
  #isCounting = false;

  constructor(way: WatchWay<R>, gid: string, services: CounterServices) {
    this.#way = way;
    this.#gid = gid;
    this.#services = services;
    this.#job = new CountedJob(way.count !== undefined, services.clock.now());
    this.#timer = new WakeTimer(services.clock, (now) => this.#wake(now));
    const { ledger, clock } = services;
    this.#note = new LedgerNote({
      ...{ gid, ledger, clock },
      learn: (note) => {
        // Where it cannot be asked, what it said before still holds.
        const known = note === 'failed' ? this.#job.note : note;
        this.#concluded(this.#job.learn(known, clock.now()));
      },
    });
    this.#note.ask();
  }

  /** Whether what the ledger knows is known here; until then nothing can be said. */
  get isKnown(): boolean {
    return this.#job.isKnown && !this.#note.isAsking;
  }

  /** Resolves once it is. */
  get known(): Promise<void> {
    return this.#note.answered;
  }

  get isWanted(): boolean {
    return this.#members.size > 0;
  }

  /** What is said of the contents; null where there are none. */
  get contents(): Contents | null {
    return this.#job.contents;
  }

  /** Whether nothing more will be said. */
  get isOver(): boolean {
    return this.#job.isOver;
  }

  join(member: CountMember<R>): void {
    this.#members.add(member);
    if (this.#mayBeOutdated) this.#note.ask();
    this.#decide();
    if (this.#lease) this.#owesAWord();
  }

  leave(member: CountMember<R>): void {
    this.#members.delete(member);
    this.#decide();
  }

  /** A state of the job, as its watch has it. */
  tell(state: JobState): void {
    const { clock } = this.#services;
    this.#concluded(this.#job.see(state, clock.now()));
  }

  /** Ends without a word. */
  shut(): void {
    const members = [...this.#members];
    this.#members.clear();
    this.#decide();
    for (const member of members) member.shut();
  }

  /** Whoever read the job may have counted it since: the ledger knows, and nothing here does. */
  get #mayBeOutdated(): boolean {
    return !this.#lease && this.#job.isUncounted && this.#note.isOld;
  }

  /** Something has become known of the job; where that is its success, what was to be counted later is counted now. */
  #concluded(hasSucceeded: boolean): void {
    if (hasSucceeded && this.#countAt !== NEVER) this.#countAt = this.#services.clock.now();
    this.#decide();
  }

  /** After anything that happened: whether to count, and who does. */
  #decide(): void {
    const isProgressWanted = [...this.#members].some(({ wantsProgress }) => wantsProgress);
    const isDue = this.isWanted && this.#job.isToBeCounted(isProgressWanted);
    if (!isDue) this.#rest();
    else if (this.#mayBeOutdated) this.#note.ask();
    else if (!this.#lease && !this.#note.isAsking) this.#enter();
    this.#timer.set(this.#wakesAt());
  }

  #enter(): void {
    const key = { token: this.#way.key, gid: `${this.#gid}:contents` };
    const lease = new JobLease(key, this.#services, (occurrence) => {
      if (this.#lease === lease) this.#leaseOccurred(lease, occurrence);
    });
    this.#lease = lease;
    this.#trace = this.#services.telemetry.startSpan('job.contents', { own: true, attributes: this.#about });
    this.#freed = false;
    this.#owesAWord();
    lease.listen();
    lease.ask();
  }

  #owesAWord(): void {
    this.#wordAt = Math.min(this.#wordAt, this.#services.clock.now() + FIRST_WORD_MS);
    this.#timer.set(this.#wakesAt());
  }

  /** What its spans say. */
  readonly #about = () => ({ 'asana.job.gid': this.#gid });

  #rest(): void {
    this.#lease?.leave();
    this.#lease = null;
    this.#trace.end();
    this.#trace = NO_SPAN;
    this.#countAt = NEVER;
    this.#askAt = NEVER;
    this.#wordAt = NEVER;
    this.#timer.clear();
  }

  #leaseOccurred(lease: JobLease, occurrence: LeaseOccurrence): void {
    const { clock, random } = this.#services;
    switch (occurrence.what) {
      case 'granted':
        this.#countAt = clock.now();
        break;
      case 'busy':
        this.#askAt = this.#freed ? clock.now() : clock.now() + takeoverAfterMs(occurrence.retryMs, random());
        // Whoever waits for a first word has what the ledger knew until the other one counts.
        this.#tell(false);
        break;
      case 'freed':
        this.#freed = true;
        if (this.#askAt !== NEVER) this.#askAt = clock.now();
        break;
      case 'lost':
        this.#countAt = NEVER;
        lease.stepBack();
        lease.ask();
        break;
      case 'heard':
        if (!occurrence.leads && this.#job.named(occurrence.state)) this.#tell(true);
        if (!occurrence.leads && occurrence.state.counted) this.#adopt(occurrence.state.counted);
        break;
    }
    this.#timer.set(this.#wakesAt());
  }

  #wake(now: number): void {
    if (this.#wordAt <= now) {
      this.#wordAt = NEVER;
      this.#tell(false);
    }
    if (this.#askAt <= now && this.#lease) {
      this.#askAt = NEVER;
      this.#freed = false;
      this.#lease.ask();
    }
    if (this.#countAt <= now && this.#lease && !this.#isCounting) {
      this.#countAt = NEVER;
      const lease = this.#lease;
      const span = { within: this.#trace, attributes: this.#about };
      this.#services.guard(this.#services.telemetry.span('job.count', span, () => this.#count(lease)));
    }
    this.#timer.set(this.#wakesAt());
  }

  async #count(lease: JobLease): Promise<void> {
    const { clock, telemetry, liveness, announceDead } = this.#services;
    const attempt = this.#job.attempt(clock.now());
    const way = this.#way;
    if (!attempt || !canCount(way)) return;
    this.#isCounting = true;
    const named = (state: JobState): boolean => this.#job.named(state);
    const end = await makeCount(way, attempt, { telemetry, liveness, named });
    this.#isCounting = false;
    switch (end.is) {
      case 'dead':
        announceDead(way.key);
        this.#fail(end.error);
        break;
      case 'named':
        this.#named(lease, end.reader);
        break;
      case 'tried':
        this.#tried(lease, attempt, end);
        break;
    }
  }

  /** What is known after a try: kept, told to the other instances, and said here. */
  #tried(lease: JobLease, attempt: CountAttempt, { tried, reader }: { tried: Tried; reader: R }): void {
    const { clock, random, ledger, track } = this.#services;
    const { state } = attempt;
    const counted = this.#job.tried(attempt, tried);
    if (isWorthKeeping(attempt, counted)) track(ledger.counted(this.#gid, counted));
    lease.publish({ ...state, counted });
    if (this.#lease === lease && lease.holds) {
      this.#countAt = this.#job.nextAt(attempt, clock.now(), this.#way.pressure(1), random());
      this.#timer.set(this.#wakesAt());
    }
    // Where a poll was quicker, this reader knows the job as it is no longer.
    this.#adopt(counted, this.#job.state === state ? reader : undefined);
  }

  /** The job has named what it made: that is told, and counted at once. */
  #named(lease: JobLease, reader: R): void {
    const { state } = this.#job;
    if (state) lease.publish(state);
    if (this.#lease === lease && lease.holds) this.#countAt = this.#services.clock.now();
    this.#tell(true, reader);
    this.#decide();
  }

  /** While a count is under way, no other one is due. */
  #wakesAt(): number {
    return Math.min(this.#isCounting ? NEVER : this.#countAt, this.#askAt, this.#wordAt);
  }

  /** What was counted, here or elsewhere, is what is said from now on. */
  #adopt(counted: Counted, reader?: R): void {
    this.#tell(this.#job.adopt(counted), reader);
    this.#decide();
  }

  #tell(changed: boolean, reader = readerOf(this.#way, this.#job.state)): void {
    for (const member of [...this.#members]) member.counted(reader, changed, this.#job.state);
  }

  #fail(error: unknown): void {
    const members = [...this.#members];
    this.#members.clear();
    this.#decide();
    for (const member of members) member.failed(error);
  }
}

/** Whether a token's way counts at all. */
function canCount<R>(way: WatchWay<R>): way is WatchWay<R> & Required<Pick<WatchWay<R>, 'count'>> {
  return way.count !== undefined;
}
