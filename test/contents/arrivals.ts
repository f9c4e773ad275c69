/** Tasks that arrive after a job has succeeded, as Asana's counts show them, and a clock turned by hand. */
import {
  afterCount,
  afterFailure,
  afterRefusal,
  afterSource,
  type Contents,
  contentsOf,
  nothingCounted,
} from '../../src/contents/counted.ts';
import { nextDelayMs, PACES } from '../../src/watching/schedule.ts';

/** What a count at a moment says, in milliseconds since the success. */
export type Shown = (ms: number) => number | 'refused' | 'failed';

/** What was said of the contents, and when. */
export interface Said extends Contents {
  readonly atMs: number;
}

export interface CountingOptions {
  /** What the source's count says; undefined where there is no source. */
  readonly expected?: number | 'refused' | undefined;
  readonly fromMs?: number;
}

/** Counts on the schedule from the success on, until the verdict is final. */
export function countThrough(shown: Shown, { expected, fromMs = 0 }: CountingOptions = {}): readonly Said[] {
  let counted = nothingCounted(expected !== undefined);
  if (expected !== undefined) counted = afterSource(counted, expected === 'refused' ? null : expected);
  const said: Said[] = [];
  let failures = 0;
  for (let atMs = fromMs; ; ) {
    const count = shown(atMs);
    failures = typeof count === 'number' ? 0 : failures + 1;
    if (count === 'refused') counted = afterRefusal(counted, atMs);
    else if (count === 'failed') counted = afterFailure(counted, atMs);
    else counted = afterCount(counted, count, atMs);
    said.push({ atMs, ...contentsOf(counted) });
    if (counted.final !== null) return said;
    const facts = { ageMs: atMs, slow: false, pace: PACES.counts, pressure: 0, random: 0.5 };
    atMs += nextDelayMs({ ...facts, failures });
  }
}

/** All at once, some time after the success. */
export const allAtOnce =
  (total: number, atMs: number): Shown =>
  (ms) =>
    ms >= atMs ? total : 0;

/** One after the other. */
export const steadily =
  (total: number, everyMs: number): Shown =>
  (ms) =>
    Math.min(total, Math.floor(ms / everyMs));

/** Ten a second, but nothing for a while after so many. */
export const withStall =
  (total: number, after: number, stallMs: number): Shown =>
  (ms) => {
    const beforeStall = Math.min(after, Math.floor(ms / 100));
    const resumedMs = ms - after * 100 - stallMs;
    return beforeStall + Math.max(0, Math.min(total - after, Math.floor(resumedMs / 100)));
  };

/** Every other count comes from a replica that is so far behind. */
export const behind = (shown: Shown, lagMs: number): Shown => {
  let isBehind = false;
  return (ms) => {
    isBehind = !isBehind;
    return shown(isBehind ? Math.max(0, ms - lagMs) : ms);
  };
};

/** Counts that Asana makes anew only now and then. */
export const refreshedEvery =
  (shown: Shown, everyMs: number): Shown =>
  (ms) =>
    shown(Math.floor(ms / everyMs) * everyMs);
