/** Fields of input objects that are made from a table. Knows no table. */
import type { InputFieldBuilder, InputFieldRef, InputTypeParam } from '@pothos/core';
import type { GatewayTypes } from './schema-types.ts';

/** A field of an input object, as tables have it: the type by its GraphQL name, in brackets for a list. */
export interface InputFieldSpec {
  readonly type: string | readonly [string];
  readonly required?: boolean;
  readonly description: string;
  readonly deprecationReason?: string;
}

/** The field that a table describes. */
export function inputField(
  t: InputFieldBuilder<GatewayTypes, 'InputObject'>,
  { type, required = false, description, deprecationReason }: InputFieldSpec,
): InputFieldRef<GatewayTypes, unknown> {
  return t.field({
    // The tables know no Pothos. A name that is no input type's fails when the schema is built.
    type: type as InputTypeParam<GatewayTypes>,
    required,
    description,
    ...(deprecationReason && { deprecationReason }),
  });
}
