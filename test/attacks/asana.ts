/**
 * The Asana of the attacks, a process of its own: believes tokens that begin with `real-`, answers after a while,
 * has lists of tasks with long notes, and jobs that never end. Imitates nothing else.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../../bench/support/probe.mjs';
import { wholeBody } from '../support/whole-body.ts';

const BASE = '/api/1.0';
const TASKS_IN_A_LIST = 100;
const NOTES = 'n'.repeat(60_000);

let latencyMs = 0;
let started = 0;
const posts = new Map<string, number>();

const server = createServer(async (request, response) => {
  const path = (request.url ?? '').slice(BASE.length).split('?')[0] ?? '';
  const body = await wholeBody(request);
  if (body === null) return;
  const answer = (): void => {
    if (!isBelieved(request)) reply(response, 401, { errors: [{ message: 'Not Authorized' }] });
    else if (request.method === 'POST' && path !== '/batch') start(response, path, body);
    else {
      const data = path === '/batch' ? batch(body) : read(path);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.concat([Buffer.from('{"data":'), data, Buffer.from('}')]));
    }
  };
  if (latencyMs > 0) setTimeout(answer, latencyMs);
  else answer();
});
server.keepAliveTimeout = 60_000;

function isBelieved({ headers }: IncomingMessage): boolean {
  return headers.authorization?.startsWith('Bearer real-') === true;
}

/** Six megabytes, written once: whoever attacks may keep the gateway busy, not this process. */
const TASKS = Buffer.from(
  JSON.stringify(
    Array.from({ length: TASKS_IN_A_LIST }, (_, index) => ({
      gid: String(index + 1),
      name: `Task ${index}`,
      notes: NOTES,
    })),
  ),
);

/** What is under `data`, as JSON. */
function read(path: string): Buffer {
  if (path.endsWith('/tasks')) return TASKS;
  const gid = path.split('/')[2] ?? '0';
  const record = path.startsWith('/jobs/')
    ? { gid, resource_type: 'job', status: 'in_progress' }
    : { gid: gid === 'me' ? '99' : gid, name: 'Ada', notes: NOTES, workspaces: [] };
  return Buffer.from(JSON.stringify(record));
}

function batch(body: string): Buffer {
  const { actions } = (JSON.parse(body) as { data: { actions: { relative_path: string }[] } }).data;
  const results = actions.flatMap(({ relative_path: path }, index) => [
    Buffer.from(`${index > 0 ? ',' : '['}{"status_code":200,"headers":{},"body":{"data":`),
    read(path.split('?')[0] ?? ''),
    Buffer.from('}}'),
  ]);
  return Buffer.concat([...results, Buffer.from(']')]);
}

/** Starts whose name begins with "No" are refused. */
function start(response: ServerResponse, path: string, body: string): void {
  const { name = '' } = (JSON.parse(body) as { data: { name?: string } }).data;
  posts.set(name, (posts.get(name) ?? 0) + 1);
  if (name.startsWith('No')) reply(response, 403, { errors: [{ message: `Not for ${path}` }] });
  else reply(response, 201, { data: { gid: `88${++started}`, resource_type: 'job', status: 'in_progress' } });
}

function reply(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

serve({
  async ready() {
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`;
  },
  configure(settings: { latencyMs: number }) {
    latencyMs = settings.latencyMs;
  },
  /** How often a start of this name was sent. */
  posts: (name: string) => posts.get(name) ?? 0,
});
