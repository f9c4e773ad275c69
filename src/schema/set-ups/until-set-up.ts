/**
 * Watching jobs until what was to be done afterwards is done: the events of the jobs, and one for each change of a
 * set-up that follows one of them; over when both are. Knows neither how jobs are watched nor what a set-up does.
 */
import type { Reader } from '../../asana/reader.ts';
import type { Errand } from '../../errands/errand.ts';
import type { ErrandWatch } from '../../errands/errand-watch.ts';
import { itself } from '../../iterator.ts';
import type { JobState } from '../../job-state.ts';
import type { JobEvent, WatchSource } from '../../watching/hub.ts';
import type { GatewayContext } from '../context.ts';
import { setUpOfJob } from './set-ups.ts';

type Event = JobEvent<Reader>;

/** One stream of several, of which one thing at a time is taken. */
interface Part {
  pull(): Promise<Event | null>;
  close(): void;
}

/** Both together. */
export class UntilSetUp implements AsyncIterableIterator<Event> {
  readonly #context: GatewayContext;
  readonly #source: WatchSource<Reader>;
  /** Each with what it will give next. */
  readonly #parts = new Map<Part, Promise<void>>();
  readonly #arrived: { readonly part: Part; readonly event: Event | null; readonly error: unknown }[] = [];
  /** What was given last: its stream is asked for more when the next is wanted. */
  #taken: Part | null = null;
  #wake: (() => void) | null = null;
  readonly #states = new Map<string, JobState>();
  /** Jobs whose set-up was looked for. */
  readonly #seen = new Set<string>();

  readonly [Symbol.asyncIterator] = itself;

  constructor(jobs: AsyncIterableIterator<Event>, source: WatchSource<Reader>, context: GatewayContext) {
    this.#context = context;
    this.#source = source;
    this.#add({
      pull: async () => {
        const step = await jobs.next();
        return step.done ? null : step.value;
      },
      close: () => void jobs.return?.(),
    });
  }

  async next(): Promise<IteratorResult<Event>> {
    for (;;) {
      if (this.#taken) this.#pull(this.#taken);
      this.#taken = null;
      const first = this.#arrived.shift();
      if (!first) {
        if (this.#parts.size === 0) return { done: true, value: undefined };
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const { part, event, error } = first;
      if (!event) {
        this.#parts.delete(part);
        if (error !== null) throw error;
        continue;
      }
      this.#taken = part;
      if (event.state) this.#states.set(event.gid, event.state);
      await this.#follow(event);
      return { done: false, value: event };
    }
  }

  async return(): Promise<IteratorResult<Event>> {
    for (const part of this.#parts.keys()) part.close();
    this.#parts.clear();
    this.#arrived.length = 0;
    this.#taken = null;
    this.#wake?.();
    return { done: true, value: undefined };
  }

  #add(part: Part): void {
    this.#parts.set(part, Promise.resolve());
    this.#pull(part);
  }

  #pull(part: Part): void {
    if (!this.#parts.has(part)) return;
    const arrive = (event: Event | null, error: unknown): void => {
      if (!this.#parts.has(part)) return;
      this.#arrived.push({ part, event, error });
      this.#wake?.();
    };
    const pulling = part.pull().then(
      (event) => arrive(event, null),
      (error: unknown) => arrive(null, error),
    );
    this.#parts.set(part, pulling);
  }

  /** From a job's first event on, its set-up is watched as well. */
  async #follow({ gid, state }: Event): Promise<void> {
    if (!state || this.#seen.has(gid)) return;
    this.#seen.add(gid);
    const setUp = await setUpOfJob(gid, this.#context);
    if (setUp) this.#add(this.#changesOf(gid, this.#context.services.errands.watch(setUp.errand.id)));
  }

  #changesOf(gid: string, watch: ErrandWatch): Part {
    const { services, caller } = this.#context;
    let shown: Errand | null = null;
    return {
      pull: async () => {
        if (shown?.state === 'interrupted') await services.errands.back(shown, caller.token);
        const step = await watch.next();
        if (step.done) return null;
        shown = step.value;
        return this.#eventOf(gid);
      },
      close: () => void watch.return(),
    };
  }

  /** The job as it was seen last, for a reader that remembers nothing else. */
  #eventOf(gid: string): Event {
    const reader = this.#source.open();
    const state = this.#states.get(gid) ?? null;
    if (state) this.#source.prime?.(reader, state);
    return { gid, state, error: null, reader };
  }
}
