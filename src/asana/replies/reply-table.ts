/**
 * THE table of replies: what an HTTP status of Asana's means, whether it is believed from anybody, whether the call
 * may be made again, and what becomes of a start or of a batch that met it. Pure data; `replies.ts` judges by it, for
 * whole replies and for each result of a batch alike, and `retry.ts` repeats by it.
 */
import type { ErrorCode } from '../../errors.ts';

/** What one range of statuses means. */
export interface StatusRule {
  /** First and last status. */
  readonly statuses: readonly [from: number, to: number];
  /** What the caller is told. */
  readonly code: ErrorCode;
  /**
   * Believed only in Asana's own words, a JSON object with a list `errors`: a proxy or a maintenance page may say the
   * same of anything. Without them it is an `UPSTREAM_ERROR`.
   */
  readonly inAsanasWords: boolean;
  /**
   * Whether a call that may be repeated (a read, a poll, a batch of reads, a count) is: no, after a pause that grows,
   * or when the reply says so. What may be sent only once is never repeated after a pause.
   */
  readonly repeated: 'no' | 'after a pause' | 'when told';
  /** What became of a start: surely nothing, or nobody knows. */
  readonly start: 'refused' | 'unknown';
  /**
   * What follows where `/batch` itself was answered so: its actions share the answer, are read one by one (also
   * from then on, if that works), or go in two halves.
   */
  readonly batch: 'shared' | 'one by one' | 'one by one from now on' | 'in halves';
  /** The end of the message: what to do. */
  readonly advice: string;
}

const ASANA_FAULT = {
  code: 'UPSTREAM_ERROR',
  inAsanasWords: false,
  repeated: 'after a pause',
  start: 'unknown',
  batch: 'shared',
  advice: 'Try again later.',
} as const;
const REFUSAL = { inAsanasWords: true, repeated: 'no', start: 'refused', batch: 'one by one' } as const;
const UNDOCUMENTED = {
  ...REFUSAL,
  code: 'UPSTREAM_ERROR',
  advice: 'This is not among the answers Asana documents.',
} as const;
const FORBIDDEN = { ...REFUSAL, code: 'FORBIDDEN', batch: 'one by one from now on' } as const;

/** The rules; the first that holds counts. Successes are no part of it: there the body speaks. */
export const STATUS_RULES: readonly StatusRule[] = [
  { ...REFUSAL, statuses: [400, 400], code: 'BAD_USER_INPUT', advice: 'Correct what was sent.' },
  {
    ...REFUSAL,
    statuses: [401, 401],
    code: 'UNAUTHENTICATED',
    inAsanasWords: false,
    batch: 'one by one from now on',
    advice: 'Send a valid Asana token.',
  },
  {
    ...REFUSAL,
    statuses: [402, 402],
    code: 'PAYMENT_REQUIRED',
    advice: 'The plan of this workspace does not include it.',
  },
  { ...FORBIDDEN, statuses: [403, 403], advice: 'Ask for access, or use a token that has it.' },
  {
    ...REFUSAL,
    statuses: [404, 404],
    code: 'NOT_FOUND',
    batch: 'one by one from now on',
    advice: 'It does not exist, or is not visible to this token.',
  },
  { ...UNDOCUMENTED, statuses: [405, 405], batch: 'one by one from now on' },
  { ...ASANA_FAULT, statuses: [408, 408] },
  { ...UNDOCUMENTED, statuses: [413, 413], batch: 'in halves', advice: 'Ask for less at once.' },
  { ...REFUSAL, statuses: [422, 422], code: 'BAD_USER_INPUT', advice: 'Correct what was sent.' },
  { ...ASANA_FAULT, statuses: [425, 425] },
  {
    ...REFUSAL,
    statuses: [429, 429],
    code: 'RATE_LIMITED',
    inAsanasWords: false,
    repeated: 'when told',
    batch: 'shared',
    advice: 'Slow down and try again later.',
  },
  { ...FORBIDDEN, statuses: [451, 451], batch: 'one by one', advice: 'It is blocked for legal reasons.' },
  { ...UNDOCUMENTED, statuses: [400, 499] },
  {
    ...UNDOCUMENTED,
    statuses: [300, 399],
    inAsanasWords: false,
    batch: 'shared',
    advice: 'Redirects are not followed: check ASANA_BASE_URL.',
  },
  { ...ASANA_FAULT, statuses: [500, Number.POSITIVE_INFINITY] },
];

/** What no rule speaks of: a status below 200 where a reply was due. */
const NO_STATUS: StatusRule = { ...ASANA_FAULT, statuses: [Number.NEGATIVE_INFINITY, 199], repeated: 'no' };

/** The rule for a status that is no success. */
export function ruleOf(status: number): StatusRule {
  return STATUS_RULES.find(({ statuses: [from, to] }) => status >= from && status <= to) ?? NO_STATUS;
}

/** Whether a status is a success. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}
