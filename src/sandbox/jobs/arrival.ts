/**
 * How the contents of a new object arrive after its job has succeeded: together, or as a tag in a name says. Pure: from
 * a place in a list to a time.
 */
import { NAME_TAGS } from '../faults/fault-table.ts';

/** How contents arrive. */
export type Curve = 'together' | 'slow' | 'stalled' | 'missing';

/** Between two tasks that arrive slowly. */
const SLOW_EVERY_MS = 1_000;
/** The second half comes so long after the first. */
const STALL_MS = 12_000;

/** The curve that names ask for. */
export function curveOf(names: string): Curve {
  if (NAME_TAGS.slowTasks.pattern.test(names)) return 'slow';
  if (NAME_TAGS.stalledTasks.pattern.test(names)) return 'stalled';
  return NAME_TAGS.missingTasks.pattern.test(names) ? 'missing' : 'together';
}

/** When one of so many arrives, milliseconds of the clock; never is infinite. `firstAt` is when contents begin to. */
export function arrivesAt(curve: Curve, firstAt: number, index: number, of: number): number {
  const isInFirstHalf = index < Math.ceil(of / 2);
  switch (curve) {
    case 'together':
      return firstAt;
    case 'slow':
      return firstAt + index * SLOW_EVERY_MS;
    case 'stalled':
      return isInFirstHalf ? firstAt : firstAt + STALL_MS;
    case 'missing':
      return isInFirstHalf ? firstAt : Infinity;
  }
}
