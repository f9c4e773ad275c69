/**
 * One errand as a stream: as it is first, then each change, until it is over. What is changed here is told at once, what
 * others change is looked for. Knows neither the store nor who watches.
 */
import type { Clock, Timer } from '../clock.ts';
import { type Errand, isOver } from './errand.ts';

/** What a watch is given. */
export interface ErrandWatchOptions {
  /** The errand as it is; null where it is kept no more. */
  readonly read: () => Promise<Errand | null>;
  /** How often it is read anew; null: never. */
  readonly lookEveryMs: number | null;
  readonly clock: Clock;
  readonly opened: () => void;
  readonly closed: () => void;
}

/** Changes that wait for whoever watches; the oldest go. An errand of a hundred steps has as many twice. */
const MOST_WAITING = 500;

/** A watch. Nothing happens before the first `next()`. */
export class ErrandWatch implements AsyncIterableIterator<Errand> {
  readonly #options: ErrandWatchOptions;
  readonly #waiting: Errand[] = [];
  #wake: (() => void) | null = null;
  #timer: Timer | null = null;
  #state: 'new' | 'open' | 'closed' = 'new';
  #last: Errand | null = null;
  #failure: unknown = null;

  constructor(options: ErrandWatchOptions) {
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** A change. */
  tell(errand: Errand): void {
    const newest = this.#waiting.at(-1) ?? this.#last;
    if (this.#state !== 'open' || (newest && !isNews(errand, newest))) return;
    this.#waiting.push(errand);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Errand>> {
    if (this.#state === 'new') {
      this.#state = 'open';
      this.#options.opened();
      await this.#look();
    }
    for (;;) {
      const errand = this.#waiting.shift();
      if (errand && this.#state === 'open') {
        this.#last = errand;
        if (isOver(errand)) this.#close();
        return { done: false, value: errand };
      }
      if (this.#failure !== null) {
        const error = this.#failure;
        this.#failure = null;
        this.#close();
        throw error;
      }
      if (this.#state === 'closed') return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  async return(): Promise<IteratorResult<Errand>> {
    this.#close();
    this.#wake?.();
    return { done: true, value: undefined };
  }

  async #look(): Promise<void> {
    const { read, lookEveryMs, clock } = this.#options;
    try {
      const errand = await read();
      if (errand) this.tell(errand);
      else this.#close();
    } catch (error) {
      // Later failures pass: the next look may find it.
      if (this.#last === null) this.#failure = error;
    }
    this.#wake?.();
    if (this.#state !== 'open' || lookEveryMs === null) return;
    this.#timer = clock.setTimeout(() => void this.#look(), lookEveryMs);
  }

  #close(): void {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closed';
    this.#waiting.length = 0;
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer);
    if (wasOpen) this.#options.closed();
  }
}

/** That one nobody runs is interrupted is seen, and written by nobody. */
function isNews(errand: Errand, before: Errand): boolean {
  if (errand.version !== before.version) return errand.version > before.version;
  return errand.state !== before.state;
}
