/**
 * What stands behind every Asana object in the schema: a gid and what has been read of it so far. Loaded means
 * asked: a key that was not asked for is read by gid when a resolver needs it; one that was asked for and is absent
 * is null. Knows the reader, but no transport and no schema building.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { type FieldTree, NO_FIELDS } from '../../asana/api/fields.ts';
import { isGid } from '../../asana/api/ids.ts';
import type { RecordKind } from '../../asana/api/kinds.ts';
import type { LoadedRecord } from '../../asana/reader.ts';
import { unreadable } from '../../asana/replies/replies.ts';
import type { GatewayError } from '../../errors.ts';
import type { GatewayContext } from '../context.ts';
import { planField } from './selection.ts';

/** Where something was read, for messages: a call, or a key of something that was read there. */
export type Origin = { readonly call: string } | { readonly inside: Origin; readonly key: string };

/** Something read of an object, with what had been asked for. */
interface Source {
  /** A reader may add to it later, so it is looked into each time. */
  readonly loaded: { readonly data: Readonly<Record<string, unknown>>; readonly asked: FieldTree };
  /** Whether the object's own route (or a list of such objects) gave it, so that an absent key is surely null. */
  readonly final: boolean;
  readonly origin: Origin;
}

/** An Asana object in the making. */
export interface Ref<Name extends string = string> {
  /** GraphQL type name. */
  readonly type: Name;
  /** The kind under which it can be read by gid; null for objects that have no route of their own. */
  readonly kind: RecordKind | null;
  readonly gid: string | null;
  readonly sources: Source[];
  /** When it was read, epoch milliseconds; kept for jobs. */
  observedAt?: number;
  /** Why the rest of it cannot be read: it was tried, and is not tried again. */
  lost?: unknown;
}

/** A key's value with what was asked below it. */
export interface Read {
  readonly value: unknown;
  readonly asked: FieldTree;
  readonly origin: Origin;
}

/** A reference to a record that was read by its own route or in a list. */
export function refOfLoaded<Name extends string>(
  type: Name,
  kind: RecordKind | null,
  loaded: LoadedRecord,
): Ref<Name> {
  return { type, kind, gid: gidIn(loaded.data), sources: [sourceOf(loaded)] };
}

/** A reference to an object that came inside another one. */
export function refOfNested<Name extends string>(
  type: Name,
  kind: RecordKind | null,
  data: Readonly<Record<string, unknown>>,
  asked: FieldTree,
  origin: Origin,
): Ref<Name> {
  return { type, kind, gid: gidIn(data), sources: [{ loaded: { data, asked }, final: false, origin }] };
}

/** A reference to an object of which only the gid is known. */
export function refOfGid<Name extends string>(type: Name, kind: RecordKind, gid: string): Ref<Name> {
  return { type, kind, gid, sources: [] };
}

/** The value of a key, read from Asana only when it was never asked for. Resolves at once when it is there. */
export function readKey(
  ref: Ref,
  key: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Read | Promise<Read> {
  const read = known(ref, key);
  if (read) return read;
  if (ref.lost !== undefined) throw ref.lost;
  return loadKey(ref, key, context, planField(info));
}

/** Adds what was read of an object elsewhere. */
export function addLoaded(ref: Ref, loaded: LoadedRecord): void {
  if (!ref.sources.some((source) => source.loaded === loaded)) ref.sources.unshift(sourceOf(loaded));
}

/** The call that something was read by, and the dotted path to it in the reply. */
export function whereRead(origin: Origin): { readonly call: string; readonly path: string } {
  const keys: string[] = [];
  let at = origin;
  for (; 'inside' in at; at = at.inside) keys.unshift(at.key);
  return { call: at.call, path: keys.join('.') };
}

/** What a resolver hands out that may be an error: graphql throws it in its place, which the types do not know. */
export function inPlace<Found>(found: Found): InPlace<Found> {
  return found as InPlace<Found>;
}

/** A result without its errors. */
export type InPlace<Found> = Found extends readonly (infer Item)[]
  ? readonly Exclude<Item, Error>[]
  : Exclude<Found, Error>;

/** The gid of an object that cannot be without one. @throws UPSTREAM_ERROR when Asana sent none */
export function gidOf(ref: Ref): string {
  if (ref.gid !== null) return ref.gid;
  throw withoutGid(ref);
}

/** The gid of an object, to read more of it. @throws UPSTREAM_ERROR when Asana sent something else there */
export function gidForPath(ref: Ref): string {
  if (ref.gid !== null && isGid(ref.gid)) return ref.gid;
  throw withoutGid(ref);
}

/** What is already known of a key, or undefined when Asana has to be asked. */
export function known(ref: Ref, key: string): Read | undefined {
  // Without a route nothing more can be asked for; unless it is said why, there is nothing more.
  let absent = (ref.kind === null && ref.lost === undefined) || ref.gid === null;
  for (const { loaded, final, origin } of ref.sources) {
    const value = loaded.data[key];
    const asked = loaded.asked[key];
    if (value !== undefined) return { value, asked: asked ?? NO_FIELDS, origin };
    if (asked && final) absent = true;
  }
  return absent ? ABSENT : undefined;
}

function withoutGid({ type, sources }: Ref): GatewayError {
  const { call, path } = whereRead(sources[0]?.origin ?? { call: `a read of ${type}` });
  return unreadable(call, `something that is no gid in ${JSON.stringify(path ? `${path}.gid` : 'gid')}`);
}

async function loadKey(ref: Ref, key: string, context: GatewayContext, needs: FieldTree): Promise<Read> {
  const { kind } = ref;
  if (kind === null) return ABSENT;
  const gid = gidForPath(ref);
  const fields = key in needs ? needs : { ...needs, [key]: NO_FIELDS };
  addLoaded(ref, await context.reader.record(kind, gid, fields));
  return known(ref, key) ?? ABSENT;
}

const ABSENT: Read = Object.freeze({ value: null, asked: NO_FIELDS, origin: { call: '' } });

function sourceOf(loaded: LoadedRecord): Source {
  return { loaded, final: true, origin: { call: loaded.call } };
}

function gidIn(data: Readonly<Record<string, unknown>>): string | null {
  return typeof data.gid === 'string' ? data.gid : null;
}
