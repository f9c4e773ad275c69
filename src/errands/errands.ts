/**
 * Errands as others see them: begun, found, watched, changed, ended. Puts store, tokens and runs together; knows no kind
 * of errand. What becomes of them when their user is back stands in `users-back.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { AsanaToken } from '../asana/api/token.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Telemetry } from '../telemetry.ts';
import { Beginnings, RESERVED_MS } from './beginnings.ts';
import { type Errand, type ErrandChange, isOver, type SeenErrand } from './errand.ts';
import type { ErrandWatch } from './errand-watch.ts';
import { ErrandWatches } from './errand-watches.ts';
import { ErrandRows } from './rows.ts';
import type { ErrandKind } from './run.ts';
import { ErrandRuns } from './runs.ts';
import { type ErrandStore, notKept } from './store.ts';
import { type ErrandTokens, tooManyTokens } from './tokens.ts';
import { UsersBack } from './users-back.ts';

/** What errands are made of. */
export interface ErrandsOptions {
  readonly store: ErrandStore;
  readonly tokens: ErrandTokens;
  readonly kinds: readonly ErrandKind[];
  readonly telemetry: Telemetry;
  readonly clock?: Clock;
  /** @default 5000 */
  readonly leaseMs?: number;
  /** See `ErrandRunsOptions`. */
  readonly mostAtOnce?: number | undefined;
  /** See `UsersBackOptions`. */
  readonly mostDoubtful?: number | undefined;
}

/** What is begun. */
export interface NewErrand {
  /** @default a new one */
  readonly id?: string;
  readonly kind: string;
  readonly owner: string;
  readonly about: string | null;
  readonly plan: unknown;
  readonly progress: unknown;
}

/** What else a restart does. */
export interface RestartOptions {
  /** Changes one that is not over; it goes on. */
  readonly open?: (errand: Errand) => ErrandChange;
  /** Done when it was changed, and before it is run here. */
  readonly before?: (errand: Errand) => Promise<void>;
}

/** The errands of this gateway. */
export class Errands {
  readonly #options: ErrandsOptions;
  readonly #clock: Clock;
  readonly #runs: ErrandRuns;
  readonly #beginnings: Beginnings;
  readonly #watches: ErrandWatches;
  readonly #rows: ErrandRows;
  readonly #usersBack: UsersBack;

