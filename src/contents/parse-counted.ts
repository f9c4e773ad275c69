/** What was counted, out of text from elsewhere (Redis). */
import { isRecord, parseJson } from '../json.ts';
import type { Counted } from './counted.ts';

const FINAL = new Set<unknown>(['complete', 'settled', 'unknown', null]);

/** Null when it is not what it should be: then it is counted anew. */
export function parseCounted(text: string): Counted | null {
  const value = parseJson(text);
  if (!isRecord(value)) return null;
  const { present, expected, isExpectedPending, triedMs, countedMs, changedMs, refusedMs, final } = value;
  const moments = [present, expected, triedMs, countedMs, refusedMs];
  if (!moments.every((each) => each === null || typeof each === 'number')) return null;
  if (typeof changedMs !== 'number' || typeof isExpectedPending !== 'boolean' || !FINAL.has(final))
    return null;
  return { present, expected, isExpectedPending, triedMs, countedMs, changedMs, refusedMs, final } as Counted;
}
