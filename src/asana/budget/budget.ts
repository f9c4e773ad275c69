/**
 * Who may call Asana now: a budget per token, found by the token's hash and forgotten when idle, the part of it that
 * several instances share, and the way that all tokens share. Knows nothing of what is called.
 */
import { type Clock, systemClock } from '../../clock.ts';
import type { Permit, PermitRequest, RateLimitState } from './permit.ts';
import type { SharedBudget } from './shared-budget.ts';
import { type BudgetRefusal, TokenBudget } from './token-budget.ts';
import { Way } from './way.ts';

export type { Permit, Priority, RateLimitState, ReadPriority } from './permit.ts';

/** Tokens remembered at most, and for how long without a call. */
const MOST_TOKENS = 10_000;
const IDLE_MS = 15 * 60_000;
/** A token used again within this keeps its place in the order of use. */
const TOUCH_MS = 1_000;

/** Asking to send, with a token. */
export interface BudgetRequest extends PermitRequest {
  readonly hash: string;
  /** Where the caller is: among tokens that Asana never accepted, networks take turns. @default '' */
  readonly network?: string | undefined;
}

/** Settings of a budget. */
export interface BudgetOptions {
  readonly requestsPerMinute: number | 'auto';
  /** @default the system's */
  readonly clock?: Clock;
  /** Asked as well, after the own budget agreed. Its failure means no objection. */
  readonly shared?: SharedBudget | undefined;
  /** @default one of its own */
  readonly way?: Way;
  /** Asana answered 401 to something sent with this token. */
  readonly onRefusedToken?: ((hash: string) => void) | undefined;
}

type Kept = Map<string, { readonly budget: TokenBudget; usedAtMs: number }>;

/** The budgets of all tokens. */
export class Budget {
  readonly #requestsPerMinute: number | 'auto';
  readonly #clock: Clock;
  readonly #shared: SharedBudget | undefined;
  readonly #way: Way;
  readonly #onRefusedToken: (hash: string) => void;
  /** Least recently used first. Of tokens that Asana never accepted, which anybody can make up, apart. */
  readonly #accepted: Kept = new Map();
  readonly #strangers: Kept = new Map();

  constructor(options: BudgetOptions) {
    const { requestsPerMinute, clock = systemClock, shared, way = new Way(clock) } = options;
    this.#onRefusedToken = options.onRefusedToken ?? (() => {});
    this.#requestsPerMinute = requestsPerMinute;
    this.#clock = clock;
    this.#shared = shared;
    this.#way = way;
  }

  /** Tokens remembered right now. */
  get size(): number {
    return this.#accepted.size + this.#strangers.size;
  }

  /** Leave to send, now or later. Throws what says why not, or the signal's reason. */
  acquire(request: BudgetRequest): Permit | Promise<Permit> {
    const budget = this.#budgetOf(request.hash);
    const permit = this.#shared
      ? acquireShared(request, budget, this.#shared, this.#clock.now)
      : budget.acquire(request);
    return permit instanceof Promise
      ? permit.then((granted) => this.#enter(granted, request, budget))
      : this.#enter(permit, request, budget);
  }

  /** Whether Asana has ever accepted a token. */
  isAccepted(hash: string): boolean {
    return this.#way.isAccepted(hash);
  }

  /** Asana answered something sent with this token. */
  answered(hash: string, status: number): void {
    this.#way.answered(hash, status);
    if (status === 401) this.#onRefusedToken(hash);
    const stranger = this.#strangers.get(hash);
    if (stranger && this.#way.isAccepted(hash)) this.#remember(hash, stranger.budget, stranger.usedAtMs);
  }

  /** Asana answered 429 to something sent at `sentAtMs`. */
  refused(hash: string, refusal: BudgetRefusal): void {
    this.#budgetOf(hash).refused(refusal);
  }

  /** What is known of a token. */
  state(hash: string): RateLimitState {
    const known = this.#kept(hash)?.budget;
    return (known ?? new TokenBudget(this.#requestsPerMinute, this.#clock)).state();
  }

  /** 0 with plenty left, 1 with nothing, for polls of so many jobs. */
  pressure(hash: string, watched = 1): number {
    return this.#kept(hash)?.budget.pressure(watched) ?? 0;
  }

  #enter(permit: Permit, request: BudgetRequest, budget: TokenBudget): Permit | Promise<Permit> {
    return this.#way.enter(permit, request, (unsent) => budget.giveBack(unsent));
  }

  #budgetOf(hash: string): TokenBudget {
    const nowMs = this.#clock.now();
    const known = this.#kept(hash);
    if (known) {
      if (nowMs - known.usedAtMs > TOUCH_MS) this.#remember(hash, known.budget, nowMs);
      return known.budget;
    }
    this.#forgetIdle(nowMs);
    const budget = new TokenBudget(this.#requestsPerMinute, this.#clock);
    this.#remember(hash, budget, nowMs);
    return budget;
  }

  #kept(hash: string) {
    return this.#accepted.get(hash) ?? this.#strangers.get(hash);
  }

  #remember(hash: string, budget: TokenBudget, usedAtMs: number): void {
    this.#accepted.delete(hash);
    this.#strangers.delete(hash);
    (this.#way.isAccepted(hash) ? this.#accepted : this.#strangers).set(hash, { budget, usedAtMs });
  }

  /**
   * Makes room: everything idle for long, and the longest unused when there are too many, of tokens that Asana never
   * accepted before all others; never what is busy.
   */
  #forgetIdle(nowMs: number): void {
    for (const kept of [this.#strangers, this.#accepted]) {
      for (const [hash, { budget, usedAtMs }] of kept) {
        const isIdle = nowMs - usedAtMs > IDLE_MS;
        if (!isIdle && this.size < MOST_TOKENS) break;
        if (!budget.isBusy) kept.delete(hash);
        else if (isIdle) this.#remember(hash, budget, nowMs);
      }
    }
  }
}

async function acquireShared(
  request: BudgetRequest,
  budget: TokenBudget,
  shared: SharedBudget,
  nowMs: () => number,
): Promise<Permit> {
  for (let { sinceMs } = request; ; sinceMs ??= nowMs()) {
    const permit = await budget.acquire({ ...request, sinceMs });
    const { ok, left } = await shared
      .consume(request.hash, permit.points, budget.bucket)
      .catch(() => ({ ok: true, left: Number.POSITIVE_INFINITY }));
    // The own bucket is the shared one as last seen: whoever was refused waits until there is enough in it.
    budget.lower(left);
    if (ok && !request.signal?.aborted) return permit;
    budget.giveBack(permit, left);
  }
}
