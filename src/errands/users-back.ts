/**
 * A user is back: what was interrupted for want of a token goes on with the one that came. Knows no kind of errand, and
 * never why somebody came.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { Clock } from '../clock.ts';
import { type Errand, isOver } from './errand.ts';
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
}

/** Goes on for users who are back. */
export class UsersBack {
  readonly #options: UsersBackOptions;
  /** Those that went on with the gateway's own token a moment ago, and with which. */
  readonly #wentOn: BoundedMap<string, string>;

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
        if (seen.state !== 'interrupted') continue;
        before(seen);
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
    // What somebody holds needs no token of this instance, least of all one that is about to be begun here.
    if (!found || isOver(found) || (found.isHeld && !runs.has(found))) return true;
    // Whoever watches brings it back at each interruption, and Asana may refuse it again each time.
    if (tokens.isOwn && this.#wentOn.get(id) === token.hash) return false;
    if (!tokens.hold(owner, id, token)) return false;
    if (tokens.isOwn) this.#wentOn.set(id, token.hash);
    if (found.state === 'interrupted') {
      await rows.take(found);
      await rows.change(found, () => ({ state: 'waiting' }));
    }
    runs.begin(found);
    return true;
  }
}
