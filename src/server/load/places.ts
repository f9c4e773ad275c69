/**
 * How many operations execute at once, in the whole process. Whoever comes when all places are taken is told so at
 * once; the last of them are kept for callers who have few under way, so that nobody takes them all, and no crowd of
 * made-up tokens either. What only waits gives its place back meanwhile. Knows neither operations nor transports.
 */

/**
 * A caller with fewer under way than this may take one of the places that are kept: those that are vouched for more,
 * since whoever asks ten times a second has five under way when answers take half a second.
 */
const FEW = 7;
const FEW_OF_A_STRANGER = 4;
/** The part of the places that is kept. */
const KEPT_SHARE = 1 / 8;
/**
 * Tokens cost nothing to make up, and each is a caller with few under way: of the places that are kept, those that
 * Asana never accepted leave a part to others, and those of one network a larger one to other networks.
 */
const LEFT_BY_STRANGERS = 1 / 8;
const LEFT_BY_A_NETWORK = 1 / 4;

/** Who wants to execute. */
export interface Contender {
  readonly caller: string;
  /** Where a caller comes from whose token Asana never accepted; null for all others. */
  readonly strangerFrom: string | null;
}

/** What is taken, where it matters for one asker. */
export interface Taken {
  readonly inAll: number;
  readonly byCaller: number;
  /** Of the places that are kept: by strangers in all, and by those of the asker's network. */
  readonly keptByStrangers: number;
  readonly keptByNetwork: number;
}

/** Which place one more may have, of so many. */
export function placeFor(most: number, isStranger: boolean, taken: Taken): 'common' | 'kept' | null {
  const kept = Math.floor(most * KEPT_SHARE);
  if (taken.inAll >= most) return null;
  if (taken.inAll < most - kept) return 'common';
  if (taken.byCaller >= (isStranger ? FEW_OF_A_STRANGER : FEW)) return null;
  if (!isStranger) return 'kept';
  const isFair =
    taken.keptByStrangers < kept - Math.floor(kept * LEFT_BY_STRANGERS) &&
    taken.keptByNetwork < kept - Math.floor(kept * LEFT_BY_A_NETWORK);
  return isFair ? 'kept' : null;
}

/** The places of a process. */
export class Places {
  readonly #most: number;
  readonly #byCaller = new Map<string, number>();
  readonly #keptByNetwork = new Map<string, number>();
  #keptByStrangers = 0;
  #executing = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place; null when there is none for this asker. */
  take({ caller, strangerFrom }: Contender): Place | null {
    const kind = placeFor(this.#most, strangerFrom !== null, {
      inAll: this.#executing,
      byCaller: this.#byCaller.get(caller) ?? 0,
      keptByStrangers: this.#keptByStrangers,
      keptByNetwork: this.#keptByNetwork.get(strangerFrom ?? '') ?? 0,
    });
    if (kind === null) return null;
    const keptFrom = kind === 'kept' ? strangerFrom : null;
    const count = (by: 1 | -1): void => {
      this.#executing += by;
      add(this.#byCaller, caller, by);
      if (keptFrom === null) return;
      this.#keptByStrangers += by;
      add(this.#keptByNetwork, keptFrom, by);
    };
    count(1);
    return new Place(count);
  }

  /** Places taken. */
  get taken(): number {
    return this.#executing;
  }
}

function add(counts: Map<string, number>, name: string, by: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
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
