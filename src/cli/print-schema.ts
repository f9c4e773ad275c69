/**
 * The command `print-schema`: the schema as GraphQL text, what `schema.graphql` holds.
 */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { parseConfig } from '../config.ts';
import { createSchema } from '../schema/index.ts';
import { say } from './output.ts';

/** `print-schema`: writes the schema to standard output. */
export async function runPrintSchema(argv: readonly string[]): Promise<void> {
  parseConfig({ env: {}, argv });
  await say(schemaText());
}

/** The schema as `schema.graphql` holds it, in alphabetical order. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
