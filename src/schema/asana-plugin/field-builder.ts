/**
 * The words in which `types/` describes Asana's objects: `t.text('…')`, `t.one('User', '…')`, `t.connection({…})`.
 * Each makes a field that tells the planner what it needs and reads through `ref.ts`; what it reads is held against
 * Asana's document when it is compiled. Pothos' own words stay beside them, for what Asana does not have.
 */
import { type FieldRef, type InputFieldMap, ObjectFieldBuilder, type TypeParam } from '@pothos/core';
import type { List, Many, One, Word } from '../../asana/api/records.ts';
import type { GatewayTypes } from '../schema-types.ts';
import { readInlinePage, readPage } from './connection.ts';
import { connectionType, type ListOptions, pageArguments } from './connection-types.ts';
import { type AsanaFieldMaker, firstOfField, relationField, snakeCase, valueField } from './read-field.ts';
import { gidForPath, type Ref } from './ref.ts';
import type {
  AnyText,
  AsanaFieldRef,
  ByName,
  KeyOf,
  RecordName,
  RecordsRef,
  RelationOptions,
  Target,
  Undocumented,
  ValueOptions,
  ValueWord,
  WordsRef,
} from './types.ts';
import { identityOf, wordsOf } from './vocabulary.ts';

interface Options {
  readonly key?: string;
  readonly elseKey?: string;
  readonly deprecationReason?: string;
}

/** Pothos' builder for the fields of an object, with words for what stands in a record of Asana's. */
export class AsanaFieldBuilder<Name extends RecordName> extends ObjectFieldBuilder<GatewayTypes, Ref<Name>> {
  /** A text. */
  readonly text = this.#valueWord<AnyText>('String');
  /** Yes or no. */
  readonly flag = this.#valueWord<'flag'>('Boolean');
  /** A whole number. */
  readonly integer = this.#valueWord<'integer'>('Int');
  /** Any number. */
  readonly decimal = this.#valueWord<'decimal'>('Float');
  /** A day. */
  readonly day = this.#valueWord<'day'>('Date');
  /** A moment. */
  readonly moment = this.#valueWord<'moment'>('DateTime');
  /** A list of texts. */
  readonly texts = this.#valueWord<List<AnyText>>(['String']);

  /** One of Asana's words. A word Asana adds later reads as null, is counted, and breaks nothing. */
  oneOf<Words extends string, Key extends KeyOf<Name, Word<Words>> = never>(
    type: WordsRef<Words>,
    description: string,
    options?: ValueOptions<Key, KeyOf<Name, Word<Words>>>,
  ): AsanaFieldRef<ByName<Word<Words>, Key>>;
  oneOf(type: WordsRef<string>, description: string, options: Undocumented): AsanaFieldRef<unknown>;
  oneOf(type: WordsRef<string>, description: string, options: Options = {}): AsanaFieldRef<unknown> {
    const { key, elseKey } = options;
    const words = wordsOf(type);
    const read = valueField({ type: type.name, list: false, words, key, elseKey });
    return this.#read(type, description, options, read);
  }

  /** Another object that rides inside this one. */
  one<Type extends RecordName, Key extends KeyOf<Name, One<Type>> = never>(
    type: Target<Type>,
    description: string,
    options?: RelationOptions<Key>,
  ): AsanaFieldRef<ByName<One<Type>, Key>>;
  one(type: Target<RecordName>, description: string, options: Undocumented): AsanaFieldRef<unknown>;
  one(type: Target<RecordName>, description: string, options: Options = {}): AsanaFieldRef<unknown> {
    const read = relationField({ type, list: false, identified: isIdentified(type), key: options.key });
    return this.#read(type, description, options, read);
  }

  /** A list that comes whole inside this object. */
  many<Type extends RecordName, Key extends KeyOf<Name, Many<Type>> = never>(
    type: Target<Type>,
    description: string,
    options?: RelationOptions<Key>,
  ): AsanaFieldRef<ByName<Many<Type>, Key>>;
  many(type: Target<RecordName>, description: string, options: Undocumented): AsanaFieldRef<unknown>;
  many(type: Target<RecordName>, description: string, options: Options = {}): AsanaFieldRef<unknown> {
    const read = relationField({ type, list: true, identified: isIdentified(type), key: options.key });
    return this.#read([type], description, options, read);
  }

  /** Whichever object is there first, by type and key. */
  firstOf<Type extends RecordName>(
    type: RecordsRef<Type>,
    description: string,
    keys: { readonly [Each in Type]: KeyOf<Name, One<Each>> },
  ): AsanaFieldRef<unknown> {
    return this.#read(type, description, {}, firstOfField(keys));
  }

  /** A page of a list that Asana has a route for. */
  connection({ description, ...list }: ListOptions): FieldRef<GatewayTypes, unknown> {
    return this.field({
      type: connectionType(this.builder, list.type),
      description,
      args: pageArguments(this.arg, list.filters),
      resolve: (ref, args, context, info) => readPage(list, gidForPath(ref), args, context, info),
    });
  }

  /** A page of a list that comes whole inside this object. */
  inlineConnection<Type extends RecordName>(type: Type, description: string): AsanaFieldRef<Many<Type>> {
    const read: AsanaFieldMaker = (fieldName) => {
      const key = snakeCase(fieldName);
      return {
        needs: { kind: 'relation', key, identified: true },
        resolve: (ref, args, context, info) => readInlinePage(type, key, ref, args, context, info),
      };
    };
    return this.#read(connectionType(this.builder, type), description, {}, read, pageArguments(this.arg));
  }

  #valueWord<Kind>(type: Scalar | [Scalar]): ValueWord<Name, Kind> {
    return (description: string, options: Options = {}) => {
      const { key, elseKey } = options;
      const isList = typeof type !== 'string';
      const read = valueField({ type: isList ? type[0] : type, list: isList, key, elseKey });
      return this.#read(type, description, options, read);
    };
  }

  #read(
    type: TypeParam<GatewayTypes>,
    description: string,
    { deprecationReason }: Options,
    asana: AsanaFieldMaker,
    args: InputFieldMap = {},
  ): AsanaFieldRef<unknown> {
    const field = this.createField({
      type,
      nullable: Array.isArray(type) ? { list: true, items: true } : true,
      description,
      ...(deprecationReason !== undefined && { deprecationReason }),
      args,
      asana,
    });
    // The kind of what it reads is for the compiler alone.
    return field as AsanaFieldRef<unknown>;
  }
}

type Scalar = 'String' | 'Boolean' | 'Int' | 'Float' | 'Date' | 'DateTime';

/** Whether what comes has a gid; of unions all have. */
function isIdentified(type: Target<RecordName>): boolean {
  return typeof type !== 'string' || identityOf(type) !== 'value';
}
