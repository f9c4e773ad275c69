/**
 * Carries a list out: items in their order as slots come free, each followed until it is over. What is about to be sent
 * is kept before it is, so that after a crash nothing is sent twice. Is given how items are started and followed; knows
 * neither Asana nor GraphQL.
 */
import type { Clock } from '../../clock.ts';
import { isGatewayError } from '../../errors.ts';
import { LIST_SLOTS, type ListSlotStore } from '../../starts/list-slots.ts';
import type { ErrandItems } from '../items.ts';
import type { ErrandKind, ErrandRun } from '../run.ts';
import { holdOn, tellChanges } from './beside.ts';
import {
  afterCrash,
  afterJob,
  afterSetUp,
  afterStart,
  cancelled,
  countsOf,
  hasStopped,
  type ItemMoment,
  type ItemPlan,
  type ItemProgress,
  type ItemState,
  isItemOver,
  LIST,
  type ListPlan,
  type ListProgress,
  MOST_SETTING_UP,
  sending,
} from './list.ts';
import { Patience } from './patience.ts';
import { Pulse } from './pulse.ts';
import { ListRows } from './rows.ts';
import { slotUserOf } from './slot-user.ts';
import { type ListTelling, tellEnd, tellInterruption } from './tell-list.ts';
import type { ItemAsker, ListWork } from './work.ts';

/** What carrying out takes. */
export interface ListParts {
  readonly items: ErrandItems;
  readonly slots: ListSlotStore;
  readonly work: ListWork;
  readonly clock: Clock;
  /** `WATCH_FAILURE_LIMIT`, milliseconds: so long an item that cannot be sent is tried. */
  readonly failureLimitMs: number;
  /** The time of day, epoch milliseconds. */
  now(): number;
  /** How others are told of it; null where there is nobody to tell. */
  readonly telling: ListTelling | null;
  /** Told of each item that is over, when its list is. */
  over(state: ItemState): void;
}

/** How often a list that has no slot asks again. */
const ASK_AGAIN_MS = 1_000;

/** The kind of errand that starts lists, and how it hears that rows of a list were changed from outside. */
export interface ListKind extends ErrandKind {
  changed(list: string): void;
}

/** Makes the kind. */
export function listKind(parts: ListParts): ListKind {
  const { telling } = parts;
  const running = new Map<string, ListRun>();
  return {
    name: LIST,
    needsToken: true,
    windsDown: true,
    givenUp: (progress) => ({ ...(progress as ListProgress), finishedAt: parts.now(), isStopped: true }),
    async run(run) {
      const listRun = new ListRun(run, parts);
      running.set(run.errand.id, listRun);
      try {
        await listRun.run();
      } finally {
        running.delete(run.errand.id);
      }
    },
    changed: (list) => running.get(list)?.changed(),
    ...(telling && { interrupted: (errand) => tellInterruption(errand, telling) }),
  };
}

class ListRun {
  readonly #run: ErrandRun;
  readonly #parts: ListParts;
  readonly #rows: ListRows;
  readonly #pulse: Pulse;
  readonly #patience: Patience;
  /** Those that are followed, by index. */
  readonly #followed = new Map<number, Promise<void>>();
  readonly #untold: Pulse;
  #failure: { readonly error: unknown } | null = null;
  /** Whose five slots these are. */
  #user = '';
  /** The ticket of the item that is being started, where one is. */
  #trying: readonly string[] = [];
  #isStopped = false;
  #isOutdated = false;

  constructor(run: ErrandRun, parts: ListParts) {
    this.#run = run;
    this.#parts = parts;
    this.#pulse = new Pulse(parts.clock);
    this.#patience = new Patience(parts.clock, parts.failureLimitMs);
    this.#untold = new Pulse(parts.clock);
    this.#rows = new ListRows(run.errand.id, parts.items, () => this.#untold.beat());
  }

