import { beforeAll, describe, expect, test } from 'vitest';
import { fieldTree } from '../src/asana/api/fields.ts';
import { RECORD_ROUTES } from '../src/asana/api/kinds.ts';
import { STARTS, type StartRoute } from '../src/asana/api/starts.ts';
import { WRITES, type WriteName, writeOf } from '../src/asana/api/writes.ts';
import { batchBody } from '../src/asana/batch/actions.ts';
import { RECORD_TYPES } from '../src/sandbox/data/record-types.ts';
import { GET_ROUTES } from '../src/sandbox/routes/routes.ts';
import type { SandboxCall } from '../src/sandbox/server.ts';
import { askForEverything } from './schema/ask-for-everything.ts';
import {
  completeName,
  componentOf,
  misfits,
  operationOf,
  problemsOf,
  propertiesOf,
  type Schema,
  schemaOf,
} from './schema/openapi.ts';
import { withSandbox } from './schema/with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 10 });

describe('what the gateway sends', () => {
  const calls: SandboxCall[] = [];
  const failures: string[] = [];

  beforeAll(async () => {
    const kinds = await askForEverything(gateway, async (source, variables) => {
      const result = await gateway.run(source, variables);
      calls.push(...gateway.sandbox.calls);
      failures.push(...result.errors.map(({ path, message }) => `${path}: ${message}`));
      return result;
    });
    expect(kinds.sort()).toEqual(Object.keys(RECORD_ROUTES).sort());
  });

  test('was all answered', () => {
    expect(failures).toEqual([]);
    expect(calls.length).toBeGreaterThan(50);
  });

  test('stands in Asana’s document: route, method, parameter, body key and field', () => {
    expect([...new Set(calls.flatMap(problemsOf))]).toEqual([]);
  });

  test('covers every route of the tables', () => {
    const sent = new Set(calls.map(({ method, path }) => `${method} ${operationOf(method, path)?.route}`));
    const routes = [
      ...Object.values(RECORD_ROUTES).map((route) => `GET ${route}`),
      ...Object.values(STARTS).map(({ path }) => `POST ${path}`),
      ...Object.values(WRITES).map(({ method, path }) => `${method} ${path}`),
      'POST /batch',
    ];
    expect(routes.filter((route) => !sent.has(route))).toEqual([]);
  });

  test('each start has the body schema and the opt_fields its table says', () => {
    for (const start of Object.values(STARTS) as StartRoute[]) {
      const operation = operationOf('POST', start.path);
      expect(operation?.body && componentOf(operation.body)).toBe(start.bodySchema);
      expect(operation?.query.some(({ name }) => name === 'opt_fields')).toBe(start.acceptsFields);
    }
  });

  test('covers every key of every body that the table of writes has', () => {
    const sent = new Set(
      calls.flatMap(({ method, path, body }) =>
        Object.keys(body ?? {}).map((key) => `${method} ${operationOf(method, path)?.route} ${key}`),
      ),
    );
    const keys = (Object.keys(WRITES) as WriteName[]).flatMap((name) => {
      const { method, path, input } = writeOf(name);
      return Object.values(input)
        .filter((field) => field.in === undefined)
        .map(({ key }) => `${method} ${path} ${key}`);
    });
    expect(keys.filter((key) => !sent.has(key))).toEqual([]);
  });

  test('a batch has the shape Asana wants', () => {
    const action = {
      path: '/tasks/1/subtasks',
      route: '/tasks/{gid}/subtasks',
      params: { completed_since: 'now' },
      fields: fieldTree(['name']),
      limit: 5,
    };
    const { data } = JSON.parse(batchBody([action]));
    expect(misfits(data, operationOf('POST', '/batch')?.body as Schema, 'batch body', true)).toEqual([]);
  });

  test('the witness notices what is wrong', () => {
    const call = { method: 'GET', path: '/tasks/1', query: {}, fields: [] };
    expect(problemsOf({ ...call, path: '/epics/1' })).toEqual(['no operation GET /epics/1']);
    expect(problemsOf({ ...call, query: { archived: 'true' } })).toEqual([
      'GET /tasks/{gid}: no parameter archived',
    ]);
    expect(problemsOf({ ...call, fields: ['name', 'assignee.name', 'assignee.shoe_size'] })).toEqual([
      'GET /tasks/{gid}: no field assignee.shoe_size',
    ]);
    const post = { ...call, method: 'POST', path: '/projects/1/duplicate', body: { nom: 'x' } };
    expect(problemsOf(post)).toEqual(
      ['POST /projects/{gid} body: name is missing', 'POST /projects/{gid} body: no key nom'].map((text) =>
        text.replace('{gid}', '{gid}/duplicate'),
      ),
    );
  });
});

