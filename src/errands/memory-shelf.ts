/** The errands of one kind in memory, by owner: which are not over, and how many there may be. Knows no rows. */
import { CallerShelf } from '../starts/caller-shelf.ts';
import type { ErrandBounds } from './bounds.ts';
import type { Errand } from './errand.ts';
import { OVER_IN_MEMORY, tooManyInAll, tooManyOfOwner } from './store.ts';

type Placed = Pick<Errand, 'id' | 'owner'>;
const NONE: ReadonlySet<string> = new Set();

/** Ids of one kind. */
export class MemoryShelf {
  readonly #bounds: ErrandBounds;
  /** Owner → ids of what is not over, oldest first. */
  readonly #open = new Map<string, Set<string>>();
  #openCount = 0;
  readonly #over: CallerShelf<true>;
  readonly #newestAbout = new Map<string, string>();

  /** `pushedOut` is told of each one over that had to go. */
  constructor(bounds: ErrandBounds, pushedOut: (id: string) => void) {
    this.#bounds = bounds;
    this.#over = new CallerShelf({
      perCaller: bounds.overPerOwner,
      inAll: OVER_IN_MEMORY,
      dropped: (_owner, id) => pushedOut(id),
    });
  }

  /** It is not over, or no more. @throws RATE_LIMITED, SERVICE_UNAVAILABLE */
  open({ owner, id }: Placed): void {
    const ids = this.#open.get(owner) ?? new Set();
    if (ids.has(id)) return;
    const { openPerOwner, openInAll } = this.#bounds;
    if (ids.size >= openPerOwner) throw tooManyOfOwner(this.#bounds);
    if (this.#openCount >= openInAll) throw tooManyInAll(this.#bounds);
    this.#open.set(owner, ids.add(id));
    this.#openCount += 1;
    this.#over.delete(owner, id);
  }

  /** It is over. */
  close(errand: Placed): void {
    this.#leave(errand);
    this.#over.put(errand.owner, errand.id, true, true);
  }

  /** It is kept no more. */
  forget(errand: Placed & Pick<Errand, 'about'>): void {
    const { about, id, owner } = errand;
    this.#leave(errand);
    this.#over.delete(owner, id);
    if (about !== null && this.#newestAbout.get(about) === id) this.#newestAbout.delete(about);
  }

  noteAbout({ about, id }: Pick<Errand, 'about' | 'id'>): void {
    if (about !== null) this.#newestAbout.set(about, id);
  }

  newestAbout(about: string): string | undefined {
    return this.#newestAbout.get(about);
  }

  /** What is not over of an owner, oldest first. */
  openOf(owner: string): ReadonlySet<string> {
    return this.#open.get(owner) ?? NONE;
  }

  /** What is over of an owner, oldest first. */
  overOf(owner: string): Iterable<string> {
    return this.#over.of(owner).keys();
  }

  /** What is not over of anybody. */
  *allOpen(): Iterable<string> {
    for (const ids of this.#open.values()) yield* ids;
  }

  #leave({ owner, id }: Placed): void {
    const ids = this.#open.get(owner);
    if (!ids?.delete(id)) return;
    this.#openCount -= 1;
    if (ids.size === 0) this.#open.delete(owner);
  }
}
