/**
 * One token's budget: what may go now of its requests a minute and of what it may have in flight, and what polls and
 * counts leave to people. Knows nothing of other tokens, nor of what is called.
 */
import type { Clock } from '../../clock.ts';
import { AUTO, PROBING } from './auto.ts';
import { Bucket } from './bucket.ts';
import { LastMinute } from './last-minute.ts';
import { Limit } from './limit.ts';
import {
  IN_FLIGHT,
  type Permit,
  type PermitRequest,
  type Priority,
  type RateLimitState,
  tooLate,
} from './permit.ts';
import { PollShare } from './poll-share.ts';
import { Queue, RELEASE_RETRY_MS } from './queue.ts';
import type { BucketShape } from './shared-budget.ts';

/** Part of the bucket that polls leave to people, where the bucket is large enough to be parted. */
const POLL_RESERVE = 0.25;
/** A poll that has waited leaves less, and after so long nothing: people are served before it in any case. */
const RESERVE_FADES_MS = 15_000;
/** Counts go only where as many polls could go as well: a whole batch. */
const COUNTS_LEAVE_POLLS = 10;

/** A 429 of Asana's. */
export interface BudgetRefusal {
  readonly retryAfterMs: number;
  /** When what was refused was sent. */
  readonly sentAtMs: number;
  /** What was refused. Counts have a limit of their own: nothing but counts is held up. @default anything else */
  readonly priority?: Priority;
}

/**
 * The budget of one token.
 *
 * A request goes when five things let it, each of which has its own file or field: the bucket, which holds what Asana
 * allows within a minute, less a part that polls leave to people; the gate of its kind, which Asana shuts at 50 reads
 * and 15 writes in flight; the pause, which only counts have of their own, since a 429 for anything else pauses the
 * bucket itself; the share of polls, as long as nobody knows the limit; and its turn in the queue. `#grantable` is the
 * one place that asks all of them but the last, `#waitMs` the one that tells when it will be worth asking again: both
 * are kept apart from the queue, so that what is granted at once and what is granted later go by the same rules.
 *
 * Whoever cannot be served in time is refused at once (`acquire`), not after waiting in vain: the wait is foreseen from
 * what stands ahead. It is a guess, for those ahead may leave; and it is on the caller's side, for nobody gets in
 * before those who wait. So a waiter is looked at again when its time is up, and when a refusal by Asana makes the
 * wait longer than was foreseen (`refused`).
 */
export class TokenBudget {
  readonly #clock: Clock;
  readonly #limit: Limit;
  readonly #bucket: Bucket;
  readonly #minute: LastMinute;
  /** While nothing is known of the limit. */
  #polls: PollShare | null;
  #countsPausedUntilMs = 0;
  readonly #inFlight = { read: 0, write: 0 };
  readonly #queue: Queue;

