/**
 * The quickest Asana there can be: a process of its own that answers every route with prepared text, so that what
 * is measured is never the upstream. Counts what it is asked; jobs end when it is told. Imitates nothing else.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './probe.mjs';
import { batchReply, jobReply, recordReply } from './stub-replies.ts';

/** What the stub was asked since its counters were last set back. */
export interface StubStats {
  /** HTTP calls. */
  readonly calls: number;
  /** Reads, those within batches included. */
  readonly reads: number;
  readonly batches: number;
  /** Reads within batches. */
  readonly batched: number;
  readonly faults: number;
  readonly readsByToken: Readonly<Record<string, number>>;
}

/** How the end of a job was seen. */
export interface EndOfJob {
  /** When it ended, in milliseconds of the machine's monotonic clock. */
  readonly endedAt: number;
  /** When a reply first said so. */
  readonly firstToldAt: number | null;
  /** Replies that said so. */
  readonly told: number;
}

interface Ending {
  readonly at: number;
  firstToldAt: number | null;
  told: number;
}

const BASE = '/api/1.0';
const fresh = () => ({ calls: 0, reads: 0, batches: 0, batched: 0, faults: 0 });
let counts = fresh();
const readsByToken = new Map<string, number>();
const endings = new Map<string, Ending>();
let latencyMs = 0;
let jobLifeMs: number | null = null;
let faultShare = 0;
/** Tokens that begin so are not known here. */
let refuses: string | null = null;
let started = 0;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

const server = createServer((request, response) => {
  counts.calls += 1;
  const url = request.url ?? '';
  if (refuses !== null && request.headers.authorization?.startsWith(`Bearer ${refuses}`)) {
    return answer(response, 401, () => '{"errors":[{"message":"Not Authorized"}]}');
  }
  if (request.method === 'GET') {
    const query = url.indexOf('?');
    const route = query < 0 ? url.slice(BASE.length) : url.slice(BASE.length, query);
    return answer(response, 200, () => read(route, request));
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    if (url.startsWith(`${BASE}/batch`)) return answer(response, 200, () => batch(chunks, request));
    started += 1;
    answer(response, 201, () => job(`77${String(started).padStart(8, '0')}`));
  });
});
server.keepAliveTimeout = 60_000;

function read(route: string, request: IncomingMessage): string {
  counts.reads += 1;
  const token = request.headers.authorization ?? '';
  readsByToken.set(token, (readsByToken.get(token) ?? 0) + 1);
  return route.startsWith('/jobs/') ? job(route.slice(6)) : recordReply(route);
}

function job(gid: string): string {
  let ending = endings.get(gid);
  if (!ending && jobLifeMs !== null) {
    ending = { at: now() + jobLifeMs * (0.5 + Math.random()), firstToldAt: null, told: 0 };
    endings.set(gid, ending);
  }
  if (!ending || now() < ending.at) return jobReply(gid, 'in_progress');
  ending.told += 1;
  ending.firstToldAt ??= now();
  return jobReply(gid, 'succeeded');
}

function batch(chunks: readonly Buffer[], request: IncomingMessage): string {
  const body = JSON.parse(Buffer.concat(chunks).toString()) as {
    data: { actions: { relative_path: string }[] };
  };
  const { actions } = body.data;
  counts.batches += 1;
  counts.batched += actions.length;
  return batchReply(actions.map((action) => read(action.relative_path, request)));
}

function answer(response: ServerResponse, status: number, make: () => string): void {
  const fault = faultShare > 0 && Math.random() < faultShare && status === 200;
  const act = fault ? () => spoil(response) : () => send(response, status, make());
  if (latencyMs > 0) setTimeout(act, latencyMs);
  else act();
}

function send(response: ServerResponse, status: number, body: string, headers = {}): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  response.end(body);
}

const FAULTS: readonly ((response: ServerResponse) => void)[] = [
  (response) => send(response, 429, '{"errors":[{"message":"Too many requests"}]}', { 'retry-after': '1' }),
  (response) => send(response, 500, '{"errors":[{"message":"Server Error","phrase":"6 sad squid"}]}'),
  (response) => send(response, 503, '<h1>Unavailable</h1>', { 'content-type': 'text/html' }),
  (response) => send(response, 200, '{"data":{"gid":"12'),
  (response) => void response.socket?.resetAndDestroy(),
  (response) => void setTimeout(() => send(response, 503, '{"errors":[{"message":"Slow"}]}'), 1_500),
];

function spoil(response: ServerResponse): void {
  counts.faults += 1;
  FAULTS[Math.floor(Math.random() * FAULTS.length)]?.(response);
}

serve({
  async ready() {
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1024, resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`;
  },
  configure(settings: {
    latencyMs?: number;
    jobLifeMs?: number | null;
    faultShare?: number;
    refuses?: string;
  }) {
    latencyMs = settings.latencyMs ?? latencyMs;
    faultShare = settings.faultShare ?? faultShare;
    refuses = settings.refuses ?? refuses;
    if (settings.jobLifeMs !== undefined) jobLifeMs = settings.jobLifeMs;
  },
  /** Says when jobs end, from now. */
  end(jobs: readonly { gid: string; inMs: number }[]) {
    for (const { gid, inMs } of jobs) endings.set(gid, { at: now() + inMs, firstToldAt: null, told: 0 });
  },
  endings(gids: readonly string[]): (EndOfJob | null)[] {
    return gids.map((gid) => {
      const ending = endings.get(gid);
      return ending ? { endedAt: ending.at, firstToldAt: ending.firstToldAt, told: ending.told } : null;
    });
  },
  stats: (): StubStats => ({ ...counts, readsByToken: Object.fromEntries(readsByToken) }),
  reset() {
    counts = fresh();
    readsByToken.clear();
  },
});
