/**
 * The reads of one watched job: starts them, and reports what came of them. When to read, and what a result means, is
 * decided in `step.ts`; knows nothing of who leads but whether it still does.
 */
import type { Clock } from '../clock.ts';
import { isGatewayError } from '../errors.ts';
import { type JobState, sameState } from '../job-state.ts';
import type { Telemetry } from '../telemetry.ts';
import type { Audience } from './audience.ts';
import type { JobBus, JobKey, Lease, Snapshot } from './bus.ts';
import type { Occurrence, ReadBy } from './occurrences.ts';
import type { Readers } from './readers.ts';
import type { TokenLiveness } from './token-liveness.ts';
import { type FirstRead, isUnauthenticated, type Subscriber } from './watch.ts';

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

/** How the reads of a job are connected. */
export interface ReadsOptions<R> {
  readonly key: JobKey;
  readonly readers: Readers<R>;
  readonly audience: Audience<R>;
  readonly services: ReadServices;
  /** The lease under which this instance polls now. */
  lease(): Lease | null;
  report(occurrence: Occurrence, attached: Attached<R>): void;
  /** The token is dead, as this error says. */
  bar(error: unknown): void;
}

interface Plan<R> extends Attached<R> {
  readonly by: ReadBy;
  readonly reader: R;
  read(): Promise<JobState>;
}

/** Reads one job. */
export class JobReads<R> {
  readonly #options: ReadsOptions<R>;
  /** With what the newest read is made. */
  #reader: R | null = null;
  /** What other instances saw, while it is being asked for. */
  #recalling: Promise<Snapshot | null> | null = null;

  constructor(options: ReadsOptions<R>) {
    this.#options = options;
  }

  /** Whether the newest read still takes more fields. */
  get gathering(): boolean {
    return this.#options.readers.isGathering(this.#reader);
  }

  /** Asks what other instances saw, once for all who join meanwhile; not for a source that cannot use it. */
  recall(joiner: Joiner<R>): void {
    const { key, readers, services, report } = this.#options;
    if (!readers.source.prime) {
      report({ what: 'recalled', snapshot: null }, { joiner });
      return;
    }
    this.#reader = readers.ofTurn();
    this.#recalling ??= services.bus.last(key).finally(() => {
      this.#recalling = null;
    });
    services.guard(this.#recalling.then((snapshot) => report({ what: 'recalled', snapshot }, { joiner })));
  }

  /** Reads with the selection of who joins. */
  first(joiner: Joiner<R>): void {
    const { key, readers, services } = this.#options;
    const reader = readers.ofTurn();
    const read = () => joiner.first(reader, key.gid);
    services.guard(this.#read({ by: 'joiner', reader, joiner, read }));
  }

  /** Reads what every poll reads. */
  poll(by: ReadBy): void {
    const { key, readers, services } = this.#options;
    const reader = readers.ofWake();
    const read = () => this.#counted(readers.source.read(reader, key.gid));
    const poll = () => this.#read({ by, reader, read });
    services.guard(services.telemetry.span('job.poll', { job: key.gid }, poll));
  }

  async #counted(reading: Promise<JobState>): Promise<JobState> {
    const { audience, services } = this.#options;
    try {
      const state = await reading;
      const known = audience.newest?.state;
      services.telemetry.count('polls', { outcome: known && sameState(known, state) ? 'same' : 'changed' });
      return state;
    } catch (error) {
      services.telemetry.count('polls', { outcome: 'error' });
      throw error;
    }
  }

  async #read({ by, reader, joiner, read }: Plan<R>): Promise<void> {
    const { services, report } = this.#options;
    const readAt = services.clock.now();
    const lease = this.#options.lease();
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
      const remaining = this.#options.audience.sizeBeside(joiner?.subscriber ?? null);
      report({ what: 'failed', by, error, readAt, leads: leads(), remaining }, attached);
      return;
    }
    this.#over(reader);
    report({ what: 'read', by, state, readAt, leads: leads() }, attached);
  }

  /** What a reader has loaded is not kept for want of another one. */
  #over(reader: R): void {
    if (this.#reader === reader) this.#reader = null;
  }

  /** One refusal may be of this job alone; the token's other jobs end when it is dead. */
  async #isTokenDead(error: unknown): Promise<boolean> {
    const { readers, services, bar } = this.#options;
    const isDead = await services.liveness.confirmDead(readers.source);
    if (isDead) bar(error);
    return isDead;
  }

  #logUnexpected(error: unknown): void {
    if (isGatewayError(error)) return;
    const { key, services } = this.#options;
    const facts = { err: error, gid: key.gid };
    services.telemetry.log.error(facts, 'reading a watched job failed unexpectedly');
  }
}
