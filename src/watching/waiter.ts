/**
 * A subscriber that answers once: when the job has finished, when its watch ends with an error, or when the time
 * is over. For callers without sockets. Knows no hub, only how to join and leave.
 */
import type { Clock } from '../clock.ts';
import type { JobEvent, Subscriber } from './watch.ts';

/** How a wait is connected. */
export interface WaitConnection<R> {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
  /** A fresh reader for the answer at the end of the time. */
  open(): R;
  join(subscriber: Subscriber<R>): void;
  leave(subscriber: Subscriber<R>): void;
}

/** A wait under way. */
export interface Wait<R> {
  /** Null when the caller left, or when nothing could be read in time. */
  readonly answer: Promise<JobEvent<R> | null>;
  /** Answers with the present state as soon as there is one. */
  hurry(): void;
}

/** Waits for the end of a job. */
export function waitForEnd<R>(options: WaitConnection<R>): Wait<R> {
  const { signal, clock } = options;
  let newest: JobEvent<R> | null = null;
  let hurried = false;
  let settled = false;
  let resolveAnswer: (event: JobEvent<R> | null) => void = () => {};
  const answer = new Promise<JobEvent<R> | null>((resolve) => {
    resolveAnswer = resolve;
  });

  const settle = (event: JobEvent<R> | null) => {
    if (settled) return;
    settled = true;
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    options.leave(subscriber);
    resolveAnswer(event);
  };
  // What the newest event's reader has loaded, and what was counted, may be old by now.
  const settleWithPresent = () => settle(newest && presentOf(newest, options.open()));
  const onAbort = () => settle(null);
  const subscriber: Subscriber<R> = {
    offer(event, last) {
      newest = event;
      if (last || hurried) settle(event);
    },
    shut: settleWithPresent,
  };
  const timer = clock.setTimeout(settleWithPresent, options.ms);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) settle(null);
  else options.join(subscriber);

  return {
    answer,
    hurry() {
      hurried = true;
      if (newest) settleWithPresent();
    },
  };
}

function presentOf<R>({ gid, state, error }: JobEvent<R>, reader: R): JobEvent<R> {
  return { gid, state, error, reader };
}
