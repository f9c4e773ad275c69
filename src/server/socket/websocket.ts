/**
 * `graphql-transport-ws` over WebSocket: the protocol by `graphql-ws`, the sockets by `ws`, every operation through
 * the pipeline that HTTP uses. Here: who may connect, and the way of a message from a socket to the protocol and back.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { type Message, MessageType, makeServer, type SubscribePayload } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { HeldBytes } from '../../held-bytes.ts';
import type { Caller } from '../../schema/operation.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { CallerResolver } from '../callers.ts';
import type { Gate } from '../gate.ts';
import { publicErrors, publicResult } from '../http/answer.ts';
import { isLoopbackPeer, networkOf } from '../http/client-address.ts';
import { refuseStream } from '../http/node-server.ts';
import { ambiguityOf, pathOf } from '../http/request-head.ts';
import { requestIdOf } from '../http/request-id.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { UnreadAnswers } from '../load/unread-answers.ts';
import type { Flow, WorkTurns } from '../load/work-turns.ts';
import type { Limits } from '../operation/limits.ts';
import type { Outcome, RawParameters } from '../operation/operation.ts';
import { traceContextOf } from '../operation/operation-span.ts';
import type { Pipeline } from '../operation/pipeline.ts';
import { OpenSockets } from './open-sockets.ts';
import { PingWheel } from './ping-wheel.ts';
import { createSocketOperations } from './run-on-socket.ts';
import { SocketConnection } from './socket-connection.ts';
import { incoming, outgoing } from './socket-messages.ts';
import { chooseSubprotocol, wrongSubprotocol } from './subprotocol.ts';

/** What sockets are served with. */
export interface WebsocketOptions {
  readonly schema: GraphQLSchema;
  readonly pipeline: Pipeline;
  readonly gate: Gate;
  readonly callers: CallerResolver;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  readonly limits: Limits;
  /** What has come of messages that are not complete. */
  readonly unfinished: HeldBytes;
  readonly unread: UnreadAnswers;
  /** When a socket is opened, and when more is read of it. */
  readonly turns: WorkTurns;
  /** With whom a request to open one takes turns. */
  readonly lookFlow: (authorization: string | undefined, address: string) => Flow;
  /** A caller has a socket open, until what is returned is called. */
  readonly present?: ((caller: Caller) => () => void) | undefined;
  /** How long a client may take to send `connection_init`. @default 3 s */
  readonly initTimeoutMs?: number | undefined;
  /** Every socket is pinged once in this time, and cut when it has not answered by the next. @default 15 s */
  readonly pingMs?: number | undefined;
}