  constructor(options: ErrandsOptions) {
    this.#options = options;
    const { store, tokens, telemetry, clock = systemClock, leaseMs, mostAtOnce } = options;
    this.#clock = clock;
    this.#watches = new ErrandWatches({
      read: async (id) => {
        const found = await store.find(id).catch((error: unknown) => {
          throw notKept(error);
        });
        return found && this.#rows.asSeen(found);
      },
      isShared: store.isShared,
      clock,
    });
    this.#runs = new ErrandRuns({
      store,
      tokens,
      telemetry,
      clock,
      kinds: new Map(options.kinds.map((kind) => [kind.name, kind])),
      told: (errand) => this.#watches.tell(errand),
      mostAtOnce,
      ...(leaseMs !== undefined && { leaseMs }),
    });
    this.#rows = new ErrandRows({
      ...{ store, tokens, kinds: options.kinds, runs: this.#runs },
      told: (errand) => this.#watches.tell(errand),
    });
    this.#usersBack = new UsersBack({
      ...{ store, tokens, kinds: options.kinds, clock },
      ...{ rows: this.#rows, runs: this.#runs, mostDoubtful: options.mostDoubtful },
    });
    this.#beginnings = new Beginnings({
      ...{ store, clock },
      begun: (errand) => this.#runs.begin(errand),
      lost: (errand, { about = null }, error) => {
        telemetry.log.error(
          { err: error, errand: errand.id, kind: errand.kind, job: about },
          'what was to go on after a start did not learn of its job',
        );
        void this.discard(errand);
      },
    });
    telemetry.gauge('errands_kept', () => store.size);
    telemetry.gauge('errands_running', () => this.#runs.size);
  }

  /**
   * Keeps an errand for which there is a place and a token, where its kind needs one, without running it yet.
   * @throws RATE_LIMITED, SERVICE_UNAVAILABLE
   */
  async reserve(
    { id = randomUUID(), kind, owner, about, plan, progress }: NewErrand,
    token: AsanaToken | null,
  ): Promise<Errand> {
    const { store, tokens } = this.#options;
    if (token && !tokens.hold(owner, id, token)) throw tooManyTokens();
    const errand: Errand = {
      ...{ id, kind, owner, about, plan, progress },
      state: 'waiting',
      isUnwanted: false,
      version: 0,
    };
    try {
      await store.add(errand, this.#runs.holder, RESERVED_MS);
    } catch (error) {
      await this.discard(errand);
      throw error;
    }
    return errand;
  }

  /** Runs what was reserved, with what has become known of it since; as soon as the store is there. Never rejects. */
  begin(errand: Errand, change: ErrandChange): Promise<void> {
    return this.#beginnings.begin(errand, change);
  }

  /** What was reserved comes to nothing. */
  async discard({ id, owner }: Errand): Promise<void> {
    this.#options.tokens.drop(owner, id);
    await this.#options.store.delete(id).catch(() => {});
  }

  /** An errand of this owner, as it is; null for everybody else's. */
  async find(id: string, owner: string): Promise<SeenErrand | null> {
    const found = await this.#options.store.find(id);
    return found?.owner === owner ? this.#rows.asSeen(found) : null;
  }

  /** The newest errand of a kind about something, whoever's it is. */
  async findAbout(kind: string, about: string): Promise<SeenErrand | null> {
    const found = await this.#options.store.findAbout(kind, about);
    return found && this.#rows.asSeen(found);
  }

  /** The kinds of one family that an owner may have errands of, whether or not they are run here. */
  kindsOf(family: string, owner: string): Promise<string[]> {
    return this.#options.store.kindsOf(family, owner);
  }

  /** An owner's errands of some kinds, over or not, what was added or ended last first. */
  async newest(kinds: readonly string[], owner: string, first: number): Promise<SeenErrand[]> {
    const found = await this.#options.store.newest(kinds, owner, first);
    return found.map((each) => this.#rows.asSeen(each));
  }

  /** A user is back: all that was interrupted goes on. `before` is told of each as it was. */
  allBack(owner: string, token: AsanaToken, before?: (errand: Errand) => void): Promise<void> {
    return this.#usersBack.allBack(owner, token, before);
  }

  /** Its user is back: what was interrupted goes on, with this token. False where that is none to go on with now. */
  back(errand: Errand, token: AsanaToken): Promise<boolean> {
    return this.#usersBack.back(errand, token);
  }

  /** Changes one that is over, and runs it again. Null where it is not over, and `open` says nothing of those. */
  async restart(
    errand: Errand,
    token: AsanaToken | null,
    change: (errand: Errand) => ErrandChange,
    { open, before }: RestartOptions = {},
  ): Promise<SeenErrand | null> {
    const { tokens } = this.#options;
    const { id, owner } = errand;
    if (token && !tokens.hold(owner, id, token)) throw tooManyTokens();
    let again: SeenErrand | null = null;
    try {
      await this.#rows.take(errand);
      again = await this.#rows.change(errand, (present) =>
        isOver(present)
          ? { state: 'waiting', isUnwanted: false, ...change(present) }
          : (open?.(present) ?? null),
      );
      if (again) await before?.(again);
    } finally {
      // Where it was not over after all, the run finds that out and gives it back.
      if (again || !this.#runs.has(errand)) this.#runs.begin(errand);
      this.#runs.touched(id);
    }
    return again;
  }

  /** Something beside its row was changed: who runs it looks. False where it is over, or gone. */
  async touch(errand: Errand): Promise<boolean> {
    const touched = await this.#rows.change(errand, (present) => (isOver(present) ? null : {}));
    this.#runs.touched(errand.id);
    return touched !== null;
  }

  /** Runs one that sleeps now. Null where it does not, or somebody else was quicker. */
  async wake(errand: Errand): Promise<SeenErrand | null> {
    const { store } = this.#options;
    const found = await store.find(errand.id);
    if (!found || isOver(found) || found.sleepsMs === 0) return null;
    await this.#rows.take(found);
    const awake = await store.change(found.id, found.version, {});
    this.#runs.begin(found);
    return awake && this.#rows.asSeen(awake);
  }

  /** Nobody wants one of a kind that winds down by itself any more. Null where it is over. */
  async unwanted(errand: Errand): Promise<Errand | null> {
    const unwanted = await this.#rows.change(errand, (present) =>
      isOver(present) ? null : { isUnwanted: true },
    );
    if (unwanted) this.#runs.stop(errand.id, 'unwanted');
    return unwanted;
  }

  /** Ends an errand: at once where nobody runs it, else when what is under way has ended, or after so long. */
  async cancel(errand: Errand, waitMs: number): Promise<Errand> {
    const { store, kinds, tokens } = this.#options;
    const kind = kinds.find(({ name }) => name === errand.kind);
    const watch = this.watch(errand.id);
    const isHere = this.#runs.has(errand);
    const changedOne = await this.#rows.change(errand, (present) =>
      isOver(present)
        ? null
        : present.isHeld
          ? { isUnwanted: true }
          : { state: 'cancelled', isUnwanted: false, progress: kind?.givenUp(present.progress) },
    );
    if (isHere) this.#runs.stop(errand.id, 'unwanted');
    else if (changedOne && isOver(changedOne)) tokens.drop(errand.owner, errand.id);
    const timer = this.#clock.setTimeout(() => void watch.return(), waitMs);
    for await (const each of watch) if (isOver(each)) break;
    this.#clock.clearTimeout(timer);
    const found = await store.find(errand.id);
    return found ? this.#rows.asSeen(found) : errand;
  }

  /** The errand as it is, then each change of it; ends when it is over. */
  watch(id: string): ErrandWatch {
    return this.#watches.watch(id);
  }

  /** The tokens of a user are gone. */
  tokensGone(owner: string): void {
    this.#runs.tokensGone(owner);
  }

  /** Ends all runs and watches. */
  async close(): Promise<void> {
    this.#usersBack.close();
    await this.#beginnings.close();
    await this.#runs.close();
    this.#watches.close();
  }
}
