import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RECORD_ROUTES } from '../../../src/asana/api/kinds.ts';
import { NEW_KEYS, STARTS, type StartRoute } from '../../../src/asana/api/starts.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string; readonly $ref?: string }[];
  readonly requestBody?: {
    content: { 'application/json': { schema: { properties: { data: { $ref: string } } } } };
  };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { properties: Record<string, unknown> }>>;
  };
}

const document = JSON.parse(
  readFileSync(new URL('../../../src/asana/api/openapi.json', import.meta.url), 'utf8'),
) as Document;

/** An operation by a route of ours, whatever Asana calls the id in it. */
function operation(route: string, method: string): Operation | undefined {
  const path = Object.keys(document.paths).find((each) => each.replace(/\{[a-z_]+\}/, '{gid}') === route);
  return path === undefined ? undefined : document.paths[path]?.[method];
}

describe("Asana's document", () => {
  test.each(Object.entries(RECORD_ROUTES))('has the GET of a %s', (_kind, route) => {
    const parameters = operation(route, 'get')?.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toContain('opt_fields');
  });

  test.each<[string, StartRoute]>(Object.entries(STARTS))(
    'has the start %s as the table says',
    (_name, start) => {
      const found = operation(start.path, 'post');
      expect(found?.operationId).toBe(start.operationId);
      const body = found?.requestBody?.content['application/json'].schema.properties.data.$ref;
      expect(body).toBe(`#/components/schemas/${start.bodySchema}`);
      expect((found?.parameters ?? []).some(({ name }) => name === 'opt_fields')).toBe(start.acceptsFields);
    },
  );

  test('knows the same results of a job', () => {
    const properties = Object.keys(document.components.schemas.JobCompact?.properties ?? {});
    expect(properties.filter((name) => name.startsWith('new_')).toSorted()).toEqual([...NEW_KEYS].toSorted());
  });
});
