/**
 * Carries a list out, round by round: items in their order as slots come free, until none is left and nobody has tried
 * more of it again meanwhile. What is next is decided in `next-steps.ts`, what becomes of an item in `item-runs.ts`.
 * Knows neither Asana nor GraphQL.
 */
import type { Clock } from '../../clock.ts';
import type { ListSlotStore } from '../../starts/list-slots.ts';
import type { ErrandItems } from '../items.ts';
import type { ErrandKind, ErrandRun } from '../run.ts';
import { leftBehind, wantedRound } from './again.ts';
import { holdOn, tellChanges } from './beside.ts';
import { ItemRuns } from './item-runs.ts';
import {
  countsOf,
  hasStopped,
  type ItemMoment,
  type ItemState,
  isItemOver,
  LIST,
  type ListPlan,
  type ListProgress,
  listPlanOf,
  listProgressOf,
} from './list.ts';
import { nextSteps } from './next-steps.ts';
import { Patience } from './patience.ts';
import { Pulse } from './pulse.ts';
import { ListRows } from './rows.ts';
import { slotUserOf } from './slot-user.ts';
import { afterInterruption, type ListTelling, tellEnd } from './tell-list.ts';
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

/** Makes the kind of errand that starts lists. */
export function listKind(parts: ListParts): ErrandKind {
  const { telling } = parts;
  return {
    name: LIST,
    needsToken: true,
    windsDown: true,
    givenUp: (progress) => ({ ...listProgressOf({ progress }), finishedAt: parts.now(), isStopped: true }),
    run: (run) => new ListRun(run, parts).run(),
    ...(telling && { interrupted: (errand) => afterInterruption(errand, telling) }),
  };
}

class ListRun {
  readonly #run: ErrandRun;
  readonly #parts: ListParts;
  readonly #rows: ListRows;
  readonly #items: ItemRuns;
  readonly #pulse: Pulse;
  readonly #untold: Pulse;
  readonly #user: string;
  #failure: { readonly error: unknown } | null = null;
  #round: number;
  #isStopped: boolean;
  #isOutdated = false;

