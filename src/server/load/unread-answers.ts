/**
 * What clients have not taken yet of what was sent to them, all of them together. Where it is too much, those for
 * whom most waits are cut: their answer has begun, so there is no other way to say it. Knows no protocol.
 */
import type { Socket } from 'node:net';
import type { HeldBytes, Holding } from '../../held-bytes.ts';

/** Less than this is not worth an entry: every answer waits for an instant. */
const NOTED_BYTES = 64 << 10;

/** The connections for which something waits. */
export class UnreadAnswers {
  readonly #held: HeldBytes;
  readonly #onCut: () => void;
  readonly #holdings = new WeakMap<Socket, Holding>();

  constructor(held: HeldBytes, onCut: () => void) {
    this.#held = held;
    this.#onCut = onCut;
  }

  /** To be called when something was sent, and may be at any time: sees what waits now. */
  note(socket: Socket): void {
    const bytes = socket.writableLength;
    const known = this.#holdings.get(socket);
    if (known) known.hold(socket.destroyed ? 0 : bytes);
    else if (bytes >= NOTED_BYTES && !socket.destroyed) this.#begin(socket).hold(bytes);
  }

  #begin(socket: Socket): Holding {
    const holding = this.#held.open(() => {
      this.#onCut();
      socket.destroy();
    });
    this.#holdings.set(socket, holding);
    socket.on('drain', holding.release).once('close', holding.release);
    return holding;
  }
}
