/** What clients of a released schema rely on stays: each released `schema.graphql` is kept here and compared. */
import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../src/cli/print-schema.ts';

const FOLDER = new URL('.', import.meta.url);
const releases = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
const present = buildSchema(schemaText());

/** What would break a client written against a released schema, in words. */
function brokenFor(released: string): string[] {
  return findBreakingChanges(buildSchema(released), present).map(({ description }) => description);
}

describe('clients of a released schema', () => {
  test.each(releases)('%s still work', (release) => {
    expect(brokenFor(readFileSync(new URL(release, FOLDER), 'utf8'))).toEqual([]);
  });

  test('would be told of a field that is gone', () => {
    const richer = printSchema(present).replace('type Query {', 'type Query {\n  jobHistory: [Job]');
    expect(brokenFor(richer)).toEqual(['Query.jobHistory was removed.']);
  });
});
