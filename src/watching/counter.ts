/**
 * Counts what one job made, for all on this instance who want to know. Of all instances one counts, under a lease beside
 * the job's own: who polls a job need not have anybody who asks for its contents. The others hear what was counted. What
 * a count means is decided in `contents/`; when to count, by the schedule.
 */
import type { Clock } from '../clock.ts';
import { sinceSuccessMs } from '../contents/countable.ts';
import { type Contents, type Counted, contentsOf } from '../contents/counted.ts';
import { tryToCount } from '../contents/tried.ts';
import { isGatewayError } from '../errors.ts';
import { isFinal, isSlow, type JobState } from '../job-state.ts';
import { NO_SPAN, type OpenSpan, type Telemetry } from '../telemetry.ts';
import { type Aim, afterTryFor, aimOf, begunWith, isOver } from './aim.ts';
import { JobLease, type LeaseOccurrence, type LeaseServices } from './lease.ts';
import { BREATH_MS, NEVER, nextDelayMs, PACES, takeoverAfterMs } from './schedule.ts';
import type { TokenLiveness } from './token-liveness.ts';
import { WakeTimer } from './wake-timer.ts';
import { isUnauthenticated, type JobNote, type JobNotes, type WatchSource } from './watch.ts';

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
  /** A count was tried, here or elsewhere. `reader` is fresh, and knows the job as it was polled last. */
  counted(reader: R, changed: boolean): void;
  /** The token is dead. */
  failed(error: unknown): void;
  shut(): void;
}

/** The counter of one job of one token. */
export class Counter<R> {
  readonly #source: WatchSource<R>;
  readonly #gid: string;
  readonly #services: CounterServices;
  readonly #members = new Set<CountMember<R>>();
  readonly #timer: WakeTimer;
  /** Resolves once the ledger was asked; until then nothing can be said. */
  readonly known: Promise<void>;
  #note: JobNote | null | undefined;
  #state: JobState | null = null;
  #aim: Aim | null = null;
  #counted: Counted | null = null;
  #bornAt: number;
  /** When the success was seen; one that nobody saw is taken for long ago. */
  #succeededAt: number | null = null;
  #sawItRun = false;
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
  #failures = 0;
  #retryAfterMs: number | undefined;

  constructor(source: WatchSource<R>, gid: string, services: CounterServices) {
    this.#source = source;
    this.#gid = gid;
    this.#services = services;
    this.#bornAt = services.clock.now();
    this.#timer = new WakeTimer(services.clock, (now) => this.#wake(now));
    this.known = services.ledger.find([gid]).then(
      ([note]) => this.#learn(note ?? null),
      () => this.#learn(null),
    );
  }

  get isKnown(): boolean {
    return this.#note !== undefined;
  }

  get isWanted(): boolean {
    return this.#members.size > 0;
  }

