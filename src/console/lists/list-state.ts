/** A list as people see it: what its states are called, how far it is. Pure. */
import type { BulkItemState, BulkState, ListCardFragment } from '../generated/graphql.ts';
import { isolated } from '../in-words.ts';

/** What a list's state is called. */
export const LIST_WORDS: Readonly<Record<BulkState, string>> = {
  RUNNING: 'Running',
  INTERRUPTED: 'Paused',
  STOPPED: 'Stopped',
  CANCELLED: 'Cancelled',
  FINISHED: 'Finished',
};

/** What an item's state is called, in the order in which the states are shown. */
export const ITEM_WORDS: Readonly<Record<BulkItemState, string>> = {
  SUCCEEDED: 'Done',
  RUNNING: 'Running',
  STARTING: 'Starting',
  WAITING: 'Waiting',
  FAILED: 'Failed',
  REFUSED: 'Refused',
  UNKNOWN: 'No answer',
  EXISTS: 'There already',
  CANCELLED: 'Cancelled',
};

/** The states of items. */
export const ITEM_STATES = Object.keys(ITEM_WORDS) as readonly BulkItemState[];

/** What a list is called: after its first line, for it has no name of its own. */
export function titleOf({ first, total }: ListCardFragment): string {
  const name = first?.nodes[0]?.name;
  if (!name) return total === 1 ? 'One start' : `${total} starts`;
  return total === 1 ? name : `${isolated(name)} and ${total - 1} more`;
}

/** The same for the title of a tab, which says first how far it is. */
export function tabTitleOf(list: ListCardFragment): string {
  const state = list.state === 'RUNNING' ? `${overOf(list)} of ${list.total}` : LIST_WORDS[list.state];
  return `${state}: ${titleOf(list)}`;
}

/** How many items are in a state. */
export function countOf({ counts }: ListCardFragment, state: BulkItemState): number {
  return counts[state.toLowerCase() as Lowercase<BulkItemState>];
}

/** Whether nothing of it goes on any more. */
export function isOver({ finishedAt }: ListCardFragment): boolean {
  return finishedAt !== null && finishedAt !== undefined;
}

/** How many of it are over, however they ended. */
export function overOf(list: ListCardFragment): number {
  const { waiting, starting, running } = list.counts;
  return list.total - waiting - starting - running;
}

/** The look of a list's state, as that of a job's phase. */
export function lookOf(list: ListCardFragment): 'working' | 'paused' | 'done' | 'halfDone' {
  if (list.state === 'INTERRUPTED') return 'paused';
  if (!isOver(list)) return 'working';
  const { failed, refused, unknown, cancelled } = list.counts;
  return failed + refused + unknown + cancelled > 0 ? 'halfDone' : 'done';
}
