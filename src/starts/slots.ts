/**
 * Turns for the five jobs one Asana user may have running: starts that are willing to wait stand in a queue per user,
 * in which the keys that share a user take turns, each first come, first served, and go unsent when their caller
 * leaves. Knows nothing of what a start is.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, systemClock, type Timer } from '../clock.ts';
import { GatewayError, isGatewayError } from '../errors.ts';
import { FairQueue, type Place } from '../fair-queue.ts';
import { memorySlotStore, type SlotStore, type Ticket } from './slot-store.ts';

/** Starts of one key, or of one user without keys, that may wait; and of all keys of a user. */
const MOST_WAITING_PER_FLOW = 1_000;
const MOST_WAITING = 10_000;
const ASK_AGAIN_MS = 1_000;
/** Failures that will not heal by waiting. */
const HOPELESS: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** Gives a slot back. Call it once the start is known to the ledger, or has failed; more calls do nothing. */
export type ReleaseSlot = () => void;

/** One wish for a slot. */
export interface SlotRequest {
  /** Whose turn it is among those who share the user: a key's name. @default '' */
  readonly flow?: string | undefined;
  /** How long to wait; 0 asks once. */
  readonly waitMs: number;
  /** Its place, from `arrive()`: kept by who had a slot and was refused all the same. @default behind all others */
  readonly arrivedAt?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Counts the user's running jobs, freshly. Asked at most once a second per user. */
  running(): Promise<number>;
}

/** How slots are made. */
export interface StartSlotsOptions {
  readonly clock?: Clock;
  /** @default in memory */
  readonly store?: SlotStore;
}

interface Waiter {
  readonly ticket: Ticket;
  readonly request: SlotRequest;
  /** Ends the wait; true when the waiter was still there. */
  settle(answer: { release: ReleaseSlot } | { error: unknown } | null): boolean;
}

interface Queue {
  readonly waiters: FairQueue<Waiter>;
  readonly places: Map<Waiter, Place<Waiter>>;
  serving: boolean;
  timer: Timer | null;
}

/** The queues of starts, one per user. */
export class StartSlots {
  readonly #clock: Clock;
  readonly #store: SlotStore;
  readonly #queues = new Map<string, Queue>();
  #lastArrival = 0;

  constructor({ clock = systemClock, store = memorySlotStore() }: StartSlotsOptions = {}) {
    this.#clock = clock;
    this.#store = store;
  }

  /**
   * Waits for a slot. Null when the time is over or the signal aborts: nothing may be sent then. Rejects when
   * counting the running jobs failed for good.
   */
  acquire(user: string, request: SlotRequest): Promise<ReleaseSlot | null> {
    if (request.signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      let open = true;
      let timer: Timer | null = null;
      const arrivedAt = request.arrivedAt ?? this.arrive();
      const waiter: Waiter = {
        ticket: {
          id: randomUUID(),
          flow: request.flow ?? '',
          arrivedAt,
          waitedMs: () => Math.max(0, this.#clock.now() - arrivedAt),
        },
        request,
        settle: (answer) => {
          if (!open) return false;
          open = false;
          if (timer !== null) this.#clock.clearTimeout(timer);
          request.signal?.removeEventListener('abort', leave);
          if (answer && 'error' in answer) reject(answer.error);
          else resolve(answer?.release ?? null);
          return true;
        },
      };
      const leave = () => this.#remove(user, waiter);
      request.signal?.addEventListener('abort', leave);
      if (request.waitMs > 0) timer = this.#clock.setTimeout(leave, request.waitMs);
      this.#enqueue(user, waiter);
    });
  }

