/**
 * The words of watching: where a job is read from, what a subscriber is told, and what it must be able to hear.
 * Types and the small rules over errors; knows neither Asana's client nor GraphQL.
 */

import type { EndFacts, StartFacts } from '../contents/countable.ts';
import type { Contents, Counted } from '../contents/counted.ts';
import { type ErrorCode, GatewayError, isGatewayError } from '../errors.ts';
import type { JobState } from '../job-state.ts';
import type { Aim } from './aim.ts';

/** One token's way of reading jobs. All ways of one key are worth the same. `R` is a reader of one wake. */
export interface WatchWay<R> {
  /** Hash of the token. */
  readonly key: string;
  /** A fresh reader: it remembers nothing. */
  open(): R;
  /** Reads what a poll needs. Reads of one tick through one reader ride in one batch. Never aborted. */
  read(reader: R, gid: string): Promise<JobState>;
  /** Whether Asana says that the token is dead for everything. */
  confirmDead(): Promise<boolean>;
  /** 0 = plenty of budget … 1 = nearly gone, for so many watched jobs. */
  pressure(watched: number): number;
  /** Counts something of what a job made; see `Aim`. Without it nothing is counted. */
  count?(reader: R, what: Exclude<Aim['what'], 'name'>, gid: string): Promise<number>;
  /** Tells a reader what another instance saw, so that it need not ask again. Without it, it asks. */
  prime?(reader: R, state: JobState): void;
}

/** What is remembered of a job. */
export interface JobNote extends StartFacts, EndFacts {
  /** Milliseconds since the start; null when it was not seen. */
  readonly ageMs: number | null;
  /** What was counted of what it made. */
  readonly counted: Counted | null;
}

/** What watching asks of the memory of starts, and tells it. The ledger is one. */
export interface JobNotes {
  /** By gid, in order; null where nothing is known. */
  find(gids: readonly string[]): Promise<(JobNote | null)[]>;
  /** A job was read. `lateMs`: so long before it was still running, where the reader knows. */
  observed(state: JobState, lateMs?: number): Promise<void>;
  /** What it made was counted. */
  counted(gid: string, counted: Counted): Promise<void>;
}

/** The first read of a subscriber: its own selection with the poll's fields in one. */
export type FirstRead<R> = (reader: R, gid: string) => Promise<JobState>;

/** What a subscriber gets: a state, or the error that ends this job's watch. */
export interface JobEvent<R> {
  readonly gid: string;
  readonly state: JobState | null;
  readonly error: unknown;
  /** Fresh for this wake, shared by all who wake for it. */
  readonly reader: R;
  /** What is said of what it made, null where there are no contents; absent for who did not ask, and has to ask anew. */
  readonly contents?: Contents | null;
}

/** Somebody who watches a job on this instance. */
export interface Subscriber<R> {
  /** Takes an event without blocking. After one with `last` nothing more comes of this job. */
  offer(event: JobEvent<R>, last: boolean): void;
  /** The hub closes: end now. */
  shut(): void;
}

const TERMINAL_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'PAYMENT_REQUIRED',
]);

/** Whether a failed read will fail again however long one waits. */
export function isTerminal(error: unknown): error is GatewayError {
  return isGatewayError(error) && TERMINAL_CODES.has(error.code);
}

/** The same error, naming the job among many. */
export function withGid(error: unknown, gid: string): unknown {
  if (!isGatewayError(error) || error.details.gid !== undefined) return error;
  return new GatewayError(error.code, error.message, {
    retryable: error.retryable,
    details: { ...error.details, gid },
    upstreamMessages: error.upstreamMessages,
    cause: error.cause,
    ...(error.status !== undefined && { status: error.status }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  });
}
