/**
 * Pages of a list: `limit` 1–100 and an opaque `offset` that expires. Without `limit` everything comes,
 * cut at 1000, and no `next_page`.
 */
import { Refusal } from './action.ts';

const OFFSET_LIFE_MS = 600_000;
const UNPAGED_MAX = 1_000;

/** One page and what `next_page` says; `nextPage` is undefined where the list does not speak of it. */
export interface Page<T> {
  readonly items: T[];
  readonly nextPage: { offset: string; path: string; uri: string } | null | undefined;
}

/** Cuts a page out of a list. */
export function pageOf<T>(
  items: readonly T[],
  ask: {
    path: string;
    query: Readonly<Record<string, string>>;
    baseUrl: string;
    now: number;
    fields: string | undefined;
  },
  takesLimit = true,
): Page<T> {
  const start = startOf(ask);
  const limit = takesLimit ? limitOf(ask.query.limit) : undefined;
  if (limit === undefined) return { items: items.slice(start, start + UNPAGED_MAX), nextPage: undefined };
  const end = start + limit;
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page, nextPage: null };
  const offset = writeOffset({ path: ask.path, at: end, expires: ask.now + OFFSET_LIFE_MS });
  const parameters = new URLSearchParams({ ...ask.query, offset });
  if (ask.fields !== undefined) parameters.set('opt_fields', ask.fields);
  const path = `${ask.path}?${parameters}`;
  return { items: page, nextPage: { offset, path, uri: `${ask.baseUrl}${path}` } };
}

function limitOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new Refusal(400, 'limit: Must be between 1 and 100');
  }
  return limit;
}

function startOf(ask: { path: string; query: Readonly<Record<string, string>>; now: number }): number {
  const token = ask.query.offset;
  if (token === undefined) return 0;
  const offset = readOffset(token);
  if (offset && offset.path === ask.path && offset.expires > ask.now) return offset.at;
  throw new Refusal(400, 'offset: Your pagination token has expired.');
}

interface Offset {
  readonly path: string;
  readonly at: number;
  readonly expires: number;
}

function writeOffset(offset: Offset): string {
  return Buffer.from(JSON.stringify(offset)).toString('base64url');
}

function readOffset(token: string): Offset | undefined {
  try {
    const offset: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const isOffset = typeof offset === 'object' && offset !== null && Number.isInteger((offset as Offset).at);
    return isOffset ? (offset as Offset) : undefined;
  } catch {
    return undefined;
  }
}
