/**
 * Which operations of one WebSocket execute: eight at once, the others in the order in which they came, and none
 * while the client does not take what there is for it. Knows neither operations nor sockets.
 */
import { Place } from '../load/places.ts';

/** Operations of one socket that execute at once. */
export const AT_ONCE = 8;

/** The turns of one socket. */
export class SocketTurns {
  readonly #isTaking: () => boolean;
  readonly #waiting = new Map<object, (turn: Place | null) => void>();
  #executing = 0;

  /** `isTaking` says whether the client takes what is sent to it; when it does again, call `goOn`. */
  constructor(isTaking: () => boolean) {
    this.#isTaking = isTaking;
  }

  /** A turn, at once where one is free; null means to wait for `next`. */
  take(): Place | null {
    return this.#waiting.size === 0 && this.#isFree() ? this.#begin() : null;
  }

  /** A turn when it is due; null when it is not wanted any more. */
  next(operation: object): Promise<Place | null> {
    return new Promise((resolve) => void this.#waiting.set(operation, resolve));
  }

  /** An operation is not wanted any more: it waits no longer. */
  forget(operation: object): void {
    this.#waiting.get(operation)?.(null);
    this.#waiting.delete(operation);
  }

  /** Lets those begin for whom there is room. */
  goOn(): void {
    for (const [operation, begin] of this.#waiting) {
      if (!this.#isFree()) return;
      this.#waiting.delete(operation);
      begin(this.#begin());
    }
  }

  #isFree(): boolean {
    return this.#executing < AT_ONCE && this.#isTaking();
  }

  #begin(): Place {
    this.#executing += 1;
    return new Place((by) => {
      this.#executing += by;
      if (by < 0) this.goOn();
    });
  }
}
