/**
 * A cost as a sum: constants, and terms multiplied by sizes that may depend on variables. Made once for a document,
 * cheap to work out for each operation. Must not know what is counted.
 */

/** Variables as the caller sent them, not yet coerced. */
export type RawVariables = Readonly<Record<string, unknown>> | null | undefined;

/** A number, or one that the variables decide. */
export type Size = number | ((variables: RawVariables) => number);

/** A sum of a constant and of terms multiplied by sizes. Shared where a fragment is spread more than once. */
export interface Term {
  constant: number;
  readonly parts: Part[];
  /** Sizes of which the largest counts, whatever multiplies the term. */
  readonly lists: Size[];
}

/** One summand. */
export interface Part {
  readonly size: Size;
  readonly of: Term;
  /** The size is 0 where nobody asks for it, so that its lists do not count either. */
  readonly maybeLeftOut?: boolean;
}

/** Beyond this it does not matter how much more it is; keeps sums of products finite. */
const MOST = 1e15;

/** One value, for a size that stands alone. */
export const ONE: Term = { constant: 1, parts: [], lists: [] };

/** A sum of nothing yet. */
export function emptyTerm(): Term {
  return { constant: 0, parts: [], lists: [] };
}

/** Whether no variable changes what a sum comes to. */
export function isSettled(term: Term, seen = new Map<Term, boolean>()): boolean {
  const known = seen.get(term);
  if (known !== undefined) return known;
  const settled = term.parts.every(({ size, of }) => typeof size === 'number' && isSettled(of, seen));
  seen.set(term, settled);
  return settled;
}

/** What a sum comes to. */
export function evaluate(term: Term, variables: RawVariables, memo = new Map<Term, number>()): number {
  const known = memo.get(term);
  if (known !== undefined) return known;
  let sum = term.constant;
  for (const { size, of } of term.parts) {
    sum = Math.min(sum + sizeOf(size, variables) * evaluate(of, variables, memo), MOST);
  }
  memo.set(term, sum);
  return sum;
}

/** The largest of the lists in a sum, without those that are left out. */
export function longestList(term: Term, variables: RawVariables, memo = new Map<Term, number>()): number {
  const known = memo.get(term);
  if (known !== undefined) return known;
  let longest = 0;
  for (const size of term.lists) longest = Math.max(longest, sizeOf(size, variables));
  for (const { size, of, maybeLeftOut } of term.parts) {
    if (maybeLeftOut && sizeOf(size, variables) === 0) continue;
    longest = Math.max(longest, longestList(of, variables, memo));
  }
  memo.set(term, longest);
  return longest;
}

/** What a size comes to; never less than nothing. */
export function sizeOf(size: Size, variables: RawVariables): number {
  return Math.min(Math.max(typeof size === 'number' ? size : size(variables), 0), MOST);
}

/** Both at once, as for two directives at one field. */
export function productOf(one: Size, other: Size): Size {
  return (variables) => sizeOf(one, variables) * sizeOf(other, variables);
}
