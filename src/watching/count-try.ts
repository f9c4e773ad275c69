/**
 * One try to count what a job made: with which reader, and what comes of it. Sets no timer, tells nobody, and keeps
 * nothing; when a count is due is decided in `counted-job.ts`, who makes it in `counter.ts`.
 */
import { type Tried, tryToCount } from '../contents/tried.ts';
import { isUnauthenticated } from '../errors.ts';
import type { JobState } from '../job-state.ts';
import type { Telemetry } from '../telemetry.ts';
import { type CountAttempt, errorOf } from './counted-job.ts';
import type { TokenLiveness } from './token-liveness.ts';
import type { WatchWay } from './watch.ts';

/** How a try ended. */
export type CountEnd<R> =
  /** Something was found out, or failed in passing. The reader knows the job as it was when the try began. */
  | { readonly is: 'tried'; readonly tried: Tried; readonly reader: R }
  /** The job, read again, has named what it made. */
  | { readonly is: 'named'; readonly reader: R }
  /** The token is dead, as this error says. */
  | { readonly is: 'dead'; readonly error: unknown };

/** What a try needs from outside. */
export interface CountTryParts {
  readonly telemetry: Telemetry;
  readonly liveness: TokenLiveness;
  /** Takes a state of a job that had not named what it made; whether it has now. */
  named(state: JobState): boolean;
}

/** Counts what a job made; of one that has not named that yet, looks whether it has. Never rejects. */
export async function makeCount<R>(
  way: WatchWay<R> & Required<Pick<WatchWay<R>, 'count'>>,
  { aim, before, state }: CountAttempt,
  { telemetry, liveness, named }: CountTryParts,
): Promise<CountEnd<R>> {
  const { what } = aim;
  const reader = what === 'name' ? way.open() : readerOf(way, state);
  let isNamed = false;
  const tried = await tryToCount(before, aim, async (gid) => {
    if (what !== 'name') return way.count(reader, what, gid);
    isNamed = named(await way.read(reader, gid));
    return Number(isNamed);
  });
  const error = errorOf(tried);
  telemetry.count('counts', { outcome: error === null ? 'counted' : 'failed' });
  if (isUnauthenticated(error) && (await liveness.confirmDead(way))) return { is: 'dead', error };
  return isNamed ? { is: 'named', reader } : { is: 'tried', tried, reader };
}

/** A reader that knows the job as it was polled last; null: nobody has. */
export function readerOf<R>(way: WatchWay<R>, state: JobState | null): R {
  const reader = way.open();
  if (state) way.prime?.(reader, state);
  return reader;
}
