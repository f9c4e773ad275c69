/** When a message is tried again, and when it is over. Pure. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first failure, the second, and so on; after one more it has failed. */
const PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** What a receiver may ask us to wait at most. */
export const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;

/** What came of one try. */
export type Reply =
  | { readonly status: number; readonly retryAfterMs: number | null }
  /** No reply: a word for why, that names no place. */
  | { readonly status: null; readonly failure: string };

/** What follows from it. */
export type Verdict =
  | { readonly outcome: 'delivered' | 'gone' | 'failed' }
  | { readonly outcome: 'repeated'; readonly pauseMs: number };

/** After a try that, were it a failure, would be so many in a row. */
export function verdictOf(reply: Reply, failures: number): Verdict {
  const { status } = reply;
  if (status !== null && status >= 200 && status < 300) return { outcome: 'delivered' };
  if (status === 410) return { outcome: 'gone' };
  const pauseMs = PAUSES_MS[failures - 1];
  if (pauseMs === undefined) return { outcome: 'failed' };
  const askedMs = status === null ? 0 : (reply.retryAfterMs ?? 0);
  return { outcome: 'repeated', pauseMs: Math.max(pauseMs, Math.min(askedMs, LONGEST_RETRY_AFTER_MS)) };
}
