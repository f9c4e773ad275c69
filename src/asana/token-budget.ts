/**
 * One token's budget: the rate of `rate.ts`, two concurrency gates, and a queue in which starts go first, then
 * interactive reads, then polls. Knows nothing of other tokens, nor of what is called.
 */
import type { Clock, Timer } from '../clock.ts';
import {
  availableToPolls,
  type Caution,
  isOver,
  mostInFlight,
  newCaution,
  noteSent,
  noteUnsent,
  pollPressure,
  pollsWaitMs,
} from './caution.ts';
import {
  IN_FLIGHT,
  type Permit,
  type PermitRequest,
  PRIORITIES,
  type RateLimitState,
  tooLate,
  type Waiter,
} from './permit.ts';
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

/** When to come back after the gates stayed shut: nothing tells, so soon. */
const GATE_RETRY_MS = 1_000;
/** Part of the bucket that polls leave to people, where the bucket is large enough to be parted. */
const POLL_RESERVE = 0.25;
/** A poll that has waited leaves less, and after so long nothing: people are served before it in any case. */
const RESERVE_FADES_MS = 15_000;

/** The budget of one token. */
export class TokenBudget {
  readonly #clock: Clock;
  readonly #rate: Rate;
  /** While nothing is known of the limit. */
  #caution: Caution | null;
  readonly #inFlight = { read: 0, write: 0 };
  /** One per priority, oldest first. */
  readonly #queues: readonly Waiter[][] = PRIORITIES.map(() => []);
  /** The next look at the bucket; null when nobody waits for it. */
  #wake: Timer | null = null;

  constructor(requestsPerMinute: number | 'auto', clock: Clock) {
    this.#clock = clock;
    this.#rate = newRate(requestsPerMinute, clock.now());
    this.#caution = requestsPerMinute === 'auto' ? newCaution(clock.now()) : null;
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
    const ahead = this.#pointsAhead(rank, request.sinceMs ?? nowMs);
    if (ahead === 0 && nowMs <= request.latestMs) {
      const points = this.#grantable(request, nowMs);
      if (points > 0) return this.#grant(request, points, nowMs, nowMs);
    }
    const expectedMs = this.#waitMs(request, ahead + 1, nowMs);
    if (nowMs + expectedMs > request.latestMs) throw tooLate(expectedMs);
    return this.#enqueue(request, rank, nowMs);
  }

  /** Takes back a permit that was not used. */
  giveBack(permit: Permit): void {
    const nowMs = this.#clock.now();
    giveBack(this.#rate, permit.points, nowMs);
    if (this.#caution) noteUnsent(this.#caution, permit.points, nowMs);
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
    const { read, write } = this.#inFlight;
    if (refuse(this.#rate, { retryAfterMs, sentAtMs, nowMs, unanswered: read + write })) this.#caution = null;
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
  pressure(watched = 1): number {
    if (this.#caution) this.#caution.watched = watched;
    const nowMs = this.#clock.now();
    if (this.#isAwaited() || nowMs < this.#rate.pausedUntilMs) return 1;
    const room = available(this.#rate, nowMs) / capacityOf(this.#rate.limit);
    const cautious = this.#caution ? pollPressure(this.#caution, nowMs) : 0;
    return Math.min(1, Math.max(cautious, 1 - room));
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
        request: { ...request, sinceMs: request.sinceMs ?? nowMs },
        sinceMs: request.sinceMs ?? nowMs,
        resolve,
        leave,
        done: () => {
          this.#clock.clearTimeout(timer);
          request.signal?.removeEventListener('abort', onAbort);
        },
      };
      const queue = this.#queue(rank);
      const behind = queue.findIndex(({ sinceMs }) => sinceMs > waiter.sinceMs);
      queue.splice(behind < 0 ? queue.length : behind, 0, waiter);
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
          waiter.resolve(this.#grant(request, points, waiter.sinceMs, nowMs));
          continue;
        }
        // A shut gate is opened by a release, and holds up nobody of the other kind.
        if (this.#gate(request, nowMs) <= 0) break;
        const delayMs = this.#waitMs(request, 1, nowMs);
        this.#wake = this.#clock.setTimeout(() => this.#pump(), Math.max(1, delayMs));
        return;
      }
    }
  }

  #grant({ kind, priority }: PermitRequest, points: number, sinceMs: number, nowMs: number): Permit {
    take(this.#rate, points, nowMs);
    if (this.#caution) {
      noteSent(this.#caution, points, priority === 'poll' ? 'polls' : 'people', nowMs);
      if (isOver(this.#caution)) this.#caution = null;
    }
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
    const { priority, points } = request;
    const most = Math.min(points, this.#gate(request, nowMs));
    const room = Math.min(most, available(this.#rate, nowMs, this.#reserveFor(request, nowMs)));
    if (priority !== 'poll' || !this.#caution) return room;
    // All or none: a batch that waits a little longer is one call, its parts would be many.
    return availableToPolls(this.#caution, nowMs) >= room ? room : 0;
  }

  /** Room for more in flight. */
  #gate({ kind, points }: PermitRequest, nowMs: number): number {
    const most = this.#caution ? mostInFlight(this.#caution, points, nowMs) : Number.POSITIVE_INFINITY;
    return Math.min(most, IN_FLIGHT[kind]) - this.#inFlight[kind];
  }

  #waitMs(request: PermitRequest, points: number, nowMs: number): number {
    const delayMs = waitMs(this.#rate, points + this.#reserveFor(request, nowMs), nowMs);
    if (request.priority !== 'poll' || !this.#caution) return delayMs;
    return Math.max(delayMs, pollsWaitMs(this.#caution, Math.max(points, request.points), nowMs));
  }

  #reserveFor({ priority, sinceMs }: PermitRequest, nowMs: number): number {
    if (priority !== 'poll') return 0;
    const faded = Math.min(1, (nowMs - (sinceMs ?? nowMs)) / RESERVE_FADES_MS);
    return Math.floor(capacityOf(this.#rate.limit) * POLL_RESERVE * (1 - faded));
  }

  #pointsAhead(rank: number, sinceMs: number): number {
    let points = 0;
    for (let each = 0; each <= rank; each += 1) {
      for (const waiter of this.#queue(each)) {
        if (each < rank || waiter.sinceMs <= sinceMs) points += waiter.request.points;
      }
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
