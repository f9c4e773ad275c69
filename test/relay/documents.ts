/**
 * What Relay's compiler is given: for every connection of a schema a fragment that pages through it, as an
 * application would write it. A connection that is new in the schema is in it by itself.
 */
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A source file for the compiler. */
export interface RelaySource {
  /** Which connection, as `Type.field`. */
  readonly connection: string;
  readonly name: string;
  readonly content: string;
}

/** One source file per connection. */
export function connectionSources(schema: GraphQLSchema): RelaySource[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => /Connection!?$/.test(String(field.type)))
        .map((field) => sourceOf(schema, type, field)),
    );
}

function sourceOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
): RelaySource {
  const module = `${type.name}_${field.name}`.replace(/(?:^|_)(\w)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  const required = field.args.filter(isRequiredArgument);
  const definitions = required.map(({ name, type: input }) => ` ${name}: { type: "${input}" }`).join('');
  const passed = required.map(({ name }) => `, ${name}: $${name}`).join('');
  // A fragment on something else than a node cannot be read again by itself; the compiler then has nothing to page with.
  const refetched = isRefetchable(schema, type) ? `\n    @refetchable(queryName: "${module}Query")` : '';
  const text = `fragment ${module}_list on ${type.name}
    @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }${definitions})${refetched} {
    ${field.name}(first: $count, after: $cursor${passed}) @connection(key: "${module}_${field.name}") {
      edges { node { __typename } }
    }
  }`;
  return {
    connection: `${type.name}.${field.name}`,
    name: `${module}.js`,
    content: `import { graphql } from 'relay-runtime';\n\ngraphql\`${text}\`;\n`,
  };
}

function isRefetchable(schema: GraphQLSchema, type: GraphQLObjectType): boolean {
  return type === schema.getQueryType() || type.getInterfaces().some(({ name }) => name === 'Node');
}
