/**
 * The way to Asana, which all tokens share: what may be in flight at once, and whose turn it is while that is used
 * up. Tokens that Asana has accepted take turns among themselves; the others, which cost nothing to make up, have
 * places of their own and take turns by network. Knows nothing of rates, nor of what is called.
 */
import { BoundedMap } from '../../bounded-map.ts';
import type { Clock } from '../../clock.ts';
import { GatewayError } from '../../errors.ts';
import { FairQueue, type Place } from '../../fair-queue.ts';
import { type Permit, tooMany, type Waiter, waitForPermit } from './permit.ts';

/** Whether Asana has ever accepted a token. */
export type Standing = 'accepted' | 'newcomer';

/** Requests of one standing that may be in flight and wait. */
interface Bounds {
  readonly inFlight: number;
  /** Of one flow: a token, or a network. */
  readonly waitingPerFlow: number;
  readonly waiting: number;
}

/**
 * The actions of a batch count. Accepted: twenty tokens with all the 50 reads that Asana allows each; what of one
 * token waits here is bounded by those 50 and its 15 writes as well. Newcomers: few, but theirs alone, since whoever
 * came after everybody else would never come to be accepted during a flood.
 */
export const WAY: Readonly<Record<Standing, Bounds>> = {
  accepted: { inFlight: 1_000, waitingPerFlow: 100, waiting: 10_000 },
  newcomer: { inFlight: 64, waitingPerFlow: 2_500, waiting: 5_000 },
};

/** Connections that the whole of it may need at once. */
export const MOST_CONNECTIONS = WAY.accepted.inFlight + WAY.newcomer.inFlight;

/** Accepted tokens remembered at most; the longest known is forgotten, and is a newcomer for one call. */
const MOST_ACCEPTED = 100_000;
/** When to try again after the way was full. */
const RETRY_MS = 1_000;
/** Answers to a call that say nothing of its token. */
const SAYS_NOTHING = new Set([401, 408, 425, 429]);

/** Who wants to go, and what for. */
export interface WayRequest {
  readonly hash: string;
  /** Where the caller is. @default nowhere in particular */
  readonly network?: string | undefined;
  readonly latestMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Told when a permit comes to nothing. */
type GiveBack = (permit: Permit) => void;

interface Entering extends WayRequest {
  readonly permit: Permit;
  readonly giveBack: GiveBack;
  readonly since: number;
}

/** One standing's part of the way. */
interface Lane {
  readonly standing: Standing;
  readonly bounds: Bounds;
  readonly queue: FairQueue<Waiter<Entering>>;
  inFlight: number;
}

/** Numbers of the way. */
export interface WayState {
  readonly inFlight: number;
  readonly waiting: number;
}

/** The way of one process. */
export class Way {
  readonly #clock: Clock;
  readonly #onRefused: (standing: Standing) => void;
  readonly #accepted = new BoundedMap<string, true>({ most: MOST_ACCEPTED });
  readonly #lanes = { accepted: laneFor('accepted'), newcomer: laneFor('newcomer') };
  /** Where each of those who wait stands by now. */
  readonly #places = new Map<
    Waiter<Entering>,
    { readonly lane: Lane; readonly place: Place<Waiter<Entering>> }
  >();

  constructor(clock: Clock, onRefused: (standing: Standing) => void = () => {}) {
    this.#clock = clock;
    this.#onRefused = onRefused;
  }

  /** Whether Asana has ever accepted this token, as far as is remembered. */
  isAccepted(hash: string): boolean {
    return this.#accepted.has(hash);
  }

  /** How full it is. */
  state(standing: Standing): WayState {
    const { inFlight, queue } = this.#lanes[standing];
    return { inFlight, waiting: queue.size };
  }

