/**
 * Relay connections over Asana's list endpoints, forward only: a cursor is Asana's own opaque offset, so only a
 * page's last edge has one. Knows how a page is read, no particular list and no types of the schema.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { fillPath } from '../../asana/api/ids.ts';
import type { AsanaRecord, LoadedList } from '../../asana/reader.ts';
import { badInput, GatewayError, isGatewayError } from '../../errors.ts';
import type { GatewayContext } from '../context.ts';
import { kindOf, nestedRefs } from './nested.ts';
import { type Ref, readKey, refOfLoaded } from './ref.ts';
import { plan } from './selection.ts';
import type { RecordName, Target } from './types.ts';

/** So many of a connection are shown where nothing is said, or null. */
export const CONNECTION_PAGE = 50;

/** One page, as the connection types resolve it. Its first edge has a cursor only where it is the last as well. */
export interface Page {
  /** An object, null for one of a kind this schema does not have, or why it cannot be shown. */
  readonly nodes: readonly (Ref<RecordName> | Error | null)[];
  /** Asana's offset of the next page, or null on the last. */
  readonly endCursor: string | null;
}

/** A list endpoint of Asana's. */
export interface ListRoute {
  /** What is listed. */
  readonly type: Target<RecordName>;
  /** Route with `{gid}` for the parent's gid, or without. */
  readonly route: string;
  /** Fixed parameters; `{gid}` in a value stands for the parent's gid. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** GraphQL arguments that become query parameters. */
  readonly filters?: Readonly<Record<string, Filter>> | undefined;
}

/** A filter argument and the parameter it becomes. */
export interface Filter {
  readonly type: 'Boolean' | 'DateTime' | 'ID';
  readonly description: string;
  readonly param: string;
  /** Whether there is no list without it. @default false */
  readonly required?: boolean;
  /** Looks at what the caller gave before it is sent. @throws BAD_USER_INPUT */
  readonly check?: (value: string, argument: string) => string;
}

/** Arguments as graphql hands them out; the filters of a list are among them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Reads one page of a list endpoint. `gid` is null for lists that hang on nothing. */
export async function readPage(
  list: ListRoute,
  gid: string | null,
  args: Arguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Page> {
  const limit = pageSize(args.first ?? CONNECTION_PAGE);
  const after = typeof args.after === 'string' ? args.after : undefined;
  if (after === '') throw emptyCursor();
  const fields = plan(info);
  const params: Record<string, string> = {};
  let fromCaller = after !== undefined;
  for (const [name, template] of Object.entries(list.params ?? {})) {
    params[name] = gid === null ? template : template.replace('{gid}', gid);
  }
  for (const [name, { param, check }] of Object.entries(list.filters ?? {})) {
    const value = args[name];
    if (value === undefined || value === null) continue;
    params[param] = check ? check(String(value), name) : String(value);
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

/** One page of a list that came whole inside its parent, under `key`. */
export async function readInlinePage(
  type: Target<RecordName>,
  key: string,
  ref: Ref,
  args: Arguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Page> {
  const limit = pageSize(args.first ?? CONNECTION_PAGE);
  const start = inlineStart(args.after);
  const read = await readKey(ref, key, context, info);
  const all = nestedRefs(type, read, key) ?? [];
  const nodes = all.slice(start, start + limit);
  return { nodes, endCursor: start + limit < all.length ? String(start + limit) : null };
}

/** Checks `first`. */
export function pageSize(first: unknown): number {
  if (typeof first === 'number' && first >= 1 && first <= 100) return first;
  throw badInput(`first is ${String(first)}; it takes a whole number from 1 to 100.`);
}

/** The objects of a page: what the list gave of each is all there is of it, but for those of a union. */
function nodesOf(type: Target<RecordName>, { items, fields: asked, call }: LoadedList): Page['nodes'] {
  const refs = nestedRefs(type, { value: items, asked, origin: { call } }, 'data') ?? [];
  if (typeof type !== 'string') return refs;
  return refs.map((ref, at) =>
    ref === null || ref instanceof Error
      ? ref
      : // What `nestedRefs` made a reference of is an object with a gid.
        refOfLoaded(type, kindOf(type), { data: items[at] as AsanaRecord, asked, call }),
  );
}

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
