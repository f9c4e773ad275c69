/**
 * Who may call Asana now: a budget per token, found by the token's hash and forgotten when idle, the part of it that
 * several instances share, and the way that all tokens share. Knows nothing of what is called.
 */
import { type Clock, systemClock } from '../clock.ts';
import type { Permit, PermitRequest, RateLimitState } from './permit.ts';
import type { SharedBudget } from './shared-budget.ts';
import { TokenBudget } from './token-budget.ts';
import { Way } from './way.ts';

export type { Permit, Priority, RateLimitState } from './permit.ts';

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
}

/** The budgets of all tokens. */
export class Budget {
  readonly #requestsPerMinute: number | 'auto';
  readonly #clock: Clock;
  readonly #shared: SharedBudget | undefined;
  readonly #way: Way;
  /** Least recently used first. */
  readonly #tokens = new Map<string, { readonly budget: TokenBudget; usedAtMs: number }>();

  constructor({ requestsPerMinute, clock = systemClock, shared, way = new Way(clock) }: BudgetOptions) {
    this.#requestsPerMinute = requestsPerMinute;
    this.#clock = clock;
    this.#shared = shared;
    this.#way = way;
  }

  /** Tokens remembered right now. */
  get size(): number {
    return this.#tokens.size;
  }

  /** Leave to send, now or later. Throws what says why not, or the signal's reason. */
  acquire(request: BudgetRequest): Permit | Promise<Permit> {
    const budget = this.#budgetOf(request.hash);
    const permit = this.#shared ? acquireShared(request, budget, this.#shared) : budget.acquire(request);
    return permit instanceof Promise
      ? permit.then((granted) => this.#enter(granted, request, budget))
      : this.#enter(permit, request, budget);
  }

  /** Asana answered something sent with this token. */
  answered(hash: string, status: number): void {
    this.#way.answered(hash, status);
  }

  /** Asana answered 429 to something sent at `sentAtMs`. */
  refused(hash: string, refusal: { retryAfterMs: number; sentAtMs: number }): void {
    this.#budgetOf(hash).refused(refusal);
  }

  /** What is known of a token. */
  state(hash: string): RateLimitState {
    const known = this.#tokens.get(hash)?.budget;
    return (known ?? new TokenBudget(this.#requestsPerMinute, this.#clock)).state();
  }

  /** 0 with plenty left, 1 with nothing, for polls of so many jobs. */
  pressure(hash: string, watched = 1): number {
    return this.#tokens.get(hash)?.budget.pressure(watched) ?? 0;
  }

  #enter(permit: Permit, request: BudgetRequest, budget: TokenBudget): Permit | Promise<Permit> {
    return this.#way.enter(permit, request, (unsent) => budget.giveBack(unsent));
  }

  #budgetOf(hash: string): TokenBudget {
    const nowMs = this.#clock.now();
    const known = this.#tokens.get(hash);
    if (known) {
      if (nowMs - known.usedAtMs > TOUCH_MS) this.#remember(hash, known.budget, nowMs);
      return known.budget;
    }
    this.#forgetIdle(nowMs);
    const budget = new TokenBudget(this.#requestsPerMinute, this.#clock);
    this.#remember(hash, budget, nowMs);
    return budget;
  }

  #remember(hash: string, budget: TokenBudget, usedAtMs: number): void {
    this.#tokens.delete(hash);
    this.#tokens.set(hash, { budget, usedAtMs });
  }

  /** Makes room: everything idle for long, and the longest unused when there are too many; never what is busy. */
  #forgetIdle(nowMs: number): void {
    for (const [hash, { budget, usedAtMs }] of this.#tokens) {
      const isIdle = nowMs - usedAtMs > IDLE_MS;
      if (!isIdle && this.#tokens.size < MOST_TOKENS) return;
      if (!budget.isBusy) this.#tokens.delete(hash);
      else if (isIdle) this.#remember(hash, budget, nowMs);
    }
  }
}

async function acquireShared(
  request: BudgetRequest,
  budget: TokenBudget,
  shared: SharedBudget,
): Promise<Permit> {
  for (;;) {
    const permit = await budget.acquire(request);
    const answer = await shared
      .consume(request.hash, permit.points, budget.limit)
      .catch(() => ({ ok: true, retryAfterMs: 0 }));
    if (answer.ok && !request.signal?.aborted) return permit;
    if (!answer.ok) budget.pause(Math.max(1, answer.retryAfterMs));
    budget.giveBack(permit);
  }
}
