/**
 * How fast a client takes what is sent to it. What waits for it in this process is the stream's buffer and the
 * handle's write queue; the latter shrinks also while one large chunk drains, so it tells a slow reader from one that
 * has stopped. Knows neither HTTP nor WebSocket.
 */
import type { Socket } from 'node:net';

/** While more than this waits for a client, nothing new is begun for it. */
export const UNREAD_BYTES = 1 << 20;
/** A client for which something waits and that takes not a byte for so long is cut. */
const STALLED_MS = 30_000;
/** Of the time above, how often it is looked. */
const LOOKS = 30;

/** Bytes that wait for a client. */
export function bytesWaiting(socket: Socket): number {
  // The length is of whole chunks, so that nothing there means nothing anywhere.
  if (socket.writableLength === 0) return 0;
  return Math.max(0, socket.bytesWritten - bytesTaken(socket));
}

/** Bytes that the operating system has taken for a client. */
function bytesTaken(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { readonly _handle?: WriteQueue | null };
  return handle ? handle.bytesWritten - handle.writeQueueSize : socket.bytesWritten;
}

/** What a socket's handle tells; the one place that looks at it. */
interface WriteQueue {
  /** Handed to the handle so far. */
  readonly bytesWritten: number;
  /** Of these, not taken by the operating system yet. */
  readonly writeQueueSize: number;
}

/** Options of the watch. */
export interface StallWatchOptions {
  /** @default 30 s */
  readonly stalledMs?: number | undefined;
  readonly onStalled: (socket: Socket) => void;
  /** Shown every connection for which something waits, each time it is looked at. */
  readonly onWaiting?: ((socket: Socket) => void) | undefined;
}

interface Pace {
  taken: number;
  sinceMs: number;
}

/** Watches connections, all with one timer, and tells of those that have stopped taking what waits for them. */
export class StallWatch {
  readonly #sockets = new Set<Socket>();
  readonly #slow = new Map<Socket, Pace>();
  readonly #stalledMs: number;
  readonly #onStalled: (socket: Socket) => void;
  readonly #onWaiting: ((socket: Socket) => void) | undefined;
  #timer: NodeJS.Timeout | null = null;

  constructor({ stalledMs = STALLED_MS, onStalled, onWaiting }: StallWatchOptions) {
    this.#stalledMs = stalledMs;
    this.#onStalled = onStalled;
    this.#onWaiting = onWaiting;
  }

  /** Watches a connection until it closes; one that is watched already stays so. */
  add(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.once('close', () => this.#remove(socket));
    this.#timer ??= setInterval(() => this.#look(performance.now()), this.#stalledMs / LOOKS).unref();
  }

  #remove(socket: Socket): void {
    this.#sockets.delete(socket);
    this.#slow.delete(socket);
    if (this.#sockets.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(nowMs: number): void {
    for (const socket of this.#sockets) {
      if (socket.writableLength === 0) {
        this.#slow.delete(socket);
        continue;
      }
      this.#onWaiting?.(socket);
      const taken = bytesTaken(socket);
      const pace = this.#slow.get(socket);
      if (!pace || pace.taken !== taken) this.#slow.set(socket, { taken, sinceMs: nowMs });
      else if (nowMs - pace.sinceMs >= this.#stalledMs) this.#onStalled(socket);
    }
  }
}
