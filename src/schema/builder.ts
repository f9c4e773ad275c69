/**
 * The Pothos builder every type file writes to, with the scalars. Knows the names of our object types, so that
 * types refer to each other by name and no file has to import another one.
 */
import SchemaBuilder from '@pothos/core';
import { GraphQLError } from 'graphql';
import { badInput } from '../errors.ts';
import { ASANA } from './asana-plugin/index.ts';
import { isDay, momentInUtc } from './dates.ts';
import type { GatewaySchema } from './schema-types.ts';

/** The one schema builder. */
export const builder = new SchemaBuilder<GatewaySchema>({ plugins: [ASANA] });

builder.queryType({ description: 'Everything that can be read.' });
builder.mutationType({
  description:
    'The starts, each of which begins a long process at Asana and answers with its job; and the writes, which answer with what they changed or made.',
});
builder.subscriptionType({ description: 'Jobs, watched until they have finished.' });

builder.scalarType('DateTime', {
  description: 'A moment in ISO 8601, such as `2026-03-01T09:30:00.000Z`. Asana is sent it in UTC.',
  serialize: String,
  parseValue: (value) => {
    const moment = typeof value === 'string' ? momentInUtc(value) : null;
    if (moment !== null) return moment;
    throw inputError(`${show(value)} is not a moment; write one like 2026-03-01T09:30:00Z.`);
  },
});

builder.scalarType('Date', {
  description: 'A day, such as `2026-03-01`.',
  serialize: String,
  parseValue: (value) => {
    if (typeof value === 'string' && isDay(value)) return value;
    throw inputError(`${show(value)} is not a day; write one like 2026-03-01.`);
  },
});

function inputError(message: string): GraphQLError {
  const error = badInput(message);
  return new GraphQLError(message, { extensions: error.extensions, originalError: error });
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
