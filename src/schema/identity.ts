/**
 * Which Asana user stands behind a token: one cached `GET /users/me` each, made only when somebody's list, an
 * idempotency key or a start needs to know. Holds hashes of tokens, never tokens.
 */
import { fieldTree } from '../asana/fields.ts';
import { type GatewayContext, newReader, type OwnerLookup } from './context.ts';

/** Remembers whose token is whose; bounded. */
export class Identities implements OwnerLookup {
  readonly #users = new Map<string, Promise<string>>();
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  /**
   * The ledger owner of a caller: `key:<name>` in service mode, else `user:<gid>`. Throws what reading
   * `/users/me` throws.
   */
  async ownerOf(context: GatewayContext): Promise<string> {
    const { caller, services } = context;
    if (caller.name !== null) return caller.owner;
    const known = this.#users.get(caller.token.hash);
    if (known) return known;
    const reading = newReader(services, caller, { stats: context.stats, requestId: context.requestId })
      .record('User', 'me', GID)
      .then(async ({ data }) => {
        const owner = `user:${data.gid}`;
        await services.ledger.link(caller.owner, owner);
        return owner;
      });
    this.#remember(caller.token.hash, reading);
    return reading;
  }

  #remember(hash: string, reading: Promise<string>): void {
    if (this.#users.size >= this.#limit) this.#users.delete(this.#users.keys().next().value as string);
    this.#users.set(hash, reading);
    reading.catch(() => this.#users.delete(hash));
  }
}

const GID = fieldTree(['gid']);
