/**
 * Errands as rows of their store: shown as they stand, changed at their version, kept for this instance. Knows what
 * runs here and what a kind needs; runs nothing, and holds no token.
 */
import type { Errand, ErrandChange, FoundErrand, SeenErrand } from './errand.ts';
import { wantsRunning } from './errand.ts';
import type { ErrandKind } from './run.ts';
import type { ErrandRuns } from './runs.ts';
import type { ErrandStore } from './store.ts';
import type { ErrandTokens } from './tokens.ts';

/** What rows are shown and changed with. */
export interface ErrandRowsOptions {
  readonly store: ErrandStore;
  readonly tokens: ErrandTokens;
  readonly kinds: readonly ErrandKind[];
  readonly runs: ErrandRuns;
  /** Told of each change that is made here. */
  readonly told: (errand: Errand) => void;
}

/** The rows of all errands. */
export class ErrandRows {
  readonly #options: ErrandRowsOptions;

  constructor(options: ErrandRowsOptions) {
    this.#options = options;
  }

  /** One that nobody runs, and that nobody can go on with but its user, is interrupted. */
  asSeen(found: FoundErrand): SeenErrand {
    const { tokens, runs } = this.#options;
    const { isHeld, ...errand } = found;
    const isLeft = wantsRunning(errand) && !isHeld && !tokens.isOwn && this.needsToken(errand);
    return isLeft && !runs.has(errand) ? { ...errand, state: 'interrupted' } : errand;
  }

  needsToken({ kind }: Errand): boolean {
    return this.#options.kinds.find(({ name }) => name === kind)?.needsToken ?? true;
  }

  /** Changes one, whatever changed before; null where it is gone, or `change` says nothing of it. */
  async change(
    { id }: Errand,
    change: (errand: FoundErrand) => ErrandChange | null,
  ): Promise<FoundErrand | null> {
    const { store, told } = this.#options;
    for (;;) {
      const found = await store.find(id);
      const wanted = found && change(found);
      if (!found || !wanted) return null;
      const kept = await store.change(id, found.version, wanted);
      if (!kept) continue;
      told(kept);
      return kept;
    }
  }

  /** Nobody else is to run it before it is begun here: not everybody has its token. */
  async take({ id }: Errand): Promise<void> {
    const { store, runs } = this.#options;
    await store.take(id, runs.holder, runs.leaseMs);
  }
}
