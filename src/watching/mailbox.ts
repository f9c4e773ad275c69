/**
 * What a hub hands to a subscription: an iterator that holds the newest event of each job and nothing older. A slow
 * reader costs a constant; the final event waits for it. Knows no hub, only what to call at start and end.
 */
import type { JobEvent, Subscriber } from './watch.ts';
import { withGid } from './watch.ts';

/** How a mailbox is connected. */
export interface MailboxOptions<R> {
  readonly gids: readonly string[];
  /** Several jobs: errors name theirs. */
  readonly multiple: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Called in the first `next()`, unless the signal is aborted by then. */
  start(mailbox: Subscriber<R>, gids: ReadonlySet<string>): void;
  /** Called once after `start`, with the jobs that have not ended. */
  stop(mailbox: Subscriber<R>, gids: ReadonlySet<string>): void;
}

type Step<R> = IteratorResult<JobEvent<R>, undefined>;

/**
 * An own iterator, not a generator: `return()` of a generator waits for the `await` it sits in, this one ends at
 * once and so does the `next()` that is pending.
 */
export class Mailbox<R> implements AsyncIterableIterator<JobEvent<R>>, Subscriber<R> {
  readonly #options: MailboxOptions<R>;
  /** Jobs of which more may come. */
  readonly #open: Set<string>;
  /** Newest unread event per job, in the order in which jobs first had something to say. */
  readonly #unread = new Map<string, JobEvent<R>>();
  #waiting: ((step: Step<R>) => void)[] = [];
  #phase: 'idle' | 'live' | 'ended' = 'idle';

  constructor(options: MailboxOptions<R>) {
    this.#options = options;
    this.#open = new Set(options.gids);
  }

  next(): Promise<Step<R>> {
    if (this.#phase === 'idle') this.#start();
    const step = this.#take();
    if (step) return Promise.resolve(step);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  return(): Promise<Step<R>> {
    this.shut();
    return Promise.resolve(DONE);
  }

  throw(error: unknown): Promise<Step<R>> {
    this.shut();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  offer(event: JobEvent<R>, last: boolean): void {
    if (this.#phase !== 'live' || !this.#open.has(event.gid)) return;
    const shown =
      this.#options.multiple && event.error !== null
        ? { ...event, error: withGid(event.error, event.gid) }
        : event;
    if (last) this.#open.delete(event.gid);
    this.#unread.set(event.gid, shown);
    if (this.#open.size === 0) this.#end();
    this.#deliver();
  }

  shut(): void {
    this.#unread.clear();
    this.#end();
    this.#deliver();
  }

  #start(): void {
    const { signal } = this.#options;
    if (signal?.aborted || this.#open.size === 0) {
      this.#phase = 'ended';
      return;
    }
    this.#phase = 'live';
    signal?.addEventListener('abort', this.#onAbort);
    this.#options.start(this, new Set(this.#open));
  }

  readonly #onAbort = () => this.shut();

  #end(): void {
    const wasLive = this.#phase === 'live';
    this.#phase = 'ended';
    if (!wasLive) return;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#options.stop(this, this.#open);
  }

  #deliver(): void {
    while (this.#waiting.length > 0) {
      const step = this.#take();
      if (!step) return;
      this.#waiting.shift()?.(step);
    }
  }

  #take(): Step<R> | null {
    for (const [gid, event] of this.#unread) {
      this.#unread.delete(gid);
      return { done: false, value: event };
    }
    return this.#phase === 'ended' ? DONE : null;
  }
}

const DONE = { done: true, value: undefined } as const;
