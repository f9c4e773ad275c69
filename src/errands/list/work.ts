/** How the items of a list are started and followed, as whoever runs the list is given it. Types only. */
import type { UserError } from '../../starts/user-errors.ts';
import type { ErrandAsker } from '../set-up/run-set-up.ts';
import type { ItemOutcome, ItemPlan, ItemProgress } from './list.ts';

/** On whose behalf an item is started, and under which id its calls are known. */
export interface ItemAsker extends ErrandAsker {
  readonly requestId: string;
}

/** Which item is started. */
export interface StartedItem {
  readonly index: number;
  /** Its id among the unknown starts, should it become one. */
  readonly lostId: string;
}

/** How items are started and followed. */
export interface ListWork {
  /** One of the five slots that nobody waits for; null where there is none. */
  slot(user: string, by: ItemAsker): Promise<(() => void) | null>;
  /** Starts it, once. `intent` is awaited right before it is sent; where that rejects, nothing is. Never rejects. */
  start(item: ItemPlan, it: StartedItem, by: ItemAsker, intent: () => Promise<void>): Promise<ItemOutcome>;
  /** Nobody knows what came of it: its user finds it among the unknown starts, once. Never rejects. */
  lost(item: ItemProgress, lostId: string, by: ItemAsker): Promise<void>;
  /** Somebody knows after all: it is among the unknown starts no more. Never rejects. */
  found(lostId: string, by: ItemAsker): Promise<void>;
  /** Waits until its job has ended. Rejects with the signal's reason, and with `UNAUTHENTICATED`. */
  ended(
    job: string,
    by: ItemAsker,
    signal: AbortSignal,
  ): Promise<'succeeded' | 'failed' | { readonly userErrors: readonly UserError[] }>;
  /** Waits until the set-up after its job is over; begins it where there is none, or, `again`, where it had failed. */
  setUp(
    item: ItemPlan,
    after: { readonly index: number; readonly job: string; readonly again: boolean },
    by: ItemAsker,
    signal: AbortSignal,
  ): Promise<'done' | { readonly userErrors: readonly UserError[] }>;
}
