/** JSON that others wrote: it may be none, and need not hold what is hoped for. Pure. */

/** Parses a text; undefined when it is no JSON. A byte-order mark is no mistake. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
