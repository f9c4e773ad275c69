/**
 * The starts of the last seconds on this instance, by a clock that nobody can set: Asana may say of a job for a while
 * that there is none. Knows who started what and how long ago; reads nothing.
 */
import { BoundedMap } from '../bounded-map.ts';
import { systemClock } from '../clock.ts';

/** For so long after its start a job that Asana does not know is believed in all the same. */
export const FRESH_MS = 15_000;

/** Starts remembered at once; the oldest go first. Asana lets five of one user run. */
const MOST_STARTS = 10_000;

/** Who started what just now. */
export class FreshStarts {
  readonly #starts = new BoundedMap<string, { readonly owner: string; readonly atMs: number }>({
    most: MOST_STARTS,
  });
  readonly #now: () => number;

  /** `now` is monotonic. */
  constructor(now: () => number = systemClock.now) {
    this.#now = now;
  }

  /** A job was started just now. */
  note(gid: string, owner: string): void {
    this.#starts.set(gid, { owner, atMs: this.#now() });
  }

  /** How old a start is, and whose; null for one that this instance did not make. */
  find(gid: string): { readonly owner: string; readonly ageMs: number } | null {
    const start = this.#starts.get(gid);
    return start ? { owner: start.owner, ageMs: this.#now() - start.atMs } : null;
  }
}
