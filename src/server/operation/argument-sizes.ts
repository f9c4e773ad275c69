/**
 * What an argument says of sizes, each way in two forms: of a literal in the document, and of what is given for a
 * variable. Undefined where it says nothing. Must not know what the sizes multiply.
 */
import { Kind, type ValueNode } from 'graphql';

/** One way to read a size out of an argument. */
export interface Measure {
  ofLiteral(value: ValueNode): number | undefined;
  ofGiven(given: unknown): number | undefined;
}

/** Entries of a page. A connection is there even when its page is empty. */
export const PAGE: Measure = {
  ofLiteral: (value) => (value.kind === Kind.INT ? Math.max(Number(value.value), 1) : undefined),
  ofGiven: (given) => (typeof given === 'number' ? Math.max(given, 1) : undefined),
};

/** Length of a list. A single value where a list is taken is a list of one. */
export const LENGTH: Measure = {
  ofLiteral: (value) => (value.kind === Kind.LIST ? value.values.length : undefined),
  ofGiven: (given) => (Array.isArray(given) ? given.length : given === undefined ? undefined : 1),
};

/** Entries of all lists within a value. */
export const ENTRIES: Measure = { ofLiteral: literalEntries, ofGiven: entriesOf };

/** The same, but of what is given the outermost lists alone. */
export const ITEMS: Measure = { ofLiteral: literalEntries, ofGiven: itemsOf };

/** 1 where a directive's condition keeps a selection, 0 where it does not. */
export function kept(by: boolean): Measure {
  return {
    ofLiteral: (value) => (value.kind === Kind.BOOLEAN ? Number(value.value === by) : undefined),
    ofGiven: (given) => (typeof given === 'boolean' ? Number(given === by) : undefined),
  };
}

function literalEntries(value: ValueNode): number {
  let entries = 0;
  if (value.kind === Kind.LIST) {
    for (const each of value.values) entries += 1 + literalEntries(each);
  } else if (value.kind === Kind.OBJECT) {
    for (const each of value.fields) entries += literalEntries(each.value);
  }
  return entries;
}

/** Counted once, however often the query names the variable. */
const entriesKnown = new WeakMap<object, number>();

/** Walks without recursion: what is given may be nested as deep as it likes. */
function entriesOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (given === null || typeof given !== 'object') return 0;
  const known = entriesKnown.get(given);
  if (known !== undefined) return known;
  let entries = 0;
  const open: object[] = [given];
  for (let next = open.pop(); next; next = open.pop()) {
    if (Array.isArray(next)) entries += next.length;
    for (const child of Object.values(next))
      if (child !== null && typeof child === 'object') open.push(child);
  }
  entriesKnown.set(given, entries);
  return entries;
}

function itemsOf(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (Array.isArray(given)) return given.length;
  if (given === null || typeof given !== 'object') return 0;
  return Object.values(given).reduce<number>((sum, each) => sum + (itemsOf(each) ?? 0), 0);
}
