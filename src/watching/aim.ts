/**
 * What is waited for after a job has succeeded: that it names what it made, that this has filled, or that an export can
 * be fetched. Pure.
 */
import { type Countable, countableOf, isUnnamed, type StartFacts } from '../contents/countable.ts';
import { afterAbsence, type Counted, nothingCounted } from '../contents/counted.ts';
import { afterTry, type Tried } from '../contents/tried.ts';
import { EXPORT_KEYS, type JobState } from '../job-state.ts';

/** Something that can be counted; of an export its link, and of what a job has not named yet that: none or one. */
export type Aim =
  | Countable
  | { readonly what: 'download' | 'name'; readonly gid: string; readonly source: null };

/** So long after its success a job may name what it made. */
export const NAMED_WITHIN_MS = 30_000;

/** What is waited for; null where nothing is, and before something was made. */
export function aimOf(state: JobState, start: StartFacts | null): Aim | null {
  if (EXPORT_KEYS.some((key) => state.created[key]))
    return { what: 'download', gid: state.gid, source: null };
  if (state.status === 'succeeded' && isUnnamed(state, start))
    return { what: 'name', gid: state.gid, source: null };
  return countableOf(state, start);
}

/** Whether it is a number of things, which are said to be there. */
export function isCountable(aim: Aim | null): aim is Countable {
  return aim !== null && aim.what !== 'download' && aim.what !== 'name';
}

/** Where counting begins. */
export function begunWith({ source }: Aim): Counted {
  return nothingCounted(source !== null);
}

/** What is known after a try. A link that is not there yet may come for ten minutes. */
export function afterTryFor({ what }: Aim, before: Counted, tried: Tried, sinceMs: number | null): Counted {
  if (what === 'name') return afterAbsence(before, sinceMs, NAMED_WITHIN_MS);
  if (what !== 'download' || !('count' in tried.present)) return afterTry(before, tried, sinceMs);
  if (tried.present.count === 0) return afterAbsence(before, sinceMs);
  return sinceMs === null ? before : { ...before, present: 1, final: 'complete' };
}

/** Whether nothing more is waited for. */
export function isOver(state: JobState | null, aim: Aim | null, counted: Counted | null): boolean {
  if (state?.status === 'failed') return true;
  return state?.status === 'succeeded' && (aim === null || (counted !== null && counted.final !== null));
}
