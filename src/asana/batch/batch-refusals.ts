/** Which tokens Asana takes no batches from, for an hour each. Knows nothing of what is read instead. */

/** For how long, and for how many tokens, it is remembered. */
const REMEMBERED_MS = 60 * 60_000;
const MOST_TOKENS = 1_000;

/** Tokens whose reads go one by one. */
export class BatchRefusals {
  readonly #now: () => number;
  /** Token hash → until when. */
  readonly #until = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether reads of this token go one by one. */
  has(tokenHash: string): boolean {
    const untilMs = this.#until.get(tokenHash);
    if (untilMs === undefined) return false;
    if (untilMs > this.#now()) return true;
    this.#until.delete(tokenHash);
    return false;
  }

  /** Asana takes no batch from this token. */
  add(tokenHash: string): void {
    this.#until.set(tokenHash, this.#now() + REMEMBERED_MS);
    if (this.#until.size > MOST_TOKENS) this.#until.delete(this.#until.keys().next().value ?? '');
  }
}
