/**
 * Lists as others see them: begun, looked at, cancelled, tried again. What is done with one stands in `run-list.ts`.
 * Knows no GraphQL.
 */
import type { AsanaToken } from '../../asana/api/token.ts';
import { type Errand, isOver } from '../errand.ts';
import type { Errands } from '../errands.ts';
import type { ErrandItem, ErrandItems, NewItem } from '../items.ts';
import { leftBehind, mayGoOn, reopened, retried, wantedRound, widened } from './again.ts';
import {
  cancelled,
  type ItemProgress,
  itemProgressOf,
  LIST,
  type ListPlan,
  listPlanOf,
  listProgressOf,
  newList,
} from './list.ts';
import { isEnding, seenItem } from './seen.ts';

/** What lists are made of. */
export interface ListsOptions {
  readonly errands: () => Errands;
  readonly items: ErrandItems;
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
    const startedAt = (errand: Errand): number => listProgressOf(errand).startedAt;
    return all.sort((one, other) => startedAt(other) - startedAt(one)).slice(0, first);
  }

  /** Its items, in their order. */
  async items(errand: Errand): Promise<SeenItem[]> {
    const rows = await this.#options.items.list(errand.id);
    return rows.map((row) => ({
      index: row.index,
      version: row.version,
      item: seenItem(itemProgressOf(row), errand),
    }));
  }

  /** Ends what waits, and nothing that runs: from now on none of it is sent, whoever runs the list. */
  async cancel(errand: Errand): Promise<Errand> {
    if (isOver(errand)) return errand;
    const { errands, now } = this.#options;
    const unwanted = await errands().unwanted(errand);
    const round = roundOf(errand);
    await this.#changeAll(errand, (item) => cancelled(item, { now: now(), round }));
    return unwanted ?? (await errands().find(errand.id, errand.owner)) ?? errand;
  }

  /**
   * Tries again what failed or was refused, and nothing else: whether the list is over, runs, or runs to its end, which it
   * does no more then. Its row is changed, then its items, then its row once more where it was not over: so who runs it
   * does not take it to be at its end meanwhile, and where it was, all of it is done again.
   */
  async retry(errand: Errand, token: AsanaToken): Promise<Errand> {
    const { errands, items: store, now } = this.#options;
    const rows = await store.list(errand.id);
    const items = rows.map(itemProgressOf);
    if (!mayGoOn(errand, items)) return errand;
    // What waited in a list that ended stays behind, once.
    let last = isEnding(errand) ? listProgressOf(errand).round : -1;
    for (let isOpen = true; ; isOpen = true) {
      const again = await errands().restart(
        errand,
        token,
        (present) => {
          isOpen = false;
          return reopened(present, items);
        },
        {
          open: widened,
          before: async (present) => {
            const ended = { now: now(), round: last };
            const round = roundOf(present);
            await this.#changeAll(errand, (item) => retried(leftBehind(item, ended), round));
            last = -1;
          },
        },
      );
      if (!again) return (await errands().find(errand.id, errand.owner)) ?? errand;
      if (!isOpen || (await errands().touch(again))) return again;
    }
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
      const before = itemProgressOf(present);
      const after = change(before);
      if (after === before) return before;
      if (await items.change(errand.id, row.index, present.version, { progress: after })) return after;
      present = await items.find(errand.id, row.index);
    }
    return itemProgressOf(row);
  }
}

/** The round it is in, or is to go into. */
function roundOf(errand: Errand): number {
  return wantedRound(listPlanOf(errand), listProgressOf(errand));
}
