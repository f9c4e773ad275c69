/**
 * Whether what a job made is complete: Asana fills a copy after it has said `succeeded`, and has no word for the end of
 * it. Pure: counts and moments in, a verdict out. A verdict never claims more than was counted, and a final one stays.
 */

/** How far the contents are. All but `arriving` are final. */
export type ContentsState = 'arriving' | 'complete' | 'settled' | 'unknown';

/** What is said of contents. */
export interface Contents {
  readonly state: ContentsState;
  /** As counted last; null when it never was. */
  readonly present: number | null;
  /** The source's own count; null when there is no source, or it cannot be counted. */
  readonly expected: number | null;
}

/** All that was counted of a job so far. Moments are milliseconds since its success was seen, 0 before that. */
export interface Counted {
  readonly present: number | null;
  readonly expected: number | null;
  /** Whether there is a source of which the count is not known yet: then `expected` will be known later. */
  readonly isExpectedPending: boolean;
  /** When a count was first tried after the success. */
  readonly triedMs: number | null;
  /** The newest count after the success. */
  readonly countedMs: number | null;
  /** The count that differed from the one before. */
  readonly changedMs: number;
  /** The first refusal since the newest count. */
  readonly refusedMs: number | null;
  readonly final: Exclude<ContentsState, 'arriving'> | null;
}

/** So long after the success it is over, whatever was counted. */
export const CONTENTS_LIMIT_MS = 600_000;

/** Between a refused count and the one that confirms it. */
export const REFUSAL_CONFIRM_MS = 1_000;

/** How long nothing may have changed, by what is known; simulated over arrivals that stall and replicas that lag. */
const QUIET = { emptyMs: 30_000, leastMs: 10_000, belowExpectedMs: 45_000 } as const;

/** Whoever has not counted for so long begins anew: what changed meanwhile may have changed long ago. */
const GAP_MS = 60_000;

/** Where counting begins. `hasSource`: the job copies something that can be counted. */
export function nothingCounted(hasSource: boolean): Counted {
  return {
    present: null,
    expected: null,
    isExpectedPending: hasSource,
    triedMs: null,
    countedMs: null,
    changedMs: 0,
    refusedMs: null,
    final: null,
  };
}

/** The source was counted; null when Asana refuses to count it. */
export function afterSource(counted: Counted, expected: number | null): Counted {
  if (counted.final !== null || !counted.isExpectedPending) return counted;
  return { ...counted, expected, isExpectedPending: false };
}

/** A count of what is there. `sinceMs` is null while the job runs. */
export function afterCount(counted: Counted, present: number, sinceMs: number | null): Counted {
  if (counted.final !== null) return counted;
  if (sinceMs === null) return { ...counted, present };
  const isFirstLook = looksAnew(counted, sinceMs);
  const next = {
    ...counted,
    present,
    triedMs: counted.triedMs ?? sinceMs,
    countedMs: sinceMs,
    changedMs: present === counted.present ? counted.changedMs : sinceMs,
    refusedMs: null,
  };
  return { ...next, final: verdict(next, sinceMs, isFirstLook) };
}

/** Asana refuses to count. One refusal may be a mistake; while the job runs it says nothing at all. */
export function afterRefusal(counted: Counted, sinceMs: number | null): Counted {
  if (counted.final !== null || sinceMs === null) return counted;
  const refusedMs = counted.refusedMs ?? sinceMs;
  const isConfirmed = sinceMs - refusedMs >= REFUSAL_CONFIRM_MS || looksAnew(counted, sinceMs);
  const next = { ...counted, triedMs: counted.triedMs ?? sinceMs, refusedMs };
  return { ...next, final: isConfirmed || isTimeOver(next, sinceMs) ? 'unknown' : null };
}

/** A count failed in passing: nothing is known by it but that time goes on. */
export function afterFailure(counted: Counted, sinceMs: number | null): Counted {
  if (counted.final !== null || sinceMs === null) return counted;
  const next = { ...counted, triedMs: counted.triedMs ?? sinceMs };
  return isTimeOver(next, sinceMs) ? { ...next, final: 'unknown' } : next;
}

/** What is waited for is not there yet: it may come until the time is over. `sinceMs` is null while the job runs. */
export function afterAbsence(
  counted: Counted,
  sinceMs: number | null,
  limitMs: number = CONTENTS_LIMIT_MS,
): Counted {
  if (counted.final !== null || sinceMs === null || sinceMs < limitMs) return counted;
  return { ...counted, final: 'unknown' };
}

/** What is said of it. */
export function contentsOf({ final, present, expected }: Counted): Contents {
  return { state: final ?? 'arriving', present, expected };
}

/** Whether what a job made can be worked with. */
export function isReadyContents({ state }: Contents): boolean {
  return state === 'complete' || state === 'settled';
}

function verdict(
  counted: Counted & { present: number },
  sinceMs: number,
  isFirstLook: boolean,
): Counted['final'] {
  const { present, expected, changedMs } = counted;
  if (expected !== null && present >= expected) return 'complete';
  if (isFirstLook || sinceMs - changedMs >= quietMs(counted)) return 'settled';
  return isTimeOver(counted, sinceMs) ? 'unknown' : null;
}

/** How long nothing may have changed before nothing more is to be expected. */
function quietMs({ present, expected, isExpectedPending, changedMs }: Counted): number {
  if (isExpectedPending || expected !== null) return QUIET.belowExpectedMs + changedMs;
  return present === 0 ? QUIET.emptyMs : Math.max(QUIET.leastMs, changedMs / 2);
}

/** Nobody looked until it was over: then one look is all there is to say. */
function looksAnew({ countedMs }: Counted, sinceMs: number): boolean {
  return sinceMs >= CONTENTS_LIMIT_MS && (countedMs === null || sinceMs - countedMs > GAP_MS);
}

/** Who first tried when it was over already has as much time again. */
function isTimeOver({ triedMs }: Counted, sinceMs: number): boolean {
  const begunMs = triedMs !== null && triedMs >= CONTENTS_LIMIT_MS ? triedMs : 0;
  return sinceMs - begunMs >= CONTENTS_LIMIT_MS;
}
