/**
 * Node's HTTP server, which refuses some requests by itself and without a word: here each refusal says what was
 * wrong, and an upgrade nobody asked us to understand is served as plain HTTP. Knows no routes.
 */
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ErrorCode, GatewayError } from '../errors.ts';
import { answerOf, badRequestAnswer } from './answer.ts';
import { StallWatch } from './client-pace.ts';
import { graphqlError } from './mask-error.ts';
import { type HandleRequest, RequestTurns } from './request-turns.ts';
import { sendAnswer } from './send.ts';
import type { UnreadAnswers } from './unread-answers.ts';

/** How long a client may take. */
export interface HttpTimeouts {
  /** Until all headers are there. @default 10 s */
  readonly headersMs?: number;
  /** Until the whole request is there. @default 30 s */
  readonly requestMs?: number;
  /** How often these are looked at. @default 2 s */
  readonly checkMs?: number;
  /** Until it takes a byte of what waits for it. @default 30 s */
  readonly stalledMs?: number;
}

/** Told of connections that are ended for what their client does. */
export type OnCut = (reason: 'not_reading' | 'pipelining' | 'too_much_unread') => void;

/** What a server is made with. */
export interface NodeServerOptions {
  readonly timeouts?: HttpTimeouts | undefined;
  readonly onCut?: OnCut | undefined;
  readonly unread?: UnreadAnswers | undefined;
}

/** Makes the server; the caller lets it listen. A WebSocket upgrade is the business of whoever listens to `upgrade`. */
export function createNodeServer(handle: HandleRequest, options: NodeServerOptions = {}): Server {
  const { timeouts = {}, onCut = () => {}, unread } = options;
  const { headersMs = 10_000, requestMs = 30_000, checkMs = 2_000, stalledMs } = timeouts;
  const turns = new RequestTurns(
    (request, response) => {
      if (unread) response.once('prefinish', () => unread.note(request.socket));
      handle(request, response);
    },
    () => onCut('pipelining'),
  );
  const { take } = turns;
  const stalls = new StallWatch({
    stalledMs,
    onStalled(socket) {
      onCut('not_reading');
      socket.destroy();
    },
    onWaiting: unread && ((socket) => unread.note(socket)),
  });
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      keepAliveTimeout: 65_000,
      requireHostHeader: false, // Node would say nothing; the gate does
    },
    take,
  );
  server.on('connection', (socket: Socket) => stalls.add(socket));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    expectBody(request, response);
    take(request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = 'The only expectation that can be met is "Expect: 100-continue".';
    sendAnswer(response, badRequestAnswer(refusal, 417), { Connection: 'close' });
    request.resume();
  });
  server.on('connect', (_request: IncomingMessage, stream: Duplex) => {
    stream.on('error', () => {});
    refuseStream(stream, 405, 'This is no proxy: CONNECT is not served.', {
      Allow: 'GET, HEAD, POST, OPTIONS',
    });
  });
  server.on('clientError', (error: ClientError, stream: Socket) => {
    const response = turns.current(stream);
    const [status, message] = explain(error, Math.round(requestMs / 1000));
    if (!stream.writable || response?.headersSent || error.code === 'ECONNRESET') {
      stream.destroy(error);
      return;
    }
    // What the caller is told is what the log says, although it does not go through the response.
    if (response && !response.writableEnded) response.statusCode = status;
    refuseStream(stream, status, message);
  });
  return server;
}

/**
 * Serves a request that asked for an upgrade as if it had not: the connection starts over with the same bytes, less
 * the wish. Node has let go of it by the time it tells.
 */
export function serveWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    const kept = /^connection$/i.test(name) ? withoutUpgrade(value) : value;
    if (!/^(upgrade|http2-settings)$/i.test(name) && (kept !== '' || value === ''))
      lines.push(`${name}: ${kept}`);
  }
  stream.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', stream);
}

/** Whether an upgrade request is for a WebSocket. */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** What a status says by itself; every other is a mistake in the request. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  403: 'FORBIDDEN',
  429: 'RATE_LIMITED',
  503: 'SERVICE_UNAVAILABLE',
};

/** Refuses, in the form of every other refusal, on a connection that has no response object, and ends it. */
export function refuseStream(
  stream: Duplex,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const code = CODES[status];
  const { body, headers: type } = code
    ? answerOf({ errors: [graphqlError(new GatewayError(code, message))] }, 'application/json')
    : badRequestAnswer(message, status);
  const all = {
    Connection: 'close',
    ...type,
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    stream.destroy(),
  );
}

const expecting = new WeakMap<IncomingMessage, () => void>();

/** Tells a client that waits for leave to send its body that it may. To be called when the body is about to be read. */
export function askForBody(request: IncomingMessage): void {
  expecting.get(request)?.();
  expecting.delete(request);
}

/** Until it is asked for its body, the connection ends with the answer: nobody can say whether the body will come. */
function expectBody(request: IncomingMessage, response: ServerResponse): void {
  const { shouldKeepAlive } = response;
  response.shouldKeepAlive = false;
  expecting.set(request, () => {
    response.shouldKeepAlive = shouldKeepAlive;
    response.writeContinue();
  });
}

interface ClientError extends Error {
  readonly code?: string;
  /** The parser's own words. */
  readonly reason?: string;
}

function explain({ code, reason }: ClientError, seconds: number): [status: number, message: string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [
        408,
        `The request did not arrive whole in time: its headers, then all of it within ${seconds} s.`,
      ];
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'The headers are too large: 16 KiB in all is the most.'];
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'The extensions of the chunks are too large.'];
    case 'HPE_PAUSED_H2_UPGRADE':
      return [505, 'This port speaks HTTP/1.1.'];
    default:
      return [400, `This is no HTTP/1.1 request that can be understood${reason ? ` (${reason})` : ''}.`];
  }
}

function withoutUpgrade(connection: string): string {
  const tokens = connection.split(',').map((token) => token.trim());
  return tokens.filter((token) => !/^(upgrade|http2-settings)$/i.test(token)).join(', ');
}
