/**
 * Whether a token that errands go on with is dead. Asana answers 401 to one call of a token that is good for all others:
 * to a batch, where the token's scopes do not reach so far, or in a workspace that does not let the app in. So a 401 is
 * a doubt, and Asana is asked whose the token is. Knows neither errands nor calls.
 */
import type { AsanaToken } from '../asana/api/token.ts';

/** What doubts are settled with. */
export interface TokenDoubtsOptions {
  /** The token of a hash, where errands go on with it; null where none does. */
  readonly held: (hash: string) => AsanaToken | null;
  /** Asks Asana. Where that cannot be answered, it is not known to be dead. */
  readonly isDead: (token: AsanaToken) => Promise<boolean>;
  /** Told that a token is dead. */
  readonly dead: (hash: string) => void;
}

/** The doubts of one instance. */
export class TokenDoubts {
  readonly #options: TokenDoubtsOptions;
  /** Being asked about; the answer to that may be a 401 as well. */
  readonly #asking = new Set<string>();

  constructor(options: TokenDoubtsOptions) {
    this.#options = options;
  }

  /** Asana answered 401 to something sent with the token of this hash. */
  doubt(hash: string): void {
    const token = this.#options.held(hash);
    if (!token || this.#asking.has(hash)) return;
    this.#asking.add(hash);
    void this.#settle(token);
  }

  async #settle(token: AsanaToken): Promise<void> {
    const { isDead, dead } = this.#options;
    const isOver = await isDead(token).catch(() => false);
    this.#asking.delete(token.hash);
    if (isOver) dead(token.hash);
  }
}
