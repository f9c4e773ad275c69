/**
 * Whether a token that got a 401 is dead for everything: asked once per token, however many jobs fail at once.
 * Holds hashes of tokens; knows nothing of how the question is put.
 */

import { BoundedMap } from '../bounded-map.ts';

/** The verdict is not asked for again for so long. */
const VERDICT_MS = 5_000;
const VERDICTS_LIMIT = 1_000;

/** Verdicts over tokens. */
export class TokenLiveness {
  readonly #verdicts: BoundedMap<string, Promise<boolean>>;

  constructor(now: () => number) {
    this.#verdicts = new BoundedMap({ most: VERDICTS_LIMIT, ttlMs: VERDICT_MS, now });
  }

  /** True when the token is surely dead. A question that cannot be answered is a no. Never rejects. */
  confirmDead(way: { readonly key: string; confirmDead(): Promise<boolean> }): Promise<boolean> {
    const known = this.#verdicts.get(way.key);
    if (known) return known;
    const dead = ask(way);
    this.#verdicts.set(way.key, dead);
    return dead;
  }
}

async function ask(way: { confirmDead(): Promise<boolean> }): Promise<boolean> {
  try {
    return await way.confirmDead();
  } catch {
    return false;
  }
}
