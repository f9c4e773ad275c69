/**
 * One try to count: what is there, and its source where that has not been counted yet. Knows nothing of how is counted,
 * nor when; from what came of it, what is known now.
 */
import { isGatewayError } from '../errors.ts';
import type { Countable } from './countable.ts';
import { afterCount, afterFailure, afterRefusal, afterSource, type Counted } from './counted.ts';

/** What came of counting one thing. */
export type Outcome = { readonly count: number } | { readonly error: unknown };

/** What came of a try. */
export interface Tried {
  readonly present: Outcome;
  /** Null where there was nothing to find out. */
  readonly expected: Outcome | null;
}

/** Counts both at once, so that they ride in one batch. Never rejects. */
export async function tryToCount(
  { isExpectedPending }: Counted,
  { gid, source }: Pick<Countable, 'gid' | 'source'>,
  count: (gid: string) => Promise<number>,
): Promise<Tried> {
  const expected = isExpectedPending && source !== null ? outcomeOf(count(source)) : null;
  return { present: await outcomeOf(count(gid)), expected: await expected };
}

/** What is known after a try. `sinceMs` is null while the job runs. */
export function afterTry(before: Counted, { present, expected }: Tried, sinceMs: number | null): Counted {
  const counted = expected === null ? before : withExpected(before, expected);
  if ('count' in present) return afterCount(counted, present.count, sinceMs);
  return isRefusal(present.error) ? afterRefusal(counted, sinceMs) : afterFailure(counted, sinceMs);
}

function withExpected(counted: Counted, expected: Outcome): Counted {
  if ('count' in expected) return afterSource(counted, expected.count);
  return isRefusal(expected.error) ? afterSource(counted, null) : counted;
}

/** What Asana says will be said again; the rest passes. */
function isRefusal(error: unknown): boolean {
  return isGatewayError(error) && !error.retryable;
}

function outcomeOf(counting: Promise<number>): Promise<Outcome> {
  return counting.then(
    (count) => ({ count }),
    (error: unknown) => ({ error }),
  );
}
