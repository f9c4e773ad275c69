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

/**
 * Where the first key is that stands twice in one object: the keys down to it. Of the two `JSON.parse` keeps the last and
 * says nothing. The text must be JSON.
 */
export function keyThatStandsTwice(text: string): readonly string[] | null {
  const open: { readonly keys: Set<string>; last: string }[] = [];
  for (const [token, colon] of text.matchAll(TOKENS)) {
    const innermost = open.at(-1);
    if (token === '{' || token === '[') open.push({ keys: new Set(), last: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined && innermost) {
      innermost.last = JSON.parse(token.slice(0, -colon.length));
      if (innermost.keys.has(innermost.last)) return open.map(({ last }) => last);
      innermost.keys.add(innermost.last);
    }
  }
  return null;
}

/** Brackets, and texts; one with a colon behind it is a key. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;
