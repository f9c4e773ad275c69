/**
 * How many tries to one endpoint are under way at once. One instance has so many places for what it runs; where several
 * share a store they share the places too, and stand in one queue for them. Knows nothing of what a try is.
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
  /** Whoever came last here: one at a time asks for a place. */
  #last: Promise<void> = Promise.resolve();
  /** Lets whoever asks ask again now. */
  #askNow = sharedAbort();

  /** Without a store all places are this instance's. */
  constructor(to: string, store: FlightStore | null, clock: Clock) {
    this.#to = to;
    this.#store = store;
    this.#clock = clock;
  }

  /** Makes a try once there is a place for it. Rejects with the signal's reason when that aborts before. */
  async run<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const store = this.#store;
    if (!store) return attempt();
    const cameMs = this.#clock.now();
    const ticket = { id: randomUUID(), waitedMs: () => this.#clock.now() - cameMs };
    try {
      const taken = this.#last.then(() => this.#take(store, ticket, signal));
      this.#last = taken.catch(() => {});
      await taken;
      return await attempt();
    } finally {
      await store.leave(this.#to, ticket.id);
      this.#askNow.abort();
    }
  }

  async #take(store: FlightStore, ticket: FlightTicket, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      this.#askNow = sharedAbort();
      const again = AbortSignal.any([signal, this.#askNow.signal]);
      if (await store.take(this.#to, ticket)) return;
      await pause(ASK_AGAIN_MS, this.#clock, again).catch(() => {});
    }
  }
}
