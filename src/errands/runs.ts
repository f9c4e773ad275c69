/**
 * What this instance runs: errands under leases that are renewed while they run, taken over where their holder is
 * silent and any instance may go on, and given back at the end. Costs nothing while there is nothing to run, but for
 * a look every few seconds where errands of other instances may fall due.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, systemClock, type Timer } from '../clock.ts';
import { isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type Errand, type ErrandChange, type ErrandState, isOver } from './errand.ts';
import { type ErrandKind, ErrandStopped, KEEP_AGAIN_MS, LeasedRun, pause, type StopReason } from './run.ts';
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
  /** Errands that run here at once; the others wait. @default 1000 */
  readonly mostAtOnce?: number | undefined;
  /** Told of each change that is made here. */
  readonly told: (errand: Errand) => void;
}

/** Renewals of one lease: the last of them is in time when the one before failed. */
const RENEWALS = 3;

/** The errands that run here. */
export class ErrandRuns {
  /** Names this instance in leases. */
  readonly holder = randomUUID();
  readonly leaseMs: number;
  readonly #options: ErrandRunsOptions;
  readonly #clock: Clock;
  readonly #running = new Map<string, LeasedRun>();
  /** What was begun and has not ended, by errand. */
  readonly #work = new Map<string, Promise<void>>();
  /** Asked for again while they ended. */
  readonly #again = new Set<string>();
  /** In the order in which they came; no more than there are errands that are not over. */
  readonly #waiting = new Set<string>();
  readonly #mostAtOnce: number;
  readonly #closing = new AbortController();
  #timer: Timer | null = null;

  constructor(options: ErrandRunsOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.leaseMs = options.leaseMs ?? 5_000;
    this.#mostAtOnce = options.mostAtOnce ?? 1_000;
    this.#arm();
  }