  constructor(requestsPerMinute: number | 'auto', clock: Clock) {
    const nowMs = clock.now();
    this.#clock = clock;
    this.#limit = new Limit(requestsPerMinute);
    this.#bucket = new Bucket(this.#limit.perMinute, nowMs);
    this.#minute = new LastMinute(nowMs);
    this.#polls = this.#limit.isKnown ? null : new PollShare(this.#minute, nowMs);
    this.#queue = new Queue(clock, {
      grantable: (request, at) => this.#grantable(request, at),
      grant: (request, points, sinceMs, at) => this.#grant(request, points, sinceMs, at),
      // A shut gate is opened by a release, and holds up nobody of the other kind.
      readyInMs: (request, at) => (this.#gate(request, at) > 0 ? this.#waitMs(request, 1, at) : null),
      late: (at) => tooLate(Math.max(RELEASE_RETRY_MS, this.#bucket.waitMs(1, at))),
    });
  }

  /** The bucket of requests, as the limit was told, learned or assumed. */
  get bucket(): BucketShape {
    const { capacity, refillPerMs } = this.#bucket;
    return { capacity, refillPerMs };
  }

  /** Whether somebody sends or waits, or Asana said to wait: then it must not be forgotten. */
  get isBusy(): boolean {
    const { read, write } = this.#inFlight;
    const pausedUntilMs = Math.max(this.#bucket.pausedUntilMs, this.#countsPausedUntilMs);
    return read + write > 0 || !this.#queue.isEmpty || this.#clock.now() < pausedUntilMs;
  }

  /** Leave to send, now or later. Throws `RATE_LIMITED` when it would come too late, or the signal's reason. */
  acquire(request: PermitRequest): Permit | Promise<Permit> {
    request.signal?.throwIfAborted();
    const nowMs = this.#present();
    const ahead = this.#queue.pointsAhead(request, nowMs);
    if (ahead === 0 && nowMs <= request.latestMs) {
      const points = this.#grantable(request, nowMs);
      if (points > 0) return this.#grant(request, points, nowMs, nowMs);
    }
    const expectedMs = this.#waitMs(request, ahead + 1, nowMs);
    if (nowMs + expectedMs > request.latestMs) throw tooLate(expectedMs);
    return this.#queue.wait(request, nowMs);
  }

  /** Takes back a permit that was not used; no more than `left` is in the bucket then, where others share it. */
  giveBack(permit: Permit, left = Number.POSITIVE_INFINITY): void {
    const nowMs = this.#present();
    this.#minute.giveBack(permit.points, nowMs);
    this.#bucket.giveBack(permit.points, nowMs);
    this.#bucket.lower(left, nowMs);
    this.#polls?.giveBack(permit.points, nowMs);
    permit.release();
  }

  /** Other instances have taken from the bucket as well: no more than this is left. */
  lower(left: number): void {
    this.#bucket.lower(left, this.#present());
  }

  /** Asana answered 429. */
  refused({ retryAfterMs, sentAtMs, priority }: BudgetRefusal): void {
    const nowMs = this.#present();
    const pausedUntilMs = nowMs + retryAfterMs;
    if (priority === 'count') this.#countsPausedUntilMs = Math.max(this.#countsPausedUntilMs, pausedUntilMs);
    else this.#learnFrom({ sentAtMs, pausedUntilMs }, nowMs);
    const rateMs = this.#bucket.waitMs(1, nowMs);
    this.#queue.refuse((request) => {
      const expectedMs = Math.max(rateMs, this.#pauseMs(request, nowMs));
      return nowMs + expectedMs > request.latestMs ? tooLate(expectedMs) : null;
    });
    this.#queue.pump();
  }

  /** What is known. */
  state(): RateLimitState {
    const nowMs = this.#present();
    const { isKnown, perMinute } = this.#limit;
    const remaining = Math.max(0, Math.floor(perMinute) - this.#minute.sent(nowMs));
    const retryAfterMs = this.#bucket.waitMs(1, nowMs);
    return {
      requestsPerMinute: isKnown ? perMinute : null,
      remaining: isKnown ? remaining : null,
      retryAfterMs: retryAfterMs > 0 ? retryAfterMs : null,
      inFlightReads: this.#inFlight.read,
      inFlightWrites: this.#inFlight.write,
    };
  }

  /** 0 while half of the bucket is there, 1 when it is empty, paused, or somebody waits already. */
  pressure(watched = 1): number {
    this.#polls?.watch(watched);
    const nowMs = this.#present();
    if (!this.#queue.isEmpty || nowMs < this.#bucket.pausedUntilMs) return 1;
    const room = this.#bucket.available(nowMs) / this.#bucket.capacity;
    return Math.min(1, Math.max(this.#polls?.pressure(nowMs) ?? 0, 1 - 2 * room, 0));
  }

  /** The present, by which a learned limit may have grown. */
  #present(): number {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#limit.growsAtMs) {
      this.#limit.grow(this.#minute.sent(nowMs), nowMs);
      this.#adopt(nowMs);
    }
    return nowMs;
  }

  #learnFrom(refusal: { readonly sentAtMs: number; readonly pausedUntilMs: number }, nowMs: number): void {
    const { read, write } = this.#inFlight;
    const answered = Math.max(0, this.#minute.sent(nowMs) - read - write);
    this.#bucket.pause(refusal.pausedUntilMs, nowMs);
    this.#limit.refused({ ...refusal, answered }, nowMs);
    this.#adopt(nowMs);
    if (this.#limit.isKnown) this.#polls = null;
  }

  /** The bucket fills as the limit says. */
  #adopt(nowMs: number): void {
    const { perMinute } = this.#limit;
    if (perMinute === this.#bucket.perMinute) return;
    const isLess = perMinute < this.#bucket.perMinute;
    this.#bucket.changeRate(perMinute, nowMs);
    if (isLess) this.#bucket.lower(1, nowMs);
  }

  #grant({ kind, priority }: PermitRequest, points: number, sinceMs: number, nowMs: number): Permit {
    if (!this.#limit.mayBeFree) this.#polls = null;
    this.#minute.add(points, nowMs);
    this.#bucket.take(points, nowMs);
    this.#polls?.noteSent(points, givesWay(priority) ? 'polls' : 'people', nowMs);
    this.#inFlight[kind] += points;
    let held = true;
    return {
      points,
      waitedMs: nowMs - sinceMs,
      release: () => {
        if (!held) return;
        held = false;
        this.#inFlight[kind] -= points;
        if (!this.#queue.isEmpty) this.#queue.pump();
      },
    };
  }

  #grantable(request: PermitRequest, nowMs: number): number {
    const { priority, points } = request;
    if (this.#pauseMs(request, nowMs) > 0) return 0;
    const most = Math.min(points, this.#gate(request, nowMs));
    const room = Math.min(most, this.#bucket.available(nowMs, this.#reserveFor(request, nowMs)));
    if (!this.#polls || !givesWay(priority)) return room;
    // All or none: a batch that waits a little longer is one call, its parts would be many. Counts leave polls a batch.
    const needed = priority === 'count' ? Math.max(room, COUNTS_LEAVE_POLLS) : room;
    return this.#polls.available(nowMs) >= needed ? room : 0;
  }

  /** Room for more in flight. */
  #gate({ kind, points }: PermitRequest, nowMs: number): number {
    const sent = this.#limit.mayBeFree ? this.#minute.sent(nowMs) : 0;
    this.#limit.noteSent(sent);
    // So near a free plan's limit a refusal would cost all that is in flight.
    const isNear = this.#limit.mayBeFree && sent + points > PROBING.from;
    return (isNear ? AUTO.probes : IN_FLIGHT[kind]) - this.#inFlight[kind];
  }

  #waitMs(request: PermitRequest, points: number, nowMs: number): number {
    const { priority } = request;
    const rateMs = this.#bucket.waitMs(points + this.#reserveFor(request, nowMs), nowMs);
    const delayMs = Math.max(rateMs, this.#pauseMs(request, nowMs));
    if (!this.#polls || !givesWay(priority)) return delayMs;
    const wanted = Math.max(points, priority === 'count' ? COUNTS_LEAVE_POLLS : request.points);
    return Math.max(delayMs, this.#polls.waitMs(wanted, nowMs));
  }

  #pauseMs({ priority }: PermitRequest, nowMs: number): number {
    return priority === 'count' ? Math.max(0, this.#countsPausedUntilMs - nowMs) : 0;
  }

  #reserveFor({ priority, sinceMs }: PermitRequest, nowMs: number): number {
    if (!givesWay(priority)) return 0;
    const waitedMs = priority === 'count' ? 0 : nowMs - (sinceMs ?? nowMs);
    const faded = Math.min(1, waitedMs / RESERVE_FADES_MS);
    return Math.floor(this.#bucket.capacity * POLL_RESERVE * (1 - faded));
  }
}

/** Whether it leaves people a part: nobody waits for the answer. */
function givesWay(priority: Priority): boolean {
  return priority === 'poll' || priority === 'count';
}
