/**
 * One WebSocket as the protocol core sees it: sending with regard for slow readers, reading with regard for its own
 * backlog, the caller it speaks for, and the operations under way. Must not know GraphQL.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { HeldBytes, Holding } from '../../held-bytes.ts';
import type { ResolvedCaller } from '../callers.ts';
import { networkOf } from '../http/client-address.ts';
import type { UnreadAnswers } from '../load/unread-answers.ts';
import { bytesWaiting, UNREAD_BYTES } from './client-pace.ts';
import type { Pingable } from './ping-wheel.ts';
import { SocketOperation } from './socket-operation.ts';
import { SocketTurns } from './socket-turns.ts';

/** Above this, an operation waits for its last message to leave before it makes the next. */
const SLOW_READER_BYTES = 64_000;
/**
 * The pace that is thought to be steady, bytes a millisecond. A ping is read after all that was sent before it, part of
 * which lies in the operating system's buffers, where nobody can see how much.
 */
const STEADY_BYTES_PER_MS = 8;
/** More than this does not lie there. */
const MOST_BUFFERED_BYTES = 8 << 20;

/** Less of a message than this is not noted. */
const NOTED_BYTES = 16_000;
/** What frames, and messages behind one that has just ended, may take beside a message. */
const BESIDE_BYTES = 64 * 1024;
/** The head of a control frame from a client. */
const CONTROL_HEAD_BYTES = 6;

/** What sockets hold together. */
export interface SharedBytes {
  /** Of messages that are not complete. */
  readonly unfinished: HeldBytes;
  /** Of what was sent and not taken. */
  readonly unread: UnreadAnswers;
}

