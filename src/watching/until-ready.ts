/**
 * Between the watch of a job and a subscriber who wants to know of its contents: takes the states of the one and the
 * counts of the other, and ends with the later of both. Knows neither how is polled nor how is counted.
 */
import { isFinal, type JobState } from '../job-state.ts';
import type { Counter, CountMember } from './counter.ts';
import type { Counters } from './counters.ts';
import type { JobEvent, Subscriber, WatchWay } from './watch.ts';

/** What a subscriber wants beyond the states of a job. */
export interface Wishes {
  /** Until when it watches. @default 'finished' */
  readonly until?: 'finished' | 'ready' | undefined;
  /** Whether counts are part of what changes, while the job runs too. @default false */
  readonly progress?: boolean | undefined;
}

/** Whether a watch of the job alone does not fulfil them. */
export function needsCounts({ until, progress }: Wishes): boolean {
  return until === 'ready' || progress === true;
}

/** Where counts come from. */
export interface CountingPlace<R> {
  readonly counters: Counters;
  readonly way: WatchWay<R>;
  readonly gid: string;
}

/** A subscriber of a job and of its counter. */
export class UntilReady<R> implements Subscriber<R>, CountMember<R> {
  readonly wantsProgress: boolean;
  readonly #until: 'finished' | 'ready';
  readonly #outer: Subscriber<R>;
  readonly #place: CountingPlace<R>;
  #counter: Counter<R> | null = null;
  #newest: JobEvent<R> | null = null;
  #isNewestSent = false;
  #hasSent = false;
  #isOver = false;

  constructor(
    outer: Subscriber<R>,
    place: CountingPlace<R>,
    { until = 'finished', progress = false }: Wishes,
  ) {
    this.#outer = outer;
    this.#place = place;
    this.#until = until;
    this.wantsProgress = progress;
  }

  /** The job's watch has something to say. */
  offer(event: JobEvent<R>, last: boolean): void {
    if (this.#isOver) return;
    const { state } = event;
    if (event.error !== null || !state) {
      if (last) this.leave();
      this.#outer.offer(event, last);
      return;
    }
    this.#newest = event;
    this.#isNewestSent = false;
    const { counters, way, gid } = this.#place;
    this.#counter ??= counters.join(way, gid, this);
    const counter = this.#counter;
    counter.tell(state);
    if (counter.isKnown) this.#send(event, 'may wait');
    else {
      void counter.known.then(() => {
        if (this.#newest === event && !this.#isNewestSent) this.#send(event, 'may wait');
      });
    }
  }

  counted(reader: R, changed: boolean, state: JobState | null): void {
    // Of one that has succeeded, no more than the name of what it made is news.
    if (this.#newest?.state && state && isFinal(this.#newest.state.status) && isFinal(state.status))
      this.#newest = { ...this.#newest, state };
    if (this.#newest && (changed || !this.#hasSent || this.#counter?.isOver)) {
      this.#send({ ...this.#newest, reader }, 'now');
    }
  }

  failed(error: unknown): void {
    const { gid } = this.#place;
    const reader = this.#newest?.reader ?? this.#place.way.open();
    this.leave();
    this.#outer.offer({ gid, state: null, error, reader }, true);
  }

  shut(): void {
    this.leave();
    this.#outer.shut();
  }

  /** Wants no more. */
  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { counters, way, gid } = this.#place;
    if (this.#counter) counters.leave(way, gid, this);
  }

  #send(event: JobEvent<R>, when: 'now' | 'may wait'): void {
    const counter = this.#counter;
    if (this.#isOver || !counter || !event.state) return;
    const hasFinished = isFinal(event.state.status);
    if (this.#until === 'finished' && hasFinished) {
      // Whoever asks for the contents then has them counted for the answer.
      this.leave();
      this.#outer.offer(event, true);
      return;
    }
    const last = hasFinished && counter.isOver;
    // Who comes when the job has succeeded is told once that is counted, and not twice.
    if (hasFinished && !last && !this.#hasSent && when === 'may wait') return;
    this.#hasSent = true;
    this.#isNewestSent = true;
    if (last) this.leave();
    this.#outer.offer({ ...event, contents: counter.contents }, last);
  }
}
