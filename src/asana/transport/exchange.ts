/**
 * One HTTP exchange: a request goes out, a reply or a failure comes back, nothing is judged and nothing repeated.
 * Built on undici's dispatch itself, since only there can be told whether a request ever reached a socket.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import type { Dispatcher } from 'undici';
import { HeldBytes, type Holding } from '../../held-bytes.ts';
import { listen, unlisten } from '../../shared-abort.ts';
import type { ByteAllowance } from './byte-allowance.ts';
import { type BodyProblem, decodeBody } from './content-coding.ts';
import { Deadlines, type Expiring } from './deadlines.ts';
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
const deadlines = new Deadlines();

/** What has come of all replies that are not read yet, where it is more than a little of each. */
const REPLY_BYTES_IN_ALL = Math.floor(getHeapStatistics().heap_size_limit / 4);
const LITTLE_BYTES = 32 * 1024;
/** What a chunk takes beside its bytes: a reply that drips in is mostly that. */
const CHUNK_BYTES = 128;
/** Of the whole process: it is one memory. Whoever is given up says so with its reply. */
const unread = new HeldBytes(REPLY_BYTES_IN_ALL, () => {});

/** Sends one request. Rejects only with the signal's reason. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => new UnderWay(request, resolve, reject).begin(dispatcher));
}

/** An exchange until it is settled: one object, where a function for all that may happen would be made each time. */
class UnderWay implements Dispatcher.DispatchHandler, Expiring, EventListenerObject {
  readonly dueAtMs: number;
  place = -1;
  readonly #request: ExchangeRequest;
  readonly #resolve: (made: Exchange | Promise<Exchange>) => void;
  readonly #reject: (reason: unknown) => void;
  #isSettled = false;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #size = 0;
  readonly #chunks: Buffer[] = [];
  #holding: Holding | null = null;
  #isGivenUp = false;

  constructor(
    request: ExchangeRequest,
    resolve: (made: Exchange | Promise<Exchange>) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    this.dueAtMs = deadlines.now() + request.timeoutMs;
  }

  begin(dispatcher: Dispatcher): void {
    const { origin, path, method, headers, body = null, reset = false, signal } = this.#request;
    if (signal?.aborted) {
      this.handleEvent();
      return;
    }
    if (signal) listen(signal, this);
    deadlines.add(this);
    try {
      dispatcher.dispatch(
        { origin, path, method, headers, body, reset, headersTimeout: 0, bodyTimeout: 0 },
        this,
      );
    } catch (error) {
      this.#fail('network', error instanceof Error ? error : new Error(String(error)));
    }
  }

  onRequestStart(started: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: it must not go out after all.
    if (this.#isSettled) {
      started.abort(new Error('given up before it was sent'));
      return;
    }
    this.#controller = started;
    const { onlyUnsent, signal } = this.#request;
    if (onlyUnsent && signal) unlisten(signal, this);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    const isAllowed = this.#request.allowance?.take(chunk.length) ?? true;
    if (this.#size > LARGEST_REPLY_BYTES || !isAllowed) {
      this.#dropBody('too large');
      return;
    }
    this.#chunks.push(chunk);
    const held = this.#size + this.#chunks.length * CHUNK_BYTES;
    if (held > LITTLE_BYTES) this.#hold(held);
  }

  onResponseEnd(): void {
    if (this.#isSettled) return;
    const coding = this.#headers['content-encoding'];
    if (coding !== undefined) {
      void this.#unpack(String(coding));
      return;
    }
    this.#settle();
    const turn = longReplies.next(this.#size);
    if (turn) void turn.then(() => this.#read());
    else this.#read();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(isNoHttp(error) ? 'unreadable' : 'network', error);
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    deadlines.delete(this);
    const { signal } = this.#request;
    if (signal) unlisten(signal, this);
    return true;
  }

  #hold(bytes: number): void {
    this.#holding ??= unread.open(() => this.#giveUp());
    this.#holding.hold(bytes);
  }

  #fail(reason: Failure['reason'], error: Error): void {
    if (!this.#settle()) return;
    this.#holding?.release();
    this.#resolve({ kind: 'failure', sent: this.#controller !== null, reason, error });
  }

  #whole(): Buffer {
    const [only] = this.#chunks;
    return only && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
  }

  #read(): void {
    if (this.#isGivenUp) this.#reply('', 'no room');
    else this.#reply(this.#whole().toString('utf8'), null);
  }

  /** Takes of the same time. */
  async #unpack(coding: string): Promise<void> {
    const packed = this.#whole();
    const decoded = await decodeBody(packed, coding, LARGEST_REPLY_BYTES, (bytes) => {
      if (this.#isSettled) return false;
      if (bytes > 0) this.#hold(packed.length + bytes);
      return !this.#isSettled;
    });
    if (!this.#settle()) return;
    if ('problem' in decoded) return this.#reply('', decoded.problem);
    await longReplies.next(decoded.text.length);
    if (this.#isGivenUp) this.#reply('', 'no room');
    else this.#reply(decoded.text, null);
  }

  #reply(body: string, problem: BodyProblem | null): void {
    this.#holding?.release();
    this.#resolve({ kind: 'reply', status: this.#status, headers: this.#headers, body, problem });
  }

  /** Too large is a reply like any other that cannot be read: nothing that another attempt would mend. */
  #dropBody(problem: BodyProblem): void {
    if (this.#settle()) this.#reply('', problem);
    this.#controller?.abort(new Error('the reply is too large'));
  }

  /** All replies together are too large, and this is the largest. One that has come whole is told so in its turn. */
  #giveUp(): void {
    this.#isGivenUp = true;
    this.#chunks.length = 0;
    if (!this.#isSettled) this.#dropBody('no room');
  }

  /** The signal has aborted. */
  handleEvent(): void {
    if (!this.#settle()) return;
    this.#holding?.release();
    this.#reject(this.#request.signal?.reason);
    this.#controller?.abort(new Error('the caller left'));
  }

  runOut(): void {
    const error = new Error(`no reply within ${Math.round(this.#request.timeoutMs)} ms`);
    this.#fail('timeout', error);
    this.#controller?.abort(error);
  }
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
