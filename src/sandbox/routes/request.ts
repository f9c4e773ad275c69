/**
 * From a request to the action it asks for: query, body, and the options that may stand in either, as Asana's own
 * clients send them. Knows neither sockets nor routes.
 */
import { type Action, Refusal } from './action.ts';

/** An action, how its reply is to look, and a refusal the handler throws after it knows the caller. */
export interface Request {
  readonly action: Action;
  readonly pretty: boolean;
  readonly refusal: Refusal | undefined;
}

/** Reads a request. `path` is below the base URL; `text` is the body, or empty. */
export function readRequest(method: string, path: string, search: URLSearchParams, text: string): Request {
  const { opt_fields: _, opt_pretty: pretty, ...query } = Object.fromEntries(search);
  const listed = search.getAll('opt_fields');
  const fields = listed.length > 0 ? listed.join(',') : undefined;
  const bare: Action = { method, path, query, fields, data: {}, batched: false };
  const found = { action: bare, pretty: pretty === '' || pretty === 'true' };
  const twice = Object.keys(query).find((name) => search.getAll(name).length > 1);
  if (twice !== undefined) return refused(found, `${twice}: Given more than once`);
  if (method === 'GET' || text === '') return { ...found, refusal: undefined };
  const body = objectOf(parseJson(text));
  if (!body) return refused(found, 'Could not parse request data, invalid JSON');
  const data = objectOf(body.data);
  if (!data) return refused(found, 'data: Missing input');
  const options = objectOf(body.options);
  return {
    action: { ...bare, fields: fields ?? namesOf(options?.fields), data },
    pretty: found.pretty || options?.pretty === true,
    refusal: undefined,
  };
}

function refused(found: Pick<Request, 'action' | 'pretty'>, message: string): Request {
  return { ...found, refusal: new Refusal(400, message) };
}

/** `options.fields`: a list of names, or one string as in the query. */
function namesOf(fields: unknown): string | undefined {
  if (typeof fields === 'string') return fields;
  return Array.isArray(fields) ? fields.join(',') : undefined;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
