/**
 * A list of starts: its items, where each stands, and what each thing that comes of one makes of it. Pure; starts
 * nothing, stores nothing.
 */
import type { InputValues } from '../../asana/api/write-body.ts';
import { keptText, type LedgerSource } from '../../starts/ledger.ts';
import { LIST_SLOTS } from '../../starts/list-slots.ts';
import { keptUserErrors, type UserError } from '../../starts/user-errors.ts';
import type { SetUpInput } from '../set-up/set-up.ts';

/** How the kind of errand is called. */
export const LIST = 'list';
/** Items of one list. */
export const ITEMS_LIMIT = 1_000;
/** Items whose jobs have ended and whose set-ups have not, at once: beyond that nothing new is started. */
export const MOST_SETTING_UP = 20;

/** Where an item stands. */
export const ITEM_STATES = [
  'waiting',
  'starting',
  'running',
  'succeeded',
  'failed',
  'refused',
  'unknown',
  'cancelled',
  'exists',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How many items stand where. */
export type ItemCounts = Readonly<Record<ItemState, number>>;

/** What an item is to start. Stored: fields may be added, never changed. */
export interface ItemPlan {
  /** Name of the mutation that would start it alone. */
  readonly kind: string;
  /** Its input, without the set-up. */
  readonly input: InputValues;
  readonly setUp: SetUpInput | null;
}

/** How far an item is. Stored: fields may be added, never changed. */
export interface ItemProgress {
  readonly kind: string;
  readonly name: string | null;
  readonly source: LedgerSource | null;
  readonly team: string | null;
  readonly state: ItemState;
  /** Whether a project is set up after its job. */
  readonly setsUp: boolean;
  /** When it was about to be sent, epoch milliseconds. */
  readonly sentAt: number | null;
  readonly job: string | null;
  /** How the job ended; null while nobody knows. */
  readonly jobEnd: 'succeeded' | 'failed' | null;
  /** Whether its set-up, which had failed, is to be tried again. */
  readonly setsUpAgain: boolean;
  /** When it was over, epoch milliseconds. */
  readonly endedAt: number | null;
  /** The round of its list in which it was over, or, tried again, in which it is to be; see `ListProgress`. */
  readonly round: number;
  /** Projects of its name, which is why it was not started. */
  readonly existing: readonly string[] | null;
  /** `field` is a path in the arguments of the list. */
  readonly userErrors: readonly UserError[];
}

/** What a list is to do. Stored: fields may be added, never changed. */
export interface ListPlan {
  readonly onFailure: 'continue' | 'stop';
  /** Who is told of its end, by the name of the endpoint, with the key the list came under; null: nobody. */
  readonly callback: { readonly to: string; readonly idempotencyKey: string | null } | null;
  /** The round that its user wants; who runs it gets there. Absent: the one it is in. */
  readonly round?: number;
}

/** How far a list is, its items aside. Stored: fields may be added, never changed. */
export interface ListProgress {
  readonly total: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** How often it was tried again, as far as whoever runs it has seen. */
  readonly round: number;
  /** The last round of which the end was counted. */
  readonly countedRound?: number;
  /** A failure has ended what waited. */
  readonly isStopped: boolean;
  /** How often it was told that nobody's token is there. */
  readonly interruptions?: number;
  readonly counts: ItemCounts;
}

/*
 * A row keeps plan and progress as JSON that only its kind understands. They are read by these, and nowhere else taken
 * for what they are: whoever has an errand of this kind knows that it is one, and nobody but this kind writes them.
 */

/** The plan of a list. */
export function listPlanOf({ plan }: { readonly plan: unknown }): ListPlan {
  return plan as ListPlan;
}

/** How far a list is. */
export function listProgressOf({ progress }: { readonly progress: unknown }): ListProgress {
  return progress as ListProgress;
}

/** The plan of an item; null where it was not asked for, or is not needed any more. */
export function itemPlanOf({ plan }: { readonly plan: unknown }): ItemPlan | null {
  return plan as ItemPlan | null;
}

/** How far an item is. */
export function itemProgressOf({ progress }: { readonly progress: unknown }): ItemProgress {
  return progress as ItemProgress;
}

/** What came of starting an item. */
export type ItemOutcome =
  | { readonly is: 'started'; readonly job: string }
  | { readonly is: 'exists'; readonly existing: readonly string[] }
  | { readonly is: 'refused'; readonly userErrors: readonly UserError[] }
  | { readonly is: 'unknown' }
  /** Nothing happened: it is tried again, in its turn. */
  | { readonly is: 'unsent'; readonly error: unknown; readonly pauseMs: number | null }
  /** Nothing happened, and nothing will. */
  | { readonly is: 'failed'; readonly userErrors: readonly UserError[] };

/** A new item. */
export function newItem({ kind, input, setUp }: ItemPlan, source: LedgerSource | null): ItemProgress {
  const { name, teamGid } = input;
  return {
    kind,
    name: typeof name === 'string' ? keptText(name) : null,
    source,
    team: typeof teamGid === 'string' ? teamGid : null,
    state: 'waiting',
    setsUp: setUp !== null,
    sentAt: null,
    job: null,
    jobEnd: null,
    setsUpAgain: false,
    endedAt: null,
    round: 0,
    existing: null,
    userErrors: [],
  };
}

/** A new list. */
export function newList(total: number, startedAt: number): ListProgress {
  return {
    total,
    startedAt,
    finishedAt: null,
    round: 0,
    isStopped: false,
    counts: { ...countsOf([]), waiting: total },
  };
}

/** How many stand where. */
export function countsOf(items: Iterable<Pick<ItemProgress, 'state'>>): ItemCounts {
  const counts = Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as Record<ItemState, number>;
  for (const { state } of items) counts[state] += 1;
  return counts;
}

/** The moment of something, and the round of the list it happens in. */
export interface ItemMoment {
  readonly now: number;
  readonly round: number;
}

/** An item that is about to be sent. */
export function sending(item: ItemProgress, now: number): ItemProgress {
  return { ...item, state: 'starting', sentAt: now, userErrors: [] };
}

/** An item after it was tried to start it. */
export function afterStart(item: ItemProgress, outcome: ItemOutcome, moment: ItemMoment): ItemProgress {
  switch (outcome.is) {
    case 'started':
      return { ...item, state: 'running', job: outcome.job };
    case 'unsent':
      return { ...item, state: 'waiting', sentAt: null };
    case 'exists':
      return ended({ ...item, existing: outcome.existing }, 'exists', moment);
    case 'unknown':
      return ended(item, 'unknown', moment);
    case 'refused':
    case 'failed':
      return ended({ ...item, userErrors: keptUserErrors(outcome.userErrors) }, outcome.is, moment);
  }
}

/** An item of which nobody is left who knows whether it was sent: it is never sent again by itself. */
export function afterCrash(item: ItemProgress, moment: ItemMoment): ItemProgress {
  return item.state === 'starting' ? ended(item, 'unknown', moment) : item;
}

/** An item whose job has ended, or cannot be followed any more. */
export function afterJob(
  item: ItemProgress,
  end: 'succeeded' | 'failed' | { readonly userErrors: readonly UserError[] },
  moment: ItemMoment,
): ItemProgress {
  if (typeof end === 'object') return ended({ ...item, userErrors: end.userErrors }, 'failed', moment);
  const known = { ...item, jobEnd: end };
  return end === 'succeeded' && item.setsUp ? known : ended(known, end, moment);
}

/** An item whose set-up is over. */
export function afterSetUp(
  item: ItemProgress,
  end: 'done' | { readonly userErrors: readonly UserError[] },
  moment: ItemMoment,
): ItemProgress {
  if (end === 'done') return ended({ ...item, setsUpAgain: false }, 'succeeded', moment);
  return ended({ ...item, setsUpAgain: false, userErrors: keptUserErrors(end.userErrors) }, 'failed', moment);
}

/** An item that is not started any more. */
export function cancelled(item: ItemProgress, moment: ItemMoment): ItemProgress {
  return item.state === 'waiting' ? ended(item, 'cancelled', moment) : item;
}

/**
 * Whether what is to be done is not needed any more, whatever is asked for later. It is of one that is unknown, for as long
 * as its list is not over: who sent it may come back, and know.
 */
export function isDone({ state }: ItemProgress): boolean {
  return state === 'succeeded' || state === 'exists';
}

/** Whether nothing more comes of it by itself. */
export function isItemOver({ state }: Pick<ItemProgress, 'state'>): boolean {
  return state !== 'waiting' && state !== 'starting' && state !== 'running';
}

/** Whether an item has ended what waits, in this round of a list that stops at a failure. */
export function hasStopped(
  items: readonly ItemProgress[],
  { onFailure }: Pick<ListPlan, 'onFailure'>,
  now: number,
): boolean {
  const isBad = ({ state, round }: ItemProgress): boolean =>
    round === now && (state === 'failed' || state === 'refused' || state === 'unknown');
  return onFailure === 'stop' && items.some(isBad);
}

/** When a list will be over, epoch milliseconds, as its items so far tell; null where they tell nothing. */
export function estimatedFinish(items: readonly ItemProgress[], now: number): number | null {
  const took = items.flatMap(({ sentAt, endedAt, job, state }) =>
    state === 'succeeded' && job !== null && sentAt !== null && endedAt !== null
      ? [Math.max(0, endedAt - sentAt)]
      : [],
  );
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  const under = items.filter(({ state }) => state === 'starting' || state === 'running');
  if (took.length === 0 || waiting + under.length === 0) return null;
  const mean = took.reduce((sum, each) => sum + each, 0) / took.length;
  const left = under.map(({ sentAt }) => Math.max(0, mean - (now - (sentAt ?? now))));
  const work = waiting * mean + left.reduce((sum, each) => sum + each, 0);
  return Math.round(now + Math.max(work / LIST_SLOTS, ...left, waiting > 0 ? mean : 0));
}

/** An item that is over. */
function ended(item: ItemProgress, state: ItemState, { now, round }: ItemMoment): ItemProgress {
  return { ...item, state, round, endedAt: now };
}
