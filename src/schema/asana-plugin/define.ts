/**
 * The words in which `types/` describes Asana's objects: `text('name', …)`, `one('User', …)`, `list(…)`. Each makes
 * a field whose `extensions.asana` tells the planner what it needs and whose resolver reads through `ref.ts`. Knows
 * no particular type.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { fieldTree } from '../../asana/api/fields.ts';
import { builder } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import { encodeGlobalId } from '../global-id.ts';
import { asStarted } from '../starts/started.ts';
import { checkedList, checkedValue, noteUnknownWord } from './asana-value.ts';
import { nestedRef, nestedRefs, registerUnion } from './nested.ts';
import { type Read, type Ref, readKey } from './ref.ts';
import type { AsanaExtension } from './selection.ts';

/** A field as a type file writes it down. */
export interface FieldSpec {
  /** GraphQL type name; in brackets for a list. */
  readonly type: string | readonly [string];
  readonly description: string;
  readonly nullable?: boolean;
  readonly deprecationReason?: string;
  readonly args?: Readonly<Record<string, ArgumentSpec>>;
  readonly asana?: AsanaExtension;
  resolve(
    ref: Ref,
    args: Readonly<Record<string, unknown>>,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): unknown;
}

/** An argument of a field. */
export interface ArgumentSpec {
  readonly type: string | readonly [string];
  readonly description: string;
  readonly required?: boolean;
  readonly defaultValue?: unknown;
}

/** How an object type is written down. */
export interface ObjectSpec {
  readonly description: string;
  /**
   * `record`: has a gid and a GET route, implements Node. `identified`: has gid and id; `untyped`: so it has, but
   * Asana gives no type. `gid-value`: a value with a gid that is not its own. `value`: as it comes.
   */
  readonly is: 'record' | 'identified' | 'untyped' | 'gid-value' | 'value';
  readonly fields: Readonly<Record<string, FieldSpec | FieldMaker>>;
}

/** A field that is finished once its name is known: Asana's key follows from it. */
export type FieldMaker = (fieldName: string) => FieldSpec;

/** The `resource_type` word of a type: its name in snake case. */
export function resourceTypeOf(type: string): string {
  return snakeCase(type.charAt(0).toLowerCase() + type.slice(1));
}

/** Writes an object type to the schema. */
export function defineObject(name: string, spec: ObjectSpec): void {
  const ref = builder.objectRef<Ref>(name);
  const fields = { ...identityFields(name, spec.is), ...spec.fields };
  builder.objectType(ref, {
    description: spec.description,
    ...(spec.is === 'record' && { interfaces: ['Node'] as const }),
    isTypeOf: (value) => (value as Ref).type === name,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields).map(([fieldName, field]) => [
          fieldName,
          toPothos(t, typeof field === 'function' ? field(fieldName) : field),
        ]),
      ) as never,
  });
}

/** Adds fields to the root query. */
export function defineQueries(queries: Readonly<Record<string, RootFieldSpec>>): void {
  for (const [name, spec] of Object.entries(queries)) {
    builder.queryField(
      name,
      (t) => toPothos(t, { ...spec, resolve: (_root, ...rest) => spec.resolve(...rest) }) as never,
    );
  }
}

/** A root field: like any other, without an object to stand on. */
export interface RootFieldSpec extends Omit<FieldSpec, 'resolve' | 'asana'> {
  resolve(
    args: Readonly<Record<string, unknown>>,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): unknown;
}

/** A text. */
export function text(description: string, options: ValueOptions = {}): FieldMaker {
  return value('String', description, options);
}
/** Yes or no. */
export function flag(description: string, options: ValueOptions = {}): FieldMaker {
  return value('Boolean', description, options);
}
/** A whole number. */
export function integer(description: string, options: ValueOptions = {}): FieldMaker {
  return value('Int', description, options);
}
/** Any number. */
export function decimal(description: string, options: ValueOptions = {}): FieldMaker {
  return value('Float', description, options);
}
/** A day. */
export function day(description: string, options: ValueOptions = {}): FieldMaker {
  return value('Date', description, options);
}
/** A moment. */
export function moment(description: string, options: ValueOptions = {}): FieldMaker {
  return value('DateTime', description, options);
}
/** A list of texts. */
export function texts(description: string, options: ValueOptions = {}): FieldMaker {
  return value(['String'], description, options);
}

/** One of Asana's words. A word Asana adds later reads as null, is counted, and breaks nothing. */
export function oneOf(enumName: string, description: string, options: ValueOptions = {}): FieldMaker {
  return value(enumName, description, options);
}

/** Makes an enum of Asana's words, each with what it means: `dark-pink` becomes `DARK_PINK`. */
export function defineEnum(name: string, description: string, words: Readonly<Record<string, string>>): void {
  enumWords.set(name, new Set(Object.keys(words)));
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries(words).map(([word, meaning]) => [
        enumValueName(word),
        { value: word, description: meaning },
      ]),
    ),
  });
}