  constructor(run: ErrandRun, parts: ListParts) {
    const { clock, failureLimitMs, slots, work } = parts;
    this.#run = run;
    this.#parts = parts;
    this.#pulse = new Pulse(clock);
    this.#untold = new Pulse(clock);
    this.#rows = new ListRows(run.errand.id, parts.items, () => this.#untold.beat());
    this.#round = this.#progress.round;
    this.#isStopped = this.#progress.isStopped;
    this.#user = slotUserOf(this.#asker());
    this.#items = new ItemRuns({
      ...{ run, slots, work, clock, rows: this.#rows, user: this.#user },
      patience: new Patience(clock, failureLimitMs),
      since: this.#progress.startedAt,
      asker: () => this.#asker(),
      moment: () => this.#moment,
      isEnding: () => this.#isEnding(),
      happened: (failure) => {
        this.#failure ??= failure;
        this.#pulse.beat();
      },
    });
  }

  async run(): Promise<void> {
    const { signal } = this.#run;
    const wake = (): void => this.#pulse.beat();
    signal.addEventListener('abort', wake);
    this.#run.onTouched(() => {
      this.#isOutdated = true;
      wake();
    });
    try {
      await this.#load();
      if (this.#rows.all.length !== this.#progress.total) throw new Error('a list was not kept whole');
      do await this.#goThrough();
      while (!(await this.#isAtItsEnd()));
    } finally {
      signal.removeEventListener('abort', wake);
      await this.#parts.slots.quit(this.#user, this.#run.errand.id);
    }
  }

  /** Until nothing is left to do, as far as is known here. */
  async #goThrough(): Promise<void> {
    const over = new AbortController();
    const beside = [this.#telling(over.signal), this.#holding(over.signal)];
    try {
      await this.#goOn();
    } finally {
      await this.#items.settled();
      over.abort();
      await Promise.allSettled(beside);
    }
  }

  async #goOn(): Promise<void> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      this.#run.signal.throwIfAborted();
      if (this.#isOutdated) await this.#look();
      const steps = nextSteps({
        ...{ rows: this.#rows.all, plan: this.#plan, round: this.#round, isStopped: this.#isStopped },
        ...{ isUnwanted: this.#run.errand.isUnwanted, followed: this.#items.followed },
      });
      if (steps.isStopped && !this.#isStopped) this.#untold.beat();
      this.#isStopped = steps.isStopped;
      for (const index of steps.lost) await this.#items.lose(index);
      for (const index of steps.cancelled) await this.#items.cancel(index);
      for (const index of steps.toFollow) this.#items.follow(index);
      if (!steps.isUnderWay) return;
      // What they stand at now may be what another has made of them.
      if (steps.lost.length + steps.cancelled.length > 0) continue;
      const { toStart } = steps;
      if (toStart === null) await this.#parts.slots.quit(this.#user, this.#run.errand.id);
      const waitMs = toStart === null ? null : await this.#items.startNext(toStart);
      if (waitMs !== 0) await this.#pulse.wait(waitMs);
    }
  }

  /**
   * Keeps its end, where nobody has made more of it meanwhile: who tries it again changes its items, and then its row. The
   * row is looked at first, and must not have been changed since.
   */
  async #isAtItsEnd(): Promise<boolean> {
    await this.#run.look();
    await this.#load();
    if (!this.#rows.items.every(isItemOver)) return false;
    const { telling, now, over } = this.#parts;
    const { countedRound = -1 } = this.#progress;
    const progress = { ...this.#present(), finishedAt: now(), countedRound: this.#round };
    if (telling) await tellEnd(this.#run.errand, progress, telling, this.#run.signal);
    if (!(await this.#run.keepUntouched({ state: 'done', progress }))) return false;
    await this.#rows.forgetUnknown();
    for (const { round, state } of this.#rows.items) if (round > countedRound) over(state);
    return true;
  }

  /** As it is kept, whoever changed it. */
  async #look(): Promise<void> {
    this.#isOutdated = false;
    await this.#run.look();
    await this.#rows.loadOver(this.#parts.clock, this.#run.signal);
    await this.#goIntoRound();
  }

  async #load(): Promise<void> {
    await this.#rows.load(this.#parts.clock, this.#run.signal);
    await this.#goIntoRound();
  }

  /** Its user has tried it again: what ended the round before is no reason any more, but for what waited then. */
  async #goIntoRound(): Promise<void> {
    const wanted = wantedRound(this.#plan, this.#progress);
    if (wanted <= this.#round) return;
    if (this.#isStopped) {
      for (const { index, item } of this.#rows.all)
        if (leftBehind(item, this.#moment) !== item) await this.#items.cancel(index);
    }
    this.#round = wanted;
    this.#isStopped = false;
    this.#untold.beat();
  }

  /** Whether nothing more is to be started. */
  #isEnding(): boolean {
    this.#isStopped ||= hasStopped(this.#rows.items, this.#plan, this.#round);
    return this.#isStopped || this.#run.errand.isUnwanted;
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
      const wants = this.#items.hasRoom && this.#rows.items.some(({ state }) => state === 'waiting');
      return slots.hold(this.#user, { list, since, items: this.#items.held, wants });
    };
    return holdOn({ hold, clock, over });
  }

  get #plan(): ListPlan {
    return listPlanOf(this.#run.errand);
  }

  get #progress(): ListProgress {
    return listProgressOf(this.#run.errand);
  }

  get #moment(): ItemMoment {
    return { now: this.#parts.now(), round: this.#round };
  }

  #present(): ListProgress {
    const counts = countsOf(this.#rows.items);
    return { ...this.#progress, round: this.#round, isStopped: this.#isStopped, counts };
  }

  #asker(): ItemAsker {
    const { id, owner } = this.#run.errand;
    return { owner, token: this.#run.token(), requestId: id };
  }
}
