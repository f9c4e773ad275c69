/** Waiting until something happens, or for so long. What happens while nobody waits is not missed. */
import type { Clock, Timer } from '../../clock.ts';

/** A pulse with one who waits for it. */
export class Pulse {
  readonly #clock: Clock;
  #wake: (() => void) | null = null;
  #hasBeaten = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something has happened. */
  beat(): void {
    if (this.#wake) this.#wake();
    else this.#hasBeaten = true;
  }

  /** Resolves with the next beat, or after `ms`; null: not before the beat. */
  async wait(ms: number | null): Promise<void> {
    if (!this.#hasBeaten) {
      let timer: Timer | null = null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (ms !== null) timer = this.#clock.setTimeout(resolve, ms);
      });
      if (timer !== null) this.#clock.clearTimeout(timer);
      this.#wake = null;
    }
    this.#hasBeaten = false;
  }
}
