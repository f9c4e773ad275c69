/**
 * One errand while this instance runs it: its progress kept as it goes, its token asked for anew at each call, and the
 * reasons for which it stops. Knows no kind of errand.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import type { Clock } from '../clock.ts';
import { type Errand, type ErrandChange, isOver } from './errand.ts';
import type { ErrandStore } from './store.ts';
import type { ErrandTokens } from './tokens.ts';

/** Why an errand stops before its end. */
export type StopReason =
  /** Another instance has it, or it is kept no more. */
  | 'lost'
  /** Nobody's token is there to go on with. */
  | 'gone'
  /** The gateway ends. */
  | 'closing'
  /** Its user wants it to end. */
  | 'unwanted';

/** An errand is to stop. */
export class ErrandStopped extends Error {
  override readonly name = 'ErrandStopped';
  readonly why: StopReason;

  constructor(why: StopReason) {
    super(`the errand stops: ${why}`);
    this.why = why;
  }
}

/** What a kind of errand is given to carry one out. */
export interface ErrandRun {
  /** As it is kept now. */
  readonly errand: Errand;
  /** Aborts, with an `ErrandStopped`, when nothing new may be begun. What is under way ends as it will. */
  readonly signal: AbortSignal;
  /** Aborts when its user wants it to end, of a kind that winds down by itself. */
  readonly unwanted: AbortSignal;
  /** The token for the next call. @throws ErrandStopped where there is none any more */
  token(): AsanaToken;
  /**
   * Keeps how far it is, and tells whoever watches. Waits while the store is away. With `sleepMs` it sleeps once the
   * run has ended, without a place, and is run again after so long, here or elsewhere.
   * @throws ErrandStopped where somebody else has it
   */
  keep(change: ErrandChange, sleepMs?: number): Promise<void>;
}

/** A kind of errand. */
export interface ErrandKind {
  readonly name: string;
  /** Whether one that is not wanted any more ends by itself, with a state of its own choosing. @default it is stopped */
  readonly windsDown?: boolean;
  /**
   * Whether it goes on with its user's token alone. One that needs none is run by any instance at any time; only such a
   * one may sleep.
   */
  readonly needsToken: boolean;
  /** How many run at once on one instance; the others wait, and take no place from other kinds. @default 1000 */
  readonly places?: number;
  /**
   * Goes on from where the progress says, to a state that is over. Begins nothing once the signal has aborted. May be
   * cut off between any two changes, and is then called again.
   * @throws ErrandStopped; `UNAUTHENTICATED` where Asana refuses the token
   */
  run(run: ErrandRun): Promise<void>;
  /** The progress of one that ends before it was carried out. */
  givenUp(progress: unknown): unknown;
  /**
   * From now on it waits for its user: the progress after that. Kept only then, so it may be called again for the same
   * interruption. Where a kind hears of it, one whose instance fell silent is interrupted by another.
   */
  interrupted?(errand: Errand): Promise<unknown>;
}

/** What a run is made of. */
export interface LeasedRunOptions {
  readonly store: ErrandStore;
  readonly tokens: ErrandTokens;
  readonly clock: Clock;
  readonly holder: string;
  readonly leaseMs: number;
  /** See `ErrandKind`. */
  readonly windsDown: boolean;
  /** Told of each change. */
  readonly told: (errand: Errand) => void;
}

/** Between two tries to reach the store. */
export const KEEP_AGAIN_MS = 1_000;

/** An errand under this instance's lease. */
export class LeasedRun implements ErrandRun {
  errand: Errand;
  readonly #options: LeasedRunOptions;
  readonly #stop = new AbortController();
  readonly #unwanted = new AbortController();

  constructor(errand: Errand, options: LeasedRunOptions) {
    this.errand = errand;
    this.#options = options;
    if (errand.isUnwanted) this.stop('unwanted');
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get unwanted(): AbortSignal {
    return this.#unwanted.signal;
  }

  /** Lets what is under way end, and nothing else begin. */
  stop(why: StopReason): void {
    const winds = why === 'unwanted' && this.#options.windsDown;
    (winds ? this.#unwanted : this.#stop).abort(new ErrandStopped(why));
  }

  token(): AsanaToken {
    this.signal.throwIfAborted();
    const token = this.#options.tokens.tokenOf(this.errand.owner);
    if (!token) throw new ErrandStopped('gone');
    return token;
  }

  async keep(change: ErrandChange, sleepMs = 0): Promise<void> {
    for (;;) {
      try {
        return await this.#write(change, sleepMs);
      } catch (error) {
        if (error instanceof ErrandStopped || this.signal.aborted) throw error;
      }
      await pause(KEEP_AGAIN_MS, this.#options.clock, this.signal);
    }
  }

  /** Makes its lease longer, and looks whether it is still wanted. False: somebody else has it. */
  async renew(): Promise<boolean> {
    const { store, holder, leaseMs } = this.#options;
    const { id } = this.errand;
    if (!(await store.take(id, holder, leaseMs))) return false;
    if (!store.isShared) return true;
    const found = await store.find(id);
    if (found?.isUnwanted && !isOver(found)) this.stop('unwanted');
    return found !== null;
  }

  /** Somebody else may have made it unwanted meanwhile. Who finds it further on than it knows has lost it to another. */
  async #write(change: ErrandChange, sleepMs: number): Promise<void> {
    const { store, holder, leaseMs, told } = this.#options;
    for (;;) {
      const { id, version } = this.errand;
      const kept = await store.change(id, version, change, sleepMs);
      if (kept) {
        this.errand = kept;
        told(kept);
        return;
      }
      const found = (await store.take(id, holder, leaseMs)) ? await store.find(id) : null;
      if (!found || isOver(found) || !isAsFar(found, [this.errand, change])) throw new ErrandStopped('lost');
      if (found.isUnwanted) this.stop('unwanted');
      this.errand = found;
    }
  }
}

/** Whether it is as far as one of these says: as it was known, or as it was to be kept by a write whose reply was lost. */
function isAsFar(found: Errand, known: readonly Pick<ErrandChange, 'progress'>[]): boolean {
  const progress = JSON.stringify(found.progress);
  return known.some((each) => JSON.stringify(each.progress) === progress);
}

/** Waits; rejects with the signal's reason when it aborts. */
export function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = clock.setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    const leave = () => {
      clock.clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
  });
}
