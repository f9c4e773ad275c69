/**
 * Node's HTTP server, which refuses some requests by itself and without a word: here each refusal says what was
 * wrong, and comes after the answers to what was read before it. Knows no routes.
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
import { type ErrorCode, GatewayError } from '../../errors.ts';
import type { ConnectionLimit, Connections } from '../load/connections.ts';
import type { UnreadAnswers } from '../load/unread-answers.ts';
import { graphqlError } from '../operation/mask-error.ts';
import { StallWatch } from '../socket/client-pace.ts';
import { answerOf, badRequestAnswer } from './answer.ts';
import { type HandleRequest, RequestTurns } from './request-turns.ts';
import { sendAnswer } from './send.ts';
import { asksForWebSocket, createLetGo, serveWithoutUpgrade } from './upgrade.ts';

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

/** Told of connections that are ended for what their client does, or for others that come. */
export type OnCut = (reason: 'made_room' | 'not_reading' | 'pipelining' | 'too_much_unread') => void;

/** What a server is made with. */
export interface NodeServerOptions {
  readonly timeouts?: HttpTimeouts | undefined;
  readonly onCut?: OnCut | undefined;
  readonly unread?: UnreadAnswers | undefined;
  /** Bounds the connections that are accepted here. */
  readonly connections?: Connections | undefined;
  /** Told of each connection that is refused. */
  readonly onRefused?: ((limit: ConnectionLimit) => void) | undefined;
  /** Told of each request whose answer has left. */
  readonly onAnswered?: ((request: IncomingMessage) => void) | undefined;
  /** Takes over the connections that are to be WebSockets. Without it whatever asks for an upgrade is plain HTTP. */
  readonly upgrade?: TakeUpgrade | undefined;
  /** Aborts when every connection is to be cut, those included that the server has let go of. */
  readonly closing?: AbortSignal | undefined;
}

/** Takes over a connection; `head` is what was read of it after the request. */
export type TakeUpgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/** Makes the server; the caller lets it listen. */
export function createNodeServer(handle: HandleRequest, options: NodeServerOptions = {}): Server {
  const { timeouts = {}, onCut = () => {}, unread, connections, onAnswered, upgrade, closing } = options;
  const { headersMs = 10_000, requestMs = 30_000, checkMs = 2_000, stalledMs } = timeouts;
  /** Those of which Node has let go: another protocol is spoken on them, or will be. */
  const letGo = new WeakSet<Socket>();
  const turns = new RequestTurns(
    (request, response) => {
      if (unread) response.on('prefinish', () => unread.note(request.socket));
      if (expectingOther.has(request)) refuseExpectation(request, response);
      else handle(request, response);
    },
    {
      onCut: () => onCut('pipelining'),
      onAnswered: (request) => onAnswered?.(request),
      onBusy: (socket) => connections?.busy(socket),
      onRest(socket) {
        if (!letGo.has(socket)) connections?.rest(socket);
      },
    },
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
  if (connections) {
    server.on('connection', (socket: Socket) => {
      const limit = connections.take(socket);
      if (limit === null) return;
      options.onRefused?.(limit);
      socket.on('error', () => {});
      const [status, message] = CONNECTION_REFUSALS[limit];
      refuseStream(socket, status, message);
    });
  }
  // "adopted" is a connection of another server, which hands over what comes on it.
  for (const event of ['connection', 'adopted']) server.on(event, (socket: Socket) => stalls.add(socket));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    expectBody(request, response);
    take(request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    expectingOther.add(request);
    take(request, response);
  });

  const holdUntilAnswered = createLetGo(turns, closing);
  const whenAnswered = (socket: Socket, run: () => void): void => {
    letGo.add(socket);
    connections?.busy(socket);
    holdUntilAnswered(socket, run);
  };
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    whenAnswered(socket, () => {
      socket.on('error', () => {});
      refuseStream(socket, 405, 'This is no proxy: CONNECT is not served.', {
        Allow: 'GET, HEAD, POST, OPTIONS',
      });
    });
  });
  if (upgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      whenAnswered(socket, () => {
        if (asksForWebSocket(request)) upgrade(request, socket, head);
        else {
          letGo.delete(socket); // at rest again once this request is answered
          serveWithoutUpgrade(server, request, socket, head);
        }
      });
    });
  }
  server.on('clientError', (error: ClientError, socket: Socket) => {
    if (error.code === 'ECONNRESET') {
      socket.destroy(error);
      return;
    }
    const isTold = turns.afterAll(socket, () => {
      const response = turns.current(socket);
      if (!socket.writable || response?.headersSent) {
        socket.destroy(error);
        return;
      }
      const [status, message] = explain(error, Math.round(requestMs / 1000));
      // What the caller is told is what the log says, although it does not go through the response; but one that
      // hung up in the middle of its body has left.
      if (response && !response.writableEnded && !isHangingUp(error)) response.statusCode = status;
      refuseStream(socket, status, message);
    });
    if (!isTold) socket.pause(); // nothing can be read behind a mistake
  });
  return server;
}

/** What a status says by itself; every other is a mistake in the request. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  403: 'FORBIDDEN',
  429: 'RATE_LIMITED',
  503: 'SERVICE_UNAVAILABLE',
};

/** Why a connection is refused as soon as it is made. */
const CONNECTION_REFUSALS = {
  connectionsPerAddress: [429, 'Too many connections are open from this address, and all are in use.'],
  connections: [503, 'Too many connections are open, and all are in use. Try again later.'],
} as const satisfies Record<ConnectionLimit, readonly [status: number, message: string]>;

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

const expectingOther = new WeakSet<IncomingMessage>();

function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const refusal = 'The only expectation that can be met is "Expect: 100-continue".';
  sendAnswer(response, badRequestAnswer(refusal, 417), { Connection: 'close' });
  request.resume();
}

interface ClientError extends Error {
  readonly code?: string;
  /** The parser's own words. */
  readonly reason?: string;
}

/** Whether the caller ended its side before its request was whole. */
function isHangingUp({ code }: ClientError): boolean {
  return code === 'HPE_INVALID_EOF_STATE';
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
