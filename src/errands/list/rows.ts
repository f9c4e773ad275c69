/**
 * The items of one list while it is run: in memory as they are kept, each change of one kept before it counts. Whoever
 * else changed an item meanwhile was right: its row is taken over. Knows no starts.
 */
import type { Clock } from '../../clock.ts';
import type { ErrandItem, ErrandItems } from '../items.ts';
import { KEEP_AGAIN_MS, pause } from '../run.ts';
import { type ItemPlan, type ItemProgress, isDone, isItemOver, itemPlanOf, itemProgressOf } from './list.ts';

/** One row as it is run. */
export interface ListRow {
  readonly index: number;
  readonly plan: ItemPlan | null;
  readonly item: ItemProgress;
  readonly version: number;
}

/** Rows under a lease. */
export class ListRows {
  readonly #errand: string;
  readonly #store: ErrandItems;
  readonly #changed: () => void;
  #rows: ListRow[] = [];

  constructor(errand: string, store: ErrandItems, changed: () => void) {
    this.#errand = errand;
    this.#store = store;
    this.#changed = changed;
  }

  /** In their order. */
  get all(): readonly ListRow[] {
    return this.#rows;
  }

  get items(): ItemProgress[] {
    return this.#rows.map(({ item }) => item);
  }

  /** One of them. */
  at(index: number): ListRow {
    const row = this.#rows[index];
    if (!row) throw new Error(`a list has no item ${index}`);
    return row;
  }

  /** Reads them as they are kept. Waits while the store is away. */
  async load(clock: Clock, signal: AbortSignal): Promise<void> {
    this.#rows = (await this.#read({ plans: true }, clock, signal)).map(rowOf);
    this.#changed();
  }

  /** Reads anew those that are over: of what is over, nothing is changed here, so others may have. Waits as well. */
  async loadOver(clock: Clock, signal: AbortSignal): Promise<void> {
    for (const kept of await this.#read({ plans: false }, clock, signal)) {
      const row = this.at(kept.index);
      if (isItemOver(row.item) && kept.version > row.version)
        this.#set({ ...row, item: itemProgressOf(kept), version: kept.version });
    }
  }

  async #read(
    options: { readonly plans: boolean },
    clock: Clock,
    signal: AbortSignal,
  ): Promise<readonly ErrandItem[]> {
    for (;;) {
      try {
        return await this.#store.list(this.#errand, options);
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await pause(KEEP_AGAIN_MS, clock, signal);
    }
  }

  /**
   * Keeps a change, or rejects: then it may have been kept all the same, so that the row is looked at before it is
   * changed again. False: another has changed it, and its row is as that one left it.
   */
  async change(index: number, item: ItemProgress): Promise<boolean> {
    const row = this.at(index);
    const done = isDone(item) && row.plan !== null;
    const change = { progress: item, ...(done && { plan: null }) };
    const kept = await this.#store.change(this.#errand, index, row.version, change);
    if (kept) {
      this.#set({ ...row, item, version: kept.version, ...(done && { plan: null }) });
      return true;
    }
    await this.refresh(index);
    // By a write of ours whose reply was lost.
    return JSON.stringify(this.at(index).item) === JSON.stringify(item);
  }

  /**
   * Keeps what has become known, as long as that takes, or until the signal aborts and it cannot be kept. What another
   * took for unknown meanwhile gives way to who knows, where `mayKnow` does not object. False: it is as another left it.
   */
  async settle(
    index: number,
    item: ItemProgress,
    clock: Clock,
    signal: AbortSignal,
    mayKnow = async (_unknown: ItemProgress) => true,
  ): Promise<boolean> {
    for (;;) {
      try {
        if (await this.change(index, item)) return true;
        const { item: present } = this.at(index);
        if (present.state !== 'unknown' || !(await mayKnow(present))) return false;
        continue;
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await pause(KEEP_AGAIN_MS, clock, signal);
    }
  }

  /**
   * What was to be kept before something else was done, which then was not: where it was kept after all, it goes back.
   * As long as that takes, or until the signal aborts.
   */
  async undo(
    index: number,
    intended: ItemProgress,
    before: ItemProgress,
    clock: Clock,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      try {
        await this.refresh(index);
        if (JSON.stringify(this.at(index).item) !== JSON.stringify(intended)) return;
        await this.change(index, before);
        continue;
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await pause(KEEP_AGAIN_MS, clock, signal);
    }
  }

  /** The list is over: what was to be done of those that stay unknown is not kept. Where that fails, it goes with the list. */
  async forgetUnknown(): Promise<void> {
    const left = this.#rows.filter(({ item, plan }) => item.state === 'unknown' && plan !== null);
    const change = ({ index, version, item }: ListRow) =>
      this.#store.change(this.#errand, index, version, { progress: item, plan: null });
    await Promise.allSettled(left.map(change));
  }

  /** Looks at one as it is kept. */
  async refresh(index: number): Promise<void> {
    const found = await this.#store.find(this.#errand, index);
    if (found) this.#set({ ...this.at(index), item: itemProgressOf(found), version: found.version });
  }

  #set(row: ListRow): void {
    this.#rows[row.index] = row;
    this.#changed();
  }
}

function rowOf(kept: ErrandItem): ListRow {
  const { index, version } = kept;
  return { index, plan: itemPlanOf(kept), item: itemProgressOf(kept), version };
}
