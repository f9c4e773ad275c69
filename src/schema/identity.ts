/**
 * Which Asana user stands behind a token: one `GET /users/me` each, believed for five minutes or until Asana refuses
 * the token, and made only when somebody's list, an idempotency key or a start needs to know. Holds hashes of tokens,
 * never tokens.
 */
import { fieldTree } from '../asana/api/fields.ts';
import type { AsanaToken } from '../asana/api/token.ts';
import { BoundedMap } from '../bounded-map.ts';
import { systemClock } from '../clock.ts';
import { isUnauthenticated } from '../errors.ts';
import { isUser, ownerOfUser } from '../starts/owner.ts';
import { type Asker, newReader, type OwnerLookup, type Services } from './context.ts';
import { type Caller, operationOf } from './operation.ts';

/** How long an answer is believed. */
const BELIEVED_MS = 5 * 60_000;

/** Settings of the lookup. */
export interface IdentitiesOptions {
  /** Users remembered; the longest known give way, and are looked up anew. @default 10000 */
  readonly limit?: number;
  /** @default the system clock's */
  readonly now?: () => number;
  /** Told whose token it is, when that has become known. */
  readonly learned?: (owner: string, token: AsanaToken) => void;
}

/** Remembers whose token is whose; bounded. */
export class Identities implements OwnerLookup {
  /** Only of tokens that Asana has accepted: made-up ones push nobody out. */
  readonly #known: BoundedMap<string, string>;
  readonly #asking = new Map<string, Promise<string>>();
  readonly #learned: (owner: string, token: AsanaToken) => void;

  constructor({ limit = 10_000, now = systemClock.now, learned = () => {} }: IdentitiesOptions = {}) {
    this.#learned = learned;
    this.#known = new BoundedMap({ most: limit, ttlMs: BELIEVED_MS, now });
  }

  /** Tokens whose user is known. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * The ledger owner of a caller: `key:<name>` in service mode, else `user:<gid>`. Throws what reading
   * `/users/me` throws.
   */
  async ownerOf(context: Asker): Promise<string> {
    const { caller, services } = context;
    // Of an errand it is known whose it is.
    if (caller.name !== null || isUser(caller.owner)) return caller.owner;
    const { hash } = caller.token;
    const known = this.#known.get(hash);
    // Another instance may have heard that the token is refused.
    if (known && (await services.ledger.isLinked(caller.owner, known))) return known;
    const asking = this.#asking.get(hash) ?? this.#ask(context);
    this.#asking.set(hash, asking);
    try {
      return await asking;
    } finally {
      if (this.#asking.get(hash) === asking) this.#asking.delete(hash);
    }
  }

  /** Whose token this is, as far as that is known here; null where it is not. */
  peek(hash: string): string | null {
    return this.#known.get(hash) ?? null;
  }

  /** Asana refuses this token: whose it was is not known any more, nor what is on its way about it. */
  forget(hash: string): void {
    this.#known.delete(hash);
    this.#asking.delete(hash);
  }

  async #ask(context: Asker): Promise<string> {
    const { caller, services, operation } = context;
    const { data } = await newReader(services, operation).record('User', 'me', GID);
    const owner = ownerOfUser(data.gid);
    await services.ledger.link(caller.owner, owner);
    this.#known.set(caller.token.hash, owner);
    this.#learned(owner, caller.token);
    return owner;
  }
}

/** Whether Asana refuses a token, asked on behalf of whoever brought it. A question that cannot be answered is a no. */
export async function isRefusedToken(
  caller: Pick<Caller, 'token'> & Partial<Caller>,
  services: Services,
): Promise<boolean> {
  const operation = operationOf({ owner: '', name: null, ...caller });
  try {
    await newReader(services, operation).record('User', 'me', GID);
    return false;
  } catch (error) {
    return isUnauthenticated(error);
  }
}

const GID = fieldTree(['gid']);
