/**
 * The items of an errand that is made of many: a row each, with a version of its own, so that a change of one touches no
 * other and two who change the same one at once are told apart. The interface; knows no kind of errand.
 */

/** One item as it is kept. */
export interface ErrandItem {
  /** Its place, from 0. */
  readonly index: number;
  /** What is to be done; null once that is over, and where it was not asked for. JSON of the kind's choosing. */
  readonly plan: unknown;
  /** How far it is. JSON of the kind's choosing. */
  readonly progress: unknown;
  /** Goes up by one with each change. */
  readonly version: number;
}

/** A new item. */
export type NewItem = Pick<ErrandItem, 'plan' | 'progress'>;

/** What may change of an item; its plan may only go. */
export interface ItemChange {
  readonly progress: unknown;
  readonly plan?: null;
}

/** Items by errand. */
export interface ErrandItems {
  /**
   * Keeps the items of an errand, in their order, before it is run. Rejects with `SERVICE_UNAVAILABLE` where there is no
   * room for them, or they cannot be kept; some of them may be then.
   */
  add(errand: string, items: readonly NewItem[]): Promise<void>;
  /** All of an errand, in their order; their plans only where they are asked for. */
  list(errand: string, options?: { readonly plans: boolean }): Promise<ErrandItem[]>;
  /** One of them, without its plan; null where there is none. */
  find(errand: string, index: number): Promise<ErrandItem | null>;
  /**
   * Changes an item that still has this version: what is answered is kept, whatever comes after. Without its plan; null
   * where the version is another, or there is no such item.
   */
  change(errand: string, index: number, version: number, change: ItemChange): Promise<ErrandItem | null>;
}
