/**
 * The items of a running list, each on its way: started in its turn, with what is about to be sent kept before it is, and
 * followed until it is over. Is told which is next; decides nothing about the list.
 */
import type { Clock } from '../../clock.ts';
import { isUnauthenticated } from '../../errors.ts';
import { LIST_SLOTS, type ListSlotStore } from '../../starts/list-slots.ts';
import type { UserError } from '../../starts/user-errors.ts';
import type { ErrandRun } from '../run.ts';
import {
  afterCrash,
  afterJob,
  afterSetUp,
  afterStart,
  cancelled,
  type ItemMoment,
  type ItemPlan,
  type ItemProgress,
  isItemOver,
  MOST_SETTING_UP,
  sending,
} from './list.ts';
import type { Patience } from './patience.ts';
import type { ListRow, ListRows } from './rows.ts';
import type { ItemAsker, ListWork } from './work.ts';

/** What the items of one list share. */
export interface ItemScene {
  readonly run: ErrandRun;
  readonly rows: ListRows;
  readonly slots: ListSlotStore;
  readonly work: ListWork;
  readonly clock: Clock;
  readonly patience: Patience;
  /** Whose five slots these are. */
  readonly user: string;
  /** When the list came, epoch milliseconds. */
  readonly since: number;
  asker(): ItemAsker;
  moment(): ItemMoment;
  /** Whether nothing more is to be started. */
  isEnding(): boolean;
  /** Something has happened to an item, and perhaps went wrong. */
  happened(failure: { readonly error: unknown } | null): void;
}

/** How often a list that has no slot asks again. */
const ASK_AGAIN_MS = 1_000;

/** The items of one list that are under way here. */
export class ItemRuns {
  readonly #scene: ItemScene;
  /** Those that are followed, by index. */
  readonly #followed = new Map<number, Promise<void>>();
  /** The ticket of the item that is being started, where one is. */
  #trying: readonly string[] = [];

  constructor(scene: ItemScene) {
    this.#scene = scene;
  }

