/**
 * Which errands run here at once, kind by kind: a kind takes no place from another. What there is no place for waits,
 * and owners take turns; the last eighth of the places is for owners who have few, since a run may take days. Knows
 * neither rows nor leases, nor what a run does.
 */
import { FairQueue, type Place } from '../fair-queue.ts';
import type { Errand } from './errand.ts';

/** What a place is for. */
export type PlacedErrand = Pick<Errand, 'kind' | 'id' | 'owner'>;

/** What places are for. */
export interface RunPlacesOptions {
  /** How many of a kind run at once. */
  readonly placesOf: (kind: string) => number;
  /** Runs one. Never rejects. */
  readonly run: (id: string) => Promise<void>;
  /** Told of a place that nothing here waits for. */
  readonly freed: (kind: string) => void;
}

/** An owner who runs fewer than so many of a kind may have one of the last places. */
const FEW = 10;
/** The part of the places that is kept for those. */
const KEPT_PART = 1 / 8;

interface Kind {
  readonly running: Set<string>;
  /** How many of them run of each owner. */
  readonly runningOf: Map<string, number>;
  readonly queue: FairQueue<PlacedErrand>;
  /** Who stands in the queue, by id. */
  readonly waiting: Map<string, Place<PlacedErrand>>;
}

/** The places of one instance. */
export class RunPlaces {
  readonly #options: RunPlacesOptions;
  readonly #kinds = new Map<string, Kind>();
  /** What was begun and has not ended, by errand. */
  readonly #work = new Map<string, Promise<void>>();
  /** Asked for again while they ended. */
  readonly #again = new Set<string>();
  #came = 0;
  #closed = false;

  constructor(options: RunPlacesOptions) {
    this.#options = options;
  }

  /** Whether it runs here, or will when there is a place. */
  has(kind: string, id: string): boolean {
    return this.#work.has(id) || this.#kinds.get(kind)?.waiting.has(id) === true;
  }

  /** How many of a kind run here, or will. */
  sizeOf(kind: string): number {
    const { running, waiting } = this.#of(kind);
    return running.size + waiting.size;
  }

  /** Runs an errand when there is a place. */
  begin({ kind, id, owner }: PlacedErrand): void {
    const places = this.#of(kind);
    if (this.#closed || places.waiting.has(id)) return;
    if (this.#work.has(id)) {
      this.#again.add(id);
      return;
    }
    const place = { item: { kind, id, owner }, flow: owner, lane: 0, since: this.#came++, points: 1 };
    places.waiting.set(id, place);
    places.queue.add(place);
    this.#fill(kind);
  }

  /** Begins nothing more; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#work.size > 0) await Promise.all(this.#work.values());
  }

  /** Gives the places that are free to whoever has the next turn. */
  #fill(kind: string): void {
    const places = this.#of(kind);
    const { queue, waiting } = places;
    for (;;) {
      const next = this.#closed ? null : queue.next(({ owner }) => this.#mayRun(kind, owner));
      if (!next) return;
      queue.take(next);
      waiting.delete(next.item.id);
      this.#run(places, next.item);
    }
  }

  #run({ running, runningOf }: Kind, errand: PlacedErrand): void {
    const { id, owner } = errand;
    running.add(id);
    runningOf.set(owner, (runningOf.get(owner) ?? 0) + 1);
    this.#work.set(
      id,
      this.#options.run(id).then(() => this.#ended(errand)),
    );
  }

  #mayRun(kind: string, owner: string): boolean {
    const { running, runningOf } = this.#of(kind);
    const places = this.#options.placesOf(kind);
    const hasFew = (runningOf.get(owner) ?? 0) < FEW;
    return running.size < (hasFew ? places : places - Math.floor(places * KEPT_PART));
  }

  #ended(errand: PlacedErrand): void {
    const { kind, id, owner } = errand;
    const { running, runningOf, waiting } = this.#of(kind);
    running.delete(id);
    const left = (runningOf.get(owner) ?? 0) - 1;
    if (left > 0) runningOf.set(owner, left);
    else runningOf.delete(owner);
    this.#work.delete(id);
    if (this.#again.delete(id)) this.begin(errand);
    else this.#fill(kind);
    if (waiting.size === 0) this.#options.freed(kind);
  }

  #of(kind: string): Kind {
    const known = this.#kinds.get(kind) ?? {
      ...{ running: new Set(), runningOf: new Map() },
      ...{ queue: new FairQueue(), waiting: new Map() },
    };
    this.#kinds.set(kind, known);
    return known;
  }
}
