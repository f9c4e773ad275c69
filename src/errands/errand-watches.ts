/** Who watches which errand here, so that each change is told to those whom it concerns. Knows no kind of errand. */
import type { Clock } from '../clock.ts';
import type { Errand } from './errand.ts';
import { ErrandWatch } from './errand-watch.ts';

/** How often an errand that other instances may change is read anew. */
const LOOK_EVERY_MS = 500;

/** What watches are made of. */
export interface ErrandWatchesOptions {
  /** An errand as it is seen; null where it is kept no more. */
  readonly read: (id: string) => Promise<Errand | null>;
  /** Whether others change errands as well. */
  readonly isShared: boolean;
  readonly clock: Clock;
}

/** The watches of this instance. */
export class ErrandWatches {
  readonly #options: ErrandWatchesOptions;
  readonly #open = new Map<string, Set<ErrandWatch>>();

  constructor(options: ErrandWatchesOptions) {
    this.#options = options;
  }

  /** The errand as it is, then each change of it; ends when it is over. */
  watch(id: string): ErrandWatch {
    const { read, isShared, clock } = this.#options;
    const watch: ErrandWatch = new ErrandWatch({
      read: () => read(id),
      lookEveryMs: isShared ? LOOK_EVERY_MS : null,
      clock,
      opened: () => {
        this.#open.set(id, (this.#open.get(id) ?? new Set()).add(watch));
      },
      closed: () => {
        const watches = this.#open.get(id);
        watches?.delete(watch);
        if (watches?.size === 0) this.#open.delete(id);
      },
    });
    return watch;
  }

  /** An errand has changed. */
  tell(errand: Errand): void {
    for (const watch of this.#open.get(errand.id) ?? []) watch.tell(errand);
  }

  /** Ends all. */
  close(): void {
    for (const watches of [...this.#open.values()]) for (const watch of [...watches]) void watch.return();
  }
}
