/**
 * The source of src/asana/api/records.ts: what Asana's document says stands under each key of the records that the
 * schema has types for. Pure; knows the document's habits, reads and writes no file.
 */

/** GraphQL type → the schema of what no route answers with; after a dot an inline object of one that has. */
const PARTS = {
  Membership: 'TaskResponse.memberships',
  Like: 'Like',
  Comment: 'StoryResponse',
  CustomType: 'CustomTypeCompact',
  CustomTypeStatusOption: 'CustomTypeStatusOptionCompact',
  CustomField: 'CustomFieldResponse',
  CustomFieldDate: 'CustomFieldResponse.date_value',
  EnumOption: 'EnumOption',
  NamedResource: 'AsanaNamedResource',
  DateVariable: 'DateVariableCompact',
  TemplateRole: 'TemplateRole',
  TaskTemplateRecipe: 'TaskTemplateRecipe',
  TaskTemplateRecipeCompact: 'TaskTemplateRecipeCompact',
  Attachment: 'AttachmentCompact',
  UserPhoto: 'UserResponse.photo',
  Reaction: 'ReactionSummaryItemCompact',
  GraphExport: 'GraphExportCompact',
  ResourceExport: 'ResourceExportCompact',
};

const KINDS = { boolean: 'flag', integer: 'integer', number: 'decimal', string: 'text' };
const KINDS_BY_FORMAT = { date: 'day', 'date-time': 'moment' };

/**
 * The source of records.ts.
 *
 * @param document Asana's OpenAPI document
 * @param routes GraphQL type → the route whose answer is its record
 * @param command what the header tells to run
 */
export function recordTypes(document, routes, command) {
  const { schemas } = document.components;
  const byRoute = Object.entries(routes).map(([type, route]) => [type, schemaOfReply(document, route)]);
  const schemaNames = Object.fromEntries([...byRoute, ...Object.entries(PARTS)]);
  const typesBySchema = new Map(Object.entries(schemaNames).map(([type, schema]) => [schema, type]));
  const look = {
    schemas,
    typeOf: (schema) => typesBySchema.get(schema) ?? typesBySchema.get(`${family(schema)}Response`) ?? schema,
  };

  const records = Object.entries(schemaNames).map(([type, name]) => {
    const [whole, inline] = name.split('.');
    const properties = propertiesOf(look, { $ref: whole });
    const own = inline ? propertiesOf(look, properties[inline]) : properties;
    const keys = Object.entries(own).map(([key, schema]) => {
      const at = `${whole}.${key}`;
      return `    ${key}: ${kindOf(look, schema, typesBySchema.get(at) ?? at)};\n`;
    });
    return `  ${type}: {\n${keys.join('')}  };\n`;
  });
  return `/**
 * What Asana's document says stands under each key of its records: one table, as long as what the schema has types
 * for, generated from openapi.json beside this file. Do not edit; run ${command} instead.
 */

/** A text that is one of these words. */
export interface Word<Words extends string> {
  readonly word: Words;
}

/** A list of plain values. */
export interface List<Value> {
  readonly list: Value;
}

/** An object, by its GraphQL type; where the schema has none for it, by the document's name. */
export interface One<Type extends string> {
  readonly one: Type;
}

/** A list of objects. */
export interface Many<Type extends string> {
  readonly many: Type;
}

/** GraphQL type → Asana's key → what stands there, in the words of the schema's plugin. Any may be absent or null. */
export interface Records {
${records.join('')}}
`;
}

/** Name of the schema of what a GET answers with. */
function schemaOfReply(document, route) {
  const { schema } = document.paths[route].get.responses[200].content['application/json'];
  return nameOf(schema.properties.data);
}

/** What a property holds, as a type. `inline` names it when it is an object that the document describes in place. */
function kindOf(look, schema, inline) {
  const type = keyword(look, schema, 'type');
  if (type === 'array') {
    const items = keyword(look, schema, 'items');
    const item = kindOf(look, items, inline);
    return item.startsWith('One<') ? item.replace('One', 'Many') : `List<${item}>`;
  }
  const words = keyword(look, schema, 'enum');
  if (words)
    return `Word<${words
      .filter((word) => word !== null)
      .map((word) => `'${word}'`)
      .join(' | ')}>`;
  const component = componentOf(schema);
  if (component) return `One<'${look.typeOf(component)}'>`;
  if (type === 'object') return `One<'${inline}'>`;
  const kind = KINDS_BY_FORMAT[keyword(look, schema, 'format')] ?? KINDS[type];
  if (!kind) throw new Error(`${inline} is a ${type}, for which there is no word.`);
  return `'${kind}'`;
}

/** The properties of an object, or of a list's items, through `$ref` and `allOf`. */
function propertiesOf(look, schema) {
  const parts = [schema.$ref && resolved(look, schema), ...(schema.allOf ?? []), schema.items].filter(
    Boolean,
  );
  return Object.assign({}, ...parts.map((part) => propertiesOf(look, part)), schema.properties);
}

/** A property's keyword, wherever it stands. */
function keyword(look, schema, name) {
  if (schema[name] !== undefined) return schema[name];
  const parts = [schema.$ref && resolved(look, schema), ...(schema.allOf ?? [])].filter(Boolean);
  return parts.map((part) => keyword(look, part, name)).find((found) => found !== undefined);
}

/** The component a property refers to; undefined for what is described in place. */
function componentOf(schema) {
  return nameOf(schema) ?? (schema.allOf ?? []).map(componentOf).find((name) => name !== undefined);
}

function nameOf({ $ref }) {
  return $ref?.split('/').at(-1);
}

function resolved({ schemas }, schema) {
  const name = nameOf(schema);
  if (!schemas[name]) throw new Error(`The document has no schema ${name}.`);
  return schemas[name];
}

/** `UserCompact`, `UserBase` and `UserResponse` describe one record more or less fully. */
function family(name) {
  return name.replace(/(BaseResponse|Response|Base|Compact)$/, '');
}
