/**
 * Whether one more owner's errands may hold so much, of a room that all share: the last of it is for owners who have
 * little that is not over. Pure; the three stores of errands go by it.
 */

/** The part of a room that is kept for owners who have little, and what little is. */
const KEPT_SHARE = 1 / 4;
const LITTLE_SHARE = 1 / 8;

/** The parts of a room, in its own unit. */
export interface RoomParts {
  readonly most: number;
  /** What everybody may take of it; the rest is for owners who have no more than `little`. */
  readonly common: number;
  readonly little: number;
}

/** The parts of a room of such a size. */
export function partsOf(most: number): RoomParts {
  return { most, common: most * (1 - KEPT_SHARE), little: most * LITTLE_SHARE };
}

/** Whether there is room, where all that is not over holds `open`, of which `own` is this owner's; what comes included. */
export function hasRoom({ most, common, little }: RoomParts, open: number, own: number): boolean {
  return open <= (own > little ? common : most);
}
