/**
 * Whether a token that got a 401 is dead for everything: asked once per token, however many jobs fail at once.
 * Holds hashes of tokens; knows nothing of how the question is put.
 */

/** The verdict is not asked for again for so long. */
const VERDICT_MS = 5_000;
const VERDICTS_LIMIT = 1_000;

/** Verdicts over tokens. */
export class TokenLiveness {
  readonly #verdicts = new Map<string, { readonly at: number; readonly dead: Promise<boolean> }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** True when the token is surely dead. A question that cannot be answered is a no. Never rejects. */
  confirmDead(source: { readonly key: string; confirmDead(): Promise<boolean> }): Promise<boolean> {
    const known = this.#verdicts.get(source.key);
    if (known && this.#now() - known.at < VERDICT_MS) return known.dead;
    const dead = ask(source);
    this.#verdicts.delete(source.key);
    this.#verdicts.set(source.key, { at: this.#now(), dead });
    for (const key of this.#verdicts.keys()) {
      if (this.#verdicts.size <= VERDICTS_LIMIT) break;
      this.#verdicts.delete(key);
    }
    return dead;
  }
}

async function ask(source: { confirmDead(): Promise<boolean> }): Promise<boolean> {
  try {
    return await source.confirmDead();
  } catch {
    return false;
  }
}
