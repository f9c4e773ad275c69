/**
 * Who watches one job on this instance, who of them has had no event yet, and the newest event. Hands events out;
 * decides nothing.
 */
import type { JobEvent, Subscriber } from './watch.ts';

/** The subscribers of one job. */
export class Audience<R> {
  readonly #all = new Set<Subscriber<R>>();
  /** Those who have had no event. */
  readonly #expecting = new Set<Subscriber<R>>();
  #newest: JobEvent<R> | null = null;

  get size(): number {
    return this.#all.size;
  }

  /** The newest event, null before the first. */
  get newest(): JobEvent<R> | null {
    return this.#newest;
  }

  add(subscriber: Subscriber<R>): void {
    this.#all.add(subscriber);
    this.#expecting.add(subscriber);
  }

  /** False for who does not watch. */
  remove(subscriber: Subscriber<R>): boolean {
    this.#expecting.delete(subscriber);
    return this.#all.delete(subscriber);
  }

  /** How many watch beside this one. */
  sizeBeside(subscriber: Subscriber<R> | null): number {
    return this.#all.size - (subscriber !== null && this.#all.has(subscriber) ? 1 : 0);
  }

  /** What whoever has had no event gets from now on. */
  renew(event: JobEvent<R>): void {
    this.#newest = event;
  }

  /** The newest event, for one who has just joined. */
  newestFor(subscriber: Subscriber<R>): JobEvent<R> | null {
    this.#expecting.delete(subscriber);
    return this.#newest;
  }

  /** Those whom the newest event is for: all, or who has had none; after the last event nobody is left. */
  takeFor(to: 'all' | 'expecting', last: boolean): readonly Subscriber<R>[] {
    const listeners = [...(to === 'all' ? this.#all : this.#expecting)];
    this.#expecting.clear();
    if (last) this.#all.clear();
    return listeners;
  }

  /** Takes out this one, or everybody. */
  dismiss(who: Subscriber<R> | 'all'): readonly Subscriber<R>[] {
    if (who !== 'all') return this.remove(who) ? [who] : [];
    const everybody = [...this.#all];
    this.#all.clear();
    this.#expecting.clear();
    return everybody;
  }
}
