/**
 * One HTTP exchange: a request goes out, a reply or a failure comes back, nothing is judged and nothing repeated.
 * Built on undici's dispatch itself, since only there can be told whether a request ever reached a socket.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ByteAllowance } from './byte-allowance.ts';
import { type BodyProblem, decodeBody } from './content-coding.ts';
import { LongReplies } from './long-replies.ts';

/** Headers of a request; those that are undefined are not sent. */
export type ExchangeHeaders = Readonly<Record<string, string | undefined>>;

/** What is sent. */
export interface ExchangeRequest {
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: ExchangeHeaders;
  readonly body?: string | undefined;
  /** The whole exchange, connecting included. */
  readonly timeoutMs: number;
  /** Gives the exchange up; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** The signal counts only while nothing was written: what may have arrived goes on. */
  readonly onlyUnsent?: boolean | undefined;
  /** Closes the connection afterwards. */
  readonly reset?: boolean | undefined;
  /** What the body takes its bytes from; what is over is dropped as it comes. */
  readonly allowance?: ByteAllowance | undefined;
}

/** What came of it. */
export type Exchange = HttpReply | Failure;

/** A reply, whatever it says. */
export interface HttpReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty where there is a `problem`. */
  readonly body: string;
  /** Why the body cannot be read. */
  readonly problem: BodyProblem | null;
}

/** No reply. */
export interface Failure {
  readonly kind: 'failure';
  /** False only when the request surely did not reach a socket: refused, DNS, TLS, no connection in time. */
  readonly sent: boolean;
  readonly reason: 'timeout' | 'network' | 'unreadable';
  readonly error: Error;
}

/**
 * Largest reply that is taken, bytes, as they come and as they unpack: beyond, the body is dropped. A page of 100 full
 * tasks is well below 2 MB.
 */
export const LARGEST_REPLY_BYTES = 20 * 1024 * 1024;

/** Of the whole process: what they wait for is its one event loop. */
const longReplies = new LongReplies();

/** Sends one request. Rejects only with the signal's reason. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    let settled = false;
    let controller: Dispatcher.DispatchController | null = null;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      return true;
    };
    const fail = (reason: 'timeout' | 'network' | 'unreadable', error: Error): void => {
      if (settle()) resolve({ kind: 'failure', sent: controller !== null, reason, error });
    };
    // Too large is a reply like any other that cannot be read: nothing that another attempt would mend.
    const dropBody = (): void => {
      if (settle()) resolve({ kind: 'reply', status, headers, body: '', problem: 'too large' });
      controller?.abort(new Error('the reply is too large'));
    };
    const onAbort = (): void => {
      if (!settle()) return;
      reject(signal?.reason);
      controller?.abort(new Error('the caller left'));
    };
    const timer = setTimeout(() => {
      const error = new Error(`no reply within ${Math.round(request.timeoutMs)} ms`);
      fail('timeout', error);
      controller?.abort(error);
    }, request.timeoutMs);

    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Given up while it waited for a connection: it must not go out after all.
        if (settled) return started.abort(new Error('given up before it was sent'));
        controller = started;
        if (request.onlyUnsent) signal?.removeEventListener('abort', onAbort);
      },
      onResponseStart(_controller, statusCode, replyHeaders) {
        status = statusCode;
        headers = replyHeaders;
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        const isAllowed = request.allowance?.take(chunk.length) ?? true;
        if (size > LARGEST_REPLY_BYTES || !isAllowed) dropBody();
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (!settle()) return;
        const whole = () => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
        const coding = headers['content-encoding'];
        if (coding !== undefined) return resolve(unpacked(status, headers, whole(), coding));
        const read = (): void =>
          resolve({ kind: 'reply', status, headers, body: whole().toString('utf8'), problem: null });
        const turn = longReplies.next(size);
        if (turn) void turn.then(read);
        else read();
      },
      onResponseError(_controller, error) {
        fail(isNoHttp(error) ? 'unreadable' : 'network', error);
      },
    };

    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          path: request.path,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          headersTimeout: 0,
          bodyTimeout: 0,
          reset: request.reset ?? false,
        },
        handler,
      );
    } catch (error) {
      fail('network', error instanceof Error ? error : new Error(String(error)));
    }
  });
}

async function unpacked(
  status: number,
  headers: IncomingHttpHeaders,
  packed: Buffer,
  coding: string | readonly string[],
): Promise<HttpReply> {
  const decoded = await decodeBody(packed, String(coding), LARGEST_REPLY_BYTES);
  if ('problem' in decoded) return { kind: 'reply', status, headers, body: '', problem: decoded.problem };
  await longReplies.next(decoded.text.length);
  return { kind: 'reply', status, headers, body: decoded.text, problem: null };
}

/** Whether something came that is no reply of HTTP, or more of a head than is taken: somebody was reached all the same. */
function isNoHttp(error: Error): boolean {
  // The parser's own errors are told by their name: they have a code in some versions of undici only.
  return error.name === 'HTTPParserError' || NO_HTTP.has(codeOf(error));
}

const NO_HTTP: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** The `code` of a network error, wherever Node and undici put it; empty when there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? '' : codeOf(error.cause);
}
