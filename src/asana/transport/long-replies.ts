/**
 * Long replies take the processor for as long as they are: milliseconds for each megabyte. One is made a text, and
 * read, in a turn of the event loop, so that whatever else has come goes on in between. Knows nothing of what they say.
 */

/** What is shorter waits for nothing. */
export const LONG_REPLY_BYTES = 256 * 1024;

/** Who may read a long reply now. */
export class LongReplies {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Resolves when a reply of so many bytes may be read; null where that is now. */
  next(bytes: number): Promise<void> | null {
    if (bytes < LONG_REPLY_BYTES) return null;
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    setImmediate(this.#endTurn);
    return null;
  }

  readonly #endTurn = (): void => {
    const next = this.#waiting.shift();
    this.#isTaken = next !== undefined;
    if (!next) return;
    setImmediate(this.#endTurn);
    next();
  };
}
