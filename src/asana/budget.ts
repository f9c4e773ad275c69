/**
 * Who may call Asana now, per token: the rate of `rate.ts`, two concurrency gates, and a queue in which starts go
 * first, then interactive reads, then polls. Knows tokens by their hash only, and nothing of what is called.
 */
import { type Clock, systemClock, type Timer } from '../clock.ts';
import { GatewayError } from '../errors.ts';
import {
  available,
  capacityOf,
  giveBack,
  newRate,
  pause,
  type Rate,
  refuse,
  sentLastMinute,
  take,
  waitMs,
} from './rate.ts';
import type { SharedBudget } from './shared-budget.ts';

/** Asana's own bounds on what one token may have in flight. */
export const IN_FLIGHT = { read: 50, write: 15 } as const;

/** In the order they are served. */
export const PRIORITIES = ['start', 'read', 'poll'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Tokens remembered at most, and for how long without a call. */
const MOST_TOKENS = 10_000;
const IDLE_MS = 15 * 60_000;
/** When to come back after the gates stayed shut: nothing tells, so soon. */
const GATE_RETRY_MS = 1_000;
/** Part of the bucket that polls leave to people. */
const POLL_RESERVE = 0.25;

/** Asking to send. */
export interface BudgetRequest {
  readonly hash: string;
  readonly kind: 'read' | 'write';
  readonly priority: Priority;
  /** Requests wanted at once; fewer may be granted, at least one. */
  readonly points: number;
  /** Waiting beyond this moment is pointless: refused at once when that is foreseeable. */
  readonly latestMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Leave to send `points` requests; `release` when their replies are in. */
export interface Permit {
  readonly points: number;
  /** Milliseconds spent waiting. */
  readonly waitedMs: number;
  release(): void;
}

/** What is known of a token's budget. */
export interface RateLimitState {
  /** Null while nothing was told or learned. */
  readonly requestsPerMinute: number | null;
  readonly remaining: number | null;
  /** Null when requests may go now. */
  readonly retryAfterMs: number | null;
  readonly inFlightReads: number;
  readonly inFlightWrites: number;
}

/** Settings of a budget. */
export interface BudgetOptions {
  readonly requestsPerMinute: number | 'auto';
  /** @default the system's */
  readonly clock?: Clock;
  /** Asked as well, after the own budget agreed. Its failure means no objection. */
  readonly shared?: SharedBudget | undefined;
}

/** The budgets of all tokens. */
export class Budget {
  readonly #requestsPerMinute: number | 'auto';
  readonly #clock: Clock;
  readonly #shared: SharedBudget | undefined;
  /** Least recently used first. */
  readonly #tokens = new Map<string, TokenState>();

  constructor({ requestsPerMinute, clock = systemClock, shared }: BudgetOptions) {
    this.#requestsPerMinute = requestsPerMinute;
    this.#clock = clock;
    this.#shared = shared;
  }

  /** Tokens remembered right now. */
  get size(): number {
    return this.#tokens.size;
  }

  /** Leave to send, now or later. Throws `RATE_LIMITED` when it would come too late, or the signal's reason. */
  acquire(request: BudgetRequest): Permit | Promise<Permit> {
    return this.#shared ? this.#acquireShared(request, this.#shared) : this.#acquireOwn(request);
  }

  /** Asana answered 429 to something sent at `sentAtMs`. */
  refused(hash: string, { retryAfterMs, sentAtMs }: { retryAfterMs: number; sentAtMs: number }): void {
    const state = this.#stateOf(hash);
    const nowMs = this.#clock.now();
    refuse(state.rate, retryAfterMs, sentAtMs, nowMs);
    this.#refuseLate(state, nowMs);
    this.#pump(state);
  }

  /** What is known of a token. */
  state(hash: string): RateLimitState {
    const nowMs = this.#clock.now();
    const state = this.#tokens.get(hash);
    const rate = state?.rate ?? newRate(this.#requestsPerMinute, nowMs);
    const remaining = Math.max(0, Math.floor(rate.limit) - sentLastMinute(rate, nowMs));
    const retryAfterMs = waitMs(rate, 1, nowMs);
    return {
      requestsPerMinute: rate.known ? rate.limit : null,
      remaining: rate.known ? remaining : null,
      retryAfterMs: retryAfterMs > 0 ? retryAfterMs : null,
      inFlightReads: state?.inFlight.read ?? 0,
      inFlightWrites: state?.inFlight.write ?? 0,
    };
  }

  /** 0 with a full bucket, 1 when it is empty, paused, or somebody waits already. */
  pressure(hash: string): number {
    const state = this.#tokens.get(hash);
    if (!state) return 0;
    if (state.queues.some((queue) => queue.length > 0)) return 1;
    const nowMs = this.#clock.now();
    if (nowMs < state.rate.pausedUntilMs) return 1;
    const room = available(state.rate, nowMs) / capacityOf(state.rate.limit);
    return Math.min(1, Math.max(0, 1 - room));
  }

  async #acquireShared(request: BudgetRequest, shared: SharedBudget): Promise<Permit> {
    for (;;) {
      const permit = await this.#acquireOwn(request);
      const state = this.#stateOf(request.hash);
      const answer = await shared
        .consume(request.hash, permit.points, state.rate.limit)
        .catch(() => ({ ok: true, retryAfterMs: 0 }));
      if (answer.ok && !request.signal?.aborted) return permit;
      const nowMs = this.#clock.now();
      giveBack(state.rate, permit.points, nowMs);
      if (!answer.ok) pause(state.rate, nowMs + Math.max(1, answer.retryAfterMs), nowMs);
      permit.release();
    }
  }

  #acquireOwn(request: BudgetRequest): Permit | Promise<Permit> {
    request.signal?.throwIfAborted();
    const state = this.#stateOf(request.hash);
    const nowMs = this.#clock.now();
    const rank = PRIORITIES.indexOf(request.priority);
    const ahead = pointsAhead(state, rank);
    if (ahead === 0 && nowMs <= request.latestMs) {
      const points = grantable(state, request, nowMs);
      if (points > 0) return this.#grant(state, request.kind, points, nowMs, nowMs);
    }
    const expectedMs = waitMs(state.rate, ahead + 1 + reserveFor(state, request.priority), nowMs);
    if (nowMs + expectedMs > request.latestMs) throw tooLate(expectedMs);
    return this.#enqueue(state, request, rank, nowMs);
  }

  #enqueue(state: TokenState, request: BudgetRequest, rank: number, nowMs: number): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const leave = (error: unknown): void => {
        waiter.done();
        const queue = queueOf(state, rank);
        queue.splice(queue.indexOf(waiter), 1);
        reject(error);
        this.#pump(state);
      };
      const onAbort = (): void => leave(request.signal?.reason);
      const giveUp = (): void =>
        leave(tooLate(Math.max(GATE_RETRY_MS, waitMs(state.rate, 1, this.#clock.now()))));
      const timer = this.#clock.setTimeout(giveUp, Math.max(0, request.latestMs - nowMs));
      request.signal?.addEventListener('abort', onAbort);
      const waiter: Waiter = {
        request,
        sinceMs: nowMs,
        resolve,
        leave,
        done: () => {
          this.#clock.clearTimeout(timer);
          request.signal?.removeEventListener('abort', onAbort);
        },
      };
      queueOf(state, rank).push(waiter);
      this.#pump(state);
    });
  }

  /** Grants what can be granted, in order; comes back when the bucket has filled enough for the next. */
  #pump(state: TokenState): void {
    if (state.wake !== null) this.#clock.clearTimeout(state.wake);
    state.wake = null;
    const nowMs = this.#clock.now();
    for (const queue of state.queues) {
      for (let waiter = queue[0]; waiter; waiter = queue[0]) {
        const { request } = waiter;
        const points = grantable(state, request, nowMs);
        if (points > 0) {
          queue.shift();
          waiter.done();
          waiter.resolve(this.#grant(state, request.kind, points, waiter.sinceMs, nowMs));
          continue;
        }
        // A shut gate is opened by a release, and holds up nobody of the other kind.
        if (state.inFlight[request.kind] >= IN_FLIGHT[request.kind]) break;
        const delayMs = Math.max(1, waitMs(state.rate, 1 + reserveFor(state, request.priority), nowMs));
        state.wake = this.#clock.setTimeout(() => this.#pump(state), delayMs);
        return;
      }
    }
  }

  #grant(state: TokenState, kind: 'read' | 'write', points: number, sinceMs: number, nowMs: number): Permit {
    take(state.rate, points, nowMs);
    state.inFlight[kind] += points;
    let held = true;
    return {
      points,
      waitedMs: nowMs - sinceMs,
      release: () => {
        if (!held) return;
        held = false;
        state.inFlight[kind] -= points;
        this.#pump(state);
      },
    };
  }

  /** After a pause grew: whoever cannot be served in time learns it now. */
  #refuseLate(state: TokenState, nowMs: number): void {
    const expectedMs = waitMs(state.rate, 1, nowMs);
    for (const queue of state.queues) {
      const late = queue.filter((waiter) => nowMs + expectedMs > waiter.request.latestMs);
      for (const waiter of late) waiter.leave(tooLate(expectedMs));
    }
  }

  #stateOf(hash: string): TokenState {
    const nowMs = this.#clock.now();
    const known = this.#tokens.get(hash);
    if (known) {
      if (nowMs - known.usedAtMs > 1_000) this.#touch(hash, known, nowMs);
      return known;
    }
    this.#evict(nowMs);
    const state: TokenState = {
      rate: newRate(this.#requestsPerMinute, nowMs),
      inFlight: { read: 0, write: 0 },
      queues: [[], [], []],
      wake: null,
      usedAtMs: nowMs,
    };
    this.#tokens.set(hash, state);
    return state;
  }

  #touch(hash: string, state: TokenState, nowMs: number): void {
    state.usedAtMs = nowMs;
    this.#tokens.delete(hash);
    this.#tokens.set(hash, state);
  }

  #evict(nowMs: number): void {
    for (const [hash, state] of this.#tokens) {
      const idle = nowMs - state.usedAtMs > IDLE_MS && nowMs >= state.rate.pausedUntilMs;
      if (!idle && this.#tokens.size < MOST_TOKENS) return;
      if (isBusy(state)) this.#touch(hash, state, nowMs);
      else this.#tokens.delete(hash);
      if (state.usedAtMs === nowMs) return;
    }
  }
}

