/**
 * How many errands are kept, kind by kind: what one kind has too much of takes no place from another. Pure; knows no
 * more of a kind than its name.
 */

/** Bounds of one kind of errand. */
export interface ErrandBounds {
  /** What callers call several of them. */
  readonly plural: string;
  /** The name of the limit in a refusal; `InAll` is added for that of all owners. */
  readonly limit: string;
  /** Errands of one owner that are not over. */
  readonly openPerOwner: number;
  /** Errands of all owners that are not over. */
  readonly openInAll: number;
  /** Errands of one owner that are over and still known; the oldest go. */
  readonly overPerOwner: number;
}

const SET_UPS: ErrandBounds = {
  plural: 'set-ups',
  limit: 'errands',
  openPerOwner: 100,
  openInAll: 10_000,
  overPerOwner: 100,
};

/** By the name of the kind, or by its family. A kind that is not here has the bounds of set-ups. */
const BOUNDS: Readonly<Record<string, ErrandBounds>> = {
  setUp: SET_UPS,
  list: {
    plural: 'lists',
    limit: 'lists',
    openPerOwner: 20,
    openInAll: 1_000,
    overPerOwner: 100,
  },
  callback: { ...SET_UPS, plural: 'callbacks', limit: 'callbacks', openPerOwner: 1_000, overPerOwner: 10 },
  delivery: {
    plural: 'deliveries of callbacks',
    limit: 'callbackDeliveries',
    openPerOwner: 1_000,
    openInAll: 10_000,
    overPerOwner: 1_000,
  },
};

/** The names of all limits on how many there are. */
export const ERRAND_LIMITS: readonly string[] = Object.values(BOUNDS).flatMap(({ limit }) => [
  limit,
  `${limit}InAll`,
]);

/** The bounds of a kind. */
export function boundsOf(kind: string): ErrandBounds {
  return BOUNDS[familyOf(kind)] ?? SET_UPS;
}

/** What stands before a colon in the name of a kind: kinds of one family have the same bounds, each for itself. */
export function familyOf(kind: string): string {
  return kind.split(':', 1)[0] ?? kind;
}