/** A connected client. */
export class SocketConnection implements Pingable {
  readonly requestId: string;
  readonly address: string;
  readonly network: string;
  /** `Authorization` of the upgrade request; forgotten once `connection_init` has settled who calls. */
  upgradeAuthorization: string | undefined;
  /** Trace context as it came with the socket: with `connection_init`, or else with the upgrade request. */
  traceContext: unknown;
  resolved: ResolvedCaller = { caller: null };
  reconnectOnExpiry = false;
  /** Called when it is closed: its caller is not there for it any more. */
  gone: (() => void) | null = null;
  /** Which of its operations execute. */
  readonly turns = new SocketTurns(() => bytesWaiting(this.#stream) <= UNREAD_BYTES);
  /** Bytes that its subscriptions keep of their documents and variables. */
  keptBytes = 0;
  /** Operations under way that the client has not completed, by their number. */
  readonly operations = new Map<string, SocketOperation>();
  readonly #socket: WebSocket;
  readonly #stream: Socket;
  readonly #shared: SharedBytes;
  /** What has come of a message that is not complete, and its entry among those of all sockets. */
  #unfinishedBytes = 0;
  #unfinished: Holding | null = null;
  /** Whether too much waits to be sent for anything to be read. */
  #isDeaf = false;
  /** Whether nothing is read until its turn comes. */
  #isWaiting = false;
  /** When the piece that is looked at came. */
  #pieceAtMs = 0;
  #operationCount = 0;
  /** When the first ping since the client was last heard of was sent; 0: none was. */
  #pingedAtMs = 0;
  #sentWhenHeardBytes = 0;

  constructor(
    socket: WebSocket,
    stream: Socket,
    upgrade: {
      requestId: string;
      address: string;
      authorization: string | undefined;
      traceContext?: unknown;
    },
    { unfinished, unread }: SharedBytes,
  ) {
    this.#socket = socket;
    this.#stream = stream;
    this.#shared = { unfinished, unread };
    stream.on('drain', () => this.turns.goOn());
    // Before the protocol's own listener, which tells of the messages in the chunk.
    stream.prependListener('data', (chunk: Buffer) => this.#received(chunk.length));
    this.requestId = upgrade.requestId;
    this.address = upgrade.address;
    this.network = networkOf(upgrade.address);
    this.upgradeAuthorization = upgrade.authorization;
    this.traceContext = upgrade.traceContext;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Sends; resolves at once while the client keeps up, else when the message has left. */
  send(text: string): Promise<void> | void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount < SLOW_READER_BYTES) {
      this.#socket.send(text);
      this.#shared.unread.note(this.#stream);
      return;
    }
    return new Promise((resolve) => {
      this.#socket.send(text, () => resolve());
      this.#shared.unread.note(this.#stream);
    });
  }

  close(code: number, reason: string): void {
    if (this.isOpen) this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Calls `tooMuch` when a message that has not ended is longer than `allowed` says. */
  boundMessages(allowed: () => number, tooMuch: () => void): void {
    this.#stream.on('data', () => {
      if (this.#unfinishedBytes > allowed() + BESIDE_BYTES) tooMuch();
    });
  }

  /** A control frame may stand between the pieces of a message, and is no part of it. */
  between({ length }: Buffer): void {
    this.#unfinishedBytes = Math.max(0, this.#unfinishedBytes - length - CONTROL_HEAD_BYTES);
  }

  #received(bytes: number): void {
    this.#pieceAtMs = performance.now();
    // Ten thousand pings in a piece are answered with one write, not with as many.
    this.#stream.cork();
    this.#unfinishedBytes += bytes;
    if (this.#unfinishedBytes < NOTED_BYTES) return;
    this.#unfinished ??= this.#shared.unfinished.open(() => this.terminate());
    this.#unfinished.hold(this.#unfinishedBytes);
  }

  /** A message is complete, or none will be. */
  finished(): void {
    this.#unfinishedBytes = 0;
    this.#unfinished?.release();
    this.#unfinished = null;
  }

  /** Something came from the client. */
  heard(): void {
    this.#pingedAtMs = 0;
    this.#sentWhenHeardBytes = this.#stream.bytesWritten;
  }

  /**
   * Whether a ping should have been answered by now: not while something waits for the client, which is somebody
   * else's to watch, nor while its own messages wait to be read.
   */
  get isOverdue(): boolean {
    if (this.#pingedAtMs === 0 || this.#socket.isPaused || this.#stream.writableLength > 0) return false;
    const sentBytes = Math.min(this.#stream.bytesWritten - this.#sentWhenHeardBytes, MOST_BUFFERED_BYTES);
    return performance.now() - this.#pingedAtMs >= sentBytes / STEADY_BYTES_PER_MS;
  }

  ping(): void {
    if (!this.isOpen || this.#stream.writableLength > 0) return;
    this.#socket.ping();
    if (this.#pingedAtMs === 0) this.#pingedAtMs = performance.now();
  }

  /** Answers the client's ping frame, unless it floods us with them and reads nothing. */
  pong(payload: Buffer): void {
    if (this.isOpen && this.#socket.bufferedAmount < SLOW_READER_BYTES) this.#socket.pong(payload);
  }

  /** Stops reading while too much waits to be sent. */
  holdWhenDeaf(): void {
    if (this.#isDeaf || bytesWaiting(this.#stream) <= UNREAD_BYTES) return;
    this.#isDeaf = true;
    this.#socket.pause();
    this.#stream.once('drain', () => {
      this.#isDeaf = false;
      this.#readOn();
    });
  }

  /**
   * Reads more, whatever it is, only when that is due. The piece that was read (64 KiB) is looked at all the same: it
   * may be the end of what an earlier one began. Is given how long it took, as the next one may.
   */
  readInTurns(nextTurn: (pieceMs: number) => Promise<void> | null): void {
    // Behind the protocol's own listener: what it has done with the piece counts.
    this.#stream.on('data', () => {
      this.#stream.uncork();
      const turn = this.#isWaiting ? null : nextTurn(performance.now() - this.#pieceAtMs);
      if (!turn) return;
      this.#isWaiting = true;
      this.#socket.pause();
      void turn.then(() => {
        this.#isWaiting = false;
        this.#readOn();
      });
    });
  }

  #readOn(): void {
    if (!this.#isDeaf && !this.#isWaiting) this.#socket.resume();
  }

  /** An operation that has just begun. */
  operationOf(number: string): SocketOperation {
    const operation = this.operations.get(number);
    if (!operation) throw new Error(`there is no operation ${number} on this socket`);
    return operation;
  }

  /** Whether an operation runs under a client's id. */
  isUnderWay(id: string): boolean {
    return this.#numberOf(id) !== null;
  }

  /** Takes an operation in; gives back its number. */
  begin(id: string): string {
    this.#operationCount += 1;
    const number = String(this.#operationCount);
    this.operations.set(number, new SocketOperation(this, number, id));
    return number;
  }

  /** The client has completed an operation: nothing more is sent of it. Its number, or null when there is none. */
  leave(id: string): string | null {
    const number = this.#numberOf(id);
    if (number !== null) {
      this.operations.get(number)?.abort();
      this.end(number);
    }
    return number;
  }

  /** The last message of an operation has been sent, or is not wanted any more: its id is free again. */
  end(number: string): void {
    const operation = this.operations.get(number);
    if (!operation) return;
    this.operations.delete(number);
    this.keptBytes -= operation.keptBytes;
    this.turns.forget(operation);
  }

  /** There are at most a hundred. */
  #numberOf(id: string): string | null {
    for (const [number, operation] of this.operations) if (operation.id === id) return number;
    return null;
  }

  /** Aborts everything under way. */
  abortAll(): void {
    for (const operation of this.operations.values()) {
      operation.abort();
      this.turns.forget(operation);
    }
    this.operations.clear();
    this.finished();
  }
}
