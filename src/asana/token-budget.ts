/**
 * One token's budget: the rate of `rate.ts`, two concurrency gates, and a queue in which starts go first, then
 * interactive reads, then polls. Knows nothing of other tokens, nor of what is called.
 */
import type { Clock, Timer } from '../clock.ts';
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

/** Asana's own bounds on what one token may have in flight. */
export const IN_FLIGHT = { read: 50, write: 15 } as const;

/** In the order they are served. */
export const PRIORITIES = ['start', 'read', 'poll'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** When to come back after the gates stayed shut: nothing tells, so soon. */
const GATE_RETRY_MS = 1_000;
/** Part of the bucket that polls leave to people, where the bucket is large enough to be parted. */
const POLL_RESERVE = 0.25;

/** Asking to send. */
export interface PermitRequest {
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

/** The budget of one token. */
export class TokenBudget {
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #inFlight = { read: 0, write: 0 };
  /** One per priority, oldest first. */
  readonly #queues: readonly Waiter[][] = PRIORITIES.map(() => []);
  /** The next look at the bucket; null when nobody waits for it. */
  #wake: Timer | null = null;

  constructor(requestsPerMinute: number | 'auto', clock: Clock) {
    this.#clock = clock;
    this.#rate = newRate(requestsPerMinute, clock.now());
  }

  /** Requests a minute, as told, learned or assumed. */
  get limit(): number {
    return this.#rate.limit;
  }

  /** Whether somebody sends or waits, or Asana said to wait: then it must not be forgotten. */
  get isBusy(): boolean {
    const { read, write } = this.#inFlight;
    return read + write > 0 || this.#isAwaited() || this.#clock.now() < this.#rate.pausedUntilMs;
  }

  /** Leave to send, now or later. Throws `RATE_LIMITED` when it would come too late, or the signal's reason. */
  acquire(request: PermitRequest): Permit | Promise<Permit> {
    request.signal?.throwIfAborted();
    const nowMs = this.#clock.now();
    const rank = PRIORITIES.indexOf(request.priority);
    const ahead = this.#pointsAhead(rank);
    if (ahead === 0 && nowMs <= request.latestMs) {
      const points = this.#grantable(request, nowMs);
      if (points > 0) return this.#grant(request.kind, points, nowMs, nowMs);
    }
    const expectedMs = waitMs(this.#rate, ahead + 1 + this.#reserveFor(request.priority), nowMs);
    if (nowMs + expectedMs > request.latestMs) throw tooLate(expectedMs);
    return this.#enqueue(request, rank, nowMs);
  }

  /** Takes back a permit that was not used. */
  giveBack(permit: Permit): void {
    giveBack(this.#rate, permit.points, this.#clock.now());
    permit.release();
  }

  /** Nothing goes for so long. */
  pause(delayMs: number): void {
    const nowMs = this.#clock.now();
    pause(this.#rate, nowMs + delayMs, nowMs);
  }

  /** Asana answered 429 to something sent at `sentAtMs`. */
  refused({ retryAfterMs, sentAtMs }: { retryAfterMs: number; sentAtMs: number }): void {
    const nowMs = this.#clock.now();
    refuse(this.#rate, retryAfterMs, sentAtMs, nowMs);
    const expectedMs = waitMs(this.#rate, 1, nowMs);
    for (const queue of this.#queues) {
      const late = queue.filter((waiter) => nowMs + expectedMs > waiter.request.latestMs);
      for (const waiter of late) waiter.leave(tooLate(expectedMs));
    }
    this.#pump();
  }

  /** What is known. */
  state(): RateLimitState {
    const nowMs = this.#clock.now();
    const rate = this.#rate;
    const remaining = Math.max(0, Math.floor(rate.limit) - sentLastMinute(rate, nowMs));
    const retryAfterMs = waitMs(rate, 1, nowMs);
    return {
      requestsPerMinute: rate.known ? rate.limit : null,
      remaining: rate.known ? remaining : null,
      retryAfterMs: retryAfterMs > 0 ? retryAfterMs : null,
      inFlightReads: this.#inFlight.read,
      inFlightWrites: this.#inFlight.write,
    };
  }

  /** 0 with a full bucket, 1 when it is empty, paused, or somebody waits already. */
  pressure(): number {
    const nowMs = this.#clock.now();
    if (this.#isAwaited() || nowMs < this.#rate.pausedUntilMs) return 1;
    const room = available(this.#rate, nowMs) / capacityOf(this.#rate.limit);
    return Math.min(1, Math.max(0, 1 - room));
  }

  #enqueue(request: PermitRequest, rank: number, nowMs: number): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const leave = (error: unknown): void => {
        waiter.done();
        const queue = this.#queue(rank);
        queue.splice(queue.indexOf(waiter), 1);
        reject(error);
        this.#pump();
      };
      const onAbort = (): void => leave(request.signal?.reason);
      const giveUp = (): void =>
        leave(tooLate(Math.max(GATE_RETRY_MS, waitMs(this.#rate, 1, this.#clock.now()))));
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
      this.#queue(rank).push(waiter);
      this.#pump();
    });
  }

  /** Grants what can be granted, in order; comes back when the bucket has filled enough for the next. */
  #pump(): void {
    if (this.#wake !== null) this.#clock.clearTimeout(this.#wake);
    this.#wake = null;
    const nowMs = this.#clock.now();
    for (const queue of this.#queues) {
      for (let waiter = queue[0]; waiter; waiter = queue[0]) {
        const { request } = waiter;
        const points = this.#grantable(request, nowMs);
        if (points > 0) {
          queue.shift();
          waiter.done();
          waiter.resolve(this.#grant(request.kind, points, waiter.sinceMs, nowMs));
          continue;
        }
        // A shut gate is opened by a release, and holds up nobody of the other kind.
        if (this.#inFlight[request.kind] >= IN_FLIGHT[request.kind]) break;
        const delayMs = waitMs(this.#rate, 1 + this.#reserveFor(request.priority), nowMs);
        this.#wake = this.#clock.setTimeout(() => this.#pump(), Math.max(1, delayMs));
        return;
      }
    }
  }

  #grant(kind: 'read' | 'write', points: number, sinceMs: number, nowMs: number): Permit {
    take(this.#rate, points, nowMs);
    this.#inFlight[kind] += points;
    let held = true;
    return {
      points,
      waitedMs: nowMs - sinceMs,
      release: () => {
        if (!held) return;
        held = false;
        this.#inFlight[kind] -= points;
        if (this.#isAwaited()) this.#pump();
      },
    };
  }

  #grantable(request: PermitRequest, nowMs: number): number {
    const gate = IN_FLIGHT[request.kind] - this.#inFlight[request.kind];
    return Math.min(request.points, gate, available(this.#rate, nowMs, this.#reserveFor(request.priority)));
  }

  #reserveFor(priority: Priority): number {
    return priority === 'poll' ? Math.floor(capacityOf(this.#rate.limit) * POLL_RESERVE) : 0;
  }

  #pointsAhead(rank: number): number {
    let points = 0;
    for (let each = 0; each <= rank; each += 1) {
      for (const waiter of this.#queue(each)) points += waiter.request.points;
    }
    return points;
  }

  #isAwaited(): boolean {
    return this.#queues.some((queue) => queue.length > 0);
  }

  #queue(rank: number): Waiter[] {
    return this.#queues[rank] ?? [];
  }
}

interface Waiter {
  readonly request: PermitRequest;
  readonly sinceMs: number;
  resolve(permit: Permit): void;
  leave(error: unknown): void;
  /** Drops the timer and the listener. */
  done(): void;
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
