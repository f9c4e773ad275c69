/**
 * One token's budget: the rate of `rate.ts`, two concurrency gates, and a queue in which those who share the token
 * take turns, and each of them has starts before interactive reads before polls. Knows nothing of other tokens, nor
 * of what is called.
 */
import type { Clock, Timer } from '../../clock.ts';
import { FairQueue, type Place } from '../../fair-queue.ts';
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
  type Priority,
  type RateLimitState,
  tooLate,
  tooMany,
  type Waiter,
  waitForPermit,
} from './permit.ts';
import {
  available,
  capacityOf,
  giveBack,
  lower,
  newRate,
  type Rate,
  refillOf,
  refuse,
  sentLastMinute,
  take,
  waitMs,
} from './rate.ts';
import type { Bucket } from './shared-budget.ts';

/** Reads, batches and starts of one flow that may wait; MAX_OPERATIONS bounds them in all. */
const MOST_WAITING = 2_000;
/** When to come back after the gates stayed shut: nothing tells, so soon. */
const GATE_RETRY_MS = 1_000;
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

/** The budget of one token. */
export class TokenBudget {
  readonly #clock: Clock;
  readonly #rate: Rate;
  /** While nothing is known of the limit. */
  #caution: Caution | null;
  #countsPausedUntilMs = 0;
  readonly #inFlight = { read: 0, write: 0 };
  /** A lane per priority. */
  readonly #queue = new FairQueue<Waiter<PermitRequest>>({
    lanes: PRIORITIES.length,
    mostPerFlow: MOST_WAITING,
  });
  /** The next look at the bucket; null when nobody waits for it. */
  #wake: Timer | null = null;

  constructor(requestsPerMinute: number | 'auto', clock: Clock) {
    this.#clock = clock;
    this.#rate = newRate(requestsPerMinute, clock.now());
    this.#caution = requestsPerMinute === 'auto' ? newCaution(clock.now()) : null;
  }

  /** The bucket of requests, as the limit was told, learned or assumed. */
  get bucket(): Bucket {
    const { limit } = this.#rate;
    return { capacity: capacityOf(limit), refillPerMs: refillOf(limit) };
  }

  /** Whether somebody sends or waits, or Asana said to wait: then it must not be forgotten. */
  get isBusy(): boolean {
    const { read, write } = this.#inFlight;
    const pausedUntilMs = Math.max(this.#rate.pausedUntilMs, this.#countsPausedUntilMs);
    return read + write > 0 || this.#isAwaited() || this.#clock.now() < pausedUntilMs;
  }

  /** Leave to send, now or later. Throws `RATE_LIMITED` when it would come too late, or the signal's reason. */
  acquire(request: PermitRequest): Permit | Promise<Permit> {
    request.signal?.throwIfAborted();
    const nowMs = this.#clock.now();
    const ahead = this.#queue.pointsAhead(standing(request, nowMs));
    if (ahead === 0 && nowMs <= request.latestMs) {
      const points = this.#grantable(request, nowMs);
      if (points > 0) return this.#grant(request, points, nowMs, nowMs);
    }
    const expectedMs = this.#waitMs(request, ahead + 1, nowMs);
    if (nowMs + expectedMs > request.latestMs) throw tooLate(expectedMs);
    return this.#enqueue(request, nowMs);
  }

  /** Takes back a permit that was not used; no more than `left` is in the bucket then, where others share it. */
  giveBack(permit: Permit, left = Number.POSITIVE_INFINITY): void {
    const nowMs = this.#clock.now();
    giveBack(this.#rate, permit.points, nowMs);
    lower(this.#rate, left, nowMs);
    if (this.#caution) noteUnsent(this.#caution, permit.points, nowMs);
    permit.release();
  }

  /** Other instances have taken from the bucket as well: no more than this is left. */
  lower(left: number): void {
    lower(this.#rate, left, this.#clock.now());
  }

  /** Asana answered 429. */
  refused({ retryAfterMs, sentAtMs, priority }: BudgetRefusal): void {
    const nowMs = this.#clock.now();
    const { read, write } = this.#inFlight;
    if (priority === 'count') {
      this.#countsPausedUntilMs = Math.max(this.#countsPausedUntilMs, nowMs + retryAfterMs);
    } else if (refuse(this.#rate, { retryAfterMs, sentAtMs, nowMs, unanswered: read + write })) {
      this.#caution = null;
    }
    const rateMs = waitMs(this.#rate, 1, nowMs);
    for (const place of [...this.#queue]) {
      const { request } = place.item;
      const expectedMs = Math.max(rateMs, this.#pauseMs(request, nowMs));
      if (nowMs + expectedMs <= request.latestMs) continue;
      this.#queue.remove(place);
      place.item.refuse(tooLate(expectedMs));
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

  /** 0 while half of the bucket is there, 1 when it is empty, paused, or somebody waits already. */
  pressure(watched = 1): number {
    if (this.#caution) this.#caution.watched = watched;
    const nowMs = this.#clock.now();
    if (this.#isAwaited() || nowMs < this.#rate.pausedUntilMs) return 1;
    const room = available(this.#rate, nowMs) / capacityOf(this.#rate.limit);
    const cautious = this.#caution ? pollPressure(this.#caution, nowMs) : 0;
    return Math.min(1, Math.max(cautious, 1 - 2 * room, 0));
  }

  #enqueue(request: PermitRequest, nowMs: number): Promise<Permit> {
    const standingAs = standing(request, nowMs);
    let place: Place<Waiter<PermitRequest>>;
    return waitForPermit({ ...request, sinceMs: standingAs.since }, this.#clock, {
      enter: (item) => {
        place = { item, ...standingAs };
        if (this.#queue.add(place)) item.refuse(tooMany(MOST_WAITING, 'calls of this caller', GATE_RETRY_MS));
        this.#pump();
      },
      leave: () => {
        this.#queue.remove(place);
        this.#pump();
      },
      late: () => tooLate(Math.max(GATE_RETRY_MS, waitMs(this.#rate, 1, this.#clock.now()))),
    });
  }

  /** Grants what can be granted, in turn; comes back when the bucket has filled enough for the next. */
  #pump(): void {
    if (this.#wake !== null) this.#clock.clearTimeout(this.#wake);
    this.#wake = null;
    const nowMs = this.#clock.now();
    for (;;) {
      const place = this.#queue.next(({ request }) => this.#grantable(request, nowMs) > 0);
      if (!place) break;
      const { item, since } = place;
      const points = this.#grantable(item.request, nowMs);
      this.#queue.take(place, points);
      item.grant(this.#grant(item.request, points, since, nowMs));
    }
    let delayMs = Number.POSITIVE_INFINITY;
    for (const { request } of this.#queue.heads()) {
      // A shut gate is opened by a release, and holds up nobody of the other kind.
      if (this.#gate(request, nowMs) > 0) delayMs = Math.min(delayMs, this.#waitMs(request, 1, nowMs));
    }
    if (delayMs < Number.POSITIVE_INFINITY) {
      this.#wake = this.#clock.setTimeout(() => this.#pump(), Math.max(1, delayMs));
    }
  }

  #grant({ kind, priority }: PermitRequest, points: number, sinceMs: number, nowMs: number): Permit {
    take(this.#rate, points, nowMs);
    if (this.#caution) {
      noteSent(this.#caution, points, givesWay(priority) ? 'polls' : 'people', nowMs);
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
    if (this.#pauseMs(request, nowMs) > 0) return 0;
    const most = Math.min(points, this.#gate(request, nowMs));
    const room = Math.min(most, available(this.#rate, nowMs, this.#reserveFor(request, nowMs)));
    if (!givesWay(priority) || !this.#caution) return room;
    // All or none: a batch that waits a little longer is one call, its parts would be many. Counts leave polls a batch.
    const needed = priority === 'count' ? Math.max(room, COUNTS_LEAVE_POLLS) : room;
    return availableToPolls(this.#caution, nowMs) >= needed ? room : 0;
  }

  /** Room for more in flight. */
  #gate({ kind, points }: PermitRequest, nowMs: number): number {
    const most = this.#caution ? mostInFlight(this.#caution, points, nowMs) : Number.POSITIVE_INFINITY;
    return Math.min(most, IN_FLIGHT[kind]) - this.#inFlight[kind];
  }

  #waitMs(request: PermitRequest, points: number, nowMs: number): number {
    const { priority } = request;
    const rateMs = waitMs(this.#rate, points + this.#reserveFor(request, nowMs), nowMs);
    const delayMs = Math.max(rateMs, this.#pauseMs(request, nowMs));
    if (!givesWay(priority) || !this.#caution) return delayMs;
    const wanted = Math.max(points, priority === 'count' ? COUNTS_LEAVE_POLLS : request.points);
    return Math.max(delayMs, pollsWaitMs(this.#caution, wanted, nowMs));
  }

  /** Counts have a limit of their own at Asana. */
  #pauseMs({ priority }: PermitRequest, nowMs: number): number {
    return priority === 'count' ? Math.max(0, this.#countsPausedUntilMs - nowMs) : 0;
  }

  #reserveFor({ priority, sinceMs }: PermitRequest, nowMs: number): number {
    if (!givesWay(priority)) return 0;
    const waitedMs = priority === 'count' ? 0 : nowMs - (sinceMs ?? nowMs);
    const faded = Math.min(1, waitedMs / RESERVE_FADES_MS);
    return Math.floor(capacityOf(this.#rate.limit) * POLL_RESERVE * (1 - faded));
  }

  #isAwaited(): boolean {
    return this.#queue.size > 0;
  }
}

/** Whether it leaves people a part: nobody waits for the answer. */
function givesWay(priority: Priority): boolean {
  return priority === 'poll' || priority === 'count';
}

function standing(
  { flow = '', priority, points, sinceMs }: PermitRequest,
  nowMs: number,
): Omit<Place<never>, 'item'> {
  return { flow, lane: PRIORITIES.indexOf(priority), since: sinceMs ?? nowMs, points };
}
