/**
 * Who waits for one token's budget: flows take turns, and each of them has its starts before its reads before its
 * polls before its counts. Knows when to look again, and nothing of what may go: that is asked for.
 */
import type { Clock, Timer } from '../../clock.ts';
import type { GatewayError } from '../../errors.ts';
import { FairQueue, type Place } from '../../fair-queue.ts';
import {
  type Permit,
  type PermitRequest,
  PRIORITIES,
  tooMany,
  type Waiter,
  waitForPermit,
} from './permit.ts';

/** Calls of one flow that may wait; MAX_OPERATIONS bounds them in all. */
const MOST_WAITING = 2_000;
/** When to come back after nothing was released in time: nothing tells, so soon. */
export const RELEASE_RETRY_MS = 1_000;

/** What a queue asks of the budget it stands before. */
export interface QueueRules {
  /** How many of the wanted requests may go now; 0 when none may. */
  grantable(request: PermitRequest, nowMs: number): number;
  /** Lets them go. */
  grant(request: PermitRequest, points: number, sinceMs: number, nowMs: number): Permit;
  /** When some may go, from now; null where only a release helps. */
  readyInMs(request: PermitRequest, nowMs: number): number | null;
  /** What is said to who waited as long as it could. */
  late(nowMs: number): GatewayError;
}

/**
 * The queue of one token.
 *
 * A budget changes in two ways: it fills as time goes on, and a permit is released. `pump` is called after the second;
 * for the first it sets one timer, for whoever may go soonest among the heads of all lanes. It has to look at all of
 * them and not at the next in turn: polls wait for more of the bucket than reads, counts may be paused, and a start
 * waits at a gate of its own, so the next in turn may be ready after the one behind it. A head that is not ready holds
 * up nobody else, and its flow keeps its turn (`fair-queue.ts`).
 *
 * Whoever wants several requests may be granted fewer, and asks again for the rest with the time since when it waits.
 * That time is its place: behind it come all who came later, also the rest of theirs.
 */
export class Queue {
  readonly #clock: Clock;
  readonly #rules: QueueRules;
  /** A lane per priority. */
  readonly #places = new FairQueue<Waiter<PermitRequest>>({
    lanes: PRIORITIES.length,
    mostPerFlow: MOST_WAITING,
  });
  /** The next look; null when nobody waits for anything but a release. */
  #wake: Timer | null = null;

  constructor(clock: Clock, rules: QueueRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Whether nobody waits. */
  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  /** Requests that go before this one. */
  pointsAhead(request: PermitRequest, nowMs: number): number {
    return this.#places.pointsAhead(placeOf(request, nowMs));
  }

  /** Stands in line until it is granted, its time is up, or its caller leaves. */
  wait(request: PermitRequest, nowMs: number): Promise<Permit> {
    const standing = placeOf(request, nowMs);
    let place: Place<Waiter<PermitRequest>>;
    return waitForPermit({ ...request, sinceMs: standing.since }, this.#clock, {
      enter: (item) => {
        place = { item, ...standing };
        const out = this.#places.add(place);
        if (out) item.refuse(tooMany(MOST_WAITING, 'calls of this caller', RELEASE_RETRY_MS));
        this.pump();
      },
      leave: () => {
        this.#places.remove(place);
        this.pump();
      },
      late: () => this.#rules.late(this.#clock.now()),
    });
  }

  /** Refuses those for whom there is a reason to. */
  refuse(reasonFor: (request: PermitRequest) => GatewayError | null): void {
    for (const place of [...this.#places]) {
      const reason = reasonFor(place.item.request);
      if (!reason) continue;
      this.#places.remove(place);
      place.item.refuse(reason);
    }
  }

  /** Grants what can be granted, in turn; comes back when the next may go. */
  pump(): void {
    if (this.#wake !== null) this.#clock.clearTimeout(this.#wake);
    this.#wake = null;
    const nowMs = this.#clock.now();
    const isReady = ({ request }: Waiter<PermitRequest>) => this.#rules.grantable(request, nowMs) > 0;
    for (let place = this.#places.next(isReady); place; place = this.#places.next(isReady)) {
      const { item, since } = place;
      const points = this.#rules.grantable(item.request, nowMs);
      this.#places.take(place, points);
      item.grant(this.#rules.grant(item.request, points, since, nowMs));
    }
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const { request } of this.#places.heads()) {
      soonestMs = Math.min(soonestMs, this.#rules.readyInMs(request, nowMs) ?? Number.POSITIVE_INFINITY);
    }
    if (soonestMs < Number.POSITIVE_INFINITY) {
      this.#wake = this.#clock.setTimeout(() => this.pump(), Math.max(1, soonestMs));
    }
  }
}

function placeOf(
  { flow = '', priority, points, sinceMs }: PermitRequest,
  nowMs: number,
): Omit<Place<never>, 'item'> {
  return { flow, lane: PRIORITIES.indexOf(priority), since: sinceMs ?? nowMs, points };
}
