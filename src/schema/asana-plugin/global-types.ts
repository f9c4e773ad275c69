/** Makes the words of the plugin known to the types of Pothos. Types only. */
import type { FieldMap, FieldNullability, InputFieldMap, SchemaTypes, TypeParam } from '@pothos/core';
import type { RecordKind } from '../../asana/api/kinds.ts';
import type { ListOptions } from './connection-types.ts';
import type { AsanaFieldBuilder } from './field-builder.ts';
import type { AsanaPlugin } from './plugin.ts';
import type { AsanaFieldMaker } from './read-field.ts';
import type { AsanaExtension } from './selection.ts';
import type { Documented, IdentityOf, RecordName, RecordsRef, WordsRef } from './types.ts';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      asana: AsanaPlugin<Types>;
    }

    export interface SchemaBuilder<Types extends SchemaTypes> {
      /** An object of Asana's: its fields are held against the document's record of that name. */
      asanaObject<Name extends RecordName, Fields extends FieldMap>(
        name: Name,
        options: {
          readonly description: string;
          readonly is: IdentityOf<Name>;
          readonly fields: (t: AsanaFieldBuilder<Name>) => Fields & Documented<Name, Fields>;
        },
      ): void;

      /** An enum of Asana's words, each with what it means: `dark-pink` becomes `DARK_PINK`. */
      asanaEnum<Words extends string>(
        name: string,
        description: string,
        words: Readonly<Record<Words, string>>,
      ): WordsRef<Words>;

      /** A union of Asana's objects. */
      asanaUnion<Names extends RecordName>(
        name: string,
        description: string,
        types: readonly Names[],
      ): RecordsRef<Names>;
    }

    export interface QueryFieldBuilder<Types extends SchemaTypes, ParentShape> {
      /** One record by its gid; null when there is none, or the token may not see it. */
      record(kind: RecordKind, description: string): FieldRef<Types>;

      /** A page of a list that hangs on no object. */
      connection(list: ListOptions): FieldRef<Types>;
    }

    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** What the field needs of the record it stands on; where it reads by its own key, the whole of how it reads. */
      asana?: AsanaExtension | AsanaFieldMaker;
    }
  }
}
