/** What a list does next, as its items stand. Pure; does nothing of it. */
import { hasStopped, type ItemProgress, type ListPlan } from './list.ts';

/** What is looked at. */
export interface ListView {
  readonly rows: readonly { readonly index: number; readonly item: ItemProgress }[];
  readonly plan: Pick<ListPlan, 'onFailure'>;
  readonly round: number;
  /** A failure has ended what waits already. */
  readonly isStopped: boolean;
  readonly isUnwanted: boolean;
  /** Items that are followed already. */
  readonly followed: ReadonlySet<number>;
}

/** What is done. */
export interface NextSteps {
  /** Nothing that waits is started any more. */
  readonly isStopped: boolean;
  /** Of these nobody is left who knows whether they were sent. */
  readonly lost: readonly number[];
  /** These are not started any more. */
  readonly cancelled: readonly number[];
  readonly toFollow: readonly number[];
  /** This one is next; null where none is. */
  readonly toStart: number | null;
  /** Something waits, or goes on. */
  readonly isUnderWay: boolean;
}

/** Decides. */
export function nextSteps(view: ListView): NextSteps {
  const { rows, plan, round, isUnwanted, followed } = view;
  const lost = indexes(rows, ({ state }) => state === 'starting');
  // Who stops at a failure stops at one that is unknown.
  const items = rows.map(({ item, index }) => (lost.includes(index) ? { ...item, ...UNKNOWN, round } : item));
  const isStopped = view.isStopped || hasStopped(items, plan, round);
  const isEnding = isStopped || isUnwanted;
  const waiting = indexes(rows, ({ state }) => state === 'waiting');
  // What was tried again meanwhile belongs to a round that does not end yet.
  const cancelled = isEnding ? waiting.filter((index) => (rows[index]?.item.round ?? 0) <= round) : [];
  const toFollow = indexes(rows, ({ state }, index) => state === 'running' && !followed.has(index));
  return {
    ...{ isStopped, lost, cancelled, toFollow },
    toStart: isEnding ? null : (waiting[0] ?? null),
    isUnderWay: waiting.length > cancelled.length || toFollow.length + followed.size > 0,
  };
}

const UNKNOWN = { state: 'unknown' } as const;

function indexes(
  rows: ListView['rows'],
  isOne: (item: ItemProgress, index: number) => boolean,
): readonly number[] {
  return rows.flatMap(({ index, item }) => (isOne(item, index) ? [index] : []));
}