  /** Indexes of those that are followed. */
  get followed(): ReadonlySet<number> {
    return new Set(this.#followed.keys());
  }

  /** Tickets of the slots that are held: by items whose jobs run, and by the one that is being started. */
  get held(): readonly string[] {
    return [...this.#running.map(({ index }) => this.#ticketOf(index)), ...this.#trying];
  }

  /** Whether so few of its items are under way that one more may be started. */
  get hasRoom(): boolean {
    return this.#followed.size < MOST_SETTING_UP;
  }

  get #running(): readonly ListRow[] {
    const isRunning = ({ item }: ListRow) => item.state === 'running' && item.jobEnd === null;
    return this.#scene.rows.all.filter(isRunning);
  }

  /** Waits for those that are followed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#followed.values());
  }

  /**
   * One of which nobody is left who knows whether it was sent: it is unknown. Its user finds it among the unknown starts,
   * and does so before it counts as one here: whoever is cut off in between does both again.
   */
  async lose(index: number): Promise<void> {
    const { rows, work, clock, run, asker, moment } = this.#scene;
    const { item } = rows.at(index);
    const { id } = run.errand;
    await work.lost(item, lostIdOf(id, index), asker());
    const isKept = await rows.settle(index, afterCrash(item, moment()), clock, run.signal);
    // Somebody knows after all.
    if (!isKept) await work.found(lostIdOf(id, index), asker());
  }

  /** One that is not started any more. */
  async cancel(index: number): Promise<void> {
    const { rows, clock, run, moment } = this.#scene;
    await rows.settle(index, cancelled(rows.at(index).item, moment()), clock, run.signal);
  }

  /** Starts the next item; how long to wait before the one after, 0 for not at all, null until something happens. */
  async startNext(index: number): Promise<number | null> {
    const { rows, slots, work, patience, user, since, run, asker } = this.#scene;
    const pausedMs = patience.pausedMs();
    if (pausedMs > 0) return pausedMs;
    if (!this.hasRoom) {
      // Nobody else waits for a list that takes nothing.
      await slots.quit(user, run.errand.id);
      return null;
    }
    if (this.#running.length >= LIST_SLOTS) return null;
    const { plan } = rows.at(index);
    if (!plan) throw new Error('an item that waits has no plan');
    const by = asker();
    const ticket = { list: run.errand.id, since, item: this.#ticketOf(index) };
    if (!(await slots.take(user, ticket))) return ASK_AGAIN_MS;
    this.#trying = [ticket.item];
    let slot: (() => void) | null = null;
    try {
      slot = await work.slot(user, by).catch((error: unknown) => {
        if (isUnauthenticated(error)) throw error;
        return null;
      });
      if (!slot) return patience.crowded();
      await this.#start(index, plan, by);
      return 0;
    } finally {
      slot?.();
      this.#trying = [];
      if (rows.at(index).item.state !== 'running') await slots.leave(user, ticket.item);
    }
  }

  async #start(index: number, plan: ItemPlan, by: ItemAsker): Promise<void> {
    const { rows, work, clock, run, patience, moment, isEnding } = this.#scene;
    const { signal } = run;
    const before = rows.at(index).item;
    const intended = sending(before, moment().now);
    let isUncertain = false;
    let isIntended = false;
    const intent = async (): Promise<void> => {
      signal.throwIfAborted();
      if (isEnding()) throw new Error('an item is not wanted any more');
      isUncertain = true;
      isIntended = await rows.change(index, intended);
      isUncertain = false;
      if (!isIntended) throw new Error('an item was changed by another');
    };
    const lostId = lostIdOf(run.errand.id, index);
    const outcome = await work.start(plan, { index, lostId }, by, intent);
    if (isUncertain) await rows.undo(index, intended, before, clock, signal);
    const { item } = rows.at(index);
    if (outcome.is === 'unsent') {
      // What waits in a list that ends is cancelled next; nothing has failed.
      if (!isIntended && isEnding()) return;
      const gaveUp = patience.failed(outcome.error, outcome.pauseMs);
      if (isIntended || gaveUp) {
        const next = gaveUp ? ({ is: 'failed', userErrors: gaveUp } as const) : outcome;
        await this.#known(index, afterStart(item, next, moment()), by);
      }
      if (isUnauthenticated(outcome.error)) throw outcome.error;
      return;
    }
    patience.succeeded();
    if (!isIntended && isItemOver(item)) return;
    await this.#known(index, afterStart(item, outcome, moment()), by);
  }

  /**
   * Who sent it knows what came of it, whatever somebody else took it for meanwhile; unless the list is over by then: what
   * it has told of its end stays so. Who runs it now is told before, so that it does not end meanwhile, and after.
   */
  async #known(index: number, item: ItemProgress, by: ItemAsker): Promise<void> {
    const { rows, work, clock, run } = this.#scene;
    const { signal } = run;
    let unknown: ItemProgress | null = null;
    const isKept = await rows.settle(index, item, clock, signal, async (present) => {
      unknown = present;
      return run.touch();
    });
    if (!unknown || !isKept || item.state === 'unknown') return;
    if (await run.touch()) await work.found(lostIdOf(run.errand.id, index), by);
    else await rows.settle(index, unknown, clock, signal);
  }

  /** Follows an item whose job runs, or whose set-up does. */
  follow(index: number): void {
    const { happened } = this.#scene;
    let failure: { readonly error: unknown } | null = null;
    const following = this.#follow(index)
      .catch((error: unknown) => {
        failure = { error };
      })
      .finally(() => {
        this.#followed.delete(index);
        happened(failure);
      });
    this.#followed.set(index, following);
  }

  async #follow(index: number): Promise<void> {
    const { rows, work, clock, slots, run, user, patience, asker, moment, happened } = this.#scene;
    const { signal } = run;
    const { plan, item } = rows.at(index);
    const { job } = item;
    if (job === null) throw new Error('an item that runs has no job');
    const keep = (next: ItemProgress) => rows.settle(index, next, clock, signal);
    if (item.jobEnd === null) await keep(afterJob(item, await work.ended(job, asker(), signal), moment()));
    // The slot is the job's.
    await slots.leave(user, this.#ticketOf(index));
    patience.roomier();
    happened(null);
    const after = rows.at(index).item;
    if (after.state !== 'running') return;
    if (!plan) return void (await keep(afterSetUp(after, { userErrors: [NOT_KEPT] }, moment())));
    const end = await work.setUp(plan, { index, job, again: after.setsUpAgain }, asker(), signal);
    await keep(afterSetUp(after, end, moment()));
  }

  #ticketOf(index: number): string {
    return `${this.#scene.run.errand.id}:${index}`;
  }
}

/** An earlier version has given up what was to be set up, when it took the item for unknown. */
const NOT_KEPT: UserError = {
  code: 'UPSTREAM_ERROR',
  message: 'What was to be set up is not known any more: the job has ended, and nothing more was done.',
  field: null,
};

/** Under which an item is found among the unknown starts, whoever notes it. */
function lostIdOf(list: string, index: number): string {
  return `${list}-${index}`;
}
