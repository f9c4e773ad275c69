import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { fieldTree } from '../src/asana/api/fields.ts';
import { RECORD_ROUTES } from '../src/asana/api/kinds.ts';
import { STARTS, type StartRoute } from '../src/asana/api/starts.ts';
import { WRITES, type WriteName, writeOf } from '../src/asana/api/writes.ts';
import { batchBody } from '../src/asana/batch/actions.ts';
import { RECORD_TYPES } from '../src/sandbox/data/record-types.ts';
import { GET_ROUTES } from '../src/sandbox/routes/routes.ts';
import type { SandboxCall } from '../src/sandbox/server.ts';
import { snakeCase } from '../src/schema/asana-plugin/read-field.ts';
import { enumValueName } from '../src/schema/asana-plugin/schema-builder.ts';
import type { AsanaExtension } from '../src/schema/asana-plugin/selection.ts';
import { createSchema } from '../src/schema/index.ts';
import { askForEverything } from './schema/ask-for-everything.ts';
import { LEFT_OUT } from './schema/left-out.ts';
import {
  completeName,
  componentOf,
  isList,
  keyword,
  misfits,
  operationOf,
  problemsOf,
  propertiesOf,
  type Schema,
  schemaOf,
} from './schema/openapi.ts';
import { withSandbox } from './schema/with-sandbox.ts';

/** The schema of the record behind each GraphQL type; after a dot an inline object of it. */
const SCHEMAS: Readonly<Record<string, string>> = {
  Job: 'JobResponse',
  Task: 'TaskResponse',
  Membership: 'TaskResponse.memberships',
  Like: 'Like',
  Comment: 'StoryResponse',
  CustomType: 'CustomTypeCompact',
  CustomTypeStatusOption: 'CustomTypeStatusOptionCompact',
  Project: 'ProjectResponse',
  TaskCounts: 'TaskCountResponse',
  ProjectBrief: 'ProjectBriefResponse',
  ProjectTemplate: 'ProjectTemplateResponse',
  DateVariable: 'DateVariableCompact',
  TemplateRole: 'TemplateRole',
  TaskTemplate: 'TaskTemplateResponse',
  TaskTemplateRecipe: 'TaskTemplateRecipe',
  TaskTemplateRecipeCompact: 'TaskTemplateRecipeCompact',
  Attachment: 'AttachmentCompact',
  Portfolio: 'PortfolioResponse',
  Section: 'SectionResponse',
  Tag: 'TagResponse',
  Team: 'TeamResponse',
  User: 'UserResponse',
  UserPhoto: 'UserResponse.photo',
  Workspace: 'WorkspaceResponse',
  StatusUpdate: 'StatusUpdateResponse',
  Reaction: 'ReactionSummaryItemCompact',
  CustomField: 'CustomFieldResponse',
  CustomFieldDate: 'CustomFieldResponse.date_value',
  EnumOption: 'EnumOption',
  NamedResource: 'AsanaNamedResource',
  GraphExport: 'GraphExportCompact',
  ResourceExport: 'ResourceExportCompact',
  OrganizationExport: 'OrganizationExportResponse',
};

const schema = createSchema();
const gateway = withSandbox({ jobDurationMs: 10 });

type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (type: string): Field[] =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields());

function keysOf(field: Field): string[] {
  const asana = field.extensions.asana as AsanaExtension | undefined;
  switch (asana?.kind) {
    case 'value':
      return Object.keys(asana.needs);
    case 'relation':
      return [asana.key];
    case 'alternatives':
      return Object.values(asana.keys);
    default:
      return [];
  }
}

function propertiesBehind(type: string): Map<string, Schema> {
  const [name, inline] = (SCHEMAS[type] as string).split('.');
  const properties = propertiesOf(schemaOf(name as string));
  return inline ? propertiesOf(properties.get(inline) as Schema) : properties;
}

