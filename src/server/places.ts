/**
 * How many operations execute at once, in the whole process. Whoever comes when all places are taken is told so at
 * once; the last of them are kept for callers who have few under way, so that nobody takes them all. What only waits
 * gives its place back meanwhile. Knows neither operations nor transports.
 */

/** A caller with fewer under way than this may take one of the places that are kept. */
const FEW = 4;
/** The part of the places that is kept. */
const KEPT_SHARE = 1 / 8;

/** Whether one more may execute. */
export function isAdmitted(most: number, executing: number, ofCaller: number): boolean {
  if (executing >= most) return false;
  return ofCaller < FEW || executing < most - Math.floor(most * KEPT_SHARE);
}

/** The places of a process. */
export class Places {
  readonly #most: number;
  readonly #byCaller = new Map<string, number>();
  #executing = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place for a caller; null when there is none. */
  take(caller: string): Place | null {
    if (!isAdmitted(this.#most, this.#executing, this.#byCaller.get(caller) ?? 0)) return null;
    this.#count(caller, 1);
    return new Place((by) => this.#count(caller, by));
  }

  /** Places taken. */
  get taken(): number {
    return this.#executing;
  }

  #count(caller: string, by: 1 | -1): void {
    this.#executing += by;
    const ofCaller = (this.#byCaller.get(caller) ?? 0) + by;
    if (ofCaller > 0) this.#byCaller.set(caller, ofCaller);
    else this.#byCaller.delete(caller);
  }
}

/** What is taken until it is left, and given back for a while where nothing is done but waiting. */
export class Place {
  readonly #count: (by: 1 | -1) => void;
  #isResting = false;
  #isLeft = false;

  constructor(count: (by: 1 | -1) => void) {
    this.#count = count;
  }

  /** Gives the place back until `resume`, which takes it again even when there is none free. */
  rest(): void {
    if (this.#isLeft || this.#isResting) return;
    this.#isResting = true;
    this.#count(-1);
  }

  resume(): void {
    if (this.#isLeft || !this.#isResting) return;
    this.#isResting = false;
    this.#count(1);
  }

  /** Gives it back for good. */
  leave(): void {
    if (this.#isLeft) return;
    if (!this.#isResting) this.#count(-1);
    this.#isLeft = true;
  }
}
