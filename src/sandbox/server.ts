/**
 * The sandbox: a stand-in Asana on a port of its own, good enough to build a frontend on without an account.
 * A leaf: it shares nothing with the gateway but the table of starts.
 *
 * Faults without code: see fault-table.ts. The project "Failure Drills" of the seeded data has a task for each tag.
 *
 * Not imitated: scopes, plans (402), cost quota, search, webhooks, writes other than the starts; exports are
 * open to every token; `filters` of a resource export are checked but not applied.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StartName } from '../asana/api/starts.ts';
import { type SandboxGids, type SandboxTokens, seedStore } from './data/seed.ts';
import { SandboxStore } from './data/store.ts';
import type { SandboxCall } from './faults/calls.ts';
import { createFaults, type FaultRule } from './faults/faults.ts';
import { errorReply, Refusal, type Reply, replyToThrown } from './routes/action.ts';
import { serveDownload } from './routes/downloads.ts';
import { createHandler, type Handler } from './routes/handler.ts';
import { API_PATH } from './routes/perform.ts';
import { readRequest } from './routes/request.ts';

export type { SandboxGids, SandboxTokens } from './data/seed.ts';
export type { SandboxStore } from './data/store.ts';
export type { SandboxCall } from './faults/calls.ts';
export { nameTagRows, tokenFaultRows } from './faults/fault-table.ts';
export type { Fault, FaultRule } from './faults/faults.ts';
export { DEMO_TOKEN } from './faults/tokens.ts';

/** Settings of a sandbox. */
export interface SandboxOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 picks a free one. @default 0 */
  readonly port?: number;
  /** Time by which jobs proceed, offsets expire and limits count. @default Date */
  readonly clock?: { now(): number };
  /** Seed of the data: the same seed gives the same gids. @default 1 */
  readonly seed?: number;
  /** How long jobs take. @default 1500 for tasks, 4000 for projects and portfolios, 6000 for exports */
  readonly jobDurationMs?: number | ((kind: StartName, name: string) => number);
  /** How long after its job's success the lists of a new object begin to fill. @default 1000 */
  readonly childrenDelayMs?: number;
  /** Per token; Infinity switches the limit off. @default 1500 */
  readonly requestsPerMinute?: number;
  /** Counts of tasks among them, of which Asana takes fewer without saying how many. @default 120 */
  readonly taskCountsPerMinute?: number;
  /** Whether to keep the last 10,000 calls. @default true */
  readonly logCalls?: boolean;
  /** Real time every reply is late. @default 0 */
  readonly latencyMs?: number;
}

/** A running sandbox. */
export interface Sandbox extends AsyncDisposable {
  /** Base URL of the API. */
  readonly url: string;
  readonly calls: readonly SandboxCall[];
  clearCalls(): void;
  readonly store: SandboxStore;
  /** gids of the seeded data by readable names. */
  readonly gids: SandboxGids;
  readonly tokens: SandboxTokens;
  /** Spoils matching calls from now on; the result ends it. */
  fail(rule: FaultRule): () => void;
  close(): Promise<void>;
}

const BODY_MAX_BYTES = 1_000_000;

/** Starts a sandbox. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? Date;
  const store = new SandboxStore(clock, options.seed ?? 1);
  const { gids, tokens } = seedStore(store);
  const calls: SandboxCall[] = [];
  const faults = createFaults();
  const handler = createHandler({
    store,
    faults,
    calls: options.logCalls === false ? undefined : calls,
    clock,
    requestsPerMinute: options.requestsPerMinute ?? 1_500,
    taskCountsPerMinute: options.taskCountsPerMinute ?? 120,
    times: { durationMs: options.jobDurationMs, childrenDelayMs: options.childrenDelayMs ?? 1_000 },
    latencyMs: options.latencyMs ?? 0,
  });
  const server = createServer((request, response) => {
    void serve(request, response, { handler, store });
  });
  const origin = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
  return {
    url: origin + API_PATH,
    calls,
    clearCalls: () => void calls.splice(0),
    store,
    gids,
    tokens,
    fail: (rule) => faults.add(rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { address, port: chosen } = server.address() as AddressInfo;
      resolve(`http://${address.includes(':') ? `[${address}]` : address}:${chosen}`);
    });
  });
}

interface Serving {
  readonly handler: Handler;
  readonly store: SandboxStore;
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const { reply, pretty } = await answer(request, serving, gone.signal);
    if (gone.signal.aborted) return;
    if (reply.sink === 'reset') request.socket.resetAndDestroy();
    else send(response, reply, pretty);
  } catch {
    request.socket.destroy();
  }
}

interface Answered {
  readonly reply: Reply;
  readonly pretty: boolean;
}

async function answer(
  request: IncomingMessage,
  { handler, store }: Serving,
  signal: AbortSignal,
): Promise<Answered> {
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = new URL(request.url ?? '/', origin);
  let pretty = false;
  const reply = async (): Promise<Reply> => {
    const text = await readBody(request);
    if (url.pathname.startsWith('/downloads/')) return serveDownload(store, url);
    if (!url.pathname.startsWith(`${API_PATH}/`)) return errorReply(404, 'No matching route for request');
    const path = url.pathname.slice(API_PATH.length);
    const incoming = readRequest(request.method ?? 'GET', path, url.searchParams, text);
    pretty = incoming.pretty;
    return handler(incoming, { authorization: request.headers.authorization, origin, signal });
  };
  return { reply: await reply().catch(replyToThrown), pretty };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_MAX_BYTES) throw new Refusal(413, 'Request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, reply: Reply, pretty: boolean): void {
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  const content = reply.raw?.content ?? JSON.stringify(reply.body ?? {}, null, pretty ? 2 : 0);
  response.statusCode = reply.status;
  response.setHeader('content-type', reply.raw?.type ?? 'application/json; charset=UTF-8');
  response.setHeader('content-length', Buffer.byteLength(content));
  response.end(content);
}