/** The stand-in's words for types that have another name in the document. */
const SANDBOX_SCHEMAS: Readonly<Record<string, string>> = {
  export_request: 'ResourceExportCompact',
  task_counts: 'TaskCountResponse',
  task_membership: 'TaskResponse.memberships',
  task_reference: 'TaskResponse',
  external: 'TaskResponse.external',
  photo: 'UserResponse.photo',
  recipe: 'TaskTemplateRecipe',
  recipe_compact: 'TaskTemplateRecipeCompact',
  date_value: 'CustomFieldResponse.date_value',
  reference: 'AsanaNamedResource',
};

describe('the sandbox', () => {
  test.each(Object.keys(GET_ROUTES))('GET %s stands in Asana’s document', (route) => {
    expect(operationOf('GET', route)?.route).toBe(route);
  });

  test.each(Object.keys(RECORD_TYPES))('its %s has no field that Asana lacks', (word) => {
    const camel = word.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const [name, inline] = (SANDBOX_SCHEMAS[word] ?? completeName(`${camel}Compact`)).split('.');
    const whole = propertiesOf(schemaOf(name as string));
    const properties = inline ? propertiesOf(whole.get(inline) as Schema) : whole;
    const fields = [...(RECORD_TYPES[word]?.fields.keys() ?? [])];
    expect(fields.filter((field) => !properties.has(field))).toEqual([]);
  });

  test('its replies are what the document promises', async () => {
    const { gids, sandbox } = gateway;
    const { url, tokens, store } = sandbox;
    const paths = [
      ...[
        `/tasks/${gids.tasks.first}`,
        `/tasks/${gids.tasks.approval}`,
        `/tasks/${gids.tasks.first}/subtasks?limit=2`,
      ],
      ...[`/projects/${gids.projects.launch}`, `/projects/${gids.projects.archived}`],
      ...[
        `/projects/${gids.projects.launch}/tasks?limit=2`,
        `/projects/${gids.projects.launch}/sections?limit=2`,
      ],
      ...[`/portfolios/${gids.portfolios.company}`, `/portfolios/${gids.portfolios.company}/items?limit=5`],
      ...[
        `/project_templates/${gids.projectTemplates.campaign}`,
        `/task_templates/${gids.taskTemplates.photoShoot}`,
      ],
      ...[
        `/sections/${gids.sections.doing}`,
        `/teams/${gids.teams.marketing}`,
        `/users/me`,
        `/tags/${gids.tags.urgent}`,
      ],
      ...[`/workspaces/${gids.organization}`, '/workspaces', `/status_updates/${gids.statusUpdates.launch}`],
      ...[`/project_briefs/${gids.projectBriefs.launch}`, `/jobs/${store.all('job')[0]?.gid}`],
      `/projects/${gids.projects.launch}/task_counts?opt_fields=num_tasks`,
      `/organization_exports/${store.all('organization_export')[0]?.gid}`,
    ];
    const problems: string[] = [];
    for (const path of paths) {
      const reply = await fetch(url + path, { headers: { authorization: `Bearer ${tokens.ada}` } });
      const { data } = (await reply.json()) as { data: unknown };
      const operation = operationOf('GET', path.split('?')[0] as string);
      expect(reply.status).toBe(200);
      problems.push(...misfits(data, operation?.reply as Schema, operation?.route as string));
    }
    expect(problems).toEqual([]);
  });
});
