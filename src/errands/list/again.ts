/**
 * A list that is tried again goes into its next round, whether it is over, runs, or runs to its end: the round is written
 * into its plan, and into each item that is tried again, so that whoever runs it takes no end of an earlier round for
 * theirs. Pure.
 */
import { type Errand, type ErrandChange, isOver } from '../errand.ts';
import {
  cancelled,
  countsOf,
  type ItemMoment,
  type ItemProgress,
  type ListPlan,
  type ListProgress,
  listPlanOf,
  listProgressOf,
} from './list.ts';

/** The round that its user wants. */
export function wantedRound({ round = 0 }: ListPlan, progress: Pick<ListProgress, 'round'>): number {
  return Math.max(round, progress.round);
}

/** Whether there is something in it to be tried again, or that was about to be and was left. */
export function mayGoOn(errand: Errand, items: readonly ItemProgress[]): boolean {
  const { round } = listProgressOf(errand);
  const wasLeft = (item: ItemProgress) => isOver(errand) && item.state === 'waiting' && item.round > round;
  return items.some((item) => hasFailed(item) || wasLeft(item));
}

/** A list that is over, in its next round. */
export function reopened(errand: Errand, items: readonly ItemProgress[]): ErrandChange {
  const before = listProgressOf(errand);
  const plan = listPlanOf(errand);
  const round = wantedRound(plan, before) + 1;
  const { countedRound = before.round } = before;
  const progress = { ...before, countedRound, finishedAt: null, isStopped: false, round };
  return {
    isUnwanted: false,
    plan: { ...plan, round },
    progress: { ...progress, counts: countsOf(items.map((item) => retried(item, round))) },
  };
}

/** A list that is not over: who runs it, or will, goes into its next round. */
export function widened(errand: Errand): ErrandChange {
  const plan = listPlanOf(errand);
  const round = wantedRound(plan, listProgressOf(errand)) + 1;
  return { isUnwanted: false, plan: { ...plan, round } };
}

/**
 * An item of a list that is tried again: what failed or was refused starts again, unless its job succeeded, or nobody
 * knows how it ended; then that goes on. What is unknown stays so.
 */
export function retried(item: ItemProgress, round: number): ItemProgress {
  if (!hasFailed(item)) return item;
  const again = { ...item, endedAt: null, userErrors: [], round };
  if (item.job !== null && item.jobEnd !== 'failed')
    return { ...again, state: 'running', setsUpAgain: item.jobEnd === 'succeeded' };
  return { ...again, state: 'waiting', sentAt: null, job: null, jobEnd: null };
}

/** An item that waits in a list of which the rounds so far have ended: it does not wait for the next one. */
export function leftBehind(item: ItemProgress, moment: ItemMoment): ItemProgress {
  return item.round <= moment.round ? cancelled(item, moment) : item;
}

function hasFailed({ state }: ItemProgress): boolean {
  return state === 'failed' || state === 'refused';
}
