/**
 * Keeps the leases of one instance alive: one timer for all of them, none while there are none. Knows no jobs.
 */

import type { Clock, Timer } from '../clock.ts';
import type { Lease } from './bus.ts';

/** Renewals per time to live: one may be lost without losing the lease. */
const RENEWALS_PER_TTL = 2.5;

/** Renews what it is given until it is taken back. */
export class LeaseKeeper {
  readonly #leases = new Map<Lease, () => void>();
  readonly #clock: Clock;
  readonly #everyMs: number;
  #timer: Timer | null = null;

  constructor(clock: Clock, ttlMs: number) {
    this.#clock = clock;
    this.#everyMs = ttlMs / RENEWALS_PER_TTL;
  }

  /** Leases held now. */
  get size(): number {
    return this.#leases.size;
  }

  /** Keeps a lease; `lost` is called once if somebody else got it. */
  keep(lease: Lease, lost: () => void): void {
    this.#leases.set(lease, lost);
    this.#timer ??= this.#clock.setTimeout(this.#beat, this.#everyMs);
  }

  /** Stops keeping a lease. Does not release it. */
  drop(lease: Lease): void {
    this.#leases.delete(lease);
    if (this.#leases.size > 0 || this.#timer === null) return;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #beat = () => {
    this.#timer = this.#clock.setTimeout(this.#beat, this.#everyMs);
    for (const lease of this.#leases.keys()) void this.#renew(lease);
  };

  async #renew(lease: Lease): Promise<void> {
    if (await lease.renew()) return;
    const lost = this.#leases.get(lease);
    this.drop(lease);
    lost?.();
  }
}
