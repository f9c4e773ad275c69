/**
 * Asks the ledger what it knows of one job, again where that may be old by now. Knows nothing of what follows from it.
 */
import type { Clock } from '../clock.ts';
import type { JobNote, JobNotes } from './watch.ts';

/** What the ledger said so long ago is not asked for again. */
const KNOWN_FOR_MS = 100;

/** What asking takes. */
export interface LedgerNoteOptions {
  readonly gid: string;
  readonly ledger: JobNotes;
  readonly clock: Clock;
  /** Told of each answer; `failed` where the ledger did not give one. */
  learn(note: JobNote | null | 'failed'): void;
}

/** What the ledger knows of one job. */
export class LedgerNote {
  readonly #options: LedgerNoteOptions;
  #answered: Promise<void> = Promise.resolve();
  #isAsking = false;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(options: LedgerNoteOptions) {
    this.#options = options;
  }

  /** Whether an answer is waited for. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** Resolves once there is an answer to the last question. */
  get answered(): Promise<void> {
    return this.#answered;
  }

  /** Whether it may know more by now than it said. */
  get isOld(): boolean {
    return !this.#isAsking && this.#options.clock.now() - this.#answeredAt > KNOWN_FOR_MS;
  }

  ask(): void {
    const { gid, ledger, clock, learn } = this.#options;
    this.#isAsking = true;
    const answer = (note: JobNote | null | 'failed'): void => {
      this.#isAsking = false;
      this.#answeredAt = clock.now();
      learn(note);
    };
    this.#answered = ledger.find([gid]).then(
      ([note]) => answer(note ?? null),
      () => answer('failed'),
    );
  }
}
