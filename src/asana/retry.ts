/**
 * Whether a failed call is tried again, and when. Pure: what happened, the attempt and the time go in, a decision
 * comes out; which replies are worth it stands in the table of replies. Knows nothing of sockets or of the budget.
 */
import { ruleOf } from './replies/reply-table.ts';

/** The policy as data. */
export const RETRY = {
  /** Attempts in all where Asana or the network failed. */
  attempts: 4,
  /** Attempts in all where Asana refused with 429. */
  attemptsWhenRefused: 6,
  /** Ceiling of the first backoff; it doubles with each attempt. */
  backoffMs: 100,
  backoffMaxMs: 2_000,
  /** First wait after a 429 that names none. */
  refusedMs: 1_000,
  refusedMaxMs: 15_000,
  /** A `Retry-After` beyond this is taken for nonsense and cut. */
  retryAfterMaxMs: 5 * 60_000,
  /** No attempt gets less, while there is that much. */
  attemptMinMs: 1_000,
  /** With less time left none begins: it would not be answered, only count. */
  answerMs: 200,
} as const;

/** What an attempt came to. */
export type Outcome =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly retryAfter?: string | undefined;
      /** When the reply was made, epoch milliseconds: a date in `Retry-After` counts from there. */
      readonly saidAtMs?: number | undefined;
      readonly runningJobs?: boolean;
    }
  /** `sent` is false only when the request surely did not arrive. */
  | { readonly kind: 'failure'; readonly sent: boolean };

type RepliedOutcome = Extract<Outcome, { kind: 'reply' }>;

/** Where a call stands. */
export interface Situation {
  /** A start is sent once; everything else may be repeated. */
  readonly start: boolean;
  /** Attempts made, this one included. */
  readonly attempt: number;
  readonly nowMs: number;
  /** Last moment at which another attempt may begin. */
  readonly latestMs: number;
  readonly random: () => number;
}

/** What to do next. `retryAfterMs` tells a caller when another try makes sense. */
export type Decision =
  | { readonly retry: true; readonly delayMs: number }
  | { readonly retry: false; readonly retryAfterMs?: number };

/** Decides about the attempt just made. */
export function decide(outcome: Outcome, situation: Situation): Decision {
  if (outcome.kind === 'reply') {
    const { repeated } = ruleOf(outcome.status);
    if (repeated === 'when told') return afterRefusal(outcome, situation);
    if (repeated === 'no' || situation.start) return { retry: false };
  } else if (situation.start && outcome.sent) {
    return { retry: false };
  }
  const named = outcome.kind === 'reply' ? namedWaitMs(outcome) : null;
  const delayMs = Math.max(backoffMs(situation), named ?? 0);
  if (situation.attempt < RETRY.attempts && situation.nowMs + delayMs < situation.latestMs) {
    return { retry: true, delayMs };
  }
  return named === null ? { retry: false } : { retry: false, retryAfterMs: named };
}

/** How long one attempt may take, so that a hung connection leaves time for another. */
export function attemptTimeoutMs(remainingMs: number): number {
  return Math.max(1, Math.min(remainingMs, Math.max(RETRY.attemptMinMs, remainingMs / 2)));
}

/** What has to be left of a call's time for an attempt to begin. */
export function answerTimeMs(timeoutMs: number): number {
  return Math.min(RETRY.answerMs, timeoutMs / 10);
}

/** Reads `Retry-After`: seconds or an HTTP date, as of `saidAtMs`. Null when absent or nonsense; cut when absurdly far. */
export function parseRetryAfter(
  value: string | undefined,
  saidAtMs: number,
  mostMs: number = RETRY.retryAfterMaxMs,
): number | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateMs(text) - saidAtMs;
  if (Number.isNaN(milliseconds)) return null;
  return Math.min(Math.max(0, Math.ceil(milliseconds)), mostMs);
}

function namedWaitMs({ retryAfter, saidAtMs = Number.NaN }: RepliedOutcome): number | null {
  return parseRetryAfter(retryAfter, saidAtMs);
}

function afterRefusal(outcome: RepliedOutcome, situation: Situation): Decision {
  // No wait of ours ends a running job: the caller has to know.
  if (outcome.runningJobs) return { retry: false };
  const named = namedWaitMs(outcome);
  // A wait the server named is kept to the millisecond; only a guess is jittered.
  const delayMs = named ?? guessedWaitMs(situation);
  const inTime = situation.nowMs + delayMs < situation.latestMs;
  if (situation.attempt < RETRY.attemptsWhenRefused && inTime) return { retry: true, delayMs };
  return { retry: false, retryAfterMs: delayMs };
}

function guessedWaitMs({ attempt, random }: Situation): number {
  const ceiling = Math.min(RETRY.refusedMaxMs, RETRY.refusedMs * 2 ** (attempt - 1));
  return Math.ceil(ceiling / 2 + (random() * ceiling) / 2);
}

/** Full jitter: anything between nothing and the doubling ceiling. */
function backoffMs({ attempt, random }: Situation): number {
  return Math.ceil(random() * Math.min(RETRY.backoffMaxMs, RETRY.backoffMs * 2 ** (attempt - 1)));
}

/** Dates begin with a letter; `Date.parse` would read `-1` as a year. */
function dateMs(text: string): number {
  return /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
}
