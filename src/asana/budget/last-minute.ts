/** How many requests went within the last minute, by the second. Pure counting. */

const SECONDS = 60;

/** The last minute. */
export class LastMinute {
  /** One place for each second of the clock's minute. */
  readonly #counts = new Uint16Array(SECONDS);
  #second: number;

  constructor(nowMs: number) {
    this.#second = secondOf(nowMs);
  }

  /** Requests sent within it. */
  sent(nowMs: number): number {
    this.#forget(nowMs);
    let sum = 0;
    for (const count of this.#counts) sum += count;
    return sum;
  }

  /** Notes requests as sent. */
  add(requests: number, nowMs: number): void {
    this.#forget(nowMs);
    const at = this.#second % SECONDS;
    this.#counts[at] = (this.#counts[at] ?? 0) + requests;
  }

  /** Takes back what was noted and never sent. */
  giveBack(requests: number, nowMs: number): void {
    this.#forget(nowMs);
    const at = this.#second % SECONDS;
    this.#counts[at] = Math.max(0, (this.#counts[at] ?? 0) - requests);
  }

  /** When so many more will be within `most` a minute, from now. */
  freeInMs(requests: number, most: number, nowMs: number): number {
    let over = this.sent(nowMs) + requests - most;
    for (let ago = SECONDS - 1; over > 0 && ago >= 0; ago -= 1) {
      const second = this.#second - ago;
      over -= this.#counts[((second % SECONDS) + SECONDS) % SECONDS] ?? 0;
      if (over <= 0) return (second + SECONDS) * 1000 - nowMs;
    }
    return over > 0 ? SECONDS * 1000 : 0;
  }

  #forget(nowMs: number): void {
    const second = secondOf(nowMs);
    const passed = second - this.#second;
    if (passed < 0 || passed >= SECONDS) this.#counts.fill(0);
    else for (let each = this.#second + 1; each <= second; each += 1) this.#counts[each % SECONDS] = 0;
    this.#second = second;
  }
}

function secondOf(nowMs: number): number {
  return Math.floor(nowMs / 1000);
}
