/**
 * For objects that are iterators and iterables at once.
 */

/** `[Symbol.asyncIterator]` of an iterator. One function for all: a method in each of them is kept by each of them. */
export function itself<T>(this: T): T {
  return this;
}
