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
import { describe, expect, test } from 'vitest';
import { snakeCase } from '../src/schema/asana-plugin/read-field.ts';
import { enumValueName } from '../src/schema/asana-plugin/schema-builder.ts';
import type { AsanaExtension } from '../src/schema/asana-plugin/selection.ts';
import { createSchema } from '../src/schema/index.ts';
import { LEFT_OUT } from './schema/left-out.ts';
import {
  completeName,
  componentOf,
  isList,
  keyword,
  propertiesOf,
  type Schema,
  schemaOf,
} from './schema/openapi.ts';

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