/** The sockets of a server. */
export interface Websockets
  extends Pick<OpenSockets, 'size' | 'expireToken' | 'renew' | 'closeSpread' | 'terminate'> {
  /** Takes over an upgrade request, or refuses it. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
}

/** The protocol core wants a document; the real one is parsed inside the pipeline. */
const PLACEHOLDER = parse('{ __typename }');

/** What `ws` speaks, for clients that speak another; these are told with every handshake that is none. */
const VERSIONS = { 'Sec-WebSocket-Version': '13, 8' };

type Refusal = [status: number, message: string, headers?: Readonly<Record<string, string>>];

/** Builds the sockets' side of the server. */
export function createWebsockets(options: WebsocketOptions): Websockets {
  const { gate, callers, lifecycle, telemetry, limits, turns, pipeline } = options;
  const sockets = new OpenSockets(telemetry);
  const wheel = new PingWheel(options.pingMs ?? 15_000);
  const run = createSocketOperations({
    ...options,
    onExpired: (connection) => sockets.expire(connection),
    onStopping: (connection) => sockets.goAway(connection),
  });

  const protocol = makeServer<Record<string, unknown>, SocketConnection>({
    connectionInitWaitTimeout: options.initTimeoutMs ?? 3_000,
    onConnect({ connectionParams = {}, extra: connection }) {
      const authorization = authorizationOf(connectionParams) ?? connection.upgradeAuthorization;
      connection.resolved = callers(authorization, connection.address);
      connection.upgradeAuthorization = undefined;
      connection.traceContext = traceContextOf(connectionParams) ?? connection.traceContext;
      connection.reconnectOnExpiry = connectionParams.reconnectOnExpiry === true;
      const hash = connection.resolved.caller?.token.hash;
      if (hash === undefined) return;
      if (sockets.ofToken(hash) >= limits.socketsPerToken) {
        telemetry.count('refused', { limit: 'socketsPerToken' });
        sockets.close(connection, 1013, 'Too many sockets of this token');
      } else sockets.addToToken(hash, connection);
      const { caller } = connection.resolved;
      if (caller) connection.gone = options.present?.(caller) ?? null;
    },
    async onSubscribe({ extra: connection }, number, payload) {
      const operation = connection.operationOf(number);
      const outcome = await run({ connection, operation, params: parametersOf(payload) });
      // What was refused is an `error` message; what failed while it ran is a result like others.
      return outcome.kind === 'refused' ? outcome.result.errors : argumentsFor(options.schema, outcome);
    },
    execute: ({ contextValue }) => resultOf(contextValue as Outcome) as ExecutionResult,
    onNext: (_context, _id, _payload, _args, result) => publicResult(result as ExecutionResult),
    onError: (_context, _id, _payload, errors) => publicErrors(errors),
  });

  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: limits.listBodyBytes,
    handleProtocols: chooseSubprotocol,
  });

  server.on('wsClientError', ({ message }, stream) =>
    refuseStream(stream, 400, noHandshake(message), VERSIONS),
  );

  function accept(socket: WebSocket, stream: Duplex, connection: SocketConnection): void {
    sockets.add(connection);
    const close = (code: number, reason: string): void => sockets.close(connection, code, reason);
    const leaveWheel = wheel.add(connection);
    // The protocol core registers its one message handler while `opened` runs.
    let onMessage: (message: Message) => Promise<void> = async () => {};
    const closed = protocol.opened(
      {
        protocol: connection.protocol,
        async send(text) {
          const message = outgoing(connection, text);
          if (message !== null) await connection.send(message);
        },
        close: (code = 1000, reason = '') =>
          close(code, code === 4406 ? wrongSubprotocol(connection.protocol) : reason),
        onMessage: (handler) => {
          // It reads texts, and takes what was read already.
          onMessage = handler as (message: unknown) => Promise<void>;
        },
      },
      connection,
    );
    const mostBytes = () =>
      pipeline.mayBringLists(connection.resolved.caller) ? limits.listBodyBytes : limits.bodyBytes;
    connection.boundMessages(mostBytes, () => close(1009, ''));
    const receive = (data: RawData): void => {
      connection.heard();
      connection.finished();
      connection.holdWhenDeaf();
      if (!connection.isOpen) return; // closing: what still comes counts no more
      const bytes = bytesOf(data);
      if (bytes > mostBytes()) {
        close(1009, '');
        return;
      }
      const received = incoming(connection, withoutMark(String(data)));
      if (received.kind === 'stale') return;
      if (received.kind === 'message' && received.message.type === MessageType.Subscribe)
        connection.operationOf(received.message.id).bodyBytes = bytes;
      if (received.kind === 'violation') {
        close(received.code, received.reason);
        return;
      }
      onMessage(received.message).catch((error: unknown) => {
        telemetry.log.error(
          { err: error, requestId: connection.requestId },
          'a socket message could not be handled',
        );
        close(4500, 'Internal server error');
      });
    };
    const flow = () => pipeline.flowOf('messages', connection.resolved.caller, connection.network);
    connection.readInTurns((pieceMs) => turns.next(flow, pieceMs));
    socket.on('message', receive);
    socket.on('pong', (payload) => {
      connection.heard();
      connection.between(payload);
    });
    socket.on('ping', (payload) => {
      connection.pong(payload);
      connection.between(payload);
    });
    // A frame too large or malformed: ws closes with the code for it, there is nothing else to do.
    socket.on('error', (error) => telemetry.log.debug({ err: error }, 'socket error'));
    socket.once('close', (code, reason) => {
      leaveWheel();
      sockets.remove(connection, () => {
        connection.abortAll();
        connection.gone?.();
        closed(code, String(reason)).catch((error: unknown) =>
          telemetry.log.error({ err: error }, 'socket close failed'),
        );
      });
    });
    stream.on('error', () => {});
  }

  return {
    get size() {
      return sockets.size;
    },
    expireToken: (tokenHash) => sockets.expireToken(tokenHash),
    renew: (fateOf, overMs) => sockets.renew(fateOf, overMs),
    closeSpread: (overMs) => sockets.closeSpread(overMs),
    upgrade(request, stream, head) {
      stream.on('error', () => stream.destroy());
      const address = gate.address(request);
      const { headers } = request;
      const flow = () => options.lookFlow(headers.authorization, address);
      turns.take(flow, () => {
        if (stream.destroyed) return;
        const refusal = refusalOf(request);
        if (refusal) return refuseStream(stream, ...refusal);
        server.handleUpgrade(request, stream, head, (socket) => {
          const upgrade = {
            requestId: inOnePiece(requestIdOf(headers['x-request-id'])),
            address,
            authorization: headers.authorization,
            traceContext: traceContextOf(headers),
          };
          accept(socket, stream, new SocketConnection(socket, stream as Socket, upgrade, options));
        });
      });
    },
    terminate() {
      sockets.terminate();
      server.close();
    },
  };

  function refusalOf(request: IncomingMessage): Refusal | null {
    const ambiguity = ambiguityOf(request);
    if (ambiguity) return [400, ambiguity];
    if (request.method !== 'GET') return [405, 'A WebSocket is opened with GET.', { Allow: 'GET' }];
    if (pathOf(request) !== '/graphql') return [404, 'There is nothing here. The API is at /graphql.'];
    const wrong = gate.wrongHost(request) ?? gate.wrongOrigin(request);
    if (wrong) return [403, wrong];
    if (!lifecycle.takesWork) return [503, 'This instance of the gateway is stopping.'];
    const address = gate.address(request);
    if (!isLoopbackPeer(address) && sockets.ofAddress(networkOf(address)) >= limits.socketsPerAddress) {
      telemetry.count('refused', { limit: 'socketsPerAddress' });
      return [429, 'Too many sockets are open from this address.'];
    }
    return null;
  }
}

