/**
 * Where a server stands between starting and gone, and what is still in flight. Knows neither HTTP nor sockets.
 */

/** `draining`: told to stop, still working. `closed`: takes nothing new. */
export type Phase = 'starting' | 'ready' | 'draining' | 'closed';

/** The state both transports look at. */
export class Lifecycle {
  #phase: Phase = 'starting';
  #inFlight = 0;
  #idle: (() => void)[] = [];

  get phase(): Phase {
    return this.#phase;
  }

  /** Whether new operations are still taken. */
  get takesWork(): boolean {
    return this.#phase !== 'closed';
  }

  enter(phase: Phase): void {
    this.#phase = phase;
  }

  /** Operations running now, streams not counted. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Marks one operation; the function returned marks its end, once. */
  begin(): () => void {
    this.#inFlight += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#inFlight -= 1;
      if (this.#inFlight === 0) for (const tell of this.#idle.splice(0)) tell();
    };
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    return this.#inFlight === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }
}
