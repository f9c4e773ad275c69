/** The counters of one instance: one for each job of each token whose contents somebody here wants to know. */
import { Counter, type CounterServices, type CountMember } from './counter.ts';
import type { WatchWay } from './watch.ts';

/** All counters. */
export class Counters {
  readonly #counters = new Map<string, Counter<unknown>>();
  readonly #services: CounterServices;

  constructor(services: CounterServices) {
    this.#services = services;
  }

  /** The counter of a job, for a member who leaves it in the end. */
  join<R>(way: WatchWay<R>, gid: string, member: CountMember<R>): Counter<R> {
    const id = idOf(way.key, gid);
    // A token's ways are all of one kind; the map cannot say so.
    const known = this.#counters.get(id) as Counter<R> | undefined;
    const counter = known ?? new Counter<R>(way, gid, this.#services);
    if (!known) this.#counters.set(id, counter as Counter<unknown>);
    counter.join(member);
    return counter;
  }

  /** With the last member the counter goes. */
  leave<R>(way: WatchWay<R>, gid: string, member: CountMember<R>): void {
    const id = idOf(way.key, gid);
    const counter = this.#counters.get(id) as Counter<R> | undefined;
    counter?.leave(member);
    if (counter && !counter.isWanted) this.#counters.delete(id);
  }

  /** Ends all without a word. */
  shut(): void {
    for (const counter of [...this.#counters.values()]) counter.shut();
    this.#counters.clear();
  }
}

function idOf(tokenKey: string, gid: string): string {
  return `${tokenKey}:${gid}`;
}