  /** Errands that run here now. */
  get size(): number {
    return this.#running.size;
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Whether this instance runs it, or will when there is room. */
  has(id: string): boolean {
    return this.#work.has(id) || this.#waiting.has(id);
  }

  /** Runs an errand, where nobody else does. */
  begin(id: string): void {
    if (this.#closed) return;
    if (this.#work.has(id)) {
      this.#again.add(id);
      return;
    }
    if (this.#work.size >= this.#mostAtOnce) {
      this.#waiting.add(id);
      return;
    }
    const work = this.#run(id)
      .catch((error: unknown) => {
        if (this.#closed) return;
        this.#options.telemetry.log.error({ err: error, errand: id }, 'an errand could not be run');
      })
      .finally(() => {
        this.#work.delete(id);
        if (this.#again.delete(id)) this.begin(id);
        this.#beginWaiting();
      });
    this.#work.set(id, work);
  }

  /** There is room for one that waits. */
  #beginWaiting(): void {
    const [id] = this.#waiting;
    if (id === undefined || this.#work.size >= this.#mostAtOnce) return;
    this.#waiting.delete(id);
    this.begin(id);
  }

  /** Stops one errand. */
  stop(id: string, why: StopReason): void {
    this.#running.get(id)?.stop(why);
  }

  /** Stops all errands of an owner. */
  stopAllOf(owner: string, why: StopReason): void {
    for (const run of this.#running.values()) if (run.errand.owner === owner) run.stop(why);
  }

  /** Lets what is under way end, and gives everything back. */
  async close(): Promise<void> {
    this.#closing.abort(new ErrandStopped('closing'));
    for (const run of this.#running.values()) run.stop('closing');
    while (this.#work.size > 0) await Promise.all(this.#work.values());
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #run(id: string): Promise<void> {
    const { store, tokens, kinds } = this.#options;
    const [isTaken, errand] = await this.#reached(
      async () => [await store.take(id, this.holder, this.leaseMs), await store.find(id)] as const,
    );
    const kind = errand && kinds.get(errand.kind);
    const mayRun = isTaken && errand && kind && !isOver(errand) && tokens.tokenOf(errand.owner) !== null;
    if (!mayRun || this.#closed) {
      // Somebody else runs it, or nobody needs to: no token is kept for it here.
      if (errand) tokens.drop(errand.owner, id);
      if (isTaken) await this.#release(id);
      return;
    }
    const clock = this.#clock;
    const { holder, leaseMs } = this;
    const run = new LeasedRun(errand, { ...this.#options, clock, holder, leaseMs });
    this.#running.set(id, run);
    this.#arm();
    try {
      await this.#carryOut(run, kind);
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

  async #carryOut(run: LeasedRun, kind: ErrandKind): Promise<void> {
    const { tokens } = this.#options;
    for (;;) {
      const usedHash = tokens.tokenOf(run.errand.owner)?.hash;
      try {
        if (run.errand.isUnwanted) throw new ErrandStopped('unwanted');
        await kind.run(run);
        this.#note(run, run.errand.state);
        return;
      } catch (error) {
        const fresh = tokens.tokenOf(run.errand.owner)?.hash;
        const isRefused = isGatewayError(error) && error.code === 'UNAUTHENTICATED';
        // Its user has handed over another one meanwhile.
        if (isRefused && fresh !== undefined && fresh !== usedHash) continue;
        await this.#end(run, kind, isRefused ? new ErrandStopped('gone') : error);
        return;
      }
    }
  }

  async #end(run: LeasedRun, kind: ErrandKind, error: unknown): Promise<void> {
    const { telemetry } = this.#options;
    const change = this.#changeAfter(run, kind, error);
    if (!(error instanceof ErrandStopped)) {
      telemetry.log.error({ err: error, errand: run.errand.id, kind: kind.name }, 'an errand went wrong');
    }
    if (!change) return;
    const { id } = run.errand;
    this.#note(run, change.state ?? 'interrupted');
    try {
      await run.keep(change);
    } catch (failure) {
      // Whoever looks at it next sees that nobody runs it.
      telemetry.log.warn({ err: failure, errand: id }, 'the end of an errand was not kept');
    }
  }

  /** It has ended, or stopped here. */
  #note({ errand: { id, kind } }: LeasedRun, state: ErrandState): void {
    const { telemetry } = this.#options;
    telemetry.count('errands', { kind, state });
    telemetry.log.info({ errand: id, kind, state }, 'errand');
  }

  /** What is kept of one that stopped; null where that is not for this instance to say. */
  #changeAfter({ errand }: LeasedRun, kind: ErrandKind, error: unknown): ErrandChange | null {
    const progress = kind.givenUp(errand.progress);
    if (!(error instanceof ErrandStopped)) return { state: 'failed', progress };
    switch (error.why) {
      case 'lost':
        return null;
      case 'unwanted':
        return { state: 'cancelled', isUnwanted: false, progress };
      case 'closing':
        return this.#options.tokens.isOwn && this.#options.store.isShared ? null : { state: 'interrupted' };
      case 'gone':
        return { state: 'interrupted' };
    }
  }

  async #release(id: string): Promise<void> {
    // Unreachable, its lease runs out by itself.
    await this.#options.store.release(id, this.holder).catch(() => {});
  }

  /** Others' errands fall due only where any instance may take them over. */
  get #takesOver(): boolean {
    const { tokens, store } = this.#options;
    return tokens.isOwn && store.isShared;
  }

  #arm(): void {
    if (this.#timer !== null || this.#closed) return;
    if (this.#running.size === 0 && !this.#takesOver) return;
    this.#timer = this.#clock.setTimeout(() => void this.#beat(), this.leaseMs / RENEWALS);
  }

  async #beat(): Promise<void> {
    await Promise.all([...this.#running.values()].map((run) => this.#renew(run)));
    if (this.#takesOver && !this.#closed) {
      const room = this.#mostAtOnce - this.#work.size;
      const due = room > 0 ? await this.#options.store.due(room).catch(() => []) : [];
      for (const id of due) if (!this.has(id)) this.begin(id);
    }
    this.#timer = null;
    this.#arm();
  }

  async #renew(run: LeasedRun): Promise<void> {
    try {
      if (!(await run.renew())) run.stop('lost');
    } catch {
      // A store that is away gives it to nobody else either.
    }
  }
}
