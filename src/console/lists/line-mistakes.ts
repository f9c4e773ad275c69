/** The mistakes of a list, by the line they are in; and those that all lines have, as mistakes of one form. Pure. */
import { type Mistake, readable } from '../errors.ts';

/** Tells them apart. `lines` is where each item stands. */
export function lineMistakes(mistakes: readonly Mistake[], lines: readonly number[]) {
  const own: { line: number; message: string }[] = [];
  const shared: Mistake[] = [];
  for (const mistake of mistakes) {
    const [, items, index, , ...rest] = mistake.field ?? [];
    if (items !== 'items' || index === undefined) continue;
    own.push({ line: lines[Number(index)] ?? Number(index) + 1, message: readable(mistake) });
    if (rest[0] !== 'name') shared.push({ ...mistake, field: ['input', ...rest] });
  }
  return { own, shared: distinct(shared) };
}

function distinct(mistakes: readonly Mistake[]): Mistake[] {
  return [...new Map(mistakes.map((each) => [readable(each), each])).values()];
}
