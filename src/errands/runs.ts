/**
 * What this instance runs: errands under leases that are renewed while they run, taken over where their holder is
 * silent and any instance may go on, and given back at the end. Costs nothing while there is nothing to run, but for
 * a look every few seconds where errands of other instances may fall due.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, systemClock, type Timer } from '../clock.ts';
import { isUnauthenticated } from '../errors.ts';
import { sharedAbort } from '../shared-abort.ts';
import type { Telemetry } from '../telemetry.ts';
import { type Errand, type ErrandChange, type ErrandState, isOver } from './errand.ts';
import { type ErrandKind, ErrandStopped, KEEP_AGAIN_MS, LeasedRun, pause, type StopReason } from './run.ts';
import { type PlacedErrand, RunPlaces } from './run-places.ts';
import type { ErrandStore } from './store.ts';
import type { ErrandTokens } from './tokens.ts';

/** What running takes. */
export interface ErrandRunsOptions {
  readonly store: ErrandStore;
  readonly tokens: ErrandTokens;
  /** Kinds by name. */
  readonly kinds: ReadonlyMap<string, ErrandKind>;
  readonly telemetry: Telemetry;
  readonly clock?: Clock;
  /** How long a holder may be silent before another instance takes over. @default 5000 */
  readonly leaseMs?: number;
  /** Errands of a kind that run here at once, where the kind says nothing; the others wait. @default 1000 */
  readonly mostAtOnce?: number | undefined;
  /** Told of each change that is made here. */
  readonly told: (errand: Errand) => void;
}

/** Renewals of one lease: the last of them is in time when the one before failed. */
const RENEWALS = 3;
/** So much of what is due is looked at in one go. */
const LOOKED_AT_ONCE = 1_000;
/** Sleeps beyond this are looked at in between: longer timers overflow. */
const LONGEST_TIMER_MS = 3_600_000;

/** The errands that run here. */
export class ErrandRuns {
  /** Names this instance in leases. */
  readonly holder = randomUUID();
  readonly leaseMs: number;
  readonly #options: ErrandRunsOptions;
  readonly #clock: Clock;
  readonly #running = new Map<string, LeasedRun>();
  readonly #places: RunPlaces;
  /** Kinds that this instance may go on with by itself, or has to tell that nobody can. */
  readonly #takenOver: readonly ErrandKind[];
  #timer: { readonly timer: Timer; readonly atMs: number } | null = null;
  readonly #closing = sharedAbort();

