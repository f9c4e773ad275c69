/**
 * Relay connections over Asana's list endpoints, forward only: a cursor is Asana's own opaque offset, so only a
 * page's last edge has one. Knows no particular list; `types/` names path, type and filters.
 */

import type { GraphQLResolveInfo } from 'graphql';
import { fillPath } from '../../asana/api/ids.ts';
import type { AsanaRecord, LoadedList } from '../../asana/reader.ts';
import { badInput, GatewayError, isGatewayError } from '../../errors.ts';
import { builder } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import type { ArgumentSpec, FieldSpec } from './define.ts';
import { kindOf, nestedRefs } from './nested.ts';
import { gidForPath, type Ref, readKey, refOfLoaded } from './ref.ts';
import { plan } from './selection.ts';

/** One page, as the connection types resolve it. Its first edge has a cursor only where it is the last as well. */
export interface Page {
  /** An object, null for one of a kind this schema does not have, or why it cannot be shown. */
  readonly nodes: readonly (Ref | Error | null)[];
  /** Asana's offset of the next page, or null on the last. */
  readonly endCursor: string | null;
}

/** A list endpoint of Asana's. */
export interface ListSpec {
  readonly type: string;
  readonly description: string;
  /** Route with `{gid}` for the parent's gid, or without. */
  readonly route: string;
  /** Fixed parameters; `{gid}` in a value stands for the parent's gid. */
  readonly params?: Readonly<Record<string, string>>;
  /** GraphQL arguments that become query parameters. */
  readonly filters?: Readonly<Record<string, Filter>>;
  /** Whether a fixed parameter is one of the caller's values. @default false */
  readonly fromCaller?: boolean;
}

/** A filter argument and the parameter it becomes. */
export interface Filter extends ArgumentSpec {
  readonly param: string;
}

const PAGE_ARGUMENTS: Readonly<Record<string, ArgumentSpec>> = {
  first: { type: 'Int', description: 'How many at most, 1 to 100.', defaultValue: 50 },
  after: { type: 'String', description: '`endCursor` of the page before. Asana lets cursors expire.' },
};

/** A field that is a connection over a list endpoint. */
export function connection(list: ListSpec): FieldSpec {
  return {
    type: connectionType(list.type),
    description: list.description,
    args: { ...PAGE_ARGUMENTS, ...list.filters },
    resolve: (ref, args, context, info) => readPage(list, gidForPath(ref), args, context, info),
  };
}

/** Reads one page of a list endpoint. `gid` is null for lists that hang on nothing. */
export async function readPage(
  list: ListSpec,
  gid: string | null,
  args: Readonly<Record<string, unknown>>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Page> {
  const limit = pageSize(args.first);
  const after = typeof args.after === 'string' ? args.after : undefined;
  if (after === '') throw emptyCursor();
  const fields = plan(info);
  const params: Record<string, string> = {};
  let fromCaller = list.fromCaller === true || after !== undefined;
  for (const [name, template] of Object.entries(list.params ?? {})) {
    params[name] = gid === null ? template : template.replace('{gid}', gid);
  }
  for (const [name, filter] of Object.entries(list.filters ?? {})) {
    const value = args[name];
    if (value === undefined || value === null) continue;
    params[filter.param] = String(value);
    fromCaller = true;
  }
  const loaded = await context.reader
    .list({
      route: list.route,
      path: gid === null ? list.route : fillPath(list.route, gid),
      params,
      fields,
      limit,
      fromCaller,
      ...(after !== undefined && { offset: after }),
    })
    .catch((error: unknown) => {
      throw after !== undefined ? explainCursor(error) : error;
    });
  return { nodes: nodesOf(list.type, loaded), endCursor: loaded.nextOffset };
}

/** The objects of a page: what the list gave of each is all there is of it, but for those of a union. */
function nodesOf(type: string, { items, fields: asked, call }: LoadedList): Page['nodes'] {
  const refs = nestedRefs(type, { value: items, asked, origin: { call } }, 'data') ?? [];
  if (isAbstract(type)) return refs;
  return refs.map((ref, at) =>
    ref === null || ref instanceof Error
      ? ref
      : refOfLoaded(type, kindOf(type), { data: items[at] as AsanaRecord, asked, call }),
  );
}

/** A connection over a list that comes whole inside its parent. */
export function inlineConnection(type: string, key: string, description: string): FieldSpec {
  return {
    type: connectionType(type),
    description,
    args: PAGE_ARGUMENTS,
    asana: { kind: 'relation', key, identified: true },
    resolve: async (ref, args, context, info) => {
      const limit = pageSize(args.first);
      const start = inlineStart(args.after);
      const read = await readKey(ref, key, context, info);
      const all = nestedRefs(type, read, key) ?? [];
      const nodes = all.slice(start, start + limit);
      return { nodes, endCursor: start + limit < all.length ? String(start + limit) : null };
    },
  };
}

/** Checks `first`. */
export function pageSize(first: unknown): number {
  if (typeof first === 'number' && first >= 1 && first <= 100) return first;
  throw badInput(
    `first is ${first === null ? 'null' : String(first)}; it takes a whole number from 1 to 100.`,
  );
}

/** Makes (once) the connection type of a node type and returns its name. */
export function connectionType(type: string): string {
  const name = `${type}Connection`;
  if (made.has(name)) return name;
  made.add(name);
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
        type: type as never,
        description: 'The object itself.',
        extensions: HERE,
        resolve: ({ node }) => node as never,
      }),
    }),
  });
  const page = builder.objectRef<Page>(name);
  builder.objectType(page, {
    description: `A page of ${type}s.`,
    fields: (t) => ({
      nodes: t.field({
        type: [type] as never,
        nullable: { list: false, items: true } as never,
        description: 'The objects of this page.',
        extensions: HERE,
        resolve: ({ nodes }) => nodes as never,
      }),
      edges: t.field({
        type: [edge],
        nullable: { list: false, items: false },
        description: 'The objects of this page with their cursors.',
        extensions: HERE,
        resolve: ({ nodes, endCursor }) =>
          nodes.map((node, index) => ({ node, cursor: index === nodes.length - 1 ? endCursor : null })),
      }),
      pageInfo: t.field({
        type: PageInfo,
        nullable: false,
        description: 'Whether there is more, and where it begins.',
        resolve: (page) => page,
      }),
    }),
  });
  return name;
}

interface Edge {
  readonly node: Ref | Error | null;
  readonly cursor: string | null;
}

const HERE = { asana: { kind: 'here' } } as const;
const made = new Set<string>();

const PageInfo = builder.objectRef<Page>('PageInfo');
builder.objectType(PageInfo, {
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

function explainCursor(error: unknown): unknown {
  if (!isGatewayError(error) || error.code !== 'BAD_USER_INPUT') return error;
  return new GatewayError(
    'BAD_USER_INPUT',
    `${error.message} Cursors expire: start again without \`after\`.`,
    {
      ...(error.status !== undefined && { status: error.status }),
      upstreamMessages: error.upstreamMessages,
      cause: error,
    },
  );
}

function emptyCursor(): GatewayError {
  return badInput(
    'after is an empty text; leave it out for the first page, and pass the endCursor of a page for the next.',
  );
}

function inlineStart(after: unknown): number {
  if (after === undefined || after === null) return 0;
  if (after === '') throw emptyCursor();
  if (typeof after === 'string' && /^\d{1,6}$/.test(after)) return Number(after);
  throw badInput(`after is not a cursor of this list; pass the endCursor of the page before.`);
}

function isAbstract(type: string): boolean {
  return type === 'PortfolioItem';
}