  /** A slot that nobody waits for; null where there is none, or where the running jobs cannot be counted now. */
  async spare(user: string, running: () => Promise<number>): Promise<ReleaseSlot | null> {
    if ((this.#queues.get(user)?.waiters.size ?? 0) > 0) return null;
    const id = randomUUID();
    if (!(await this.#store.spare(user, id, await running()))) return null;
    const release = () => void this.#store.leave(user, { id });
    // Somebody may have come meanwhile.
    if ((this.#queues.get(user)?.waiters.size ?? 0) === 0) return release;
    release();
    return null;
  }

  /** The place of somebody who comes now: behind all who came before. */
  arrive(): number {
    // Many may come at one moment.
    this.#lastArrival = Math.max(this.#clock.now(), this.#lastArrival + 0.001);
    return this.#lastArrival;
  }

  /** Starts waiting for a slot now. */
  get waiting(): number {
    let count = 0;
    for (const { waiters } of this.#queues.values()) count += waiters.size;
    return count;
  }

  /** Ends every wait: nothing of them is sent. */
  close(): void {
    for (const [user, { waiters }] of this.#queues)
      for (const { item } of [...waiters]) this.#remove(user, item);
  }

  #enqueue(user: string, waiter: Waiter): void {
    const queue = this.#queues.get(user) ?? newQueue();
    this.#queues.set(user, queue);
    const { flow, arrivedAt } = waiter.ticket;
    const place = { item: waiter, flow, lane: 0, since: arrivedAt, points: 1 };
    const out = queue.waiters.add(place);
    if (out !== place) queue.places.set(waiter, place);
    if (out) {
      queue.places.delete(out.item);
      void this.#store.leave(user, out.item.ticket);
      out.item.settle({ error: tooManyWait() });
    }
    // Who only asks once may not stand behind those who wait: the answer is no.
    if (waiter.request.waitMs <= 0 && queue.waiters.size > 1) this.#remove(user, waiter);
    else if (!queue.serving && queue.timer === null) void this.#serve(user, queue);
  }

  #remove(user: string, waiter: Waiter): void {
    const queue = this.#queues.get(user);
    if (!queue || !drop(queue, waiter)) return;
    void this.#store.leave(user, waiter.ticket);
    waiter.settle(null);
    this.#tidy(user, queue);
  }

  async #serve(user: string, queue: Queue): Promise<void> {
    queue.serving = true;
    let running: number | null = null;
    for (let head = headOf(queue); head; head = headOf(queue)) {
      try {
        running ??= await head.request.running();
      } catch (error) {
        if (head.request.waitMs <= 0 || (isGatewayError(error) && HOPELESS.has(error.code))) {
          drop(queue, head);
          head.settle({ error });
          continue;
        }
        break;
      }
      if (head !== headOf(queue)) continue;
      if (!(await this.#take(user, queue, head, running))) {
        if (head.request.waitMs <= 0) this.#remove(user, head);
        if (head === headOf(queue)) break;
      }
    }
    queue.serving = false;
    if (queue.waiters.size > 0) this.#serveLater(user, queue);
    else this.#tidy(user, queue);
  }

  async #take(user: string, queue: Queue, head: Waiter, running: number): Promise<boolean> {
    const taken = await this.#store.take(user, head.ticket, running);
    const giveBack = () => void this.#store.leave(user, head.ticket);
    if (taken) {
      const place = queue.places.get(head);
      if (place) queue.waiters.take(place);
      queue.places.delete(head);
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        giveBack();
      };
      if (!head.settle({ release })) giveBack();
    } else if (!queue.places.has(head)) {
      giveBack();
    }
    return taken;
  }

  #serveLater(user: string, queue: Queue): void {
    queue.timer ??= this.#clock.setTimeout(() => {
      queue.timer = null;
      void this.#serve(user, queue);
    }, ASK_AGAIN_MS);
  }

  #tidy(user: string, queue: Queue): void {
    if (queue.waiters.size > 0 || queue.serving) return;
    if (queue.timer !== null) this.#clock.clearTimeout(queue.timer);
    queue.timer = null;
    if (this.#queues.get(user) === queue) this.#queues.delete(user);
  }
}

function newQueue(): Queue {
  const waiters = new FairQueue<Waiter>({ mostPerFlow: MOST_WAITING_PER_FLOW, most: MOST_WAITING });
  return { waiters, places: new Map(), serving: false, timer: null };
}

function headOf({ waiters }: Queue): Waiter | undefined {
  return waiters.next()?.item;
}

/** False when it was not there. */
function drop({ waiters, places }: Queue, waiter: Waiter): boolean {
  const place = places.get(waiter);
  places.delete(waiter);
  return place !== undefined && waiters.remove(place);
}

function tooManyWait(): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was started: ${MOST_WAITING_PER_FLOW.toLocaleString('en')} starts wait for a slot already. Try again when some of them have run.`,
    { retryAfterMs: ASK_AGAIN_MS },
  );
}
