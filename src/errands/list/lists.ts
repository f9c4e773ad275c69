/**
 * Lists as others see them: begun, looked at, cancelled, tried again. What is done with one stands in `run-list.ts`.
 * Knows no GraphQL.
 */
import type { AsanaToken } from '../../asana/api/token.ts';
import { type Errand, isOver } from '../errand.ts';
import type { Errands } from '../errands.ts';
import type { ErrandItem, ErrandItems, NewItem } from '../items.ts';
import {
  cancelled,
  countsOf,
  type ItemProgress,
  isItemOver,
  LIST,
  type ListPlan,
  type ListProgress,
  newList,
  retried,
  seenItem,
} from './list.ts';

/** What lists are made of. */
export interface ListsOptions {
  readonly errands: () => Errands;
  readonly items: ErrandItems;
  /** Told that rows of a list that runs here may have been changed. */
  readonly changed: (list: string) => void;
  /** The time of day, epoch milliseconds. */
  now(): number;
}

/** One item as its user sees it. */
export interface SeenItem {
  readonly index: number;
  readonly version: number;
  readonly item: ItemProgress;
}

/** A list to be begun. */
export interface NewListOf {
  readonly owner: string;
  readonly token: AsanaToken;
  readonly plan: ListPlan;
  readonly items: readonly NewItem[];
}

/** More than an owner's lists that are kept. */
const MOST_KNOWN = 200;

/** The lists of this gateway. */
export class Lists {
  readonly #options: ListsOptions;

  constructor(options: ListsOptions) {
    this.#options = options;
  }

  /** Keeps a list, whole, then begins with it. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  async begin({ owner, token, plan, items }: NewListOf): Promise<Errand> {
    const { errands, items: store, now } = this.#options;
    const progress = newList(items.length, now());
    const errand = await errands().reserve({ kind: LIST, owner, about: null, plan, progress }, token);
    try {
      await store.add(errand.id, items);
      await errands().begin(errand, {});
    } catch (error) {
      await errands().discard(errand);
      throw error;
    }
    return errand;
  }

  /** A list of this owner; null for everybody else's, and for what is none. */
  async find(id: string, owner: string): Promise<Errand | null> {
    const found = await this.#options.errands().find(id, owner);
    return found?.kind === LIST ? found : null;
  }

  /** An owner's lists, the newest first. */
  async recent(owner: string, first: number): Promise<Errand[]> {
    const all = await this.#options.errands().newest([LIST], owner, MOST_KNOWN);
    const startedAt = ({ progress }: Errand): number => (progress as ListProgress).startedAt;
    return all.sort((one, other) => startedAt(other) - startedAt(one)).slice(0, first);
  }

  /** Its items, in their order. */
  async items(errand: Errand): Promise<SeenItem[]> {
    const rows = await this.#options.items.list(errand.id);
    return rows.map(({ index, version, progress }) => ({
      index,
      version,
      item: seenItem(progress as ItemProgress, errand),
    }));
  }

  /** Ends what waits, and nothing that runs: from now on none of it is sent, whoever runs the list. */
  async cancel(errand: Errand): Promise<Errand> {
    if (isOver(errand)) return errand;
    const { errands, now } = this.#options;
    const unwanted = await errands().unwanted(errand);
    const { round } = errand.progress as ListProgress;
    await this.#changeAll(errand, (item) => cancelled(item, { now: now(), round }));
    this.#options.changed(errand.id);
    return unwanted ?? (await errands().find(errand.id, errand.owner)) ?? errand;
  }

  /** Tries again what failed or was refused. One that is neither over nor runs to its end is left as it is. */
  async retry(errand: Errand, token: AsanaToken): Promise<Errand> {
    const { errands } = this.#options;
    const isEnding = errand.isUnwanted || (errand.progress as ListProgress).isStopped;
    if (isEnding && !isOver(errand)) return errand;
    const items = await this.#changeAll(errand, retried);
    if (items.every(isItemOver)) return errand;
    this.#options.changed(errand.id);
    const again = await errands().restart(errand, token, ({ progress }) => {
      const before = progress as ListProgress;
      const counts = countsOf(items);
      return {
        isUnwanted: false,
        progress: { ...before, counts, finishedAt: null, isStopped: false, round: before.round + 1 },
      };
    });
    return again ?? (await errands().find(errand.id, errand.owner)) ?? errand;
  }

  /** Changes every item as it is then, and as nobody else has changed it meanwhile; they are handed out as they are after. */
  async #changeAll(errand: Errand, change: (item: ItemProgress) => ItemProgress): Promise<ItemProgress[]> {
    const rows = await this.#options.items.list(errand.id);
    return Promise.all(rows.map((row) => this.#changeOne(errand, row, change)));
  }

  async #changeOne(
    errand: Errand,
    row: ErrandItem,
    change: (item: ItemProgress) => ItemProgress,
  ): Promise<ItemProgress> {
    const { items } = this.#options;
    for (let present: ErrandItem | null = row; present; ) {
      const before = present.progress as ItemProgress;
      const after = change(before);
      if (after === before) return before;
      if (await items.change(errand.id, row.index, present.version, { progress: after })) return after;
      present = await items.find(errand.id, row.index);
    }
    return row.progress as ItemProgress;
  }
}
