/** Asana's OpenAPI document, as a witness: which routes, parameters, body keys and fields there are. */
import { readFileSync } from 'node:fs';
import type { SandboxCall } from '../../src/sandbox/server.ts';

/** A schema of the document, as far as it is looked into. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly readOnly?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
type PathItem = Readonly<Record<string, Operation>> & { readonly parameters?: readonly Parameter[] };

const file = new URL('../../src/asana/api/openapi.json', import.meta.url);
const document = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
};

/** Where a relation leads that the document types too narrowly, by schema and property, or by route. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  // Typed as a bare gid; it is a user all the same.
  'TaskCompact.created_by': ['UserResponse'],
  // Typed as a project; by its subtype it may be a portfolio.
  'StatusUpdateBase.parent': ['ProjectResponse', 'PortfolioResponse'],
  'StatusUpdateResponse.parent': ['ProjectResponse', 'PortfolioResponse'],
  // Typed as projects; portfolios can be nested.
  '/portfolios/{gid}/items': ['ProjectResponse', 'PortfolioResponse'],
  // Typed as anything with a name; these are the types the gateway looks for.
  '/workspaces/{gid}/typeahead': [
    ...['ProjectResponse', 'ProjectTemplateResponse', 'UserResponse', 'TeamResponse'],
    ...['PortfolioResponse', 'TaskResponse', 'TagResponse'],
  ],
};

/** These have a namesake that is something else: the reply of a start. */
const COMPLETE_AS_COMPACT = ['GraphExportCompact', 'ResourceExportCompact'];

/** A schema by its name. */
export function schemaOf(name: string): Schema {
  const schema = document.components.schemas[name];
  if (!schema) throw new Error(`The OpenAPI document has no schema ${name}`);
  return schema;
}

/** The whole record a compact one stands for: `UserCompact` → `UserResponse`. */
export function completeName(name: string): string {
  if (COMPLETE_AS_COMPACT.includes(name)) return name;
  const family = name.replace(/(BaseResponse|Response|Base|Compact)$/, '');
  const { schemas } = document.components;
  return [`${family}Response`, family].find((candidate) => candidate in schemas) ?? name;
}

/** The component a property (or its items) refers to, or null for an inline one. */
export function componentOf(schema: Schema): string | null {
  if (schema.$ref) return schema.$ref.split('/').at(-1) as string;
  for (const part of schema.allOf ?? []) {
    const name = componentOf(part);
    if (name) return name;
  }
  return schema.items ? componentOf(schema.items) : null;
}

/** Whether a property is a list. */
export function isList(schema: Schema): boolean {
  if (schema.$ref) return isList(schemaOf(schema.$ref.split('/').at(-1) as string));
  return schema.type === 'array' || (schema.allOf ?? []).some(isList);
}

