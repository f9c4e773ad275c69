/**
 * What mutations answer with: what came of them, and the caller's mistakes that kept it from coming. And the mutations
 * that change what the gateway keeps itself, found by its id. Knows none of them.
 */
import type { FieldMap, ObjectRef } from '@pothos/core';
import { capitalised } from '../capitalised.ts';
import type { UserError } from '../starts/user-errors.ts';
import { builder } from './builder.ts';
import type { GatewayContext } from './context.ts';
import type { GatewayTypes } from './schema-types.ts';
import { UserErrorRef } from './starts/user-errors.ts';

/** What every payload has. */
export interface WithMistakes {
  readonly userErrors: readonly UserError[];
}

/** How a payload is made. */
export interface PayloadOptions<T extends WithMistakes> {
  readonly fields: (t: PothosSchemaTypes.ObjectFieldBuilder<GatewayTypes, T>) => FieldMap;
  /** What it means that there are mistakes, or none. @default what was wrong */
  readonly userErrors?: string;
}

/** The payload of a mutation. */
export function payloadType<T extends WithMistakes>(
  mutation: string,
  { fields, userErrors = 'What was wrong; empty when nothing was.' }: PayloadOptions<T>,
): ObjectRef<GatewayTypes, T> {
  const payload = builder.objectRef<T>(`${capitalised(mutation)}Payload`);
  builder.objectType(payload, {
    description: `What came of \`${mutation}\`.`,
    fields: (t) => ({
      ...fields(t),
      userErrors: t.field({
        type: [UserErrorRef],
        nullable: { list: false, items: false },
        description: userErrors,
        resolve: (parent: WithMistakes) => [...parent.userErrors],
      }),
    }),
  });
  return payload;
}

/** What came of a change to something the gateway keeps: it as it is now, or null where there is none of this id. */
export interface Changed<T> extends WithMistakes {
  readonly object: T | null;
}

/** What was changed; or, where there is none of this id for this user, that. `noun`: what it would have been. */
export function changed<T>(object: T | null, noun: string): Changed<T> {
  if (object) return { object, userErrors: [] };
  const message = `There is no ${noun} of this id, or it is not yours.`;
  return { object, userErrors: [{ code: 'NOT_FOUND', message, field: ['input', 'id'] }] };
}

/** A mutation that changes something the gateway keeps, by its id. */
export interface OwnMutation<T> {
  readonly description: string;
  /** @default the mutation's */
  readonly inputDescription?: string;
  /** The type whose `id` it takes, and which one that is: `Which list.` */
  readonly idOf: string;
  readonly which: string;
  readonly payload: PayloadOptions<Changed<T>>;
  change(id: string, context: GatewayContext): Promise<Changed<T>>;
}

/** Adds it to the schema. */
export function ownMutation<T>(name: string, options: OwnMutation<T>): void {
  const { description, inputDescription = description, idOf } = options;
  const input = builder.inputType(`${capitalised(name)}Input`, {
    description: inputDescription,
    fields: (t) => ({ id: t.id({ required: true, description: `Value of \`${idOf}.id\`.` }) }),
  });
  const payload = payloadType<Changed<T>>(name, options.payload);
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      description,
      args: { input: t.arg({ type: input, required: true, description: options.which }) },
      resolve: (_root, { input: { id } }, context) => options.change(id, context),
    }),
  );
}
