/**
 * How many tries to one endpoint are under way at once. One instance has so many places for what it runs; where several
 * share a store they share the places too, and stand in one queue for them, in which owners take turns. Knows nothing of what a try is.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { sharedAbort } from '../../shared-abort.ts';
import { pause } from '../run.ts';

/** Tries to one endpoint that are under way at once, on all instances together. */
export const IN_FLIGHT_PER_ENDPOINT = 10;
/** Between two questions whether there is a place; one that is given back here is seen at once. */
const ASK_AGAIN_MS = 200;

/** A place in the queue. */
interface FlightTicket {
  readonly id: string;
  /** Whose it is: owners take turns. */
  readonly flow: string;
  /** How long it has stood there: what instances can compare. */
  waitedMs(): number;
}

/** The places that instances share. */
export interface FlightStore {
  /** Takes a place to this endpoint where one is free and it is this ticket's turn. Never rejects. */
  take(to: string, ticket: FlightTicket): Promise<boolean>;
  /** Gives a place back, or leaves the queue. Never rejects. */
  leave(to: string, id: string): Promise<void>;
}

/** The tries of this instance to one endpoint. */
export class Flights {
  readonly #to: string;
  readonly #store: FlightStore | null;
  readonly #clock: Clock;
  /** Whoever of an owner came last here: one at a time asks for a place. */
  readonly #last = new Map<string, Promise<void>>();
  /** Lets whoever asks ask again now. */
  #askNow = sharedAbort();

  /** Without a store all places are this instance's. */
  constructor(to: string, store: FlightStore | null, clock: Clock) {
    this.#to = to;
    this.#store = store;
    this.#clock = clock;
  }

  /** Makes a try once there is a place for it. Rejects with the signal's reason when that aborts before. */
  async run<T>(owner: string, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const store = this.#store;
    if (!store) return attempt();
    const cameMs = this.#clock.now();
    const ticket = { id: randomUUID(), flow: owner, waitedMs: () => this.#clock.now() - cameMs };
    try {
      await this.#inTurn(owner, () => this.#take(store, ticket, signal));
      return await attempt();
    } finally {
      await store.leave(this.#to, ticket.id);
      this.#askNow.abort();
    }
  }

  /** After what came before of the same owner. */
  async #inTurn(owner: string, take: () => Promise<void>): Promise<void> {
    const taken = (this.#last.get(owner) ?? Promise.resolve()).then(take);
    const last = taken.catch(() => {});
    this.#last.set(owner, last);
    try {
      await taken;
    } finally {
      if (this.#last.get(owner) === last) this.#last.delete(owner);
    }
  }

  async #take(store: FlightStore, ticket: FlightTicket, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#askNow.signal.aborted) this.#askNow = sharedAbort();
      const again = AbortSignal.any([signal, this.#askNow.signal]);
      if (await store.take(this.#to, ticket)) return;
      await pause(ASK_AGAIN_MS, this.#clock, again).catch(() => {});
    }
  }
}
