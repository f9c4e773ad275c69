/**
 * What was reserved learns what its errand is about. A store that is away just then must not cost the errand: it is told
 * again and again, for as long as the place is reserved. Knows neither tokens nor how errands are run.
 */
import type { Clock } from '../clock.ts';
import { sharedAbort } from '../shared-abort.ts';
import { type Errand, type ErrandChange, isOver } from './errand.ts';
import { KEEP_AGAIN_MS, pause } from './run.ts';
import type { ErrandStore } from './store.ts';

/** So long something may take to be started after its errand was reserved, milliseconds. */
export const RESERVED_MS = 120_000;

/** What that takes. */
export interface BeginningsOptions {
  readonly store: ErrandStore;
  readonly clock: Clock;
  /** Told of one that may run now. */
  readonly begun: (errand: Errand) => void;
  /** Told of one that never will. */
  readonly lost: (errand: Errand, change: ErrandChange, error: unknown) => void;
}

/** Errands on their way from reserved to begun. */
export class Beginnings {
  readonly #options: BeginningsOptions;
  readonly #work = new Set<Promise<void>>();
  readonly #closing = sharedAbort();

  constructor(options: BeginningsOptions) {
    this.#options = options;
  }

  /** Begins one: at once, or in the background once the store is back. Never rejects. */
  async begin(errand: Errand, change: ErrandChange): Promise<void> {
    const untilMs = this.#options.clock.now() + RESERVED_MS;
    if (await this.#hasTried(errand, change, true)) return;
    const work: Promise<void> = this.#repeat(errand, change, untilMs).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** Tries once more what is under way, and ends. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the gateway ends'));
    await Promise.all(this.#work);
  }

  async #repeat(errand: Errand, change: ErrandChange, untilMs: number): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#closing;
    let isLast = false;
    do {
      await pause(KEEP_AGAIN_MS, clock, signal).catch(() => {});
      isLast = signal.aborted || clock.now() >= untilMs;
    } while (!(await this.#hasTried(errand, change, !isLast)));
  }

  /** One try; false where another one is worth it. */
  async #hasTried(errand: Errand, change: ErrandChange, mayRepeat: boolean): Promise<boolean> {
    const { store, begun, lost } = this.#options;
    try {
      if (await isKept(errand, change, store)) begun(errand);
      else lost(errand, change, null);
    } catch (error) {
      if (mayRepeat) return false;
      lost(errand, change, error);
    }
    return true;
  }
}

/** Keeps it, whatever else has changed. False where there is nothing left to begin. Rejects while the store is away. */
async function isKept({ id, version }: Errand, change: ErrandChange, store: ErrandStore): Promise<boolean> {
  for (let at = version; ; ) {
    if (await store.change(id, at, change)) return true;
    const found = await store.find(id);
    if (!found || isOver(found)) return false;
    // The reply to a try before this one was lost.
    if (hasAlready(found, change)) return true;
    at = found.version;
  }
}

function hasAlready(found: Errand, change: ErrandChange): boolean {
  const keys = Object.keys(change) as (keyof ErrandChange)[];
  return keys.every((key) => JSON.stringify(found[key]) === JSON.stringify(change[key]));
}
