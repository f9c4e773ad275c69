/**
 * The words of the builder: `asanaObject`, `asanaEnum`, `asanaUnion`, and those of the root query. Says them in Pothos'
 * own, and notes what others have to look up. Knows no particular type.
 */
import SchemaBuilder, { type FieldMap, QueryFieldBuilder } from '@pothos/core';
import { checkGid } from '../../asana/api/ids.ts';
import { encodeGlobalId } from '../global-id.ts';
import type { GatewayTypes } from '../schema-types.ts';
import { readPage } from './connection.ts';
import { connectionType, pageArguments } from './connection-types.ts';
import { AsanaFieldBuilder } from './field-builder.ts';
import { snakeCase } from './read-field.ts';
import { readRecord } from './read-record.ts';
import { gidOf, type Ref } from './ref.ts';
import type { Identity, RecordName, RecordsRef } from './types.ts';
import { noteIdentity, noteMembers, noteWords } from './vocabulary.ts';

const builderWords: PothosSchemaTypes.SchemaBuilder<GatewayTypes> = SchemaBuilder.prototype;

builderWords.asanaObject = function asanaObject(name, { description, is, fields }) {
  noteIdentity(name, is);
  this.objectType(this.objectRef<Ref<RecordName>>(name), {
    description,
    ...(is === 'record' && { interfaces: ['Node'] as const }),
    isTypeOf: (value) => (value as Ref).type === name,
    fields: () => {
      const t = new AsanaFieldBuilder<typeof name>(this);
      return { ...identityFields(t, name, is), ...fields(t) };
    },
  });
};

builderWords.asanaEnum = function asanaEnum(name, description, words) {
  const values = Object.entries<string>(words).map(([word, meaning]) => [
    enumValueName(word),
    { value: word, description: meaning },
  ]);
  const type = this.enumType(name, { description, values: Object.fromEntries(values) });
  noteWords(type, Object.keys(words));
  return type;
};

builderWords.asanaUnion = function asanaUnion<Names extends RecordName>(
  name: string,
  description: string,
  types: readonly Names[],
) {
  const union = this.unionType<RecordName, unknown>(name, {
    description,
    types: [...types],
    resolveType: ({ type }) => type,
  });
  // Pothos works out what a union holds from names that are written out, not from a parameter.
  const made = union as RecordsRef<RecordName> as RecordsRef<Names>;
  noteMembers(made, types);
  return made;
};

const queryWords: PothosSchemaTypes.QueryFieldBuilder<GatewayTypes, object> = QueryFieldBuilder.prototype;

queryWords.record = function record(kind, description) {
  return this.field({
    type: kind,
    description,
    args: { gid: this.arg.id({ required: true, description: "Asana's id." }) },
    resolve: (_root, { gid }, context, info) => readRecord(kind, checkGid(gid, 'gid'), context, info),
  });
};

queryWords.connection = function connection({ description, ...list }) {
  return this.field({
    type: connectionType(this.builder, list.type),
    description,
    args: pageArguments(this.arg, list.filters),
    resolve: (_root, args, context, info) => readPage(list, null, args, context, info),
  });
};

/** The GraphQL name of one of Asana's words: `dark-pink` becomes `DARK_PINK`. */
export function enumValueName(word: string): string {
  return word.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

/** The `resource_type` word of a type: its name in snake case. */
export function resourceTypeOf(type: string): string {
  return snakeCase(type.charAt(0).toLowerCase() + type.slice(1));
}

function identityFields<Name extends RecordName>(
  t: AsanaFieldBuilder<Name>,
  name: Name,
  is: Identity,
): FieldMap {
  if (is === 'value') return {};
  const gid = t.field({
    type: 'ID',
    nullable: false,
    description: "Asana's own id of this object, a string of digits.",
    resolve: gidOf,
  });
  if (is === 'gid-value') return { gid };
  const id = t.field({
    type: 'ID',
    nullable: false,
    description:
      is === 'record'
        ? 'Global id for `node(id:)` and for caches: type and gid.'
        : 'Global id for caches: type and gid. `node(id:)` does not take it, since Asana has no route to one of these.',
    resolve: (ref) => encodeGlobalId(name, gidOf(ref)),
  });
  if (is === 'untyped') return { id, gid };
  const description = "Asana's word for this type of object.";
  if (is === 'identified') return { id, gid, resourceType: t.text(description) };
  return {
    id,
    gid,
    resourceType: t.string({ nullable: false, description, resolve: () => resourceTypeOf(name) }),
  };
}
