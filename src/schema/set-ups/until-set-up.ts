/**
 * Watching jobs until what was to be done afterwards is done: the events of each job, and one for each change of the
 * set-up that follows it. Done or failed, a set-up has the last word once the job has had its own; cancelled, it has it
 * at once, however long the job may run. Knows neither how jobs are watched nor what a set-up does.
 */
import type { Reader } from '../../asana/reader.ts';
import { type Errand, isOver } from '../../errands/errand.ts';
import type { ErrandWatch } from '../../errands/errand-watch.ts';
import { itself } from '../../iterator.ts';
import type { JobState } from '../../job-state.ts';
import type { JobEvent, WatchWay } from '../../watching/hub.ts';
import type { GatewayContext } from '../context.ts';
import { setUpOfJob } from './set-ups.ts';

type Event = JobEvent<Reader>;

/** An event, and whether nothing more is to be told of its job. */
type Given = Event & { readonly isLast?: boolean };

/** One stream of several, of which one thing at a time is taken. */
interface Part {
  /** The job it is about. */
  readonly gid: string;
  /** Whether it has the events of the job itself. */
  readonly isJob: boolean;
  pull(): Promise<Given | null>;
  close(): void;
}

/** The events of one job. */
export type JobWatch = (gid: string) => AsyncIterableIterator<Event>;

/** All of them together. */
export class UntilSetUp implements AsyncIterableIterator<Event> {
  readonly #context: GatewayContext;
  readonly #source: WatchWay<Reader>;
  /** Each with what it will give next; null before anything was asked of it. */
  readonly #parts = new Map<Part, Promise<void> | null>();
  readonly #arrived: { readonly part: Part; readonly event: Given | null; readonly error: unknown }[] = [];
  /** What was given last: its stream is asked for more when the next is wanted. */
  #taken: Part | null = null;
  #wake: (() => void) | null = null;
  readonly #states = new Map<string, JobState>();
  /** Jobs whose set-up was looked for. */
  readonly #seen = new Set<string>();
  /** Set-ups that are done and wait for the last event of their job, by that. */
  readonly #held = new Map<string, () => void>();
  /** A job of which nothing more is told, once what was given last is taken. */
  #ending: string | null = null;

  readonly [Symbol.asyncIterator] = itself;

  constructor(gids: readonly string[], watch: JobWatch, source: WatchWay<Reader>, context: GatewayContext) {
    this.#context = context;
    this.#source = source;
    for (const gid of new Set(gids)) this.#parts.set(jobPart(gid, watch(gid)), null);
  }

  async next(): Promise<IteratorResult<Event>> {
    for (const [part, pulling] of this.#parts) if (pulling === null) this.#pull(part);
    for (;;) {
      if (this.#ending !== null) this.#end(this.#ending);
      this.#ending = null;
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
      if (!this.#parts.has(part)) continue;
      if (!event) {
        this.#parts.delete(part);
        this.#held.get(part.gid)?.();
        if (error !== null) throw error;
        continue;
      }
      this.#taken = part;
      if (event.isLast) this.#ending = event.gid;
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

  /** Nothing more is told of this job. */
  #end(gid: string): void {
    for (const part of this.#parts.keys()) {
      if (part.gid !== gid) continue;
      this.#parts.delete(part);
      part.close();
    }
  }

  #pull(part: Part): void {
    if (!this.#parts.has(part)) return;
    const arrive = (event: Given | null, error: unknown): void => {
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
    // It is shown as it was first: by the event, or by its own.
    const setUp = await setUpOfJob(gid, this.#context, { goesOn: false });
    if (!setUp) return;
    // A token that is refused later takes nothing back of what the stream was to show.
    this.#context.ownErrands.add(setUp.errand.id);
    this.#add(this.#changesOf(gid, this.#context.services.errands.watch(setUp.errand.id)));
  }

  #changesOf(gid: string, watch: ErrandWatch): Part {
    const { services, caller } = this.#context;
    let shown: Errand | null = null;
    return {
      gid,
      isJob: false,
      pull: async () => {
        if (shown?.state === 'interrupted') await services.errands.back(shown, caller.token);
        const step = await watch.next();
        if (step.done) return null;
        shown = step.value;
        if (isOver(shown) && shown.state !== 'cancelled') await this.#jobIsOver(gid);
        return { ...this.#eventOf(gid), isLast: shown.state === 'cancelled' };
      },
      close: () => void watch.return(),
    };
  }

  /** Waits until the job has had its last event. */
  #jobIsOver(gid: string): Promise<void> {
    return new Promise((resolve) => {
      const isOpen = [...this.#parts.keys()].some((part) => part.gid === gid && part.isJob);
      if (isOpen) this.#held.set(gid, resolve);
      else resolve();
    });
  }

  /** The job as it was seen last, for a reader that remembers nothing else. */
  #eventOf(gid: string): Event {
    const reader = this.#source.open();
    const state = this.#states.get(gid) ?? null;
    if (state) this.#source.prime?.(reader, state);
    return { gid, state, error: null, reader };
  }
}

function jobPart(gid: string, events: AsyncIterableIterator<Event>): Part {
  return {
    gid,
    isJob: true,
    pull: async () => {
      const step = await events.next();
      return step.done ? null : step.value;
    },
    close: () => void events.return?.(),
  };
}
