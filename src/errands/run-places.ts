/**
 * Which errands run here at once, kind by kind: what there is no place for waits in the order in which it came, and
 * takes no place from other kinds. Knows neither rows nor leases, nor what a run does.
 */

/** What places are for. */
export interface RunPlacesOptions {
  /** How many of a kind run at once. */
  readonly placesOf: (kind: string) => number;
  /** Runs one. Never rejects. */
  readonly run: (id: string) => Promise<void>;
  /** Told of a place that nothing here waits for. */
  readonly freed: (kind: string) => void;
}

interface Kind {
  running: number;
  readonly waiting: Set<string>;
}

/** The places of one instance. */
export class RunPlaces {
  readonly #options: RunPlacesOptions;
  readonly #kinds = new Map<string, Kind>();
  /** What was begun and has not ended, by errand. */
  readonly #work = new Map<string, Promise<void>>();
  /** Asked for again while they ended. */
  readonly #again = new Set<string>();
  #closed = false;

  constructor(options: RunPlacesOptions) {
    this.#options = options;
  }

  /** Whether it runs here, or will when there is a place. */
  has(kind: string, id: string): boolean {
    return this.#work.has(id) || this.#kinds.get(kind)?.waiting.has(id) === true;
  }

  /** Places of a kind that nobody has or waits for. */
  room(kind: string): number {
    const { running, waiting } = this.#of(kind);
    return this.#options.placesOf(kind) - running - waiting.size;
  }

  /** Runs an errand when there is a place. */
  begin(kind: string, id: string): void {
    if (this.#closed) return;
    const places = this.#of(kind);
    if (this.#work.has(id)) {
      this.#again.add(id);
    } else if (places.running >= this.#options.placesOf(kind)) {
      places.waiting.add(id);
    } else {
      places.waiting.delete(id);
      places.running += 1;
      this.#work.set(
        id,
        this.#options.run(id).then(() => this.#ended(kind, id)),
      );
    }
  }

  /** Begins nothing more; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#work.size > 0) await Promise.all(this.#work.values());
  }

  #ended(kind: string, id: string): void {
    const places = this.#of(kind);
    places.running -= 1;
    this.#work.delete(id);
    if (this.#again.delete(id)) this.begin(kind, id);
    const [next] = places.waiting;
    if (next === undefined) this.#options.freed(kind);
    else this.begin(kind, next);
  }

  #of(kind: string): Kind {
    const known = this.#kinds.get(kind) ?? { running: 0, waiting: new Set() };
    this.#kinds.set(kind, known);
    return known;
  }
}
