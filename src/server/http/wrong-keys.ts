/**
 * Who tries gateway keys that are none: each network has some tries, which come back one by one. While it has none
 * left, only those keys are compared that were right from there before, so that whoever shares an address with
 * somebody who guesses goes on working. Knows neither requests nor what a key is.
 */
import { BoundedMap } from '../../bounded-map.ts';
import { isLoopbackPeer, networkOf } from './client-address.ts';

/** Wrong keys at once from one network. */
const TRIES = 20;
/** Until one more may be tried, milliseconds. */
const REFILL_MS = 6_000;
/** Networks remembered, of those that tried wrong keys and of those that brought right ones. */
const MOST_NETWORKS = 10_000;

/** Tries by network; `Key` stands for one of the configured keys. */
export class WrongKeys<Key> {
  readonly #tries = new BoundedMap<string, { left: number; atMs: number }>({ most: MOST_NETWORKS });
  readonly #right = new BoundedMap<string, Set<Key>>({ most: MOST_NETWORKS });
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * How long an address has to wait until it may try a key that was never right from there, milliseconds; 0 means
   * now. This machine itself never waits: behind a proxy nobody told us of, everybody seems to be it.
   */
  waitMs(address: string): number {
    if (isLoopbackPeer(address)) return 0;
    const left = this.#leftOf(networkOf(address));
    return left >= 1 ? 0 : (1 - left) * REFILL_MS;
  }

  /** Notes a wrong key. */
  failed(address: string): void {
    if (isLoopbackPeer(address)) return;
    const network = networkOf(address);
    this.#tries.set(network, { left: this.#leftOf(network) - 1, atMs: this.#nowMs() });
  }

  /** Notes a right key. */
  succeeded(address: string, key: Key): void {
    const network = networkOf(address);
    const known = this.#right.get(network);
    if (known) known.add(key);
    else this.#right.set(network, new Set([key]));
  }

  /** Whether a key was right from there before. */
  wasRight(address: string, key: Key): boolean {
    return this.#right.get(networkOf(address))?.has(key) ?? false;
  }

  /** Networks that are remembered. */
  get size(): number {
    return this.#tries.size + this.#right.size;
  }

  #leftOf(network: string): number {
    const known = this.#tries.get(network);
    return known ? Math.min(TRIES, known.left + (this.#nowMs() - known.atMs) / REFILL_MS) : TRIES;
  }
}
