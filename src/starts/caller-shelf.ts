/**
 * What callers leave behind, in memory: so much for each, so much in all. Only a caller's own oldest thing makes room
 * for its next one; when all together have too much, callers that Asana never accepted give first, then whoever has
 * most. Knows nothing of what is kept.
 */

/** Bounds of a shelf. */
export interface CallerShelfOptions {
  readonly perCaller: number;
  readonly inAll: number;
  /** Told of each thing that had to go. */
  readonly dropped?: (caller: string, id: string) => void;
}

interface Compartment<T> {
  readonly caller: string;
  /** Oldest first. */
  readonly things: Map<string, T>;
  accepted: boolean;
}

/** Things by caller. */
export class CallerShelf<T> {
  readonly #options: CallerShelfOptions;
  readonly #callers = new Map<string, Compartment<T>>();
  /** Callers that Asana never accepted, the longest known first. */
  readonly #strangers = new Set<Compartment<T>>();
  /** How many things → who has so many. */
  readonly #bySize = new Map<number, Set<Compartment<T>>>();
  #largest = 0;
  #size = 0;

  constructor(options: CallerShelfOptions) {
    this.#options = options;
  }

  /** Things kept now. */
  get size(): number {
    return this.#size;
  }

  /** A caller's things, oldest first. Only looking makes no caller. */
  of(caller: string): ReadonlyMap<string, T> {
    return this.#callers.get(caller)?.things ?? new Map();
  }

  /** Keeps a thing, unless the caller has it. `accepted`: Asana has taken this caller's token. */
  put(caller: string, id: string, thing: T, accepted: boolean): void {
    const compartment = this.#open(caller);
    if (accepted) this.#accept(compartment);
    if (compartment.things.has(id)) return;
    this.#change(compartment, () => compartment.things.set(id, thing));
    if (compartment.things.size > this.#options.perCaller) this.#dropOldest(compartment);
    while (this.#size > this.#options.inAll) this.#dropOldest(this.#whoGives());
  }

  /** Takes a thing away; nobody is told. */
  delete(caller: string, id: string): void {
    const compartment = this.#callers.get(caller);
    if (compartment?.things.has(id)) this.#change(compartment, () => compartment.things.delete(id));
  }

  /** All of one caller becomes another's, in the order that `older` gives. */
  move(from: string, to: string, older: (a: T, b: T) => number): void {
    const source = this.#callers.get(from);
    if (!source) return;
    const moving = [...source.things];
    this.#change(source, () => source.things.clear());
    const target = this.#open(to);
    this.#accept(target);
    const merged = [...moving.filter(([id]) => !target.things.has(id)), ...target.things];
    merged.sort(([, a], [, b]) => older(a, b));
    this.#change(target, () => {
      target.things.clear();
      for (const [id, thing] of merged) target.things.set(id, thing);
    });
    while (target.things.size > this.#options.perCaller) this.#dropOldest(target);
  }

  #open(caller: string): Compartment<T> {
    const known = this.#callers.get(caller);
    if (known) return known;
    const compartment = { caller, things: new Map<string, T>(), accepted: false };
    this.#callers.set(caller, compartment);
    this.#strangers.add(compartment);
    return compartment;
  }

  #accept(compartment: Compartment<T>): void {
    compartment.accepted = true;
    this.#strangers.delete(compartment);
  }

  #whoGives(): Compartment<T> {
    const [stranger] = this.#strangers;
    if (stranger) return stranger;
    while (this.#largest > 0 && !this.#bySize.get(this.#largest)?.size) this.#largest -= 1;
    const [heaviest] = this.#bySize.get(this.#largest) ?? [];
    if (!heaviest) throw new Error('a shelf that is too full has somebody who fills it');
    return heaviest;
  }

  #dropOldest(compartment: Compartment<T>): void {
    const [oldest] = compartment.things.keys();
    if (oldest === undefined) return;
    this.#change(compartment, () => compartment.things.delete(oldest));
    this.#options.dropped?.(compartment.caller, oldest);
  }

  /** Keeps the counts right around a change; a caller without things is forgotten. */
  #change(compartment: Compartment<T>, change: () => void): void {
    const before = compartment.things.size;
    change();
    const after = compartment.things.size;
    this.#size += after - before;
    this.#bySize.get(before)?.delete(compartment);
    if (this.#bySize.get(before)?.size === 0) this.#bySize.delete(before);
    if (after === 0) {
      this.#callers.delete(compartment.caller);
      this.#strangers.delete(compartment);
      return;
    }
    this.#bySize.set(after, (this.#bySize.get(after) ?? new Set()).add(compartment));
    this.#largest = Math.max(this.#largest, after);
  }
}
