/**
 * One WebSocket as the protocol core sees it: sending with regard for slow readers, reading with regard for its own
 * backlog, the caller it speaks for, and the operations under way. Must not know GraphQL.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { GatewayError } from '../errors.ts';
import type { Caller } from '../schema/context.ts';
import type { ResolvedCaller } from './callers.ts';
import type { OperationFacts } from './operation/operation.ts';
import type { Pingable } from './ping-wheel.ts';

/** Above this, an operation waits for its last message to leave before it makes the next. */
const SLOW_READER_BYTES = 64_000;
/** Above this, nothing more is read from a client that does not read itself. */
const DEAF_READER_BYTES = 1_000_000;

/** A connected client. */
export class SocketConnection implements Pingable {
  readonly requestId: string;
  readonly address: string;
  /** `Authorization` of the upgrade request; forgotten once `connection_init` has settled who calls. */
  upgradeAuthorization: string | undefined;
  resolved: ResolvedCaller = { caller: null };
  reconnectOnExpiry = false;
  alive = true;
  /** Operations under way that the client has not completed, by their number. */
  readonly operations = new Map<string, SocketFacts>();
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  #operationCount = 0;

  constructor(
    socket: WebSocket,
    stream: Duplex,
    upgrade: { requestId: string; address: string; authorization: string | undefined },
  ) {
    this.#socket = socket;
    this.#stream = stream;
    this.requestId = upgrade.requestId;
    this.address = upgrade.address;
    this.upgradeAuthorization = upgrade.authorization;
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
      return;
    }
    return new Promise((resolve) => this.#socket.send(text, () => resolve()));
  }

  close(code: number, reason: string): void {
    if (this.isOpen) this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  ping(): void {
    if (this.isOpen) this.#socket.ping();
  }

  /** Answers the client's ping frame, unless it floods us with them and reads nothing. */
  pong(payload: Buffer): void {
    if (this.isOpen && this.#socket.bufferedAmount < SLOW_READER_BYTES) this.#socket.pong(payload);
  }

  /** Stops reading while too much waits to be sent. */
  holdWhenDeaf(): void {
    if (this.#socket.bufferedAmount < DEAF_READER_BYTES || this.#socket.isPaused) return;
    this.#socket.pause();
    this.#stream.once('drain', () => this.#socket.resume());
  }

  /** The facts of an operation that has just begun. */
  factsOf(number: string): SocketFacts {
    const facts = this.operations.get(number);
    if (!facts) throw new Error(`there is no operation ${number} on this socket`);
    return facts;
  }

  /** Whether an operation runs under a client's id. */
  isUnderWay(id: string): boolean {
    return this.#numberOf(id) !== null;
  }

  /** Takes an operation in; gives back its number. */
  begin(id: string): string {
    this.#operationCount += 1;
    const number = String(this.#operationCount);
    this.operations.set(number, new SocketFacts(this.resolved, `${this.requestId}.${number}`, id));
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
    this.operations.delete(number);
  }

  /** There are at most a hundred. */
  #numberOf(id: string): string | null {
    for (const [number, facts] of this.operations) if (facts.id === id) return number;
    return null;
  }

  /** Aborts everything under way. */
  abortAll(): void {
    for (const facts of this.operations.values()) facts.abort();
    this.operations.clear();
  }
}

/** What a context is made from over WebSocket. The signal is made only when somebody asks for it. */
export class SocketFacts implements OperationFacts {
  /** The client's. */
  readonly id: string;
  readonly caller: Caller | null;
  readonly callerError: GatewayError | undefined;
  readonly requestId: string;
  #controller: AbortController | null = null;
  #left = false;

  constructor(resolved: ResolvedCaller, requestId: string, id: string) {
    this.id = id;
    this.caller = resolved.caller;
    this.callerError = resolved.error;
    this.requestId = requestId;
  }

  get left(): boolean {
    return this.#left;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#left) this.#controller.abort();
    return this.#controller.signal;
  }

  /** The client cancelled this operation, or left. */
  abort(): void {
    this.#left = true;
    this.#controller?.abort();
  }
}
