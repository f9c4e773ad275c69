/**
 * Everything the stand-in remembers: records, the lists between them, tokens. Records may become visible
 * later or vanish, by the injected clock, so that nothing needs a timer. Knows neither HTTP nor field rules.
 */

/** One record. Relations are held as gids; keys no record type declares are private to the stand-in. */
export interface Row {
  readonly gid: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  /** The workspace it lives in; undefined for users, workspaces and jobs. */
  readonly home: string | undefined;
  /** Invisible before this time, milliseconds of the clock. */
  readonly from: number;
  /** Invisible from this time on. */
  readonly until: number;
}

/** Where and when a new record is to be seen. */
export interface RowPlace {
  readonly home?: string;
  readonly from?: number;
  readonly until?: number;
}

/** Where in a list. The other record is in it. */
export type Place = 'beginning' | 'end' | { readonly before: string } | { readonly behind: string };

/** The lists the stand-in keeps beside the records themselves. */
export type ListName =
  | 'sections'
  | 'project-tasks'
  | 'section-tasks'
  | 'subtasks'
  | 'dependents'
  | 'items'
  | 'status-updates'
  | 'stories';

/** The whole memory of one stand-in. */
export class SandboxStore {
  readonly #clock: { now(): number };
  readonly #rows = new Map<string, Row>();
  readonly #byType = new Map<string, Row[]>();
  readonly #lists = new Map<string, string[]>();
  readonly #tokens = new Map<string, string>();
  readonly #revoked = new Set<string>();
  readonly #random: () => number;
  #frozenAt: number | undefined;
  #lastGid = 1_209_000_000_000_000;

  constructor(clock: { now(): number }, seed: number) {
    this.#clock = clock;
    this.#random = seededRandom(seed);
  }

  /** The clock's time in milliseconds. */
  now(): number {
    return this.#frozenAt ?? this.#clock.now();
  }

  /** Runs `fill` as if it were the given time, so that what it adds is the same in every run. */
  fillAt<T>(time: string, fill: () => T): T {
    this.#frozenAt = Date.parse(time);
    try {
      return fill();
    } finally {
      this.#frozenAt = undefined;
    }
  }

  /** The clock's time as Asana writes it. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** A number in [0, 1), the same sequence for the same seed. */
  random(): number {
    return this.#random();
  }

  /** A fresh 16-digit gid. */
  nextGid(): string {
    this.#lastGid += 1 + Math.floor(this.#random() * 9_999_999);
    return String(this.#lastGid);
  }

  /** Adds a record and returns it. */
  add(type: string, data: Record<string, unknown>, place: RowPlace = {}): Row {
    const row: Row = {
      gid: this.nextGid(),
      type,
      data,
      home: place.home,
      from: place.from ?? Number.NEGATIVE_INFINITY,
      until: place.until ?? Number.POSITIVE_INFINITY,
    };
    this.#rows.set(row.gid, row);
    const siblings = this.#byType.get(type);
    if (siblings) siblings.push(row);
    else this.#byType.set(type, [row]);
    return row;
  }

  /** The record as it is seen now; undefined when unknown, not there yet or gone. */
  get(gid: string): Row | undefined {
    const row = this.#rows.get(gid);
    return row && this.#isThere(row) ? row : undefined;
  }

  /** The record whether or not it can be seen now. */
  peek(gid: string): Row | undefined {
    return this.#rows.get(gid);
  }

  /** Every record of a type that can be seen now. */
  all(type: string): Row[] {
    return (this.#byType.get(type) ?? []).filter((row) => this.#isThere(row));
  }

  /** Changes fields of a record. */
  update(gid: string, changes: Record<string, unknown>): void {
    Object.assign(this.#rows.get(gid)?.data ?? {}, changes);
  }

  /** Forgets a record: later reads answer 404. */
  remove(gid: string): void {
    const row = this.#rows.get(gid);
    if (!row) return;
    this.#rows.delete(gid);
    const siblings = this.#byType.get(row.type) ?? [];
    siblings.splice(siblings.indexOf(row), 1);
  }

  /** Puts a record at the end of one of its parent's lists. */
  link(list: ListName, parentGid: string, childGid: string): void {
    const key = `${list}:${parentGid}`;
    const gids = this.#lists.get(key);
    if (gids) gids.push(childGid);
    else this.#lists.set(key, [childGid]);
  }

  /** Puts a record, out of wherever it was, before or behind another one of the list, at its beginning or its end. */
  place(list: ListName, parentGid: string, childGid: string, where: Place = 'end'): void {
    this.unlink(list, parentGid, childGid);
    const key = `${list}:${parentGid}`;
    const gids = this.#lists.get(key) ?? [];
    this.#lists.set(key, gids);
    if (where === 'end') gids.push(childGid);
    else if (where === 'beginning') gids.unshift(childGid);
    else if ('before' in where) gids.splice(gids.indexOf(where.before), 0, childGid);
    else gids.splice(gids.indexOf(where.behind) + 1, 0, childGid);
  }

  /** Takes a record out of a list. */
  unlink(list: ListName, parentGid: string, childGid: string): void {
    const gids = this.#lists.get(`${list}:${parentGid}`) ?? [];
    const at = gids.indexOf(childGid);
    if (at >= 0) gids.splice(at, 1);
  }

  /** Whether a record is in a list, seen or not. */
  isIn(list: ListName, parentGid: string, childGid: string): boolean {
    return this.#lists.get(`${list}:${parentGid}`)?.includes(childGid) ?? false;
  }

  /** The records of a list that can be seen now, in order. */
  list(list: ListName, parentGid: string): Row[] {
    const gids = this.#lists.get(`${list}:${parentGid}`) ?? [];
    return gids.map((gid) => this.get(gid)).filter((row) => row !== undefined);
  }

  /** Makes a token of a user valid. */
  addToken(token: string, userGid: string): void {
    this.#tokens.set(token, userGid);
  }

  /** From now on the token is answered 401. */
  revokeToken(token: string): void {
    this.#tokens.delete(token);
    this.#revoked.add(token);
  }

  isRevoked(token: string): boolean {
    return this.#revoked.has(token);
  }

  /** The user a token belongs to; undefined when it is unknown or revoked. */
  userOfToken(token: string): string | undefined {
    return this.#tokens.get(token);
  }

  #isThere(row: Row): boolean {
    const now = this.now();
    return row.from <= now && now < row.until;
  }
}

/** A string field of a record, or ''. */
export function text(row: Row, field: string): string {
  const value = row.data[field];
  return typeof value === 'string' ? value : '';
}

/** A list of gids held by a record. */
export function gidsOf(row: Row, field: string): string[] {
  const value = row.data[field];
  return Array.isArray(value) ? value.filter((gid) => typeof gid === 'string') : [];
}

/** mulberry32: small, fast, good enough for believable data. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
