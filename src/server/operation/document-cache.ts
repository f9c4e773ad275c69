/**
 * Parsed documents by their text, bounded by the text they hold: a hostile client cannot fill the heap with a
 * thousand large ones. Least recently used go first.
 */
import { BoundedMap } from '../../bounded-map.ts';

/** A cache of what was made of a text. */
export interface DocumentCache<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/** Makes a cache of at most `maxTotalChars` of keys, none of them longer than `maxChars`. */
export function createDocumentCache<T>({
  maxTotalChars = 4_000_000,
  maxChars = 64_000,
  maxEntries = 1_000,
} = {}): DocumentCache<T> {
  const entries = new BoundedMap<string, T>({
    most: maxEntries,
    mostWeight: maxTotalChars,
    weigh: (text) => text.length,
  });
  return {
    get: (text) => entries.use(text),
    set(text, value) {
      if (text.length <= maxChars) entries.set(text, value);
    },
  };
}