  /** Asana answered: anything it says about more than the token shows that it knows it. */
  answered(hash: string, status: number): void {
    if (this.#accepted.has(hash) || status >= 500 || SAYS_NOTHING.has(status)) return;
    this.#accepted.set(hash, true);
    this.#promote(hash);
  }

  /**
   * Lets a permit through, now or in its turn: the permit that comes out holds its place until its release. `giveBack`
   * takes the one that went in, should it come to nothing.
   */
  enter(permit: Permit, request: WayRequest, giveBack: GiveBack): Permit | Promise<Permit> {
    const lane = this.#lanes[this.isAccepted(request.hash) ? 'accepted' : 'newcomer'];
    if (lane.queue.size === 0 && hasRoom(lane, permit)) return this.#pass(lane, permit, permit.waitedMs);
    return this.#wait(lane, { ...request, permit, giveBack, since: this.#clock.now() });
  }

  #wait(lane: Lane, entering: Entering): Promise<Permit> {
    return waitForPermit(entering, this.#clock, {
      enter: (waiter) => this.#add(lane, waiter),
      leave: (waiter) => this.#leave(waiter),
      late: () => {
        this.#onRefused(lane.standing);
        return full('the wait for a free place is longer than the call may take');
      },
    });
  }

  #add(lane: Lane, waiter: Waiter<Entering>): void {
    const { request } = waiter;
    const place: Place<Waiter<Entering>> = {
      item: waiter,
      flow: lane.standing === 'accepted' ? request.hash : (request.network ?? ''),
      lane: 0,
      since: request.since,
      points: request.permit.points,
    };
    const isFlowFull = lane.queue.sizeOf(place.flow) >= lane.bounds.waitingPerFlow;
    const out = lane.queue.add(place);
    if (out !== place) this.#places.set(waiter, { lane, place });
    if (out) this.#turnAway(lane, out.item, isFlowFull);
    this.#pump(lane);
  }

  #turnAway({ standing, bounds }: Lane, waiter: Waiter<Entering>, isFlowFull: boolean): void {
    this.#places.delete(waiter);
    this.#onRefused(standing);
    const whose =
      standing === 'accepted'
        ? 'calls of this token'
        : 'calls from this network with tokens that Asana has not accepted yet';
    waiter.refuse(
      isFlowFull ? tooMany(bounds.waitingPerFlow, whose, RETRY_MS) : full('too many calls wait already'),
    );
    waiter.request.giveBack(waiter.request.permit);
  }

  #leave(waiter: Waiter<Entering>): void {
    const { lane, place } = this.#places.get(waiter) ?? {};
    this.#places.delete(waiter);
    if (lane && place) lane.queue.remove(place);
    waiter.request.giveBack(waiter.request.permit);
    if (lane) this.#pump(lane);
  }

  /** Its calls need not wait among strangers any longer. */
  #promote(hash: string): void {
    const { newcomer, accepted } = this.#lanes;
    if (newcomer.queue.size === 0) return;
    for (const place of [...newcomer.queue]) {
      if (place.item.request.hash !== hash) continue;
      newcomer.queue.remove(place);
      this.#add(accepted, place.item);
    }
    this.#pump(newcomer);
  }

  #pump(lane: Lane): void {
    for (let place = lane.queue.next(); place; place = lane.queue.next()) {
      const { permit, since } = place.item.request;
      if (!hasRoom(lane, permit)) return;
      lane.queue.take(place);
      this.#places.delete(place.item);
      place.item.grant(this.#pass(lane, permit, permit.waitedMs + this.#clock.now() - since));
    }
  }

  #pass(lane: Lane, permit: Permit, waitedMs: number): Permit {
    const { points } = permit;
    let held = true;
    lane.inFlight += points;
    return {
      points,
      waitedMs,
      release: () => {
        if (!held) return;
        held = false;
        lane.inFlight -= points;
        permit.release();
        if (lane.queue.size > 0) this.#pump(lane);
      },
    };
  }
}

function laneFor(standing: Standing): Lane {
  const bounds = WAY[standing];
  const { waiting, waitingPerFlow } = bounds;
  return {
    standing,
    bounds,
    queue: new FairQueue({ most: waiting, mostPerFlow: waitingPerFlow }),
    inFlight: 0,
  };
}

function hasRoom({ inFlight, bounds }: Lane, { points }: Permit): boolean {
  return inFlight + points <= bounds.inFlight;
}

function full(why: string): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    `Nothing was sent: the way to Asana is full, and ${why}. Try again later.`,
    { retryAfterMs: RETRY_MS },
  );
}
