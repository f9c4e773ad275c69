/**
 * The readers of one token: which reads ride together. One is shared by all who ask within one turn of the event
 * loop, one by all polls of one wake. Knows no jobs.
 */
import type { JobState } from '../job-state.ts';
import type { WatchSource } from './watch.ts';

/** Opens readers, and keeps each as long as others may join it. */
export class Readers<R> {
  #source: WatchSource<R>;
  #ofTurn: R | null = null;
  #ofWake: R | null = null;

  constructor(source: WatchSource<R>) {
    this.#source = source;
  }

  get source(): WatchSource<R> {
    return this.#source;
  }

  /** All sources of one token are worth the same; the newest has the newest caller behind it. */
  use(source: WatchSource<R>): void {
    this.#source = source;
  }

  /** The reader of this turn, told of a state that needs no read. */
  ofTurn(state: JobState | null = null): R {
    if (this.#ofTurn === null) {
      this.#ofTurn = this.#source.open();
      // Just before the reader sends what was asked of it in this turn, so that whoever comes later knows that
      // this reader's batch is on its way.
      void Promise.resolve().then(() =>
        process.nextTick(() => {
          this.#ofTurn = null;
        }),
      );
    }
    const reader = this.#ofTurn;
    if (state) this.#source.prime?.(reader, state);
    return reader;
  }

  /** Whether what is asked of this reader now still joins what was asked of it before. */
  isGathering(reader: R | null): boolean {
    return reader !== null && reader === this.#ofTurn;
  }

  /** The reader of all that is due now. */
  ofWake(): R {
    this.#ofWake ??= this.#source.open();
    return this.#ofWake;
  }

  /** All that was due has been asked. */
  endWake(): void {
    this.#ofWake = null;
  }
}
