/**
 * Parsed documents by their text, bounded by the text they hold: a hostile client cannot fill the heap with a
 * thousand large ones. Least recently used go first.
 */

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
  const entries = new Map<string, T>();
  let totalChars = 0;
  return {
    get(text) {
      const value = entries.get(text);
      if (value !== undefined && entries.size > 1) {
        entries.delete(text);
        entries.set(text, value);
      }
      return value;
    },
    set(text, value) {
      if (text.length > maxChars) return;
      if (!entries.has(text)) totalChars += text.length;
      entries.set(text, value);
      for (const oldest of entries.keys()) {
        if (totalChars <= maxTotalChars && entries.size <= maxEntries) break;
        entries.delete(oldest);
        totalChars -= oldest.length;
      }
    },
  };
}
