/**
 * The schema as a subgraph of Federation 2: what Asana serves one by one becomes an entity by its gid. Works on the
 * finished schema and is loaded only when asked for; knows no particular type beyond that list.
 */
import {
  type ConstDirectiveNode,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  Kind,
  parse,
  print,
  printSchema,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { checkGid } from '../asana/api/ids.ts';
import type { RecordKind } from '../asana/api/kinds.ts';
import { badInput } from '../errors.ts';
import { readRecord } from './asana-plugin/read-record.ts';
import type { Ref } from './asana-plugin/ref.ts';
import { plan } from './asana-plugin/selection.ts';
import type { GatewayContext } from './context.ts';
import { readJobRef } from './jobs/job-ref.ts';

/** The types other subgraphs can refer to. */
export const ENTITIES = [
  'Job',
  'Project',
  'Task',
  'ProjectTemplate',
  'TaskTemplate',
  'Portfolio',
  'User',
  'Team',
  'Workspace',
  'Section',
] as const satisfies readonly RecordKind[];

/** What a router calls in the schema it composes from. */
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])';

/** Adds `_service` and `_entities` to a schema. */
export function asSubgraph(schema: GraphQLSchema): GraphQLSchema {
  const sdl = subgraphText(schema);
  const entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'Everything that can be read by its key.',
    types: ENTITIES.map((name) => schema.getType(name) as GraphQLObjectType),
    resolveType: (value) => (value as Ref).type,
  });
  const anything = new GraphQLScalarType({
    name: '_Any',
    description: 'The name of a type with its key, such as `{"__typename": "Project", "gid": "1"}`.',
    parseValue: (value) => value,
    parseLiteral: (node, variables) => literal(node, variables ?? {}),
  });
  const service = new GraphQLObjectType({
    name: '_Service',
    description: 'About this subgraph.',
    fields: {
      sdl: { type: new GraphQLNonNull(GraphQLString), description: 'The schema a router composes from.' },
    },
  });
  const query = schema.getQueryType()?.toConfig();
  if (!query) throw new Error('a subgraph needs a query type');
  return new GraphQLSchema({
    ...schema.toConfig(),
    types: schema.toConfig().types.filter(({ name }) => name !== query.name),
    query: new GraphQLObjectType({
      ...query,
      fields: {
        ...query.fields,
        _service: {
          type: new GraphQLNonNull(service),
          description: 'For the router.',
          resolve: () => ({ sdl }),
        },
        _entities: {
          type: new GraphQLNonNull(new GraphQLList(entity)),
          description: 'For the router: objects by their keys, in the order asked; read together.',
          args: {
            representations: {
              type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(anything))),
              description: 'At most 100, each the name of a type with its key.',
            },
          },
          resolve: (_root, { representations }, context, info) =>
            (representations as unknown[]).map((each) => readEntity(each, context as GatewayContext, info)),
        },
      },
    }),
  });
}

/** The schema as text with its keys, as composition wants it. */
export function subgraphText(schema: GraphQLSchema): string {
  const document = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition(node) {
      const name = node.name.value;
      if (name === 'PageInfo') return { ...node, directives: [directive('shareable')] };
      if (!(ENTITIES as readonly string[]).includes(name)) return undefined;
      return { ...node, directives: [directive('key', { fields: 'gid' })] };
    },
  });
  return `${LINK}\n\n${print(document)}\n`;
}

/** One entity; an error in its place when the representation is wrong. */
async function readEntity(
  representation: unknown,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Ref | null> {
  const { __typename: name, gid } = (representation ?? {}) as { __typename?: unknown; gid?: unknown };
  const kind = ENTITIES.find((each) => each === name);
  if (!kind) {
    throw badInput('A representation takes __typename (one of the entities of this subgraph) and gid.');
  }
  const checked = checkGid(gidText(gid), 'gid');
  return kind === 'Job'
    ? readJobRef(checked, context, plan(info, info.schema.getType(kind)))
    : readRecord(kind, checked, context, info);
}

/** A gid as an `ID` takes it: a string, or a number that is surely exact. */
function gidText(gid: unknown): string {
  if (typeof gid === 'string') return gid;
  if (Number.isSafeInteger(gid)) return String(gid);
  throw badInput(
    Number.isInteger(gid)
      ? `The gid of a representation is the number ${gid}, which is beyond 2^53 − 1 and may have lost digits on its way. Send it as a string.`
      : 'The gid of a representation is a string of digits.',
  );
}

/** What stands in the document; a number as it is written there, digit by digit. */
function literal(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  if (node.kind === Kind.INT) return node.value;
  if (node.kind === Kind.LIST) return node.values.map((each) => literal(each, variables));
  if (node.kind !== Kind.OBJECT) return valueFromASTUntyped(node, variables);
  return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, literal(value, variables)]));
}

function directive(name: string, args: Readonly<Record<string, string>> = {}): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(args).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value: { kind: Kind.STRING, value },
    })),
  };
}
