/**
 * How work is begun: at once while a turn of the event loop has time for it, else in later ones, whoever waits in
 * turns. So a burst is not served in one go, however it came, and who asks for little waits for one piece of work of
 * each other, not for all of it. Knows neither operations nor transports.
 */
import { FairQueue } from '../../fair-queue.ts';

/** Of one turn of the event loop, the milliseconds in which work is begun. One piece is, in any case. */
const SLICE_MS = 10;
/**
 * Where a connection has come, one piece alone is begun: libuv takes one connection in a turn, however many there are,
 * and two thousand of them keep whoever comes next waiting for as many turns.
 */
const SHORT_SLICE_MS = 0;
/** Pieces of work that one turn looks at: each is a callback of its own, with whatever it sets off. */
const STEPS = 64;

/** With whom a piece of work takes turns. */
export interface Flow {
  readonly name: string;
  /** Callers that Asana, or a gateway key, vouches for have every other turn among them, however many others there are. */
  readonly isKnown: boolean;
}

/** What there is to do: each kind of somebody's work has turns of its own, whatever waits of the others. */
export type WorkKind = 'requests' | 'bodies' | 'messages' | 'operations';

/**
 * The flow of work of one kind for which nobody vouches: tokens cost nothing to make up, what is dear is a network. By
 * its kind, so that looking at a request, which may be of somebody known, does not wait for what others execute.
 */
export function networkFlow(kind: WorkKind, network: string): Flow {
  return { name: `${kind} of ${network}`, isKnown: false };
}

/** The flow of work of one kind for somebody who is vouched for. */
export function knownFlow(kind: WorkKind, owner: string): Flow {
  return { name: `${kind} of ${owner}`, isKnown: true };
}

/** The work of a process. */
export class WorkTurns {
  readonly #known = new FairQueue<() => void>();
  readonly #others = new FairQueue<() => void>();
  /** When the first work since the last turn ended was begun; null: none was. */
  #beganAtMs: number | null = null;
  #sliceMs = SLICE_MS;
  #hasConnection = false;
  #wasKnown = false;
  #came = 0;
  /** Steps that this turn, or the next, has still to take. */
  #steps = 0;

  /** Does a piece of work, now or when its turn comes. It must not throw. Whose it is is asked only where it waits. */
  take(whose: Flow | (() => Flow), run: () => void): void {
    if (this.waiting === 0 && this.#hasTime()) {
      run();
      return;
    }
    const flow = typeof whose === 'function' ? whose() : whose;
    const queue = flow.isKnown ? this.#known : this.#others;
    this.#came += 1;
    queue.add({ item: run, flow: flow.name, lane: 0, since: this.#came, points: 1 });
    if (this.#steps === 0) this.#arm();
  }

  /**
   * Resolves when a piece of work may be done; null where that is now. A piece that is only set off then, such as what is
   * read of a socket, says how long it will take: else all that wait would be set off in one turn.
   */
  next(whose: Flow | (() => Flow), laterMs = 0): Promise<void> | null {
    if (this.waiting === 0 && this.#hasTime()) return null;
    return new Promise((resolve) => {
      this.take(whose, () => {
        if (this.#beganAtMs !== null) this.#beganAtMs -= laterMs;
        resolve();
      });
    });
  }

  /** A connection has come; others may be waiting behind it. */
  noteConnection(): void {
    this.#hasConnection = true;
    if (this.#beganAtMs === null) this.#beginTurn(performance.now());
    this.#sliceMs = SHORT_SLICE_MS;
  }

  /** Pieces of work that wait. */
  get waiting(): number {
    return this.#known.size + this.#others.size;
  }

  #hasTime(): boolean {
    const nowMs = performance.now();
    if (this.#beganAtMs !== null) return nowMs - this.#beganAtMs < this.#sliceMs;
    this.#beginTurn(nowMs);
    return true;
  }

  #beginTurn(nowMs: number): void {
    this.#beganAtMs = nowMs;
    setImmediate(this.#endTurn);
  }

  readonly #endTurn = (): void => {
    this.#beganAtMs = null;
    this.#sliceMs = this.#hasConnection ? SHORT_SLICE_MS : SLICE_MS;
    this.#hasConnection = false;
  };

  /** Between two callbacks Node does what the first has set off, so that its time counts as well. */
  #arm(): void {
    this.#steps = Math.min(this.waiting, STEPS);
    for (let step = 0; step < this.#steps; step += 1) setImmediate(this.#step);
  }

  readonly #step = (): void => {
    this.#steps -= 1;
    if (this.waiting > 0 && this.#hasTime()) this.#begin();
    if (this.#steps === 0 && this.waiting > 0) this.#arm();
  };

  #begin(): void {
    const [first, second] = this.#wasKnown ? [this.#others, this.#known] : [this.#known, this.#others];
    const queue = first.size > 0 ? first : second;
    const place = queue.next();
    if (!place) return;
    this.#wasKnown = queue === this.#known;
    queue.take(place);
    place.item();
  }
}