/** The GraphQL name of one of Asana's words. */
export function enumValueName(word: string): string {
  return word.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

/** Another object that rides inside this one. */
export function one(type: string, description: string, options: RelationOptions = {}): FieldMaker {
  return relation(type, description, options);
}

/** A list that comes whole inside this object. */
export function many(type: string, description: string, options: RelationOptions = {}): FieldMaker {
  return relation([type], description, options);
}

/** Makes a union of object types. */
export function defineUnion(name: string, description: string, types: readonly string[]): void {
  registerUnion(name, types);
  builder.unionType(name, {
    description,
    types: types as never,
    resolveType: (value) => (value as Ref).type as never,
  });
}

interface ValueOptions {
  /** Asana's key, when it is not the field's name in snake case. */
  readonly key?: string;
  /** Where to look when there is nothing under the first: an older name. */
  readonly elseKey?: string;
  readonly deprecationReason?: string;
}
interface RelationOptions {
  readonly key?: string;
  /** Whether what comes has a gid; so it does unless said otherwise. */
  readonly identified?: boolean;
}

const enumWords = new Map<string, ReadonlySet<string>>();

function value(type: string | readonly [string], description: string, options: ValueOptions): FieldMaker {
  return (fieldName) => {
    const key = options.key ?? snakeCase(fieldName);
    const { elseKey } = options;
    const read = readerOf(type, key);
    const readElse = elseKey === undefined ? null : readerOf(type, elseKey);
    return {
      type,
      description,
      ...(options.deprecationReason && { deprecationReason: options.deprecationReason }),
      asana: { kind: 'value', needs: fieldTree(elseKey === undefined ? [key] : [key, elseKey]) },
      resolve: (ref, _args, context, info) => {
        const first = read(ref, context, info);
        if (!readElse) return first;
        return first instanceof Promise
          ? first.then((found) => found ?? readElse(ref, context, info))
          : (first ?? readElse(ref, context, info));
      },
    };
  };
}

type ValueReader = (ref: Ref, context: GatewayContext, info: GraphQLResolveInfo) => unknown;

/** Reads a key and looks at what came. */
function readerOf(type: string | readonly [string], key: string): ValueReader {
  return (ref, context, info) => {
    const check = (read: Read): unknown => {
      if (typeof type !== 'string') return checkedList(type[0], read, key);
      const found = checkedValue(type, read, key);
      const words = enumWords.get(type);
      if (found === null || !words || words.has(found as string)) return found;
      noteUnknownWord(type, context.services.telemetry);
      return null;
    };
    const read = readKey(ref, key, context, info);
    return read instanceof Promise ? read.then(check) : check(read);
  };
}

function relation(
  type: string | readonly [string],
  description: string,
  options: RelationOptions,
): FieldMaker {
  return (fieldName) => {
    const key = options.key ?? snakeCase(fieldName);
    const identified = options.identified ?? true;
    const wrap = (read: Read): unknown =>
      typeof type === 'string'
        ? nestedRef(type, read, key, identified)
        : nestedRefs(type[0], read, key, identified);
    return {
      type,
      description,
      asana: { kind: 'relation', key, identified },
      resolve: (ref, _args, context, info) => {
        const read = readKey(ref, key, context, info);
        return read instanceof Promise ? read.then(wrap) : wrap(read);
      },
    };
  };
}

function identityFields(name: string, is: ObjectSpec['is']): Record<string, FieldSpec> {
  if (is === 'value') return {};
  const gid: FieldSpec = {
    type: 'ID',
    nullable: false,
    description: "Asana's own id of this object, a string of digits.",
    resolve: (ref) => ref.gid,
  };
  if (is === 'gid-value') return { gid };
  const id: FieldSpec = {
    type: 'ID',
    nullable: false,
    description:
      is === 'record'
        ? 'Global id for `node(id:)` and for caches: type and gid.'
        : 'Global id for caches: type and gid. `node(id:)` does not take it, since Asana has no route to one of these.',
    resolve: (ref) => encodeGlobalId(name, ref.gid as string),
  };
  if (is === 'untyped') return { id, gid };
  const description = "Asana's word for this type of object.";
  if (is === 'identified') return { id, gid, resourceType: text(description)('resourceType') };
  return {
    id,
    gid,
    resourceType: { type: 'String', nullable: false, description, resolve: () => resourceTypeOf(name) },
  };
}

// Pothos infers each field from literal types; these are built from a table, so its builder is used untyped here.
function toPothos(t: unknown, spec: FieldSpec): unknown {
  const field = (t as { field: (options: unknown) => unknown }).field;
  const arg = (t as { arg: (options: unknown) => unknown }).arg;
  const args = Object.fromEntries(
    Object.entries(spec.args ?? {}).map(([name, argument]) => [
      name,
      arg({
        type: argument.type,
        description: argument.description,
        required: argument.required ?? false,
        ...('defaultValue' in argument && { defaultValue: argument.defaultValue }),
      }),
    ]),
  );
  return field.call(t, {
    type: spec.type,
    nullable:
      typeof spec.type === 'string' ? (spec.nullable ?? true) : { list: spec.nullable ?? true, items: true },
    description: spec.description,
    ...(spec.deprecationReason && { deprecationReason: spec.deprecationReason }),
    args,
    extensions: { ...(spec.asana && { asana: spec.asana }) },
    resolve: withStarted(spec.resolve),
  });
}

/** Below a start that went through, errors say so; a query passes by. */
function withStarted(resolve: FieldSpec['resolve']): FieldSpec['resolve'] {
  return (ref, args, context, info) => {
    if (!context.started) return resolve(ref, args, context, info);
    const finish = (found: unknown): unknown =>
      Array.isArray(found) ? found.map((item) => (item instanceof Error ? fail(item) : item)) : found;
    const fail = (error: unknown): unknown => asStarted(error, context, info);
    const rethrow = (error: unknown): never => {
      throw fail(error);
    };
    try {
      const found = resolve(ref, args, context, info);
      return found instanceof Promise ? found.then(finish, rethrow) : finish(found);
    } catch (error) {
      return rethrow(error);
    }
  };
}

/** `permalinkUrl` → `permalink_url`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
