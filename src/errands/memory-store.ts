/** Errands of one process, forgotten at its end. Knows bounds, leases and versions, and nothing of what is done. */
import { systemClock } from '../clock.ts';
import { boundsOf, familyOf } from './bounds.ts';
import { changed, type Errand, type ErrandChange, type FoundErrand, isOver, wantsRunning } from './errand.ts';
import { memoryItems } from './memory-items.ts';
import { bytesOf, MemoryRoom, ROOM_BYTES } from './memory-room.ts';
import { MemoryShelf } from './memory-shelf.ts';
import { ERRAND_TTL_MS, type ErrandStore, type ErrandStoreOptions, NONE_KNOWN } from './store.ts';

interface Row {
  errand: Errand;
  holder: string | null;
  heldUntilMs: number;
  wakesAtMs: number;
  touchedMs: number;
  /** When it was added, ended or begun again. */
  listedMs: number;
}

/** Bounds of a store in memory. */
export interface MemoryErrandsOptions extends Omit<ErrandStoreOptions, 'itemCharacters'> {
  /** What all errands may take, their items among it. @default ROOM_BYTES */
  readonly roomBytes?: number;
}

/** A store in memory. */
export function memoryErrands(options: MemoryErrandsOptions = {}): ErrandStore {
  const { now = systemClock.now, ttlMs = ERRAND_TTL_MS, roomBytes = ROOM_BYTES, ...bounds } = options;
  const room = new MemoryRoom({
    mostBytes: roomBytes,
    isOver: (id) => {
      const row = rows.get(id);
      return row !== undefined && isOver(row.errand);
    },
    drop: remove,
  });
  const items = memoryItems({
    take(id, bytes) {
      const row = rows.get(id);
      if (row) room.take(row.errand, bytes);
    },
    changed(id, bytes) {
      const row = rows.get(id);
      if (!row) return;
      room.change(row.errand, bytes);
      touch(id, row);
    },
  });
  /** The longest untouched first. */
  const rows = new Map<string, Row>();
  const shelves = new Map<string, MemoryShelf>();

  function shelfOf(kind: string): MemoryShelf {
    const shelf = shelves.get(kind) ?? new MemoryShelf({ ...boundsOf(kind), ...bounds }, remove);
    shelves.set(kind, shelf);
    return shelf;
  }

  function tidy(): void {
    for (const [id, { touchedMs }] of rows) {
      if (touchedMs + ttlMs > now()) return;
      remove(id);
    }
  }

  function remove(id: string): void {
    const row = rows.get(id);
    if (!row) return;
    rows.delete(id);
    items.forget(id);
    room.forget(row.errand);
    shelfOf(row.errand.kind).forget(row.errand);
  }

  function touch(id: string, row: Row): void {
    row.touchedMs = now();
    rows.delete(id);
    rows.set(id, row);
  }

  const isHeld = ({ holder, heldUntilMs }: Row): boolean => holder !== null && heldUntilMs > now();
  /** When it may be taken by whoever comes first. */
  const dueMs = (row: Row): number => Math.max(isHeld(row) ? row.heldUntilMs : 0, row.wakesAtMs);
  const found = (row: Row | undefined): FoundErrand | null =>
    row ? { ...row.errand, isHeld: isHeld(row), sleepsMs: Math.max(0, row.wakesAtMs - now()) } : null;
  const rowsOf = (ids: Iterable<string>): Row[] => [...ids].flatMap((id) => rows.get(id) ?? []);

  return {
    isShared: false,
    outlivesInstance: false,
    items,
    get size() {
      return rows.size;
    },
    async add(errand, holder, leaseMs) {
      tidy();
      const shelf = shelfOf(errand.kind);
      shelf.open(errand);
      try {
        room.take(errand, bytesOf(errand));
      } catch (error) {
        shelf.forget(errand);
        throw error;
      }
      shelf.noteAbout(errand);
      const ms = now();
      const times = { heldUntilMs: ms + leaseMs, wakesAtMs: 0, touchedMs: ms, listedMs: ms };
      rows.set(errand.id, { errand, holder, ...times });
    },
    async find(id) {
      tidy();
      return found(rows.get(id));
    },
    async findAbout(kind, about) {
      tidy();
      return found(rows.get(shelfOf(kind).newestAbout(about) ?? ''));
    },
    async open(kind, owner) {
      tidy();
      return rowsOf(shelfOf(kind).openOf(owner)).flatMap((row) => found(row) ?? []);
    },
    async kindsOf(family) {
      return [...shelves.keys()].filter((kind) => familyOf(kind) === family);
    },
    async newest(kinds, owner, first) {
      tidy();
      const ids = kinds.flatMap((kind) => [...shelfOf(kind).openOf(owner), ...shelfOf(kind).overOf(owner)]);
      const newest = rowsOf(ids.reverse()).sort((a, b) => b.listedMs - a.listedMs);
      return newest.slice(0, first).flatMap((row) => found(row) ?? []);
    },
    async change(id, version, change, sleepMs = 0) {
      tidy();
      const row = rows.get(id);
      if (row?.errand.version !== version) return null;
      const errand = changed(row.errand, change);
      const shelf = shelfOf(errand.kind);
      if (isOver(errand)) shelf.close(errand);
      else shelf.open(errand);
      if (errand.about !== row.errand.about) shelf.noteAbout(errand);
      if (isOver(errand) !== isOver(row.errand)) row.listedMs = now();
      const more = bytesMore(row.errand, change);
      row.errand = errand;
      room.change(errand, more);
      row.wakesAtMs = sleepMs > 0 ? now() + sleepMs : 0;
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
    async due(kind, first, known = NONE_KNOWN) {
      tidy();
      const due: { readonly errand: Errand; readonly sinceMs: number }[] = [];
      let nextAtMs = Infinity;
      for (const id of shelfOf(kind).allOpen()) {
        const row = known.has(id) ? undefined : rows.get(id);
        if (!row || !wantsRunning(row.errand)) continue;
        const sinceMs = dueMs(row);
        if (sinceMs <= now()) due.push({ errand: row.errand, sinceMs });
        else nextAtMs = Math.min(nextAtMs, sinceMs);
      }
      due.sort((a, b) => a.sinceMs - b.sinceMs);
      const nextMs = Number.isFinite(nextAtMs) ? nextAtMs - now() : null;
      return {
        due: due.slice(0, first).map(({ errand: { id, owner } }) => ({ id, owner })),
        nextMs: due.length > first ? 0 : nextMs,
      };
    },
    async delete(id) {
      remove(id);
    },
  };
}

/** What an errand takes more after a change. */
function bytesMore(before: Errand, change: ErrandChange): number {
  const keys = Object.keys(change) as (keyof ErrandChange)[];
  return keys.reduce((sum, key) => sum + bytesOf(change[key]) - bytesOf(before[key]), 0);
}
