/**
 * A real HTTP server that answers what a test tells it to, in order, and notes what it was asked as readable
 * lines: "GET /tasks/1 [gid,name]", "BATCH /tasks/1 [name] + /tasks/2 [name]". Without instructions it answers
 * every GET with a record that has what was asked for.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wholeBody } from './whole-body.ts';

/** One answer. */
export type Answer = (request: ScriptedRequest, response: ServerResponse) => void;

/** What came in. */
export interface ScriptedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface BatchAction {
  relative_path: string;
  data?: Record<string, string>;
  options?: { fields?: string[]; limit?: number; offset?: string };
}

/** The server. */
export interface ScriptedAsana extends AsyncDisposable {
  readonly baseUrl: string;
  readonly calls: string[];
  readonly requests: ScriptedRequest[];
  /** Connections accepted so far. */
  connections(): number;
  /** Queues answers. */
  next(...answers: Answer[]): void;
  /** Resolves when so many requests came in. */
  received(count: number): Promise<void>;
  /** Closes connections that carry no request now. */
  closeIdle(): void;
}

/** Starts a server on a free port. */
export async function scriptedAsana({ keepAliveMs = 5_000 } = {}): Promise<ScriptedAsana> {
  const queue: Answer[] = [];
  const calls: string[] = [];
  const requests: ScriptedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let connections = 0;
  const server = createServer({ keepAliveTimeout: keepAliveMs }, async (incoming, response) => {
    const body = await wholeBody(incoming);
    if (body === null) return;
    const { method = '', headers } = incoming;
    const request = { method, headers, body, url: new URL(incoming.url ?? '/', 'http://asana.test') };
    requests.push(request);
    calls.push(lineOf(request));
    (queue.shift() ?? asked)(request, response);
    for (const each of waiting) if (requests.length >= each.count) each.resolve();
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/1.0`,
    calls,
    requests,
    connections: () => connections,
    next: (...answers) => void queue.push(...answers),
    received: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
    closeIdle: () => server.closeIdleConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Any status with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string | string[]> = {}): Answer {
  return text(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

/** A failure as Asana words it. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { errors: [{ message }] }, headers);
}

/** Any status with any body. */
export function text(status: number, body: string, headers: Record<string, string | string[]> = {}): Answer {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}

/** Cuts the connection without an answer. */
export const reset: Answer = (_request, response) => void response.socket?.resetAndDestroy();

/** Never answers. */
export const hang: Answer = () => {};

/** Answers with a record, or a batch of them, that has every field asked for. */
export const asked: Answer = (request, response) => {
  const actions = batchActions(request);
  if (!actions) return json(200, { data: recordFor(pathOf(request), fieldsOf(request)) })(request, response);
  const data = actions.map(({ relative_path: path, options }) => ({
    status_code: 200,
    headers: {},
    body: { data: recordFor(path, options?.fields ?? []) },
  }));
  json(200, { data })(request, response);
};

/** The results of a batch, given by status and body. */
export function batchOf(...results: readonly [status: number, body: unknown][]): Answer {
  return json(200, { data: results.map(([status, body]) => ({ status_code: status, headers: {}, body })) });
}

function recordFor(path: string, fields: readonly string[]): Record<string, unknown> {
  const gid = path.split('/')[2] ?? '0';
  const record: Record<string, unknown> = { gid: /^\d+$/.test(gid) ? gid : '99' };
  for (const field of fields) {
    const [name = '', ...rest] = field.split('.');
    if (name === 'gid') continue;
    const nested = rest.length > 0 ? { gid: `${gid}0`, [rest[0] ?? '']: `${field} of ${gid}` } : null;
    record[name] = nested ? { ...(record[name] as object), ...nested } : `${name} of ${gid}`;
  }
  return record;
}

function lineOf(request: ScriptedRequest): string {
  const actions = batchActions(request);
  if (!actions) return `${request.method} ${pathOf(request)}${extrasOf(request.url)} [${fieldsOf(request)}]`;
  return `BATCH ${actions.map((each) => `${each.relative_path}${optionsOf(each)} [${each.options?.fields ?? ''}]`).join(' + ')}`;
}

function optionsOf({ data, options }: BatchAction): string {
  const query = new URLSearchParams(data);
  if (options?.limit) query.set('limit', String(options.limit));
  if (options?.offset) query.set('offset', options.offset);
  return query.size === 0 ? '' : `?${query}`;
}

function extrasOf(url: URL): string {
  const query = new URLSearchParams(url.search);
  query.delete('opt_fields');
  return query.size === 0 ? '' : `?${query}`;
}

function batchActions({ url, body }: ScriptedRequest): BatchAction[] | null {
  if (!url.pathname.endsWith('/batch')) return null;
  return (JSON.parse(body) as { data: { actions: BatchAction[] } }).data.actions;
}

function pathOf({ url }: ScriptedRequest): string {
  return url.pathname.replace('/api/1.0', '');
}

function fieldsOf({ url }: ScriptedRequest): string[] {
  return url.searchParams.get('opt_fields')?.split(',') ?? [];
}
