/**
 * Jobs of lists are looked at a little more often than others once they are older: what frees a slot should be seen soon.
 * What is read is handed to those who watch; where the budget runs low nothing is read beyond their polls. Costs nothing
 * while no list runs.
 */
import { type Clock, systemClock, type Timer } from '../../clock.ts';
import type { Services } from '../context.ts';
import { readJob, watchSource } from '../jobs/job-record.ts';
import { type Caller, operationOf } from '../operation.ts';

/** The longest gap between two looks at a job of a list. */
export const EAGER_EVERY_MS = 2_500;
/** Younger than this its polls are closer than that by themselves. */
const YOUNG_MS = 10_000;

interface Followed {
  readonly sinceMs: number;
  readonly gid: string;
}

/** The jobs of lists on this instance, by token. */
export class EagerReads {
  readonly #services: Services;
  readonly #clock: Clock;
  readonly #jobs = new Map<string, { caller: Caller; readonly jobs: Set<Followed> }>();
  #timer: Timer | null = null;

  constructor(services: Services, clock: Clock = systemClock) {
    this.#services = services;
    this.#clock = clock;
  }

  /** Looks at a job, until what is returned is called. */
  follow(gid: string, caller: Caller): () => void {
    const { hash } = caller.token;
    const known = this.#jobs.get(hash) ?? { caller, jobs: new Set() };
    const followed = { gid, sinceMs: this.#clock.now() };
    this.#jobs.set(hash, known);
    known.jobs.add(followed);
    this.#arm();
    return () => {
      known.jobs.delete(followed);
      if (known.jobs.size === 0 && this.#jobs.get(hash) === known) this.#jobs.delete(hash);
    };
  }

  #arm(): void {
    if (this.#timer !== null || this.#jobs.size === 0) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      for (const { caller, jobs } of this.#jobs.values()) this.#look(caller, [...jobs]);
      this.#arm();
    }, EAGER_EVERY_MS);
  }

  #look(caller: Caller, jobs: readonly Followed[]): void {
    const { client, hub } = this.#services;
    const old = jobs.filter(({ sinceMs }) => this.#clock.now() - sinceMs >= YOUNG_MS);
    if (old.length === 0 || client.pressure(caller.token, old.length) > 0) return;
    const asker = { services: this.#services, caller, operation: operationOf(caller) };
    const reader = watchSource(this.#services, caller).open();
    for (const { gid } of old) {
      readJob(asker, reader, gid, { priority: 'poll', fromCaller: false }).then(
        (state) => hub.observe(caller.token.hash, state),
        // Its watch says what is to be said.
        () => {},
      );
    }
  }
}
