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
export const MOST_ACCEPTED = 100_000;
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

/** One standing's part of the way: its places, and who waits for one. */
interface Pool {
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
  readonly #pools = { accepted: poolFor('accepted'), newcomer: poolFor('newcomer') };
  /** Where each of those who wait stands by now. */
  readonly #places = new Map<
    Waiter<Entering>,
    { readonly pool: Pool; readonly place: Place<Waiter<Entering>> }
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
    const { inFlight, queue } = this.#pools[standing];
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
    const pool = this.#pools[this.isAccepted(request.hash) ? 'accepted' : 'newcomer'];
    if (pool.queue.size === 0 && hasRoom(pool, permit)) return this.#pass(pool, permit, permit.waitedMs);
    return this.#wait(pool, { ...request, permit, giveBack, since: this.#clock.now() });
  }

  #wait(pool: Pool, entering: Entering): Promise<Permit> {
    return waitForPermit(entering, this.#clock, {
      enter: (waiter) => this.#add(pool, waiter),
      leave: (waiter) => this.#leave(waiter),
      late: () => {
        this.#onRefused(pool.standing);
        return full('the wait for a free place is longer than the call may take');
      },
    });
  }

  #add(pool: Pool, waiter: Waiter<Entering>): void {
    const { request } = waiter;
    const place: Place<Waiter<Entering>> = {
      item: waiter,
      flow: pool.standing === 'accepted' ? request.hash : (request.network ?? ''),
      lane: 0,
      since: request.since,
      points: request.permit.points,
    };
    const isFlowFull = pool.queue.sizeOf(place.flow) >= pool.bounds.waitingPerFlow;
    const out = pool.queue.add(place);
    if (out !== place) this.#places.set(waiter, { pool, place });
    if (out) this.#turnAway(pool, out.item, isFlowFull);
    this.#pump(pool);
  }

  #turnAway({ standing, bounds }: Pool, waiter: Waiter<Entering>, isFlowFull: boolean): void {
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
    const { pool, place } = this.#places.get(waiter) ?? {};
    this.#places.delete(waiter);
    if (pool && place) pool.queue.remove(place);
    waiter.request.giveBack(waiter.request.permit);
    if (pool) this.#pump(pool);
  }

  /** Its calls need not wait among strangers any longer. */
  #promote(hash: string): void {
    const { newcomer, accepted } = this.#pools;
    if (newcomer.queue.size === 0) return;
    for (const place of [...newcomer.queue]) {
      if (place.item.request.hash !== hash) continue;
      newcomer.queue.remove(place);
      this.#add(accepted, place.item);
    }
    this.#pump(newcomer);
  }

  #pump(pool: Pool): void {
    for (let place = pool.queue.next(); place; place = pool.queue.next()) {
      const { permit, since } = place.item.request;
      if (!hasRoom(pool, permit)) return;
      pool.queue.take(place);
      this.#places.delete(place.item);
      place.item.grant(this.#pass(pool, permit, permit.waitedMs + this.#clock.now() - since));
    }
  }

  #pass(pool: Pool, permit: Permit, waitedMs: number): Permit {
    const { points } = permit;
    let held = true;
    pool.inFlight += points;
    return {
      points,
      waitedMs,
      release: () => {
        if (!held) return;
        held = false;
        pool.inFlight -= points;
        permit.release();
        if (pool.queue.size > 0) this.#pump(pool);
      },
    };
  }
}

function poolFor(standing: Standing): Pool {
  const bounds = WAY[standing];
  const { waiting, waitingPerFlow } = bounds;
  return {
    standing,
    bounds,
    queue: new FairQueue({ most: waiting, mostPerFlow: waitingPerFlow }),
    inFlight: 0,
  };
}

function hasRoom({ inFlight, bounds }: Pool, { points }: Permit): boolean {
  return inFlight + points <= bounds.inFlight;
}

function full(why: string): GatewayError {
  return new GatewayError(
    'SERVICE_UNAVAILABLE',
    `Nothing was sent: the way to Asana is full, and ${why}. Try again later.`,
    { retryAfterMs: RETRY_MS },
  );
}
