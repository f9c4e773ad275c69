/**
 * The readers of one token: which reads ride together. One is shared by all who ask within one turn of the event
 * loop, one by all polls of one wake. Knows no jobs.
 */
import type { JobState } from '../job-state.ts';
import type { WatchWay } from './watch.ts';

/** Opens readers, and keeps each as long as others may join it. */
export class Readers<R> {
  #way: WatchWay<R>;
  #ofTurn: R | null = null;
  #ofWake: R | null = null;

  constructor(way: WatchWay<R>) {
    this.#way = way;
  }

  get way(): WatchWay<R> {
    return this.#way;
  }

  /** All ways of one token are worth the same; the newest has the newest caller behind it. */
  use(way: WatchWay<R>): void {
    this.#way = way;
  }

  /** The reader of this turn, told of a state that needs no read. */
  ofTurn(state: JobState | null = null): R {
    if (this.#ofTurn === null) {
      this.#ofTurn = this.#way.open();
      // Just before the reader sends what was asked of it in this turn, so that whoever comes later knows that
      // this reader's batch is on its way.
      void Promise.resolve().then(() =>
        process.nextTick(() => {
          this.#ofTurn = null;
        }),
      );
    }
    const reader = this.#ofTurn;
    if (state) this.#way.prime?.(reader, state);
    return reader;
  }

  /** Whether what is asked of this reader now still joins what was asked of it before. */
  isGathering(reader: R | null): boolean {
    return reader !== null && reader === this.#ofTurn;
  }

  /** The reader of all that is due now. */
  ofWake(): R {
    this.#ofWake ??= this.#way.open();
    return this.#ofWake;
  }

  /** All that was due has been asked. */
  endWake(): void {
    this.#ofWake = null;
  }
}
