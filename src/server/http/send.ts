/**
 * Writes answers, the one place that does: security headers on each, streams with respect for slow readers.
 * Must not know what is in them.
 */
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from './answer.ts';
import { acceptsCoding } from './media-types.ts';

/** On every answer that is no page: nothing in it may be run, framed, guessed at or kept. */
const SECURITY_HEADERS = Object.entries({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}).flat();

/**
 * Writes an answer, unless there is one, at the end of this turn of the event loop: the answers of a turn leave one
 * right after the other, so that whoever reads them is woken once. `extra` are the headers of the exchange: request
 * id, CORS.
 */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body }: Answer,
  extra: Readonly<Record<string, string>>,
): void {
  if (response.headersSent) return;
  response.statusCode = status;
  const made = { response, status, headers, extra, body };
  if (!isWorthCompressing(response, body)) {
    writeAtEndOfTurn(made);
    return;
  }
  const compressed = compress(body, { level: GZIP_LEVEL })
    .then((bytes) => write(made, bytes, 'gzip'))
    .finally(() => compressing.delete(compressed));
  compressing.add(compressed);
}

/** An answer, and where it goes. */
interface Unwritten extends Answer {
  readonly response: ServerResponse;
  readonly extra: Readonly<Record<string, string>>;
}

/** The answers of this turn. */
let unwritten: Unwritten[] = [];

function writeAtEndOfTurn(answer: Unwritten): void {
  if (unwritten.push(answer) === 1) setImmediate(writeAll);
}

function writeAll(): void {
  const all = unwritten;
  unwritten = [];
  for (const answer of all) write(answer, answer.body);
}

function write(
  { response, status, headers, extra }: Unwritten,
  content: string | Buffer,
  coding?: string,
): void {
  if (response.headersSent || response.destroyed) return;
  const all = headerList(extra, headers);
  if (coding) all.push('Content-Encoding', coding);
  if (status !== 204) all.push('Content-Length', String(Buffer.byteLength(content)));
  try {
    response.writeHead(status, all);
    response.end(content);
  } catch {
    response.destroy(); // a header that is none: one caller's trouble, not the process'
  }
}

const compress = promisify(gzip);
/** Answers on their way to being written. */
const compressing = new Set<Promise<void>>();

/** From this length on an answer is compressed for who takes it: the schema, not what a job looks like. */
const COMPRESSED_CHARS = 64_000;
/** Most of the gain for a third of the time. */
const GZIP_LEVEL = 4;

function isWorthCompressing({ req }: ServerResponse, body: string): boolean {
  return body.length >= COMPRESSED_CHARS && acceptsCoding(req.headers['accept-encoding']?.toString(), 'gzip');
}

/** Names and values in turn: putting an object together takes twenty times as long. No name may be in two parts. */
function headerList(...parts: Readonly<Record<string, string>>[]): string[] {
  const list = [...SECURITY_HEADERS];
  for (const part of parts) for (const name of Object.keys(part)) list.push(name, part[name] ?? '');
  return list;
}

/** Resolves when every answer handed in so far is with its socket. */
export async function answersWritten(): Promise<void> {
  await Promise.all(compressing);
  await new Promise((resolve) => void setImmediate(resolve));
}

/** A JSON answer of the operational routes. */
export function jsonAnswer(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(content),
  };
}

/** Writes what Yoga's handler made: a finished answer or a stream of events. Resolves when nothing more will come. */
export async function sendFetchResponse(
  response: ServerResponse,
  made: Response,
  extra: Readonly<Record<string, string>>,
): Promise<void> {
  const headers: Record<string, string> = {};
  made.headers.forEach((value, name) => {
    headers[canonical(name)] = value;
  });
  const streams =
    headers['Content-Type']?.startsWith('text/event-stream') ||
    headers['Content-Type']?.startsWith('multipart/');
  if (!streams || !made.body) {
    delete headers['Content-Length']; // is counted again
    sendAnswer(response, { status: made.status, headers, body: made.body ? await made.text() : '' }, extra);
    return;
  }
  // Node frames the stream itself, and keep-alive is its business too; caching is ours.
  const {
    Connection,
    'Transfer-Encoding': framing,
    'Content-Encoding': encoding,
    'Cache-Control': caching,
    ...rest
  } = headers;
  response.writeHead(made.status, headerList(extra, rest, { 'X-Accel-Buffering': 'no' }));
  await pump(response, made.body);
}

/** Copies a body chunk by chunk; a caller that leaves cancels it at once, even while it waits for an event. */
async function pump(response: ServerResponse, body: ReadableStream<Uint8Array>): Promise<void> {
  const cancel = (): void => void body.cancel().catch(() => {});
  if (response.destroyed) return cancel();
  response.once('close', cancel);
  try {
    // In Node every web stream is iterable; the types of browsers do not know it.
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      // Ended by somebody else, it may still wait for its reader: what comes now would be written after its end.
      if (response.destroyed || response.writableEnded) break;
      if (!response.write(chunk)) await drained(response);
    }
  } catch (error) {
    // Cancelling makes the body fail where the caller left: nothing to report.
    if (!response.destroyed) throw error;
  } finally {
    response.off('close', cancel);
    if (!response.destroyed) response.end();
  }
}

/** Resolves when more may be written, or never will be. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/** Fetch lower-cases names; our own writer does not, and both must look alike. */
function canonical(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}
