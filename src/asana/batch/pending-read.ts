/**
 * Reads that wait to be sent, and which of them leave together. A read is settled once, whatever it met on the way;
 * until then it says how it goes next. Sends nothing, decides nothing.
 */
import type { GatewayError } from '../../errors.ts';
import type { Envelope } from '../replies/replies.ts';
import type { TimedContext } from '../transport/wire.ts';
import { BATCH_SIZE, fitsBatch, type ReadAction } from './actions.ts';

/** A read's data, or why there is none. */
export type ReadResult = Envelope | GatewayError;

/** One action on its way, until it is settled. */
export class PendingRead {
  readonly action: ReadAction;
  /** Rejects only with what is no error of ours: the reason of a signal. */
  readonly result: Promise<ReadResult>;
  /** How often it was sent. */
  attempts = 0;
  /** Since when it waits for budget, where a part of its batch was sent without it. */
  waitsSinceMs: number | undefined = undefined;
  /** What its last attempt met. */
  fault: GatewayError | undefined = undefined;
  /** How many may share its batch. */
  most: number = BATCH_SIZE;
  /** It goes as a GET, however long it is: `/batch` was refused, this once, or, as it seems, to this token at all. */
  batchRefused: 'no' | 'this once' | 'it seems' = 'no';
  #deadlineMs: number;
  #latestMs: number;
  #resolve!: (result: ReadResult) => void;
  #reject!: (reason: unknown) => void;

  constructor(action: ReadAction, { deadlineMs, latestMs }: TimedContext) {
    this.action = action;
    this.#deadlineMs = deadlineMs;
    this.#latestMs = latestMs;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  /** See `TimedContext`. */
  get latestMs(): number {
    return this.#latestMs;
  }

  /** It has so much more time. */
  extend(ms: number): void {
    this.#deadlineMs += ms;
    this.#latestMs += ms;
  }

  /** Ends it with its result. */
  settle(result: ReadResult): void {
    this.#resolve(result);
  }

  /** Ends it with what is no result: its caller left. */
  fail(reason: unknown): void {
    this.#reject(reason);
  }
}

/** Takes the next batch out of those that wait: the first of them, and in their order those that may go with it. */
export function takeBatch(waiting: PendingRead[]): PendingRead[] {
  if (waiting.length === 1) return waiting.splice(0);
  const batch: PendingRead[] = [];
  const left = waiting.filter((read) => {
    const joins = mayJoin(read, batch);
    if (joins) batch.push(read);
    return !joins;
  });
  waiting.splice(0, waiting.length, ...left);
  return batch;
}

function mayJoin(read: PendingRead, [first, ...others]: readonly PendingRead[]): boolean {
  if (!first) return true;
  const most = Math.min(first.most, read.most);
  return others.length + 1 < most && fitsBatch(first.action) && fitsBatch(read.action);
}

/** The moment until which all of them have time. */
export function earliestDeadlineMs(batch: readonly PendingRead[]): number {
  return leastOf(batch, deadlineOf);
}

/** The last moment at which another attempt for all of them may begin. */
export function latestOf(batch: readonly PendingRead[]): number {
  return leastOf(batch, latestOfRead);
}

const deadlineOf = ({ deadlineMs }: PendingRead): number => deadlineMs;
const latestOfRead = ({ latestMs }: PendingRead): number => latestMs;

function leastOf(batch: readonly PendingRead[], of: (read: PendingRead) => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const read of batch) least = Math.min(least, of(read));
  return least;
}
