/** A list and its items as their user sees them, whoever runs it, or does not. Pure. */
import { type Errand, isOver } from '../errand.ts';
import { wantedRound } from './again.ts';
import { type ItemProgress, listPlanOf, listProgressOf } from './list.ts';

/** Where a list stands, as its user sees it. */
export type ListState = 'running' | 'interrupted' | 'stopped' | 'cancelled' | 'finished';

type Seen = Pick<Errand, 'state' | 'isUnwanted' | 'plan' | 'progress'>;

/** What a list's errand says of it. */
export function listStateOf(errand: Seen): ListState {
  if (errand.isUnwanted) return 'cancelled';
  if (isStopped(errand)) return 'stopped';
  if (isOver(errand)) return 'finished';
  return errand.state === 'interrupted' ? 'interrupted' : 'running';
}

/** Whether nothing that waits in it is started any more, whatever still runs. */
export function isEnding(errand: Seen): boolean {
  return isOver(errand) || errand.isUnwanted || isStopped(errand);
}

/**
 * An item as its user sees it: what waits in a list that does not go on is cancelled, and where nobody is who sent it,
 * nobody knows what came of it.
 */
export function seenItem(item: ItemProgress, errand: Seen): ItemProgress {
  if (item.state === 'waiting') return isEnding(errand) ? { ...item, state: 'cancelled' } : item;
  const isLeft = isOver(errand) || errand.state === 'interrupted';
  return item.state === 'starting' && isLeft ? { ...item, state: 'unknown' } : item;
}

/** A failure has ended what waited, and nobody has tried it again since. */
function isStopped(errand: Seen): boolean {
  const progress = listProgressOf(errand);
  const goesOn = !isOver(errand) && wantedRound(listPlanOf(errand), progress) > progress.round;
  return progress.isStopped && !goesOn;
}
