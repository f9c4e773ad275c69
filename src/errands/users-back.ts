/**
 * A user is back: what was interrupted for want of a token goes on with the one that came. Knows no kind of errand, and
 * never why somebody came.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { Clock, Timer } from '../clock.ts';
import { type Errand, type FoundErrand, isOver } from './errand.ts';
import type { ErrandRows } from './rows.ts';
import type { ErrandKind } from './run.ts';
import type { ErrandRuns } from './runs.ts';
import type { ErrandStore } from './store.ts';
import type { ErrandTokens } from './tokens.ts';

/** One for which Asana refused the gateway's own token goes on with it no more often than this. */
const OWN_AGAIN_MS = 2_000;
const MOST_WENT_ON = 10_000;

/** What going on takes. */
export interface UsersBackOptions {
  readonly store: ErrandStore;
  readonly tokens: ErrandTokens;
  readonly kinds: readonly ErrandKind[];
  readonly rows: ErrandRows;
  readonly runs: ErrandRuns;
  readonly clock: Clock;
  /** Errands of other instances that are looked at again, at most; for the others their user has to come. @default 1000 */
  readonly mostDoubtful?: number | undefined;
}

/** Goes on for users who are back. */
export class UsersBack {
  readonly #options: UsersBackOptions;
  /** Those that went on with the gateway's own token a moment ago, and with which. */
  readonly #wentOn: BoundedMap<string, string>;
  /** Those that another instance holds, until it is clear whether it still lives. */
  readonly #doubtful = new Map<string, Timer>();

  constructor(options: UsersBackOptions) {
    this.#options = options;
    const { clock } = options;
    this.#wentOn = new BoundedMap({ most: MOST_WENT_ON, ttlMs: OWN_AGAIN_MS, now: () => clock.now() });
  }

  /** All that was interrupted of one user's goes on. */
  async allBack(owner: string, token: AsanaToken, before = (_errand: Errand): void => {}): Promise<void> {
    const { store, kinds, rows } = this.#options;
    for (const { name, needsToken } of kinds) {
      if (!needsToken) continue;
      for (const found of await store.open(name, owner)) {
        const seen = rows.asSeen(found);
        if (seen.state === 'interrupted') before(seen);
        else if (!found.isHeld || isOver(found)) continue;
        await this.back(seen, token);
      }
    }
  }

  /** What was interrupted goes on, with this token. False where that is none to go on with now. */
  async back(errand: Errand, token: AsanaToken): Promise<boolean> {
    const { store, tokens, rows, runs } = this.#options;
    const { id, owner } = errand;
    if (isOver(errand) || !rows.needsToken(errand)) return true;
    // The gateway's own token lets all go on by themselves, but for those that Asana refused it for.
    if (errand.state !== 'interrupted' && (tokens.isOwn || runs.has(errand))) return true;
    const found = await store.find(id);
    if (!found || isOver(found)) return true;
    if (found.isHeld && !runs.has(found)) {
      this.#doubt(found, token);
      return true;
    }
    // Whoever watches brings it back at each interruption, and Asana may refuse it again each time.
    if (tokens.isOwn && this.#wentOn.get(id) === token.hash) return false;
    if (!tokens.hold(owner, id, token)) return false;
    if (tokens.isOwn) this.#wentOn.set(id, token.hash);
    await this.#goOn(found);
    return true;
  }

  /** Nothing is looked at any more. */
  close(): void {
    for (const timer of this.#doubtful.values()) this.#options.clock.clearTimeout(timer);
    this.#doubtful.clear();
  }

  async #goOn(found: FoundErrand): Promise<void> {
    const { rows, runs } = this.#options;
    if (found.state === 'interrupted') {
      await rows.take(found);
      await rows.change(found, () => ({ state: 'waiting' }));
    }
    runs.begin(found);
  }

  /**
   * Another instance holds it, or died less than a lease ago: then its user was here already, and may not come again.
   * Nothing is kept of it longer than tokens are.
   */
  #doubt({ id }: Errand, token: AsanaToken): void {
    const { tokens, clock, runs, mostDoubtful = 1_000 } = this.#options;
    if (tokens.isOwn || tokens.keptMs < runs.leaseMs) return;
    if (this.#doubtful.has(id) || this.#doubtful.size >= mostDoubtful) return;
    const look = () => {
      this.#doubtful.delete(id);
      // Where the store is away, its user sees it interrupted.
      this.#lookAgain(id, token).catch(() => {});
    };
    this.#doubtful.set(id, clock.setTimeout(look, runs.leaseMs));
  }

  async #lookAgain(id: string, token: AsanaToken): Promise<void> {
    const { store, tokens, runs } = this.#options;
    const found = await store.find(id);
    if (!found || isOver(found) || found.isHeld || runs.has(found)) return;
    if (tokens.hold(found.owner, id, token)) await this.#goOn(found);
  }
}
