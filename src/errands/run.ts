/**
 * One errand while this instance runs it: its progress kept as it goes, its token asked for anew at each call, and the
 * reasons for which it stops. Knows no kind of errand.
 */
import type { AsanaToken } from '../asana/api/token.ts';
import type { Clock } from '../clock.ts';
import { sharedAbort } from '../shared-abort.ts';
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
  /** Calls back when somebody else may have changed it, of a kind that winds down by itself: then it is to be looked at. */
  onTouched(listener: () => void): void;
  /**
   * The token for the next call. What was begun before its user wanted it to end may go on to its own end (`isBegun`).
   * @throws ErrandStopped where there is none any more, or nothing new may be begun
   */
  token(isBegun?: boolean): AsanaToken;
  /**
   * Keeps how far it is, and tells whoever watches. Waits while the store is away. With `sleepMs` it sleeps once the
   * run has ended, without a place, and is run again after so long, here or elsewhere.
   * @throws ErrandStopped where somebody else has it
   */
  keep(change: ErrandChange, sleepMs?: number): Promise<void>;
  /** Takes over what others have changed of it meanwhile. Waits, and throws, as `keep` does. */
  look(): Promise<void>;
  /**
   * Keeps a change where nobody else has changed it since it was last looked at, or kept. False: somebody has, and what
   * that one wrote is taken over. Waits, and throws, as `keep` does.
   */
  keepUntouched(change: ErrandChange): Promise<boolean>;
  /**
   * Has whoever runs it now look, since something beside its row was changed: also where this instance does not run it
   * any more. False: it is over. Waits as `keep` does.
   */
  touch(): Promise<boolean>;
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
  /** Of the token that it went on with last. */
  usedHash: string | null = null;
  readonly #options: LeasedRunOptions;
  readonly #stop = sharedAbort();
  #touched = (): void => {};
  /** What is written, and looked at, one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(errand: Errand, options: LeasedRunOptions) {
    this.errand = errand;
    this.#options = options;
    if (errand.isUnwanted) this.stop('unwanted');
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  onTouched(listener: () => void): void {
    this.#touched = listener;
  }

  /** Somebody else may have changed it. */
  touched(): void {
    this.#touched();
  }

  /** Lets what is under way end, and nothing else begin. */
  stop(why: StopReason): void {
    if (why === 'unwanted' && this.#options.windsDown) this.#touched();
    else this.#stop.abort(new ErrandStopped(why));
  }

  token(isBegun = false): AsanaToken {
    if (!isBegun || !isUnwanted(this.signal)) this.signal.throwIfAborted();
    const token = this.#options.tokens.tokenOf(this.errand.owner, this.errand.id);
    if (!token) throw new ErrandStopped('gone');
    this.usedHash = token.hash;
    return token;
  }

  keep(change: ErrandChange, sleepMs = 0): Promise<void> {
    return this.#inTurn(async () => {
      while (!(await this.#write(change, sleepMs))) if (this.#options.windsDown) this.#touched();
    });
  }

  look(): Promise<void> {
    return this.#inTurn(async () => this.#takeOver(await this.#find(), [this.errand]));
  }

  keepUntouched(change: ErrandChange): Promise<boolean> {
    return this.#inTurn(() => this.#write(change));
  }

  touch(): Promise<boolean> {
    const { store } = this.#options;
    return this.#reached(async () => {
      for (;;) {
        const found = await store.find(this.errand.id);
        if (!found || isOver(found)) return false;
        if (await store.change(found.id, found.version, {})) return true;
      }
    });
  }

  /** Makes its lease longer, and looks whether it is still wanted. False: somebody else has it. */
  async renew(): Promise<boolean> {
    const { store, holder, leaseMs } = this.#options;
    const { id } = this.errand;
    if (!(await store.take(id, holder, leaseMs))) return false;
    if (!store.isShared) return true;
    const found = await store.find(id);
    if (found && !isOver(found)) {
      if (found.version > this.errand.version) this.#touched();
      if (found.isUnwanted && !this.#options.windsDown) this.stop('unwanted');
    }
    return found !== null;
  }

  /** Does it after what was begun before, again while the store is away. */
  #inTurn<T>(body: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#reached(body));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #reached<T>(body: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await body();
      } catch (error) {
        if (error instanceof ErrandStopped || this.signal.aborted) throw error;
      }
      await pause(KEEP_AGAIN_MS, this.#options.clock, this.signal);
    }
  }

  /** False: somebody else has changed it meanwhile, and it is known now as that one left it. */
  async #write(change: ErrandChange, sleepMs = 0): Promise<boolean> {
    const { store } = this.#options;
    const { id, version } = this.errand;
    const kept = await store.change(id, version, change, sleepMs);
    const found = kept ?? (await this.#find());
    const isOurs =
      kept || (found && isOver(found) && found.state === change.state && isAsFar(found, [change]));
    if (!found || !isOurs) this.#takeOver(found, [this.errand, change]);
    else this.#told(found);
    return Boolean(isOurs);
  }

  async #find(): Promise<Errand | null> {
    const { store, holder, leaseMs } = this.#options;
    const { id } = this.errand;
    return (await store.take(id, holder, leaseMs)) ? store.find(id) : null;
  }

  #told(kept: Errand): void {
    this.errand = kept;
    this.#options.told(kept);
  }

  /** Somebody else may have made it unwanted meanwhile. Who finds it further on than it knows has lost it to another. */
  #takeOver(found: Errand | null, known: readonly Pick<ErrandChange, 'progress'>[]): void {
    if (!found || isOver(found) || !isAsFar(found, known)) throw new ErrandStopped('lost');
    if (found.isUnwanted && !this.#options.windsDown) this.stop('unwanted');
    this.errand = found;
  }
}

/** Whether it is as far as one of these says: as it was known, or as it was to be kept by a write whose reply was lost. */
function isAsFar(found: Errand, known: readonly Pick<ErrandChange, 'progress'>[]): boolean {
  const progress = JSON.stringify(found.progress);
  return known.some((each) => JSON.stringify(each.progress) === progress);
}

/** Whether an errand stops for no other reason than that nobody wants it any more. */
export function isUnwanted({ reason }: AbortSignal): boolean {
  return reason instanceof ErrandStopped && reason.why === 'unwanted';
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
