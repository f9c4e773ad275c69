/**
 * Jobs of lists are looked at a little more often than others once they are older: what frees a slot should be seen soon.
 * Where the budget runs low nothing is read beyond their polls. Costs nothing while no list runs. Knows when to look, not
 * how.
 */
import { type Clock, systemClock, type Timer } from '../../clock.ts';
import type { Caller } from '../operation.ts';

/** The longest gap between two looks at a job of a list. */
export const EAGER_EVERY_MS = 2_500;
/** Younger than this its polls are closer than that by themselves. */
const YOUNG_MS = 10_000;

/** How is looked. */
export interface EagerOptions {
  /** 0: there is plenty of budget for so many jobs more. */
  pressure(caller: Caller, jobs: number): number;
  /** Looks at these jobs; whoever watches them hears of it. */
  look(caller: Caller, gids: readonly string[]): void;
  readonly clock?: Clock;
}

interface Followed {
  readonly sinceMs: number;
  readonly gid: string;
}

/** The jobs of lists on this instance, by token. */
export class EagerReads {
  readonly #options: EagerOptions;
  readonly #clock: Clock;
  readonly #jobs = new Map<string, { readonly caller: Caller; readonly jobs: Set<Followed> }>();
  #timer: Timer | null = null;

  constructor(options: EagerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
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
      if (known.jobs.size > 0) return;
      if (this.#jobs.get(hash) === known) this.#jobs.delete(hash);
      if (this.#jobs.size === 0) this.#disarm();
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

  #disarm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #look(caller: Caller, jobs: readonly Followed[]): void {
    const old = jobs.filter(({ sinceMs }) => this.#clock.now() - sinceMs >= YOUNG_MS);
    if (old.length === 0 || this.#options.pressure(caller, old.length) > 0) return;
    this.#options.look(
      caller,
      old.map(({ gid }) => gid),
    );
  }
}
