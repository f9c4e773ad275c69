/** How many bytes of Asana's replies may be read for one operation, or for one event. Knows no replies. */
import { GatewayError } from '../../errors.ts';

/** Bytes of replies for one operation, however many calls it takes. A page of 100 full tasks is well below 2 MB. */
export const UPSTREAM_BYTES = 32 * 1024 * 1024;

/** What is left of it. Calls that go on at the same time share one. */
export class ByteAllowance {
  #taken = 0;

  /** Takes some; false when it was not there to be taken. */
  take(bytes: number): boolean {
    this.#taken += bytes;
    return !this.isSpent;
  }

  get isSpent(): boolean {
    return this.#taken > UPSTREAM_BYTES;
  }

  /** What is said to who reads on. */
  refusal(): GatewayError {
    return new GatewayError(
      'QUERY_TOO_LARGE',
      `What had to be read from Asana is over the limit "upstreamBytes": ${this.#taken} where at most ${UPSTREAM_BYTES} is allowed. Ask for less at once.`,
      { details: { limit: 'upstreamBytes', value: this.#taken, allowed: UPSTREAM_BYTES } },
    );
  }
}
