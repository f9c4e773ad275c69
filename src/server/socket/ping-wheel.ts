/**
 * Finds dead sockets: one timer for all of them, each pinged once a round, in slices so that ten thousand are not
 * pinged at once. A socket that has not answered by its next turn is cut.
 */

/** What the wheel needs of a socket. */
export interface Pingable {
  /** Whether it was pinged and has had the time to answer. */
  readonly isOverdue: boolean;
  ping(): void;
  terminate(): void;
}

const SLICES = 15;

/** The wheel; its timer runs only while there are sockets. */
export class PingWheel {
  readonly #slices: Set<Pingable>[] = Array.from({ length: SLICES }, () => new Set());
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | null = null;
  #turn = 0;
  #size = 0;

  constructor(roundMs: number) {
    this.#tickMs = Math.max(1, roundMs / SLICES);
  }

  /** Adds a socket; the function returned takes it out. */
  add(socket: Pingable): () => void {
    // The slice whose turn has just been: a whole round until the first ping.
    const slice = this.#slices[(this.#turn + SLICES - 1) % SLICES]!;
    slice.add(socket);
    this.#size += 1;
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs).unref();
    return () => {
      if (!slice.delete(socket)) return;
      this.#size -= 1;
      if (this.#size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  #tick(): void {
    for (const socket of this.#slices[this.#turn]!) {
      if (socket.isOverdue) socket.terminate();
      else socket.ping();
    }
    this.#turn = (this.#turn + 1) % SLICES;
  }
}