interface Waiter {
  readonly request: BudgetRequest;
  readonly sinceMs: number;
  resolve(permit: Permit): void;
  leave(error: unknown): void;
  /** Drops the timer and the listener. */
  done(): void;
}

interface TokenState {
  readonly rate: Rate;
  readonly inFlight: { read: number; write: number };
  /** One per priority. */
  readonly queues: readonly Waiter[][];
  /** The timer of the next look at the bucket; null when nobody waits for it. */
  wake: Timer | null;
  usedAtMs: number;
}

function grantable(state: TokenState, request: BudgetRequest, nowMs: number): number {
  const gate = IN_FLIGHT[request.kind] - state.inFlight[request.kind];
  const rate = available(state.rate, nowMs, reserveFor(state, request.priority));
  return Math.min(request.points, gate, rate);
}

function reserveFor(state: TokenState, priority: Priority): number {
  if (priority !== 'poll') return 0;
  const capacity = capacityOf(state.rate.limit);
  return capacity >= 4 ? Math.floor(capacity * POLL_RESERVE) : 0;
}

function pointsAhead(state: TokenState, rank: number): number {
  let points = 0;
  for (let each = 0; each <= rank; each += 1) {
    for (const waiter of queueOf(state, each)) points += waiter.request.points;
  }
  return points;
}

function queueOf(state: TokenState, rank: number): Waiter[] {
  return state.queues[rank] ?? [];
}

function isBusy(state: TokenState): boolean {
  return state.inFlight.read + state.inFlight.write > 0 || state.queues.some((queue) => queue.length > 0);
}

function tooLate(expectedMs: number): GatewayError {
  const retryAfterMs = Math.max(1, expectedMs);
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was sent: the wait for this token's budget at Asana is longer than the call may take. Try again in about ${seconds} s.`,
    { retryAfterMs },
  );
}
