/**
 * What the words of the plugin mean to the compiler: which key of which record a field reads, and whether Asana's
 * document has that kind of value there. Types only.
 */
import type { EnumRef, FieldRef, UnionRef } from '@pothos/core';
import type { RecordKind } from '../../asana/api/kinds.ts';
import type { Records, Word } from '../../asana/api/records.ts';
import type { GatewayTypes } from '../schema-types.ts';
import type { Ref } from './ref.ts';

/** An object type whose fields Asana's document lists. */
export type RecordName = keyof Records;

/** An enum of Asana's words. */
export type WordsRef<Words extends string> = EnumRef<GatewayTypes, Words>;

/** A union of such types. */
export type RecordsRef<Names extends RecordName> = UnionRef<GatewayTypes, Ref<Names>>;

/** A type as fields refer to it: by its name, or a union of several. */
export type Target<Names extends RecordName> = Names | RecordsRef<Names>;

/** Any text, or one of a set of words: whoever reads it as text need not know the set. */
export type AnyText = 'text' | Word<string>;

/** A field that can stand wherever the document has a value of this kind; `unknown` where its key is not its name. */
export type AsanaFieldRef<Kind> = FieldRef<GatewayTypes, unknown> & Reads<Kind>;

declare const reads: unique symbol;

/** What the document may have under the key of a field. Takes more than it must: a wider field fits as well. */
export interface Reads<Kind> {
  readonly [reads]: (documented: Kind) => void;
}

/*
 * How a field is held against the document. A word such as `t.day('…')` cannot know the name of the property it is
 * assigned to, and Asana's key follows from that name. So a word only says what kind of value it reads, as the
 * argument of a function type, and the object as a whole is looked at afterwards: each property must accept the kind
 * that the document has under its key. Function arguments are compared the other way round, which is what is wanted:
 * a field may accept more than the document has (an enum with more words, a union of more types, any text), never
 * less. A key that the document lacks has a sentence for its kind, which no word accepts and the compiler quotes.
 */

/** Each field of an object held against the key that its name stands for; fields that read no key are let be. */
export type Documented<Name extends RecordName, Fields> = {
  [Field in keyof Fields]: Fields[Field] extends Reads<never>
    ? Reads<DocumentedKind<Name, SnakeCase<Field & string>>>
    : unknown;
};

type DocumentedKind<Name extends RecordName, Key extends string> = Key extends keyof Records[Name]
  ? Records[Name][Key]
  : `Asana's document has no ${Key} in ${Name}`;

/** `permalinkUrl` → `permalink_url`. */
export type SnakeCase<
  Text extends string,
  Done extends string = '',
> = Text extends `${infer First}${infer Rest}`
  ? SnakeCase<Rest, `${Done}${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}`>
  : Done;

/** The keys of a record under which the document has a value of this kind. */
export type KeyOf<Name extends RecordName, Kind> = {
  [Key in keyof Records[Name]]: Records[Name][Key] extends Kind ? Key : never;
}[keyof Records[Name]] &
  string;

/** How a value is read that stands in Asana's document. */
export interface ValueOptions<Key extends string, Keys extends string> {
  /** Asana's key, when it is not the field's name in snake case. */
  readonly key?: Key;
  /** Where to look when there is nothing under the first: an older name. */
  readonly elseKey?: Keys;
  readonly deprecationReason?: string;
  readonly undocumented?: never;
}

/** How an object or a list of objects is read that stands in Asana's document. */
export interface RelationOptions<Key extends string> {
  /** Asana's key, when it is not the field's name in snake case. */
  readonly key?: Key;
  readonly deprecationReason?: string;
  readonly undocumented?: never;
}

/** How something is read that Asana's document does not have, or has as something else. */
export interface Undocumented {
  /** Why it is read all the same: what it is really, or where that is said. */
  readonly undocumented: string;
  readonly key?: string;
  readonly deprecationReason?: string;
}

/** A word for plain values of one kind. */
export interface ValueWord<Name extends RecordName, Kind> {
  <Key extends KeyOf<Name, Kind> = never>(
    description: string,
    options?: ValueOptions<Key, KeyOf<Name, Kind>>,
  ): AsanaFieldRef<ByName<Kind, Key>>;
  (description: string, options: Undocumented): AsanaFieldRef<unknown>;
}

/** What a field's name is held against: nothing, when the field says its key itself. */
export type ByName<Kind, Key> = [Key] extends [never] ? Kind : unknown;

/**
 * What an object of Asana's is. `record`: has a gid and a GET route, implements Node. `identified`: has gid and id;
 * `untyped`: so it has, but Asana gives no type. `gid-value`: a value with a gid that is not its own. `value`: as it
 * comes.
 */
export type Identity = 'record' | 'identified' | 'untyped' | 'gid-value' | 'value';

/** What a type can be by what Asana's document says of it. */
export type IdentityOf<Name extends RecordName> = Name extends RecordKind
  ? 'record'
  : 'gid' extends keyof Records[Name]
    ? 'gid-value' | ('resource_type' extends keyof Records[Name] ? 'identified' : 'untyped')
    : 'value';
