/**
 * What the input of a start says, whichever way it was written: null and nothing are the same, but where null clears a
 * field. For telling whether a key is used for the same again. Pure; knows no start.
 */

/** Whatever is an object below these may be cleared by null. */
const CLEARED_BELOW: ReadonlySet<string> = new Set(['project', 'set', 'customFields', 'requestedDates']);

/** What null stands for where leaving it out is told apart from that. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  unlessExists: false,
  waitForSlot: 0,
  on: 'finished',
  onFailure: 'continue',
};

/** An input without what says nothing; the rest of it, and its order, as they are. */
export function asMeant<T extends object>(input: T): T {
  return meant(input, false) as T;
}

function meant(value: unknown, nullClears: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => meant(entry, nullClears));
  if (typeof value !== 'object' || value === null) return value;
  const said: [string, unknown][] = [];
  for (const [name, part] of Object.entries(value)) {
    if (part !== null || nullClears) said.push([name, meant(part, nullClears || CLEARED_BELOW.has(name))]);
    else if (name in DEFAULTS) said.push([name, DEFAULTS[name]]);
  }
  return Object.fromEntries(said);
}
