/**
 * What is asked of Asana, and how it is written: as a URL, as an action of a batch, as the body of a write.
 * Pure; the paths come ready from `ids.ts`.
 */
import { type FieldTree, fieldList, fieldPaths } from '../api/fields.ts';
import { encodeText, isGid } from '../api/ids.ts';
import type { Expected } from '../replies/replies.ts';

/** One GET. */
export interface ReadAction {
  /** Filled and encoded, below the base URL. */
  readonly path: string;
  /** The template of `path`, for metrics: `/tasks/{gid}`. */
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Null asks for no particular fields. */
  readonly fields: FieldTree | null;
  readonly limit?: number;
  readonly offset?: string;
  /** @default a list where there is a `limit`, else a record */
  readonly expects?: 'record' | 'list';
  /** Something of it came from the caller, a gid or a cursor: a 400 is the caller's mistake. @default false */
  readonly fromCaller?: boolean;
}

/** One POST that starts or makes something. */
export interface StartAction {
  readonly path: string;
  readonly route: string;
  /** Goes under `data`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Dotted paths; of a start as Asana's document lists them. None sends no `opt_fields`. */
  readonly fields: readonly string[];
  /** Whether a reply without a gid is none. @default true */
  readonly hasGid?: boolean;
}

/** One write that comes to the same when it is sent twice. */
export interface WriteAction extends Omit<StartAction, 'body' | 'hasGid'> {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Null sends none. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Takes something away: where it may have happened already, 404 is success. @default false */
  readonly removes?: boolean;
}

/** Actions a batch takes. */
export const BATCH_SIZE = 10;

/** A URL beyond this goes as a batch of one, whose fields are in the body. */
export const LONGEST_QUERY = 6_000;

/** How a read is named in messages and logs. */
export function callOf(action: ReadAction): string {
  return `GET ${action.path}`;
}

/** The query of a read, with its question mark; empty when there is nothing to say. */
export function queryOf(action: ReadAction): string {
  const parts: string[] = [];
  if (action.fields) parts.push(`opt_fields=${fieldList(action.fields)}`);
  if (action.limit !== undefined) parts.push(`limit=${action.limit}`);
  if (action.offset !== undefined) parts.push(`offset=${encodeText(action.offset)}`);
  for (const [name, value] of Object.entries(action.params ?? {})) {
    parts.push(`${name}=${encodeText(value)}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Where a write goes, and its body: the fields it asks for are in the query, or with the data where that is too long. */
export function writeTarget({ path, body, fields }: Pick<WriteAction, 'path' | 'body' | 'fields'>): {
  target: string;
  body: string | undefined;
} {
  const query = fields.length > 0 ? `?opt_fields=${fields.join(',')}` : '';
  const isLong = query.length > LONGEST_QUERY && body !== null;
  const sent = body && { data: body, ...(isLong && { options: { fields } }) };
  return { target: isLong ? path : path + query, body: sent ? JSON.stringify(sent) : undefined };
}

/** The body of a batch of reads. */
export function batchBody(actions: readonly ReadAction[]): string {
  return JSON.stringify({
    data: {
      actions: actions.map((action) => ({
        method: 'get',
        relative_path: action.path,
        ...(action.params && { data: action.params }),
        options: {
          ...(action.fields && { fields: fieldPaths(action.fields) }),
          ...(action.limit !== undefined && { limit: action.limit }),
          ...(action.offset !== undefined && { offset: action.offset }),
        },
      })),
    },
  });
}

/** Whether Asana takes a read in a batch: organization exports are excluded. */
export function fitsBatch(action: ReadAction): boolean {
  return !action.route.startsWith('/organization_exports');
}

/** What the reply to a read must look like. */
export function expectedOf(action: ReadAction): Expected {
  const shape = action.expects ?? (action.limit === undefined ? 'record' : 'list');
  const { limit: most, fromCaller } = action;
  return { call: callOf(action), shape, gid: shape === 'record' && askedGid(action), most, fromCaller };
}

/** Digits asked for must come back; `me` and e-mail addresses come back as some gid; the rest has none. */
function askedGid(action: ReadAction): string | boolean {
  if (!action.route.endsWith('/{gid}')) return action.route === '/users/me';
  const last = action.path.slice(action.path.lastIndexOf('/') + 1);
  return isGid(last) ? last : true;
}
