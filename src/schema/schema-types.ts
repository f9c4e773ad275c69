/**
 * The shapes Pothos checks resolvers against: our context, our scalars, and the objects that Asana's document
 * describes, by name, so that types refer to each other without one file importing another. Types only.
 */
import type { Records } from '../asana/api/records.ts';
import type { Ref } from './asana-plugin/ref.ts';
import type { GatewayContext } from './context.ts';

/** What the builder is told. */
export interface GatewaySchema {
  Context: GatewayContext;
  DefaultFieldNullability: true;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    Date: { Input: string; Output: string };
  };
  Objects: { [Name in keyof Records]: Ref<Name> };
  Interfaces: { Node: { readonly type: string } };
}

/** The same as Pothos completes it. */
export interface GatewayTypes extends PothosSchemaTypes.ExtendDefaultTypes<GatewaySchema> {}
