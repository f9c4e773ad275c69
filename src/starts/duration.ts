/**
 * How long jobs take: of one, as far as it was seen; of its like, the median. Pure. A job that nobody looked at for a
 * long time says nothing: its end was only found, not seen.
 */

/** An end that may have been seen so much later than it was, or by half of the whole, still tells how long it took. */
export const END_SEEN_WITHIN_MS = 15_000;

/** Durations that make a median. */
const LEAST_JOBS = 3;

/** When a job was seen, by one clock that only goes forward, milliseconds. */
export interface SeenTimes {
  readonly bornAt: number | null;
  /** When it was last seen running. */
  readonly seenAt: number | null;
  readonly endedAt: number;
  /** How long before its end was seen it was surely running, where the reader knows better. */
  readonly lateMs?: number | undefined;
}

/** How long a job took, milliseconds; null when that was not seen. */
export function durationOf({ bornAt, seenAt, endedAt, lateMs = Infinity }: SeenTimes): number | null {
  if (bornAt === null) return null;
  const tookMs = endedAt - bornAt;
  const unseenMs = Math.min(lateMs, endedAt - Math.max(bornAt, seenAt ?? bornAt));
  return unseenMs <= Math.max(END_SEEN_WITHIN_MS, tookMs / 2) ? tookMs : null;
}

/** What is known of a job that has finished. */
export interface FinishedJob {
  readonly kind: string | null;
  readonly source: { readonly gid: string } | null;
  /** Milliseconds; null when it did not succeed, or that was not seen. */
  readonly tookMs: number | null;
}

/** The median of jobs of this kind and source, else of this kind, milliseconds; null below three. */
export function typicalDuration(
  { kind, source }: Pick<FinishedJob, 'kind' | 'source'>,
  jobs: readonly FinishedJob[],
): number | null {
  if (kind === null) return null;
  const alike = jobs.filter((job) => job.kind === kind && job.tookMs !== null);
  const same = alike.filter((job) => source !== null && job.source?.gid === source.gid);
  return median(same) ?? median(alike);
}

function median(jobs: readonly FinishedJob[]): number | null {
  if (jobs.length < LEAST_JOBS) return null;
  const sorted = jobs.map(({ tookMs }) => tookMs as number).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low as number) + (high as number)) / 2;
}