  async run(): Promise<void> {
    const run = this.#run;
    this.#user = slotUserOf(this.#asker());
    const wake = (): void => this.#pulse.beat();
    for (const signal of [run.signal, run.unwanted]) signal.addEventListener('abort', wake);
    const over = new AbortController();
    const others: Promise<void>[] = [];
    try {
      this.#isStopped = this.#progress.isStopped;
      await this.#rows.load(this.#parts.clock, run.signal);
      others.push(this.#telling(over.signal), this.#holding(over.signal));
      if (this.#rows.all.length !== this.#progress.total) throw new Error('a list was not kept whole');
      do await this.#goOn();
      while (await this.#hasMore());
    } finally {
      await Promise.allSettled(this.#followed.values());
      over.abort();
      await Promise.allSettled(others);
      for (const signal of [run.signal, run.unwanted]) signal.removeEventListener('abort', wake);
      await this.#parts.slots.quit(this.#user, run.errand.id);
    }
    const progress = { ...this.#present(), finishedAt: this.#parts.now() };
    if (this.#parts.telling) await tellEnd(run.errand, progress, this.#parts.telling, run.signal);
    await run.keep({ state: 'done', progress });
    const { round } = this.#progress;
    for (const item of this.#rows.items) if (item.round === round) this.#parts.over(item.state);
  }

  /** Rows of what is over here may have been changed. */
  changed(): void {
    this.#isOutdated = true;
    this.#pulse.beat();
  }

  get #progress(): ListProgress {
    return this.#run.errand.progress as ListProgress;
  }

  get #moment(): ItemMoment {
    return { now: this.#parts.now(), round: this.#progress.round };
  }

  /** What another run left behind, or is about to do just now: what may have been sent is unknown. */
  async #recover(): Promise<void> {
    const { clock } = this.#parts;
    for (const { index, item } of this.#rows.all) {
      if (item.state !== 'starting') continue;
      await this.#rows.settle(index, afterCrash(item, this.#moment), clock, this.#run.signal);
      await this.#parts.work.lost(item, `${this.#run.errand.id}-${index}`, this.#asker());
    }
  }

  /** Until nothing is left to do, as far as is known here. */
  async #goOn(): Promise<void> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      this.#run.signal.throwIfAborted();
      if (this.#isOutdated) await this.#lookAgain();
      await this.#recover();
      await this.#cancelWaiting();
      this.#followAll();
      const waiting = this.#rows.all.find(({ item }) => item.state === 'waiting');
      if (!waiting && this.#followed.size === 0) return;
      if (!waiting) await this.#parts.slots.quit(this.#user, this.#run.errand.id);
      const waitMs = waiting ? await this.#startNext(waiting.index) : null;
      if (waitMs !== 0) await this.#pulse.wait(waitMs);
    }
  }

  /** Whether somebody has made more of it meanwhile, on another instance. */
  async #hasMore(): Promise<boolean> {
    await this.#rows.load(this.#parts.clock, this.#run.signal);
    return this.#rows.items.some((item) => !isItemOver(item));
  }

  /** Of what is over, nothing is changed here: so others may have. */
  async #lookAgain(): Promise<void> {
    this.#isOutdated = false;
    for (const { index, item } of this.#rows.all) if (isItemOver(item)) await this.#rows.refresh(index);
  }

  async #cancelWaiting(): Promise<void> {
    if (!this.#isEnding()) return;
    for (const { index, item } of this.#rows.all) {
      if (item.state !== 'waiting') continue;
      const { clock } = this.#parts;
      await this.#rows.settle(index, cancelled(item, this.#moment), clock, this.#run.signal);
    }
  }

  /** Whether nothing more is to be started. */
  #isEnding(): boolean {
    this.#isStopped ||= hasStopped(this.#rows.items, this.#run.errand.plan as ListPlan, this.#moment.round);
    return this.#isStopped || this.#run.unwanted.aborted;
  }

  /** Starts the next item; how long to wait before the one after, 0 for not at all, null until something happens. */
  async #startNext(index: number): Promise<number | null> {
    const { slots, work } = this.#parts;
    const pausedMs = this.#patience.pausedMs();
    if (pausedMs > 0) return pausedMs;
    if (this.#held.length >= LIST_SLOTS || this.#followed.size >= MOST_SETTING_UP) return null;
    const { plan } = this.#rows.at(index);
    if (!plan) throw new Error('an item that waits has no plan');
    const by = this.#asker();
    const user = this.#user;
    const { id } = this.#run.errand;
    const ticket = { list: id, since: this.#progress.startedAt, item: this.#ticketOf(index) };
    if (!(await slots.take(user, ticket))) return ASK_AGAIN_MS;
    this.#trying = [ticket.item];
    let slot: (() => void) | null = null;
    try {
      slot = await work.slot(user, by).catch((error: unknown) => {
        if (isRefused(error)) throw error;
        return null;
      });
      if (!slot) return this.#patience.crowded();
      await this.#start(index, plan, by);
      return 0;
    } finally {
      slot?.();
      this.#trying = [];
      if (this.#rows.at(index).item.state !== 'running') await slots.leave(user, ticket.item);
    }
  }

  async #start(index: number, plan: ItemPlan, by: ItemAsker): Promise<void> {
    const { work, clock, now } = this.#parts;
    const { signal } = this.#run;
    const before = this.#rows.at(index).item;
    const intended = sending(before, now());
    let isUncertain = false;
    let isIntended = false;
    const intent = async (): Promise<void> => {
      signal.throwIfAborted();
      if (this.#isEnding()) throw new Error('an item is not wanted any more');
      isUncertain = true;
      isIntended = await this.#rows.change(index, intended);
      isUncertain = false;
      if (!isIntended) throw new Error('an item was changed by another');
    };
    const outcome = await work.start(plan, index, by, intent);
    if (isUncertain) await this.#rows.undo(index, intended, before, clock, signal);
    const { item } = this.#rows.at(index);
    if (outcome.is === 'unsent') {
      // What waits in a list that ends is cancelled next; nothing has failed.
      if (!isIntended && this.#isEnding()) return;
      const gaveUp = this.#patience.failed(outcome.error, outcome.pauseMs);
      if (isIntended || gaveUp) {
        const next = gaveUp ? ({ is: 'failed', userErrors: gaveUp } as const) : outcome;
        await this.#rows.settle(index, afterStart(item, next, this.#moment), clock, signal);
      }
      if (isRefused(outcome.error)) throw outcome.error;
      return;
    }
    this.#patience.succeeded();
    if (!isIntended && isItemOver(item)) return;
    await this.#rows.settle(index, afterStart(item, outcome, this.#moment), clock, signal);
  }

  #followAll(): void {
    for (const { index, item } of this.#rows.all) {
      if (item.state !== 'running' || this.#followed.has(index)) continue;
      const following = this.#follow(index)
        .catch((error: unknown) => {
          this.#failure ??= { error };
        })
        .finally(() => {
          this.#followed.delete(index);
          this.#pulse.beat();
        });
      this.#followed.set(index, following);
    }
  }

  async #follow(index: number): Promise<void> {
    const { work, clock, slots } = this.#parts;
    const { signal } = this.#run;
    const { plan, item } = this.#rows.at(index);
    const { job } = item;
    if (job === null) throw new Error('an item that runs has no job');
    const keep = (next: ItemProgress) => this.#rows.settle(index, next, clock, signal);
    if (item.jobEnd === null)
      await keep(afterJob(item, await work.ended(job, this.#asker(), signal), this.#moment));
    // The slot is the job's.
    await slots.leave(this.#user, this.#ticketOf(index));
    this.#patience.roomier();
    this.#pulse.beat();
    const after = this.#rows.at(index).item;
    if (after.state !== 'running' || !plan) return;
    const end = await work.setUp(plan, { index, job, again: after.setsUpAgain }, this.#asker(), signal);
    await keep(afterSetUp(after, end, this.#moment));
  }

  async #telling(over: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const tell = () => this.#run.keep({ state: 'running', progress: this.#present() });
    try {
      await tellChanges({ changes: this.#untold, tell, clock, over });
    } catch (error) {
      this.#failure ??= { error };
      this.#pulse.beat();
    }
  }

  #holding(over: AbortSignal): Promise<void> {
    const { clock, slots } = this.#parts;
    const list = this.#run.errand.id;
    const since = this.#progress.startedAt;
    const hold = () => {
      const wants = this.#rows.items.some(({ state }) => state === 'waiting');
      return slots.hold(this.#user, { list, since, items: [...this.#held, ...this.#trying], wants });
    };
    return holdOn({ hold, clock, over });
  }

  /** Tickets of the items whose jobs run. */
  get #held(): string[] {
    return this.#rows.all
      .filter(({ item }) => item.state === 'running' && item.jobEnd === null)
      .map(({ index }) => this.#ticketOf(index));
  }

  #ticketOf(index: number): string {
    return `${this.#run.errand.id}:${index}`;
  }

  #present(): ListProgress {
    return { ...this.#progress, isStopped: this.#isStopped, counts: countsOf(this.#rows.items) };
  }

  #asker(): ItemAsker {
    const { id, owner } = this.#run.errand;
    return { owner, token: this.#run.token(), requestId: id };
  }
}

function isRefused(error: unknown): boolean {
  return isGatewayError(error) && error.code === 'UNAUTHENTICATED';
}
