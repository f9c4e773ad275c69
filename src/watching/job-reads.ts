/**
 * The reads of one watched job: starts them, and reports what came of them. When to read, and what a result means, is
 * decided in `step.ts`; knows nothing of who leads but whether it still does.
 */
import type { Clock } from '../clock.ts';
import { isGatewayError, isUnauthenticated } from '../errors.ts';
import { type JobState, sameState } from '../job-state.ts';
import type { OpenSpan, Telemetry } from '../telemetry.ts';
import type { Audience } from './audience.ts';
import type { JobBus, JobKey, Snapshot } from './bus.ts';
import type { JobLease } from './lease.ts';
import type { Occurrence, ReadBy } from './occurrences.ts';
import type { Readers } from './readers.ts';
import type { TokenLiveness } from './token-liveness.ts';
import type { FirstRead, Subscriber } from './watch.ts';

/** What reads need from outside. */
export interface ReadServices {
  readonly bus: JobBus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly liveness: TokenLiveness;
  /** Long work that may not reject unseen. */
  guard(work: Promise<unknown>): void;
}

/** Who joins a job, and how that one reads it first. */
export interface Joiner<R> {
  readonly subscriber: Subscriber<R>;
  readonly first: FirstRead<R>;
}

/** What an occurrence brings along for its effects. */
export interface Attached<R> {
  /** What found the state. */
  readonly reader?: R;
  readonly joiner?: Joiner<R>;
}

/** What the reads of all jobs of one token share. */
export interface ReadsOptions<R> {
  readonly readers: Readers<R>;
  readonly services: ReadServices;
  /** The token is dead, as this error says. */
  bar(error: unknown): void;
}

/** Takes what came of a read. */
export type ReportRead<R> = (occurrence: Occurrence, attached: Attached<R>) => void;

/** What is read, for whom, and under which lease. */
export interface ReadTarget<R> {
  readonly key: JobKey;
  readonly audience: Audience<R>;
  readonly lease: JobLease;
  /** The trace of its watch, from the first who watches to the last. */
  readonly trace: OpenSpan;
}

interface Plan<R> extends Attached<R> {
  readonly by: ReadBy;
  readonly reader: R;
  read(): Promise<JobState>;
}

/** Reads one job. */
export class JobReads<R> {
  readonly #options: ReadsOptions<R>;
  readonly #target: ReadTarget<R>;
  readonly #report: ReportRead<R>;
  /** With what the newest read is made. */
  #reader: R | null = null;
  /** What other instances saw, while it is being asked for. */
  #recalling: Promise<Snapshot | null> | null = null;

  constructor(options: ReadsOptions<R>, target: ReadTarget<R>, report: ReportRead<R>) {
    this.#options = options;
    this.#target = target;
    this.#report = report;
  }

  /** Whether the newest read still takes more fields. */
  get gathering(): boolean {
    return this.#options.readers.isGathering(this.#reader);
  }

  /** Asks what other instances saw, once for all who join meanwhile; not for a way that cannot use it. */
  recall(joiner: Joiner<R>): void {
    const { readers, services } = this.#options;
    if (!readers.way.prime) {
      this.#report({ what: 'recalled', snapshot: null }, { joiner });
      return;
    }
    this.#reader = readers.ofTurn();
    this.#recalling ??= services.bus.last(this.#target.key).finally(() => {
      this.#recalling = null;
    });
    services.guard(
      this.#recalling.then((snapshot) => this.#report({ what: 'recalled', snapshot }, { joiner })),
    );
  }

  /** Reads with the selection of who joins. */
  first(joiner: Joiner<R>): void {
    const { readers, services } = this.#options;
    const reader = readers.ofTurn();
    const read = () => joiner.first(reader, this.#target.key.gid);
    services.guard(this.#read({ by: 'joiner', reader, joiner, read }));
  }

  /** Reads what every poll reads. */
  poll(by: ReadBy): void {
    const { readers, services } = this.#options;
    const { gid } = this.#target.key;
    const reader = readers.ofWake();
    const read = () => this.#counted(readers.way.read(reader, gid));
    const poll = () => this.#read({ by, reader, read });
    const span = { within: this.#target.trace, attributes: () => ({ 'asana.job.gid': gid }) };
    services.guard(services.telemetry.span('job.poll', span, poll));
  }

  async #counted(reading: Promise<JobState>): Promise<JobState> {
    const { services } = this.#options;
    try {
      const state = await reading;
      const known = this.#target.audience.newest?.state;
      services.telemetry.count('polls', { outcome: known && sameState(known, state) ? 'same' : 'changed' });
      return state;
    } catch (error) {
      services.telemetry.count('polls', { outcome: 'error' });
      throw error;
    }
  }

  async #read({ by, reader, joiner, read }: Plan<R>): Promise<void> {
    const { audience } = this.#target;
    const readAt = this.#options.services.clock.now();
    const lease = this.#target.lease.current;
    const leads = (): boolean => lease?.valid() ?? false;
    const attached = joiner ? { reader, joiner } : { reader };
    this.#reader = reader;
    let state: JobState;
    try {
      state = await read();
    } catch (error) {
      this.#over(reader);
      if (isUnauthenticated(error) && (await this.#isTokenDead(error))) return;
      this.#logUnexpected(error);
      const remaining = audience.sizeBeside(joiner?.subscriber ?? null);
      this.#report({ what: 'failed', by, error, readAt, leads: leads(), remaining }, attached);
      return;
    }
    this.#over(reader);
    this.#report({ what: 'read', by, state, readAt, leads: leads() }, attached);
  }

  /** What a reader has loaded is not kept for want of another one. */
  #over(reader: R): void {
    if (this.#reader === reader) this.#reader = null;
  }

  /** One refusal may be of this job alone; the token's other jobs end when it is dead. */
  async #isTokenDead(error: unknown): Promise<boolean> {
    const { readers, services, bar } = this.#options;
    const isDead = await services.liveness.confirmDead(readers.way);
    if (isDead) bar(error);
    return isDead;
  }

  #logUnexpected(error: unknown): void {
    if (isGatewayError(error)) return;
    const facts = { err: error, gid: this.#target.key.gid };
    this.#options.services.telemetry.log.error(facts, 'reading a watched job failed unexpectedly');
  }
}
