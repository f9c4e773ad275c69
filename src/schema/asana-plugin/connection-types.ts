/**
 * The types of Relay connections, one family for each type of node, made when a list first needs it. Knows what a
 * page holds, not how it is read.
 */
import type { ArgBuilder, InputFieldMap, ObjectRef } from '@pothos/core';
import type { GatewayTypes } from '../schema-types.ts';
import { CONNECTION_PAGE, type Filter, type ListRoute, type Page } from './connection.ts';
import { inPlace, type Ref } from './ref.ts';
import type { RecordName, Target } from './types.ts';

/** A list endpoint as a field shows it. */
export interface ListOptions extends ListRoute {
  readonly description: string;
}

type Builder = PothosSchemaTypes.SchemaBuilder<GatewayTypes>;

interface Edge {
  readonly node: Ref<RecordName> | Error | null;
  readonly cursor: string | null;
}

const made = new WeakMap<Builder, Map<string, ObjectRef<GatewayTypes, Page>>>();

/** The connection type of a node type. */
export function connectionType(builder: Builder, node: Target<RecordName>): ObjectRef<GatewayTypes, Page> {
  const types = typesOf(builder);
  const type = nameOf(node);
  const known = types.get(type);
  if (known) return known;
  const page = builder.objectRef<Page>(`${type}Connection`);
  types.set(type, page);
  const edge = builder.objectRef<Edge>(`${type}Edge`);
  builder.objectType(edge, {
    description: `One ${type} of a page.`,
    fields: (t) => ({
      cursor: t.string({
        description:
          'Where the next page begins. Asana gives one per page: null but on the last edge of a page.',
        resolve: ({ cursor }) => cursor,
      }),
      node: t.field({
        type: node,
        description: 'The object itself.',
        asana: HERE,
        resolve: ({ node }) => inPlace(node),
      }),
    }),
  });
  builder.objectType(page, {
    description: `A page of ${type}s.`,
    fields: (t) => ({
      nodes: t.field({
        type: [node],
        nullable: { list: false, items: true },
        description: 'The objects of this page.',
        asana: HERE,
        resolve: ({ nodes }) => inPlace(nodes),
      }),
      edges: t.field({
        type: [edge],
        nullable: { list: false, items: false },
        description: 'The objects of this page with their cursors.',
        asana: HERE,
        resolve: ({ nodes, endCursor }) =>
          nodes.map((node, index) => ({ node, cursor: index === nodes.length - 1 ? endCursor : null })),
      }),
      pageInfo: t.field({
        type: pageInfo(builder),
        nullable: false,
        description: 'Whether there is more, and where it begins.',
        resolve: (page) => page,
      }),
    }),
  });
  return page;
}

/** The arguments of a list: what must be given, how far to read, what to leave out. */
export function pageArguments(
  arg: ArgBuilder<GatewayTypes>,
  filters: ListRoute['filters'] = {},
): InputFieldMap {
  const argument = ([name, { type, description, required = false }]: [string, Filter]) =>
    [name, arg({ type, description, required })] as const;
  const all = Object.entries(filters);
  return {
    ...Object.fromEntries(all.filter(([, { required }]) => required).map(argument)),
    first: arg.int({ description: 'How many at most, 1 to 100.', defaultValue: CONNECTION_PAGE }),
    after: arg.string({
      description: '`endCursor` of the page before. Asana lets cursors expire.',
    }),
    ...Object.fromEntries(all.filter(([, { required }]) => !required).map(argument)),
  };
}

/** The name of a type that is referred to by name or as what made it. */
export function nameOf(type: string | { readonly name: string }): string {
  return typeof type === 'string' ? type : type.name;
}

const HERE = { kind: 'here' } as const;

function typesOf(builder: Builder): Map<string, ObjectRef<GatewayTypes, Page>> {
  const types = made.get(builder) ?? new Map();
  made.set(builder, types);
  return types;
}

/** The type that says whether a page is followed by another. */
export function pageInfo(builder: Builder): ObjectRef<GatewayTypes, Page> {
  const types = typesOf(builder);
  const known = types.get('PageInfo');
  if (known) return known;
  const ref = builder.objectRef<Page>('PageInfo');
  types.set('PageInfo', ref);
  builder.objectType(ref, {
    description: 'About one page of a connection, as Relay defines it.',
    fields: (t) => ({
      hasNextPage: t.boolean({
        nullable: false,
        description: 'Whether another page follows.',
        resolve: ({ endCursor }) => endCursor !== null,
      }),
      hasPreviousPage: t.boolean({
        nullable: false,
        description: 'Always false: lists go forward only.',
        resolve: () => false,
      }),
      startCursor: t.string({
        description: 'Cursor of the first edge: null unless the page has one edge and another page follows.',
        resolve: ({ nodes, endCursor }) => (nodes.length === 1 ? endCursor : null),
      }),
      endCursor: t.string({
        description: 'Pass it as `after` for the next page; null on the last page.',
        resolve: ({ endCursor }) => endCursor,
      }),
    }),
  });
  return ref;
}