  /** What is said of the contents; null where there are none. */
  get contents(): Contents | null {
    if (!this.#counted || this.#aim?.what === 'download' || this.#state?.status === 'failed') return null;
    return contentsOf(this.#counted);
  }

  /** Whether nothing more will be said. */
  get isOver(): boolean {
    const isCounted = this.#source.count !== undefined;
    return isOver(this.#state, isCounted ? this.#aim : null, this.#counted);
  }

  join(member: CountMember<R>): void {
    this.#members.add(member);
    this.#decide();
    if (this.#lease) this.#owesAWord();
  }

  leave(member: CountMember<R>): void {
    this.#members.delete(member);
    this.#decide();
  }

  /** A state of the job, as its watch has it. */
  tell(state: JobState): void {
    if (this.#state && isFinal(this.#state.status)) return;
    this.#state = state;
    this.#sawItRun ||= !isFinal(state.status);
    this.#decide();
  }

  /** Ends without a word. */
  shut(): void {
    const members = [...this.#members];
    this.#members.clear();
    this.#decide();
    for (const member of members) member.shut();
  }

  #learn(note: JobNote | null): void {
    this.#note = note;
    if (note?.ageMs != null) this.#bornAt = this.#services.clock.now() - note.ageMs;
    this.#decide();
  }

  /** After anything that happened: whether to count, and who does. */
  #decide(): void {
    const { clock } = this.#services;
    const state = this.#state;
    if (this.#note !== undefined && state) {
      this.#aim ??= aimOf(state, this.#note);
      if (this.#aim) this.#counted ??= this.#note?.counted ?? begunWith(this.#aim);
      if (state.status === 'succeeded' && this.#succeededAt === null) {
        const sinceMs = this.#sawItRun ? 0 : (sinceSuccessMs(state.status, this.#note) ?? 0);
        this.#succeededAt = clock.now() - sinceMs;
        if (this.#countAt !== NEVER) this.#countAt = clock.now();
      }
    }
    if (!this.#mustCount()) this.#rest();
    else if (!this.#lease) this.#enter();
    this.#timer.set(this.#wakesAt());
  }

  /** Whether anybody here wants a count, and there is one to be made. */
  #mustCount(): boolean {
    if (!this.#aim || !this.isWanted || this.isOver || !this.#source.count) return false;
    if (this.#succeededAt !== null) return true;
    return this.#aim.what !== 'download' && [...this.#members].some(({ wantsProgress }) => wantsProgress);
  }

  #enter(): void {
    const key = { token: this.#source.key, gid: `${this.#gid}:contents` };
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
    const [source, aim, before, state] = [this.#source, this.#aim, this.#counted, this.#state];
    const count = source.count?.bind(source);
    if (!aim || !before || !state || !count) return;
    this.#isCounting = true;
    const begunAt = clock.now();
    const sinceMs = this.#succeededAt === null ? null : begunAt - this.#succeededAt;
    const reader = this.#readerOf(state);
    const tried = await tryToCount(before, aim, (gid) => count(reader, aim.what, gid));
    const fault = 'error' in tried.present ? tried.present.error : null;
    telemetry.count('counts', { outcome: fault === null ? 'counted' : 'failed' });
    const isDead = isUnauthenticated(fault) && (await liveness.confirmDead(source));
    this.#isCounting = false;
    if (isDead) {
      announceDead(source.key);
      this.#fail(fault);
      return;
    }
    this.#failures = fault === null ? 0 : this.#failures + 1;
    this.#retryAfterMs = isGatewayError(fault) ? fault.retryAfterMs : undefined;
    const counted = afterTryFor(aim, before, tried, sinceMs);
    if (aim.what !== 'download') this.#remember(before, counted);
    lease.publish({ ...state, counted });
    // A success that was seen meanwhile is counted from at once.
    const hasSucceeded = sinceMs === null && this.#succeededAt !== null;
    if (this.#lease === lease && lease.holds) {
      this.#countAt = hasSucceeded ? clock.now() : this.#nextAt(begunAt);
      this.#timer.set(this.#wakesAt());
    }
    // Where a poll was quicker, this reader knows the job as it is no longer.
    this.#adopt(counted, this.#state === state ? reader : undefined);
  }

  /** While a count is under way, no other one is due. */
  #wakesAt(): number {
    return Math.min(this.#isCounting ? NEVER : this.#countAt, this.#askAt, this.#wordAt);
  }

  /** When to count next. */
  #nextAt(begunAt: number): number {
    const { clock, random } = this.#services;
    const now = clock.now();
    const delayMs = nextDelayMs({
      ageMs: begunAt - (this.#succeededAt ?? this.#bornAt),
      slow: isSlow(this.#state, this.#note?.kind ?? null),
      ...(this.#succeededAt !== null && { pace: PACES.counts }),
      pressure: this.#source.pressure(1),
      failures: this.#failures,
      random: random(),
      retryAfterMs: this.#retryAfterMs,
    });
    const from = this.#failures > 0 ? now : begunAt;
    return Math.max(from + delayMs, now + Math.min(delayMs, BREATH_MS));
  }

  /** What was counted, here or elsewhere, is what is said from now on. */
  #adopt(counted: Counted, reader?: R): void {
    const before = this.contents;
    if (!isOlder(counted, this.#counted)) this.#counted = counted;
    const after = this.contents;
    const changed =
      before?.state !== after?.state ||
      before?.present !== after?.present ||
      before?.expected !== after?.expected;
    this.#tell(changed, reader);
    this.#decide();
  }

  #tell(changed: boolean, reader = this.#state ? this.#readerOf(this.#state) : this.#source.open()): void {
    for (const member of [...this.#members]) member.counted(reader, changed);
  }

  /** Who counts later goes on from what changed here. */
  #remember(before: Counted, counted: Counted): void {
    const isNews =
      before.countedMs === null ||
      counted.final !== null ||
      counted.present !== before.present ||
      counted.expected !== before.expected ||
      counted.refusedMs !== before.refusedMs;
    if (isNews) this.#services.track(this.#services.ledger.counted(this.#gid, counted));
  }

  #readerOf(state: JobState): R {
    const reader = this.#source.open();
    this.#source.prime?.(reader, state);
    return reader;
  }

  #fail(error: unknown): void {
    const members = [...this.#members];
    this.#members.clear();
    this.#decide();
    for (const member of members) member.failed(error);
  }
}

/** What was final stays, and no instance that lags takes back what is known. */
function isOlder(counted: Counted, known: Counted | null): boolean {
  if (!known) return false;
  if (known.final !== null) return true;
  return counted.final === null && (counted.countedMs ?? -1) < (known.countedMs ?? -1);
}
