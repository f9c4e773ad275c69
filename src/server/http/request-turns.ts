/**
 * One request at a time on an HTTP/1 connection. Node hands over pipelined requests as soon as it has read them; here
 * each waits until the answer before it has left, and while one waits no more are read. What ends HTTP on the
 * connection, a mistake or another protocol, waits for all of them. Knows no routes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Takes one request. */
export type HandleRequest = (request: IncomingMessage, response: ServerResponse) => void;

/** Requests that may wait on one connection, and in all; what was read before reading stopped may be thousands. */
const MOST_WAITING = 1_000;
const MOST_WAITING_IN_ALL = 10_000;
/** What every connection may have waiting all the same. */
const FEW_WAITING = 16;

/** Whether one more request may wait on a connection that has some. */
export function mayWait(onConnection: number, inAll: number): boolean {
  return onConnection < FEW_WAITING || (onConnection < MOST_WAITING && inAll < MOST_WAITING_IN_ALL);
}

type Turn = readonly [request: IncomingMessage, response: ServerResponse];

interface Line {
  readonly waiting: Turn[];
  /** What is under way. */
  current: Turn | null;
  /** What comes when all of them have been answered. */
  afterAll: (() => void) | null;
}

/** Who hears of what becomes of connections. */
export interface TurnsListeners {
  /** One is ended because too much waits on it. */
  onCut(): void;
  /** The answer to a request has left. */
  onAnswered?(request: IncomingMessage): void;
  /** Requests are under way on one, and are not any more. */
  onBusy?(socket: Socket): void;
  onRest?(socket: Socket): void;
}

/** The requests of all connections of a server, each connection's in a line. */
export class RequestTurns {
  readonly #handle: HandleRequest;
  readonly #listeners: TurnsListeners;
  readonly #lines = new WeakMap<Socket, Line>();
  #waiting = 0;

  constructor(handle: HandleRequest, listeners: TurnsListeners) {
    this.#handle = handle;
    this.#listeners = listeners;
  }

  /** Handles a request, now or when its turn comes. */
  readonly take: HandleRequest = (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return; // the rest of what was read before it was cut
    const line = this.#lineOf(socket);
    if (line.current === null) {
      this.#listeners.onBusy?.(socket);
      return this.#begin(socket, line, [request, response]);
    }
    if (!mayWait(line.waiting.length, this.#waiting)) {
      this.#listeners.onCut();
      socket.destroy();
      return;
    }
    if (line.waiting.length === 0) socket.pause();
    line.waiting.push([request, response]);
    this.#waiting += 1;
  };

  /** The response that is being made on a connection, which an error of the connection is about. */
  current(socket: Socket): ServerResponse | null {
    return this.#lines.get(socket)?.current?.[1] ?? null;
  }

  /**
   * Does something, once, when every request read so far has been answered, or is one whose rest will never come;
   * never, when the connection ends before. Tells whether it was done at once. After it no request is read.
   */
  afterAll(socket: Socket, run: () => void): boolean {
    const line = this.#lines.get(socket);
    if (line && isOwed(line)) {
      line.afterAll ??= run;
      return false;
    }
    run();
    return true;
  }

  #lineOf(socket: Socket): Line {
    const known = this.#lines.get(socket);
    if (known) return known;
    const line: Line = { waiting: [], current: null, afterAll: null };
    this.#lines.set(socket, line);
    socket.once('close', () => {
      this.#waiting -= line.waiting.length;
      line.waiting.length = 0;
      line.afterAll = null;
    });
    return line;
  }

  #begin(socket: Socket, line: Line, turn: Turn): void {
    line.current = turn;
    // "finish" comes when the operating system has taken all of the answer: nothing waits for the client any more.
    turn[1].on('finish', () => {
      this.#listeners.onAnswered?.(turn[0]);
      this.#next(socket, line);
    });
    this.#handle(...turn);
  }

  #next(socket: Socket, line: Line): void {
    line.current = null;
    const isLast = !socket.writable; // nothing is done then that could not be told
    if (isLast || line.waiting.length === 0) this.#listeners.onRest?.(socket);
    if (isLast) return;
    const next = line.waiting.shift();
    if (next) {
      this.#waiting -= 1;
      if (line.waiting.length === 0 && line.afterAll === null) socket.resume();
      this.#begin(socket, line, next);
    }
    if (line.afterAll === null || isOwed(line)) return;
    const run = line.afterAll;
    line.afterAll = null;
    run();
  }
}

/** Whether an answer is owed before anything else may be said. */
function isOwed({ current }: Line): boolean {
  return current?.[0].complete ?? false;
}
