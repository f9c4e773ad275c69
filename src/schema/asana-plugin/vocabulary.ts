/**
 * What `types/` has said in the words of the plugin and others have to look up: what each object is, which words an
 * enum has, which types a union has. Written while the type files are loaded, read while the schema is built and used.
 */
import type { Identity, RecordName, RecordsRef, WordsRef } from './types.ts';

const identities = new Map<RecordName, Identity>();
const words = new WeakMap<WordsRef<string>, ReadonlySet<string>>();
const members = new WeakMap<RecordsRef<RecordName>, readonly RecordName[]>();

/** Notes what an object is. */
export function noteIdentity(type: RecordName, identity: Identity): void {
  identities.set(type, identity);
}

/** What an object is. */
export function identityOf(type: RecordName): Identity {
  const identity = identities.get(type);
  if (!identity) throw new Error(`${type} is referred to and was never made with asanaObject`);
  return identity;
}

/** Notes the words of an enum. */
export function noteWords(type: WordsRef<string>, known: Iterable<string>): void {
  words.set(type, new Set(known));
}

/** The words of an enum. */
export function wordsOf(type: WordsRef<string>): ReadonlySet<string> {
  const known = words.get(type);
  if (!known) throw new Error(`the enum ${type.name} was not made with asanaEnum`);
  return known;
}

/** Notes the types of a union. */
export function noteMembers<Names extends RecordName>(
  union: RecordsRef<Names>,
  types: readonly Names[],
): void {
  members.set(union, types);
}

/** The types of a union. */
export function membersOf<Names extends RecordName>(union: RecordsRef<Names>): readonly Names[] {
  const types = members.get(union);
  if (!types) throw new Error(`the union ${union.name} was not made with asanaUnion`);
  // `noteMembers` took the two together.
  return types as readonly Names[];
}
