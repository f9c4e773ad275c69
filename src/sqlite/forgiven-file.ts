/**
 * A state file that is forgiven: changes that it did not take, because the disk is full or fails, are told to the log,
 * kept in order and in bounds, and made up for before the next one. Knows nothing of what is changed.
 */
import type { StateFile } from './state-file.ts';

/** Changes that are kept for a file that takes none. */
const KEPT_LIMIT = 10_000;

interface Missed {
  readonly how: 'change' | 'note';
  readonly body: () => unknown;
}

/** The file as one store uses it. */
export class ForgivenFile {
  readonly #file: StateFile;
  readonly #store: string;
  readonly #missed: Missed[] = [];

  constructor(file: StateFile, store: string) {
    this.#file = file;
    this.#store = store;
  }

  /** See `StateFile.change`; whether it was taken. */
  change(body: () => unknown): boolean {
    return this.#attempt({ how: 'change', body });
  }

  /** See `StateFile.note`. */
  note(body: () => unknown): boolean {
    return this.#attempt({ how: 'note', body });
  }

  /** What is read, or what is said where the file cannot be read. */
  read<T>(body: () => T, otherwise: T): T {
    try {
      return body();
    } catch (error) {
      this.#file.failed(this.#store, error);
      return otherwise;
    }
  }

  #attempt(next: Missed): boolean {
    try {
      for (let each = this.#missed[0]; each; each = this.#missed[0]) {
        this.#file[each.how](each.body);
        this.#missed.shift();
      }
      this.#file[next.how](next.body);
      return true;
    } catch (error) {
      this.#file.failed(this.#store, error);
      if (this.#missed.length < KEPT_LIMIT) this.#missed.push(next);
      return false;
    }
  }
}