  constructor(options: ErrandRunsOptions) {
    this.#options = options;
    const { kinds, tokens, mostAtOnce = 1_000 } = options;
    this.#clock = options.clock ?? systemClock;
    this.leaseMs = options.leaseMs ?? 5_000;
    this.#places = new RunPlaces({
      placesOf: (kind) => kinds.get(kind)?.places ?? mostAtOnce,
      run: (id) =>
        this.#run(id).catch((error: unknown) => {
          if (this.#closed) return;
          options.telemetry.log.error({ err: error, errand: id }, 'an errand could not be run');
        }),
      freed: (kind) => void this.#lookAgain(kind),
    });
    this.#takenOver = [...kinds.values()].filter(
      ({ needsToken, interrupted }) => !needsToken || tokens.isOwn || interrupted !== undefined,
    );
    // What an earlier process left is looked for once it is clear that nobody holds it.
    this.#arm(this.#takenOver.length > 0 ? this.#beatMs : null);
  }

  /** Errands that run here now. */
  get size(): number {
    return this.#running.size;
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Whether this instance runs it, or will when there is room. */
  has({ kind, id }: Pick<Errand, 'kind' | 'id'>): boolean {
    return this.#places.has(kind, id);
  }

  /** Runs an errand, where nobody else does. */
  begin(errand: PlacedErrand): void {
    if (!this.#closed) this.#places.begin(errand);
  }

  /** Stops one errand. */
  stop(id: string, why: StopReason): void {
    this.#running.get(id)?.stop(why);
  }

  /** Somebody else may have changed it. */
  touched(id: string): void {
    this.#running.get(id)?.touched();
  }

  /** The tokens of an owner are gone: stops what cannot go on without. */
  tokensGone(owner: string): void {
    for (const run of this.#running.values()) {
      const { errand } = run;
      if (errand.owner === owner && this.#options.kinds.get(errand.kind)?.needsToken) run.stop('gone');
    }
  }

  /** Lets what is under way end, and gives everything back. */
  async close(): Promise<void> {
    this.#closing.abort(new ErrandStopped('closing'));
    for (const run of this.#running.values()) run.stop('closing');
    await this.#places.close();
    this.#disarm();
  }

  async #run(id: string): Promise<void> {
    const { store, tokens, kinds } = this.#options;
    const [isTaken, errand] = await this.#reached(
      async () => [await store.take(id, this.holder, this.leaseMs), await store.find(id)] as const,
    );
    const kind = errand && kinds.get(errand.kind);
    const isWanted = isTaken && errand && kind && !isOver(errand) && errand.sleepsMs === 0;
    const isAlone = kind?.needsToken && tokens.tokenOf(errand?.owner ?? '') === null;
    const mayRun = isWanted && (!isAlone || (kind.interrupted && errand.state !== 'interrupted'));
    if (!mayRun || this.#closed) {
      // Somebody else runs it, or nobody needs to: no token is kept for it here.
      if (errand) tokens.drop(errand.owner, id);
      if (isTaken) await this.#release(id);
      return;
    }
    const clock = this.#clock;
    const { holder, leaseMs } = this;
    const windsDown = kind.windsDown ?? false;
    const run = new LeasedRun(errand, { ...this.#options, clock, holder, leaseMs, windsDown });
    this.#running.set(id, run);
    this.#arm(this.#beatMs);
    try {
      if (isAlone) await this.#end(run, kind, new ErrandStopped('gone'));
      else await this.#traced(id, kind, () => this.#carryOut(run, kind));
    } finally {
      tokens.drop(errand.owner, id);
      await this.#release(id);
      this.#running.delete(id);
    }
  }

  /** Waits for a store that is away: its user has handed a token over, and may not come again. */
  async #reached<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (this.#closed) throw error;
      }
      await pause(KEEP_AGAIN_MS, this.#clock, this.#closing.signal);
    }
  }

  /** A trace of its own: a run outlives the operation that it goes on from. */
  #traced(id: string, { name }: ErrandKind, run: () => Promise<void>): Promise<void> {
    const attributes = () => ({ 'errand.id': id, 'errand.kind': name });
    return this.#options.telemetry.span('errand.run', { own: true, attributes }, run);
  }

  async #carryOut(run: LeasedRun, kind: ErrandKind): Promise<void> {
    const { tokens } = this.#options;
    const { id, owner } = run.errand;
    for (;;) {
      run.usedHash = tokens.tokenOf(owner, id)?.hash ?? null;
      try {
        run.signal.throwIfAborted();
        await kind.run(run);
        if (isOver(run.errand)) this.#note(run, run.errand.state);
        return;
      } catch (error) {
        const isRefused = isUnauthenticated(error);
        // Whatever else the token is good for: here it would be refused again and again.
        if (isRefused && run.usedHash !== null) tokens.refusedFor(id, run.usedHash);
        const other = tokens.tokenOf(owner, id)?.hash;
        // Its user has handed over another one meanwhile.
        if (isRefused && other !== undefined && other !== run.usedHash) continue;
        await this.#end(run, kind, isRefused ? new ErrandStopped('gone') : error);
        return;
      }
    }
  }

  async #end(run: LeasedRun, kind: ErrandKind, error: unknown): Promise<void> {
    const { telemetry } = this.#options;
    if (!(error instanceof ErrandStopped)) {
      telemetry.log.error({ err: error, errand: run.errand.id, kind: kind.name }, 'an errand went wrong');
    }
    const { id } = run.errand;
    try {
      const change = await this.#changeAfter(run, kind, error);
      if (!change) return;
      this.#note(run, change.state ?? 'interrupted');
      await run.keep(change);
    } catch (failure) {
      // Whoever looks at it next sees that nobody runs it.
      telemetry.log.warn({ err: failure, errand: id }, 'the end of an errand was not kept');
      // It may be due at once, here as well: a store that takes nothing would have it ended again and again.
      await pause(KEEP_AGAIN_MS, this.#clock, this.#closing.signal).catch(() => {});
    }
  }

  /** It has ended, or stopped here. */
  #note({ errand: { id, kind } }: LeasedRun, state: ErrandState): void {
    const { telemetry } = this.#options;
    telemetry.count('errands', { kind, state });
    telemetry.log.info({ errand: id, kind, state }, 'errand');
  }

  /** What is kept of one that stopped; null where that is not for this instance to say. */
  async #changeAfter({ errand }: LeasedRun, kind: ErrandKind, error: unknown): Promise<ErrandChange | null> {
    const { tokens, store } = this.#options;
    const progress = kind.givenUp(errand.progress);
    if (!(error instanceof ErrandStopped)) return { state: 'failed', progress };
    switch (error.why) {
      case 'lost':
        return null;
      case 'unwanted':
        return { state: 'cancelled', isUnwanted: false, progress };
      case 'closing':
        // The next process, or another, goes on with it.
        if (!kind.needsToken || (tokens.isOwn && store.outlivesInstance)) return null;
        return interruption(errand, kind);
      case 'gone':
        return interruption(errand, kind);
    }
  }

  async #release(id: string): Promise<void> {
    // Unreachable, its lease runs out by itself.
    await this.#options.store.release(id, this.holder).catch(() => {});
  }

  get #beatMs(): number {
    return this.leaseMs / RENEWALS;
  }

  /** Looks after everything in so long, or before; null: when something happens. */
  #arm(ms: number | null): void {
    if (ms === null || this.#closed) return;
    const atMs = this.#clock.now() + Math.min(ms, LONGEST_TIMER_MS);
    if (this.#timer !== null && this.#timer.atMs <= atMs) return;
    this.#disarm();
    this.#timer = { atMs, timer: this.#clock.setTimeout(() => void this.#beat(), atMs - this.#clock.now()) };
  }

  #disarm(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer.timer);
    this.#timer = null;
  }

  async #beat(): Promise<void> {
    this.#timer = null;
    await Promise.all([...this.#running.values()].map((run) => this.#renew(run)));
    const nextMs = await Promise.all(this.#takenOver.map((kind) => this.#look(kind)));
    for (const each of nextMs) this.#arm(each);
    const isLookedAfter = this.#takenOver.length > 0 && this.#options.store.isShared;
    if (this.#running.size > 0 || isLookedAfter) this.#arm(this.#beatMs);
  }

  /** A place has become free. */
  async #lookAgain(name: string): Promise<void> {
    const kind = this.#takenOver.find((each) => each.name === name);
    if (kind) this.#arm(await this.#look(kind));
  }

  /**
   * Begins what is due of a kind, whether or not there is a place: who waits for one takes turns here, not where it is
   * kept. So long until more may be; null: that is not known.
   */
  async #look({ name }: ErrandKind): Promise<number | null> {
    if (this.#closed) return null;
    const known = { size: this.#places.sizeOf(name), has: (id: string) => this.#places.has(name, id) };
    const found = await this.#options.store.due(name, LOOKED_AT_ONCE, known).catch(() => null);
    for (const errand of found?.due ?? []) {
      if (!this.#places.has(name, errand.id)) this.begin({ kind: name, ...errand });
    }
    return found?.nextMs ?? null;
  }

  async #renew(run: LeasedRun): Promise<void> {
    try {
      if (!(await run.renew())) run.stop('lost');
    } catch {
      // A store that is away gives it to nobody else either.
    }
  }
}

async function interruption(errand: Errand, kind: ErrandKind): Promise<ErrandChange> {
  const progress = await kind.interrupted?.(errand);
  return { state: 'interrupted', ...(progress !== undefined && { progress }) };
}
