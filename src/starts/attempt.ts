/**
 * What came of something that is sent to Asana once and not repeated: a start, or any write that would be done twice.
 * One value for the ledger, for an idempotency key and for the caller. Pure; knows no kind of write.
 */
import { isGatewayError } from '../errors.ts';
import type { UserError } from './user-errors.ts';

/** Asana did it. */
export interface Answered<Reply> {
  readonly outcome: 'answered';
  readonly gid: string;
  /** When it answered, epoch milliseconds. */
  readonly at: number;
  /** Null where only the gid is remembered, under an idempotency key. */
  readonly reply: Reply | null;
  /** What went wrong with the rest, once this was made. */
  readonly userErrors: readonly UserError[];
}

/** What came of it. */
export type Attempt<Reply> =
  | Answered<Reply>
  /** Nothing happened, and the caller can see why. */
  | { readonly outcome: 'refused'; readonly userErrors: readonly UserError[] }
  /** Nothing happened: five jobs of the user run. `why` is the word of the audit log. */
  | {
      readonly outcome: 'crowded';
      readonly why: 'no_slot' | 'too_many_running_jobs';
      readonly userErrors: readonly UserError[];
    }
  /** Nothing happened: there is one already, and it was wanted only where there is none. */
  | { readonly outcome: 'exists' }
  /** Nothing happened, for a reason that is no mistake in the input: it was not sent, or not taken. */
  | { readonly outcome: 'failed'; readonly error: unknown }
  /** It may have happened. */
  | { readonly outcome: 'unknown'; readonly error: unknown };

/** What judging takes beside what was thrown. */
export interface Judging {
  /** The caller's mistakes, where Asana explains some; else null. */
  explain(error: unknown): readonly UserError[] | null;
  /** Its reason is thrown where the caller left before anything was sent. */
  readonly signal: AbortSignal | undefined;
  /** The time of day, epoch milliseconds. */
  now(): number;
}

/** Sends something and judges what comes of it. Never rejects. */
export async function attemptTo<Reply extends { readonly gid: string }>(
  send: () => Promise<Reply>,
  judging: Judging,
): Promise<Attempt<Reply>> {
  try {
    const reply = await send();
    return { outcome: 'answered', gid: reply.gid, at: judging.now(), reply, userErrors: [] };
  } catch (error) {
    const userErrors = judging.explain(error);
    return userErrors ? { outcome: 'refused', userErrors } : failureOf(error, judging.signal);
  }
}

/** What an error says of what was to be sent. One from inside the gateway may have come after the sending. */
export function failureOf(error: unknown, signal?: AbortSignal): Attempt<never> {
  const isUnsent = isGatewayError(error)
    ? error.code !== 'OUTCOME_UNKNOWN'
    : error !== undefined && error === signal?.reason;
  return { outcome: isUnsent ? 'failed' : 'unknown', error };
}

/** What the caller is told. */
export interface Told<Reply> {
  readonly made: Answered<Reply> | null;
  readonly userErrors: readonly UserError[];
}

/** An attempt as an answer. @throws the error, where the caller has made no mistake and nothing is known to be made */
export function told<Reply>(attempt: Attempt<Reply>): Told<Reply> {
  switch (attempt.outcome) {
    case 'answered':
      return { made: attempt, userErrors: attempt.userErrors };
    case 'refused':
    case 'crowded':
      return { made: null, userErrors: attempt.userErrors };
    case 'exists':
      return { made: null, userErrors: [] };
    case 'failed':
    case 'unknown':
      throw attempt.error;
  }
}

/** How the audit log and the metrics call it; `done` is their word for what Asana did. */
export function auditWord(attempt: Attempt<unknown>, done: string, signal: AbortSignal | undefined): string {
  switch (attempt.outcome) {
    case 'answered':
      return done;
    case 'refused':
      return attempt.userErrors[0]?.code.toLowerCase() ?? 'refused';
    case 'crowded':
      return attempt.why;
    case 'exists':
      return 'exists';
    case 'unknown':
      return 'outcome_unknown';
    case 'failed':
      if (isGatewayError(attempt.error)) return attempt.error.code.toLowerCase();
      return signal?.aborted ? 'cancelled' : 'internal_server_error';
  }
}