function noHandshake(mistake: string): string {
  return `This is no handshake of a WebSocket that can be understood (${mistake}).`;
}

/** The parameters of the protocol's `subscribe`. */
function parametersOf(payload: SubscribePayload): RawParameters {
  const parameters = { ...payload };
  // The protocol core keeps the message for as long as a stream lives; what is in it need not be kept twice.
  Object.assign(payload, { query: '', variables: null, extensions: null, documentId: null });
  return parameters;
}

/** What the protocol core executes with: it is over by then. */
function argumentsFor(schema: GraphQLSchema, outcome: Outcome): ExecutionArgs {
  return { schema, document: PLACEHOLDER, rootValue: undefined, contextValue: outcome };
}

function resultOf(outcome: Outcome): ExecutionResult | AsyncIterable<ExecutionResult> {
  return outcome.kind === 'streaming' ? outcome.events : outcome.result;
}

/** The `Authorization` of `connection_init`, whatever the case of its key. */
function authorizationOf(params: Readonly<Record<string, unknown>>): string | undefined {
  const key = Object.keys(params).find((name) => name.toLowerCase() === 'authorization');
  const value = key === undefined ? undefined : params[key];
  if (value === undefined || value === null) return undefined;
  // Nothing but text is looked at: what is none is as wrong as a text that is not understood.
  return typeof value === 'string' ? value : '';
}

function bytesOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, { length }) => sum + length, 0) : data.byteLength;
}

/** A leading byte-order mark is no mistake, and no JSON either. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** A fresh UUID is twenty short texts strung together, ten times its size, and would stay so with the connection. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString();
}
