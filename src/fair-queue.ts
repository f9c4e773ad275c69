/**
 * Waiting in turns. Who waits stands in a flow (a token, a network, a key); flows take turns, whatever stands behind
 * their heads, and share points evenly: a flow that took ten at once sits out nine rounds. Within a flow lanes go
 * one after the other, each in the order of coming. Pure: knows neither time nor what is waited for.
 */

/** Somebody's place in the queue. */
export interface Place<T> {
  readonly item: T;
  readonly flow: string;
  /** Lane within the flow, 0 first. */
  readonly lane: number;
  /** Since when it waits: the order within the lane. */
  readonly since: number;
  /** What is wanted, and charged when it is taken. */
  readonly points: number;
}

/** Bounds and shape of a queue. */
export interface FairQueueOptions {
  /** @default 1 */
  readonly lanes?: number;
  /** Places one flow may hold. @default any number */
  readonly mostPerFlow?: number;
  /** Places in all: when they are taken, the longest flow makes room. @default any number */
  readonly most?: number;
}

interface Flow<T> {
  readonly name: string;
  readonly lanes: Place<T>[][];
  size: number;
  /** Points wanted by those who wait. */
  points: number;
  /** Points left of this round; below zero it sits out as many rounds. */
  credit: number;
}

/** Items that wait, in flows that take turns. */
export class FairQueue<T> {
  readonly #lanes: number;
  readonly #mostPerFlow: number;
  readonly #most: number;
  /** In the order of their turns, the next one first. */
  readonly #flows = new Map<string, Flow<T>>();
  #size = 0;

  constructor({ lanes = 1, mostPerFlow = Infinity, most = Infinity }: FairQueueOptions = {}) {
    this.#lanes = lanes;
    this.#mostPerFlow = mostPerFlow;
    this.#most = most;
  }

  /** Places taken now. */
  get size(): number {
    return this.#size;
  }

  /** Places a flow holds. */
  sizeOf(flow: string): number {
    return this.#flows.get(flow)?.size ?? 0;
  }

  /**
   * Somebody comes. Returns who has no place for it: nobody, the new one because its flow is full, or, when the whole
   * queue is, the last of the longest flow (which may be the new one as well).
   */
  add(place: Place<T>): Place<T> | null {
    if (this.sizeOf(place.flow) >= this.#mostPerFlow) return place;
    let out: Place<T> | null = null;
    if (this.#size >= this.#most) {
      const longest = this.#longest();
      if (longest.size <= this.sizeOf(place.flow) + 1) return place;
      out = lastOf(longest);
      this.remove(out);
    }
    const flow = this.#flowOf(place.flow);
    const lane = laneOf(flow, place);
    let at = lane.length;
    while (at > 0 && (lane[at - 1] as Place<T>).since > place.since) at -= 1;
    lane.splice(at, 0, place);
    this.#count(flow, place, 1);
    return out;
  }

  /**
   * Whose turn it is: the first flow with something left of its round, and in it the first lane, whose head is ready.
   * A head that is not ready holds up nobody else, and its flow keeps its turn.
   */
  next(isReady: (item: T) => boolean = always): Place<T> | null {
    // A flow that is moved to the end comes up again in this loop, until its debt is worked off.
    for (const flow of this.#flows.values()) {
      const head = headOf(flow, isReady);
      if (head && flow.credit > 0) return head;
      if (!head && flow.size > 0) continue;
      flow.credit += 1;
      this.#flows.delete(flow.name);
      if (head || flow.credit <= 0) this.#flows.set(flow.name, flow);
    }
    return null;
  }

  /** Takes somebody out who gets what is waited for, and charges the flow. */
  take(place: Place<T>, points = place.points): void {
    const flow = this.#flows.get(place.flow);
    if (!flow || !this.remove(place)) return;
    flow.credit -= points;
    // Whoever leaves nobody behind still owes what it took; with nobody else there, nobody is owed.
    if (flow.size === 0 && flow.credit < 0 && this.#size > 0) this.#flows.set(flow.name, flow);
  }

  /** Takes somebody out who left. False when it was not there. */
  remove(place: Place<T>): boolean {
    const flow = this.#flows.get(place.flow);
    const lane = flow && laneOf(flow, place);
    const at = lane?.indexOf(place) ?? -1;
    if (!flow || !lane || at < 0) return false;
    if (at === 0) lane.shift();
    else lane.splice(at, 1);
    this.#count(flow, place, -1);
    if (flow.size === 0 && flow.credit >= 0) this.#flows.delete(flow.name);
    if (this.#size === 0) this.#flows.clear();
    return true;
  }

  /** Points that go before somebody who comes with this: all ahead of it in its own flow, a like share of each other. */
  pointsAhead({ flow: name, lane, since, points }: Omit<Place<T>, 'item'>): number {
    if (this.#size === 0) return 0;
    let own = 0;
    for (let each = 0; each <= lane; each += 1) {
      for (const place of this.#flows.get(name)?.lanes[each] ?? []) {
        if (each < lane || place.since <= since) own += place.points;
      }
    }
    let others = 0;
    for (const flow of this.#flows.values()) {
      if (flow.name !== name) others += Math.min(flow.points, own + points);
    }
    return own + others;
  }

  /** The first of each lane of each flow. */
  *heads(): Generator<T> {
    for (const { lanes } of this.#flows.values()) {
      for (const [head] of lanes) if (head) yield head.item;
    }
  }

  /** Everybody who waits. */
  *[Symbol.iterator](): Generator<Place<T>> {
    for (const { lanes } of this.#flows.values()) for (const lane of lanes) yield* lane;
  }

  #flowOf(name: string): Flow<T> {
    let flow = this.#flows.get(name);
    if (!flow) {
      flow = { name, lanes: Array.from({ length: this.#lanes }, () => []), size: 0, points: 0, credit: 1 };
      this.#flows.set(name, flow);
    }
    return flow;
  }

  #count(flow: Flow<T>, { points }: Place<T>, by: 1 | -1): void {
    flow.size += by;
    flow.points += by * points;
    this.#size += by;
  }

  #longest(): Flow<T> {
    let longest: Flow<T> | null = null;
    for (const flow of this.#flows.values()) if (!longest || flow.size > longest.size) longest = flow;
    return longest as Flow<T>;
  }
}

const always = (): boolean => true;

function laneOf<T>(flow: Flow<T>, { lane }: Place<T>): Place<T>[] {
  return flow.lanes[lane] as Place<T>[];
}

function headOf<T>({ lanes }: Flow<T>, isReady: (item: T) => boolean): Place<T> | null {
  for (const [head] of lanes) if (head && isReady(head.item)) return head;
  return null;
}

function lastOf<T>({ lanes }: Flow<T>): Place<T> {
  return lanes.findLast((lane) => lane.length > 0)?.at(-1) as Place<T>;
}
