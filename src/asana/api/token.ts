/**
 * An Asana token that cannot be printed by accident: the secret leaves only through `header()`, everything else
 * sees a hash. Must not know where tokens come from or who may use them.
 */
import { createHmac, hash } from 'node:crypto';
import { inspect } from 'node:util';
import { GatewayError } from '../../errors.ts';
import { isTokenText, LONGEST_TOKEN } from '../../token-text.ts';

/** Characters; the tokens of Asana are far longer. */
const SHORTEST_SECRET = 8;

const BEARER = 'Bearer ';

/** A caller's token. Two objects for one secret have the same `hash`. */
export class AsanaToken {
  /** Names the token in logs, metrics, keys and Redis. */
  readonly hash: string;
  readonly #secret: string;

  constructor(secret: string, hash: string) {
    this.#secret = secret;
    this.hash = hash;
  }

  /** The value of the `Authorization` header. */
  header(): string {
    return BEARER + this.#secret;
  }

  /** Whether this is the value of an `Authorization` header that brings it, written as everybody writes it. */
  isIn(authorization: string): boolean {
    const { length } = this.#secret;
    return (
      authorization.length === BEARER.length + length &&
      authorization.startsWith(BEARER) &&
      authorization.endsWith(this.#secret)
    );
  }

  /** The text without the secret, should somebody have echoed it. */
  redact(text: string): string {
    // What is shorter than any token is a word like others.
    if (this.#secret.length < SHORTEST_SECRET || !text.includes(this.#secret)) return text;
    return text.replaceAll(this.#secret, '[token]');
  }

  toJSON(): string {
    return this.hash;
  }

  toString(): string {
    return this.hash;
  }

  [inspect.custom](): string {
    return `AsanaToken ${this.hash}`;
  }
}

/** Wraps a secret. With `hashSecret` the hash is an HMAC, so that it means nothing outside this installation. */
export function asanaToken(secret: string, { hashSecret }: { hashSecret?: string } = {}): AsanaToken {
  if (!isTokenText(secret)) {
    throw new GatewayError(
      'UNAUTHENTICATED',
      secret.length > LONGEST_TOKEN
        ? `The Asana token has ${secret.length.toLocaleString('en')} characters; none has more than ${LONGEST_TOKEN.toLocaleString('en')}. Send it as it is.`
        : 'The Asana token holds characters that no token has. Send it as it is.',
    );
  }
  const digest = hashSecret
    ? createHmac('sha256', hashSecret).update(secret).digest('hex')
    : hash('sha256', secret, 'hex');
  return new AsanaToken(secret, digest.slice(0, 32));
}
