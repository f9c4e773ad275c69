/**
 * One job's place on the bus: hears what other instances say of it, tries for its lease, publishes under it, gives it
 * back. Reports what comes of that and decides nothing; reads nothing from Asana.
 */
import type { JobBus, JobKey, Lease, ToldState } from './bus.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { Occurrence } from './occurrences.ts';

/** What it needs from outside. */
export interface LeaseServices {
  readonly bus: JobBus;
  readonly keeper: LeaseKeeper;
  readonly leaseMs: number;
  /** Name of this instance on the bus. */
  readonly owner: string;
  /** Short work that may not reject unseen. */
  track(work: Promise<unknown>): void;
}

/** What is reported. */
export type LeaseOccurrence = Extract<Occurrence, { what: 'heard' | 'granted' | 'busy' | 'freed' | 'lost' }>;

/** The lease of one watched job. */
export class JobLease {
  readonly #key: JobKey;
  readonly #services: LeaseServices;
  readonly #report: (occurrence: LeaseOccurrence) => void;
  #lease: Lease | null = null;
  #stopListening: (() => void) | null = null;
  #publishing: Promise<void> | null = null;
  #left = false;

  constructor(key: JobKey, services: LeaseServices, report: (occurrence: LeaseOccurrence) => void) {
    this.#key = key;
    this.#services = services;
    this.#report = report;
  }

  /** The lease itself, to ask later whether this very one still holds. */
  get current(): Lease | null {
    return this.#lease;
  }

  /** Whether this instance's lease holds at this moment. */
  get holds(): boolean {
    return this.#lease?.valid() ?? false;
  }

  /** Hears what the others see, until it leaves. */
  listen(): void {
    const listener = {
      state: (state: ToldState) => this.#heard(state),
      free: () => this.#report({ what: 'freed' }),
    };
    this.#services.track(
      this.#services.bus.subscribe(this.#key, listener).then((stopListening) => {
        if (this.#left) stopListening();
        else this.#stopListening = stopListening;
      }),
    );
  }

  /** Tries for the lease. */
  ask(): void {
    this.#services.track(this.#ask());
  }

  /** Forgets a lease that is somebody else's now, and learns what was published meanwhile. */
  stepBack(): void {
    if (this.#lease) this.#services.keeper.drop(this.#lease);
    this.#lease = null;
    this.#services.track(this.#catchUp());
  }

  /** Tells the others. */
  publish(state: ToldState): void {
    const lease = this.#lease;
    if (!lease) return;
    const publishing = this.#publish(lease, state).finally(() => {
      if (this.#publishing === publishing) this.#publishing = null;
    });
    this.#publishing = publishing;
    this.#services.track(publishing);
  }

  /** Hears no more; what is being published goes out before the lease is given back. */
  leave(): void {
    this.#left = true;
    this.#stopListening?.();
    const lease = this.#lease;
    if (!lease) return;
    this.#lease = null;
    this.#services.keeper.drop(lease);
    this.#services.track(Promise.resolve(this.#publishing).then(() => lease.release()));
  }

  async #ask(): Promise<void> {
    const { bus, owner, leaseMs, keeper } = this.#services;
    const answer = await bus.lease(this.#key, owner, leaseMs);
    if (!answer.held) {
      this.#report({ what: 'busy', retryMs: answer.retryMs });
    } else if (this.#left) {
      await answer.release();
    } else {
      this.#lease = answer;
      keeper.keep(answer, () => this.#lost(answer));
      this.#report({ what: 'granted' });
    }
  }

  async #publish(lease: Lease, state: ToldState): Promise<void> {
    if (!(await lease.publish(state))) this.#lost(lease);
  }

  #lost(lease: Lease): void {
    if (this.#lease === lease) this.#report({ what: 'lost' });
  }

  async #catchUp(): Promise<void> {
    const snapshot = await this.#services.bus.last(this.#key);
    if (snapshot) this.#heard(snapshot.state);
  }

  #heard(state: ToldState): void {
    if (!this.#left) this.#report({ what: 'heard', state, leads: this.holds });
  }
}
