/**
 * Bytes that many hold at once, and what they may come to in all. When there are too many, the largest holders are
 * given up, of equals the oldest: whoever holds little is never made to pay for those who hold much. Knows nothing of
 * what the bytes are.
 */

/** What one holder has. */
export interface Holding {
  /** Says how much it is now. May give up others, and this one. */
  hold(bytes: number): void;
  /** Says that it holds nothing any more. */
  release(): void;
}

interface Holder {
  bytes: number;
  readonly giveUp: () => void;
}

/** The bytes of all holders. */
export class HeldBytes {
  readonly #holders = new Set<Holder>();
  readonly #most: number;
  readonly #onGivenUp: () => void;
  #total = 0;

  /** `onGivenUp` hears of each that is given up. */
  constructor(most: number, onGivenUp: () => void) {
    this.#most = most;
    this.#onGivenUp = onGivenUp;
  }

  /** Bytes held in all. */
  get total(): number {
    return this.#total;
  }

  /** A new holder. `giveUp` is called once at most, when it holds the most and there is too much. */
  open(giveUp: () => void): Holding {
    const holder: Holder = { bytes: 0, giveUp };
    return {
      hold: (bytes) => {
        if (bytes === 0) return this.#release(holder);
        this.#holders.add(holder);
        this.#total += bytes - holder.bytes;
        holder.bytes = bytes;
        while (this.#total > this.#most) this.#giveUpLargest();
      },
      release: () => this.#release(holder),
    };
  }

  #release(holder: Holder): void {
    this.#holders.delete(holder);
    this.#total -= holder.bytes;
    holder.bytes = 0;
  }

  #giveUpLargest(): void {
    let largest: Holder | null = null;
    for (const holder of this.#holders) if (holder.bytes > (largest?.bytes ?? 0)) largest = holder;
    if (!largest) return;
    this.#release(largest);
    this.#onGivenUp();
    largest.giveUp();
  }
}
