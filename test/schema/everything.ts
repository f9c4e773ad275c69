/** Selections of all there is below a type, to some depth: every field, every connection with all its arguments. */
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** What a selection is made with. */
export interface EverythingOptions {
  /** How many levels of objects. */
  readonly depth: number;
  /** gid of an organization, for fields that look in one. */
  readonly organization: string;
}

/** A selection set with every field of a type. */
export function everything(schema: GraphQLSchema, typeName: string, options: EverythingOptions): string {
  const type = schema.getType(typeName);
  if (!type) throw new Error(`no type ${typeName}`);
  return selectionOf(schema, type, options) ?? '{ __typename }';
}

function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  options: EverythingOptions,
): string | null {
  if (isUnionType(type)) {
    const parts = type
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(schema, member, options)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return null;
  const fields = Object.values(type.getFields()).flatMap(({ name, type: fieldType, args }) => {
    const named = getNamedType(fieldType);
    // Aliases, for fields of one name may differ between the members of a union.
    const head = `${type.name}_${name}: ${name}${argumentsOf(args, options)}`;
    if (isLeafType(named)) return [head];
    const isPage = /(Connection|Edge)$/.test(named.name) || named.name === 'PageInfo';
    if (options.depth === 0 && !isPage) return [];
    if (options.depth === 0 && named.name.endsWith('Connection')) return [];
    const below = selectionOf(schema, named, {
      ...options,
      depth: isPage ? options.depth : options.depth - 1,
    });
    return below ? [`${head} ${below}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

function argumentsOf(args: readonly GraphQLArgument[], { organization }: EverythingOptions): string {
  const given = args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (name === 'after') return [];
    if (name === 'first') return ['first: 2'];
    if (name === 'organizationGid') return [`organizationGid: "${organization}"`];
    if (name === 'query') return ['query: "a"'];
    if (named.name === 'Boolean') return [`${name}: false`];
    if (named.name === 'DateTime') return [`${name}: "2026-01-01T00:00:00Z"`];
    return isEnumType(named) ? [`${name}: ${named.getValues()[0]?.name}`] : [];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}
