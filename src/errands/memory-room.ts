/**
 * How much memory the errands of one process take, errand by errand. When there is too much, what is over makes room,
 * of whoever has most of it, the oldest first; and the last of the room is for owners who have little that is not over.
 * Knows no rows.
 */
import { getHeapStatistics } from 'node:v8';
import type { Errand } from './errand.ts';
import { hasRoom, partsOf } from './shares.ts';
import { noRoom } from './store.ts';

type Placed = Pick<Errand, 'id' | 'owner'>;

/** What all errands may take in the memory of one instance, bytes: a part of the heap, where that is small. */
export const ROOM_BYTES = Math.min(128 * 1024 * 1024, Math.floor(getHeapStatistics().heap_size_limit / 4));

/** What a room knows of errands. */
export interface MemoryRoomOptions {
  readonly mostBytes: number;
  readonly isOver: (id: string) => boolean;
  /** Forgets an errand, and says so to the room. */
  readonly drop: (id: string) => void;
}

interface Giver {
  /** Oldest first. */
  readonly over: [id: string, bytes: number][];
  bytes: number;
}

/** The room of one process. */
export class MemoryRoom {
  readonly #options: MemoryRoomOptions;
  /** Owner → errand → bytes, oldest first. */
  readonly #owners = new Map<string, Map<string, number>>();
  #total = 0;

  constructor(options: MemoryRoomOptions) {
    this.#options = options;
  }

  /** Bytes taken. */
  get bytes(): number {
    return this.#total;
  }

  /** Takes so many more for an errand. @throws SERVICE_UNAVAILABLE */
  take(errand: Placed, bytes: number): void {
    if (this.#total + bytes > partsOf(this.#options.mostBytes).common) this.#check(errand, bytes);
    this.#makeRoom(bytes, errand.id);
    this.#add(errand, bytes);
  }

  /** An errand takes so many more, or less: that has happened already. */
  change(errand: Placed, bytes: number): void {
    this.#add(errand, bytes);
    this.#makeRoom(0, errand.id);
  }

  /** An errand is kept no more. */
  forget({ id, owner }: Placed): void {
    const errands = this.#owners.get(owner);
    this.#total -= errands?.get(id) ?? 0;
    if (errands?.delete(id) && errands.size === 0) this.#owners.delete(owner);
  }

  #add({ id, owner }: Placed, bytes: number): void {
    const errands = this.#owners.get(owner) ?? new Map<string, number>();
    this.#owners.set(owner, errands.set(id, (errands.get(id) ?? 0) + bytes));
    this.#total += bytes;
  }

  #check({ owner }: Placed, bytes: number): void {
    const { mostBytes } = this.#options;
    let open = bytes;
    for (const each of this.#owners.values()) open += this.#openOf(each);
    const own = bytes + this.#openOf(this.#owners.get(owner) ?? new Map());
    if (!hasRoom(partsOf(mostBytes), open, own)) throw noRoom(mostBytes);
  }

  #openOf(errands: ReadonlyMap<string, number>): number {
    let open = 0;
    for (const [id, bytes] of errands) if (!this.#options.isOver(id)) open += bytes;
    return open;
  }

  #makeRoom(wanted: number, except: string): void {
    const { mostBytes, drop } = this.#options;
    if (this.#total + wanted <= mostBytes) return;
    const givers = [...this.#owners.values()].map((errands) => this.#giver(errands, except));
    while (this.#total + wanted > mostBytes) {
      const heaviest = givers.reduce((one, other) => (other.bytes > one.bytes ? other : one));
      const [id, bytes] = heaviest.over.shift() ?? [];
      if (id === undefined || bytes === undefined) return;
      heaviest.bytes -= bytes;
      drop(id);
    }
  }

  #giver(errands: ReadonlyMap<string, number>, except: string): Giver {
    const over = [...errands].filter(([id]) => id !== except && this.#options.isOver(id));
    return { over, bytes: over.reduce((sum, [, bytes]) => sum + bytes, 0) };
  }
}

const OBJECT_BYTES = 32;
const SLOT_BYTES = 8;

/** What a value of JSON takes in memory, about. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return OBJECT_BYTES + value.length * (isNarrow(value) ? 1 : 2);
  if (typeof value !== 'object' || value === null) return SLOT_BYTES;
  const held: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return held.reduce<number>((sum, each) => sum + SLOT_BYTES + bytesOf(each), OBJECT_BYTES);
}

/** Whether a byte is enough for each of its characters. */
function isNarrow(text: string): boolean {
  return !/[^\0-\xff]/.test(text);
}