describe('the types of the schema', () => {
  test('each that is read from Asana is held against a schema of its document', () => {
    const read = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => fieldsOf(name).some((field) => keysOf(field).length > 0))
      .map(({ name }) => name);
    expect(read.sort()).toEqual(Object.keys(SCHEMAS).sort());
  });

  test.each(Object.keys(SCHEMAS))('%s has no field that Asana lacks', (type) => {
    const properties = propertiesBehind(type);
    const unknown = fieldsOf(type).flatMap((field) =>
      keysOf(field)
        .filter((key) => !properties.has(key))
        .map((key) => `${field.name} needs ${key}`),
    );
    expect(unknown).toEqual([]);
  });

  test.each(Object.keys(SCHEMAS))('%s has each field of Asana’s, or says why not', (type) => {
    const fields = fieldsOf(type);
    const held = new Set([
      'gid',
      'resource_type',
      ...fields.flatMap(keysOf),
      ...fields.map(({ name }) => snakeCase(name)),
    ]);
    const missing = [...propertiesBehind(type).keys()].filter((key) => !held.has(key));
    expect(missing.sort()).toEqual(Object.keys(LEFT_OUT[type] ?? {}).sort());
  });

  test('nothing is left out of a type that is not there', () => {
    expect(Object.keys(LEFT_OUT).filter((type) => !(type in SCHEMAS))).toEqual([]);
    for (const reasons of Object.values(LEFT_OUT)) {
      for (const reason of Object.values(reasons)) expect(reason.length).toBeGreaterThan(10);
    }
  });

  test.each(Object.keys(SCHEMAS))('%s has the kinds of value Asana has', (type) => {
    const properties = propertiesBehind(type);
    const wrong = fieldsOf(type).flatMap((field) => {
      const [key, ...more] = keysOf(field);
      const property = properties.get(key ?? '');
      if (!property || more.length > 0 || `${type}.${field.name}` === 'Job.finished') return [];
      return differences(field, property).map((what) => `${field.name}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });
});

const SCALARS: Readonly<Record<string, string>> = { boolean: 'Boolean', integer: 'Int', number: 'Float' };

/** The document calls these numbers; they count things. */
const WHOLE = ['count'];

/** Relations the document types as something else than they are; see the witness. */
const RETYPED: Readonly<Record<string, string>> = { createdBy: 'User', parent: 'StatusUpdateParent' };

function differences(field: Field, property: Schema): string[] {
  const named: GraphQLNamedType = getNamedType(field.type);
  const found: string[] = [];
  const list = isListType(getNullableType(field.type));
  if (list !== isList(property) && !named.name.endsWith('Connection'))
    found.push(list ? 'no list' : 'a list');
  if (isEnumType(named)) {
    const names = named.getValues().map(({ name }) => name);
    const words = (keyword(property, 'enum') ?? []).filter(
      (word): word is string => typeof word === 'string',
    );
    found.push(
      ...words.filter((word) => !names.includes(enumValueName(word))).map((word) => `no value for ${word}`),
    );
  } else if (isObjectType(named) || named.name.startsWith('StatusUpdateParent')) {
    const component = componentOf(property);
    const expected = component ? completeName(component) : null;
    const ours = SCHEMAS[named.name.replace(/Connection$/, '')];
    const inline = expected === null && (ours?.includes('.') || ours === undefined);
    const same = expected !== null && ours !== undefined && completeName(ours) === expected;
    if (!same && !inline && RETYPED[field.name] !== named.name) found.push(`${named.name} for ${expected}`);
  } else {
    const format = keyword(property, 'format');
    const byFormat = format === 'date' ? 'Date' : format === 'date-time' ? 'DateTime' : undefined;
    const scalar =
      byFormat ??
      SCALARS[list ? (property.items?.type ?? '') : (keyword(property, 'type') ?? '')] ??
      'String';
    const isWhole = scalar === 'Float' && named.name === 'Int' && WHOLE.includes(field.name);
    if (scalar !== named.name && !isWhole) found.push(`${named.name} for ${scalar}`);
  }
  return found;
}

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