/** A property's keyword, wherever it stands. */
export function keyword<K extends 'type' | 'format' | 'enum' | 'nullable' | 'readOnly'>(
  schema: Schema,
  name: K,
): Schema[K] | undefined {
  if (schema[name] !== undefined) return schema[name];
  if (schema.$ref) return keyword(schemaOf(schema.$ref.split('/').at(-1) as string), name);
  for (const part of schema.allOf ?? []) {
    const found = keyword(part, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The properties of an object, or of a list's items, through `$ref` and `allOf`. */
export function propertiesOf(schema: Schema): Map<string, Schema> {
  if (schema.$ref) return propertiesOf(schemaOf(schema.$ref.split('/').at(-1) as string));
  const found = new Map<string, Schema>();
  for (const part of schema.allOf ?? []) {
    for (const [name, property] of propertiesOf(part)) found.set(name, property);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) found.set(name, property);
  if (schema.items) for (const [name, property] of propertiesOf(schema.items)) found.set(name, property);
  return found;
}

/** The operation behind a call, with the document's own spelling of its path. */
export function operationOf(method: string, path: string) {
  const wanted = path.split('/');
  for (const [route, item] of Object.entries(document.paths)) {
    const segments = route.split('/');
    const fits =
      segments.length === wanted.length &&
      segments.every((segment, index) => segment.startsWith('{') || segment === wanted[index]);
    const operation = item[method.toLowerCase()];
    if (!fits || !operation) continue;
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
      parameter.$ref
        ? (document.components.parameters[parameter.$ref.split('/').at(-1) as string] as Parameter)
        : parameter,
    );
    const reply = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
    return {
      operationId: operation.operationId,
      route: route.replace(/\{\w+\}/, '{gid}'),
      query: parameters.filter(({ in: place }) => place === 'query'),
      body: operation.requestBody?.content?.['application/json'].schema.properties?.data,
      reply: reply?.content?.['application/json'].schema.properties?.data,
    };
  }
  return null;
}

/** What is wrong with a call; empty when all of it stands in the document. */
export function problemsOf(
  call: Pick<SandboxCall, 'method' | 'path' | 'query' | 'fields' | 'body'>,
): string[] {
  const operation = operationOf(call.method, call.path);
  if (!operation) return [`no operation ${call.method} ${call.path}`];
  const name = `${call.method} ${operation.route}`;
  const problems: string[] = [];
  const known = operation.query.map((parameter) => parameter.name);
  const sent = Object.keys(call.query);
  for (const key of sent) if (!known.includes(key)) problems.push(`${name}: no parameter ${key}`);
  for (const parameter of operation.query) {
    if (parameter.required && !sent.includes(parameter.name)) {
      problems.push(`${name}: parameter ${parameter.name} is missing`);
    }
  }
  if (call.fields.length > 0 && !known.includes('opt_fields')) problems.push(`${name}: takes no opt_fields`);
  const wider = WIDER[operation.route];
  const starts = wider?.map(schemaOf) ?? (operation.reply ? [complete(operation.reply)] : []);
  for (const path of call.fields) {
    if (!starts.some((schema) => hasPath(schema, path.split('.'))))
      problems.push(`${name}: no field ${path}`);
  }
  if (call.body !== undefined) {
    if (operation.body) problems.push(...misfits(call.body, operation.body, `${name} body`, true));
    else problems.push(`${name}: takes no body`);
  }
  return problems;
}

/** Whether a dotted field path exists, relations being whole records. */
export function hasPath(schema: Schema, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined || ((key === 'gid' || key === 'resource_type') && rest.length === 0)) return true;
  const property = propertiesOf(schema).get(key);
  if (!property) return false;
  const owner = ownersOf(schema).find((name) => `${name}.${key}` in WIDER);
  const targets = owner ? (WIDER[`${owner}.${key}`] ?? []).map(schemaOf) : [complete(property)];
  return targets.some((target) => hasPath(target, rest));
}

/** In what way a value differs from its schema: unknown keys, wrong kinds, words that are no option. */
export function misfits(value: unknown, schema: Schema, at: string, strict = false): string[] {
  if (value === null || value === undefined) return [];
  const type = keyword(schema, 'type');
  if (isList(schema)) {
    if (!Array.isArray(value)) return [`${at}: ${typeof value} for a list`];
    const items = schema.items ?? schemaWithItems(schema)?.items ?? {};
    return value.flatMap((item, index) => misfits(item, items, `${at}.${index}`, strict));
  }
  if (typeof value === 'object') {
    const properties = propertiesOf(schema);
    if (properties.size === 0 && type === 'object') return [];
    if (properties.size === 0 || Array.isArray(value)) return [`${at}: an object for ${String(type)}`];
    const missing = strict ? requiredOf(schema).filter((key) => !(key in value)) : [];
    return [
      ...missing.map((key) => `${at}: ${key} is missing`),
      ...Object.entries(value).flatMap(([key, part]) => {
        const property = properties.get(key) ?? wholeProperty(schema, key);
        return property ? misfits(part, property, `${at}.${key}`, strict) : [`${at}: no key ${key}`];
      }),
    ];
  }
  if (type === 'array' || (type === 'object' && propertiesOf(schema).size > 0))
    return [`${at}: ${typeof value} for ${type}`];
  const kind = type === 'integer' ? 'number' : type;
  const words = keyword(schema, 'enum');
  if (words && at.includes('body') && !words.includes(value as string))
    return [`${at}: no option ${String(value)}`];
  return kind === undefined || kind === 'object' || typeof value === kind
    ? []
    : [`${at}: ${typeof value} for ${kind}`];
}

/** A property of the whole record, where a compact one was found with more than its compact fields. */
function wholeProperty(schema: Schema, key: string): Schema | undefined {
  return propertiesOf(complete(schema)).get(key);
}

function complete(schema: Schema): Schema {
  const name = componentOf(schema);
  return name ? schemaOf(completeName(name)) : (schema.items ?? schema);
}

function schemaWithItems(schema: Schema): Schema | undefined {
  if (schema.items) return schema;
  if (schema.$ref) return schemaWithItems(schemaOf(schema.$ref.split('/').at(-1) as string));
  return (schema.allOf ?? []).map(schemaWithItems).find((part) => part !== undefined);
}

/** The keys an object must have. */
export function requiredOf(schema: Schema): string[] {
  if (schema.$ref) return requiredOf(schemaOf(schema.$ref.split('/').at(-1) as string));
  return [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap(requiredOf)];
}

/** The components a schema is made of, itself included. */
function ownersOf(schema: Schema): string[] {
  const named = Object.entries(document.components.schemas).find(([, known]) => known === schema)?.[0];
  const parts = schema.$ref
    ? ownersOf(schemaOf(schema.$ref.split('/').at(-1) as string))
    : (schema.allOf ?? []).flatMap(ownersOf);
  return [...(named ? [named] : []), ...parts];
}
