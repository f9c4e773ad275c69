/** Errands of one process, forgotten at its end. Knows bounds, leases and versions, and nothing of what is done. */
import { systemClock } from '../clock.ts';
import { CallerShelf } from '../starts/caller-shelf.ts';
import { changed, type Errand, type FoundErrand, isOver, wantsRunning } from './errand.ts';
import { memoryItems } from './memory-items.ts';
import {
  ERRAND_TTL_MS,
  type ErrandStore,
  type ErrandStoreOptions,
  ITEM_CHARACTERS_IN_MEMORY,
  OPEN_IN_ALL,
  OPEN_PER_OWNER,
  OVER_IN_MEMORY,
  OVER_PER_OWNER,
  tooManyInAll,
  tooManyOfOwner,
} from './store.ts';

interface Row {
  errand: Errand;
  holder: string | null;
  heldUntilMs: number;
  touchedMs: number;
}

/** A store in memory. */
export function memoryErrands(options: ErrandStoreOptions = {}): ErrandStore {
  const {
    now = systemClock.now,
    openPerOwner = OPEN_PER_OWNER,
    openInAll = OPEN_IN_ALL,
    overPerOwner = OVER_PER_OWNER,
    ttlMs = ERRAND_TTL_MS,
    itemCharacters = ITEM_CHARACTERS_IN_MEMORY,
  } = options;
  const items = memoryItems(itemCharacters, (id) => {
    const row = rows.get(id);
    if (row) touch(id, row);
  });
  /** The longest untouched first. */
  const rows = new Map<string, Row>();
  const newestAbout = new Map<string, string>();
  /** Owner → ids of what is not over, oldest first. */
  const openOf = new Map<string, Set<string>>();
  let openCount = 0;
  const over = new CallerShelf<true>({
    perCaller: overPerOwner,
    inAll: OVER_IN_MEMORY,
    dropped: (_owner, id) => remove(id),
  });

  function tidy(): void {
    for (const [id, { touchedMs }] of rows) {
      if (touchedMs + ttlMs > now()) return;
      remove(id);
    }
  }

  function remove(id: string): void {
    const row = rows.get(id);
    if (!row) return;
    const { about, owner } = row.errand;
    rows.delete(id);
    items.forget(id);
    if (about !== null && newestAbout.get(about) === id) newestAbout.delete(about);
    close(row.errand);
    over.delete(owner, id);
  }

  /** It is none of those that are not over. */
  function close({ owner, id }: Errand): void {
    const ids = openOf.get(owner);
    if (!ids?.delete(id)) return;
    openCount -= 1;
    if (ids.size === 0) openOf.delete(owner);
  }

  function reopen({ owner, id }: Errand): void {
    const ids = openOf.get(owner) ?? new Set();
    if (ids.has(id)) return;
    if (ids.size >= openPerOwner) throw tooManyOfOwner(openPerOwner);
    if (openCount >= openInAll) throw tooManyInAll(openInAll);
    openOf.set(owner, ids.add(id));
    openCount += 1;
  }

  function touch(id: string, row: Row): void {
    row.touchedMs = now();
    rows.delete(id);
    rows.set(id, row);
  }

  const isHeld = ({ holder, heldUntilMs }: Row): boolean => holder !== null && heldUntilMs > now();
  const found = (row: Row | undefined): FoundErrand | null =>
    row ? { ...row.errand, isHeld: isHeld(row) } : null;

  return {
    isShared: false,
    items,
    get size() {
      return rows.size;
    },
    async add(errand, holder, leaseMs) {
      tidy();
      reopen(errand);
      if (errand.about !== null) newestAbout.set(errand.about, errand.id);
      rows.set(errand.id, { errand, holder, heldUntilMs: now() + leaseMs, touchedMs: now() });
    },
    async find(id) {
      tidy();
      return found(rows.get(id));
    },
    async findAbout(about) {
      tidy();
      return found(rows.get(newestAbout.get(about) ?? ''));
    },
    async open(owner) {
      tidy();
      return [...(openOf.get(owner) ?? [])].flatMap((id) => found(rows.get(id)) ?? []);
    },
    async over(owner) {
      tidy();
      return [...over.of(owner).keys()].flatMap((id) => found(rows.get(id)) ?? []);
    },
    async change(id, version, change) {
      tidy();
      const row = rows.get(id);
      if (row?.errand.version !== version) return null;
      const errand = changed(row.errand, change);
      const { about } = errand;
      if (about !== null && about !== row.errand.about) newestAbout.set(about, id);
      if (isOver(errand)) {
        close(errand);
        over.put(errand.owner, id, true, true);
      } else {
        reopen(errand);
        over.delete(errand.owner, id);
      }
      row.errand = errand;
      touch(id, row);
      return found(row);
    },
    async take(id, holder, leaseMs) {
      const row = rows.get(id);
      if (!row || (row.holder !== holder && isHeld(row))) return false;
      row.holder = holder;
      row.heldUntilMs = now() + leaseMs;
      touch(id, row);
      return true;
    },
    async release(id, holder) {
      const row = rows.get(id);
      if (row?.holder === holder) row.holder = null;
    },
    async due(first) {
      tidy();
      const due: string[] = [];
      for (const ids of openOf.values()) {
        for (const id of ids) {
          const row = rows.get(id);
          if (row && wantsRunning(row.errand) && !isHeld(row)) due.push(id);
          if (due.length >= first) return due;
        }
      }
      return due;
    },
    async delete(id) {
      remove(id);
    },
  };
}
