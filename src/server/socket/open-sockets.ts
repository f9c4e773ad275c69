/**
 * The sockets that are open: by address and by token, so that both can be bounded, and how they are told to leave. Must
 * not know what they say.
 */
import type { Telemetry } from '../../telemetry.ts';
import type { ResolvedCaller } from '../callers.ts';
import { Tally } from '../load/tally.ts';
import type { CallerFate } from '../renewable-callers.ts';
import type { SocketConnection } from './socket-connection.ts';

/** Closes may not be further apart than this, so that few sockets do not delay a stop. */
const MAX_CLOSE_GAP_MS = 50;

/** All open sockets of a server. */
export class OpenSockets {
  readonly #telemetry: Telemetry;
  readonly #all = new Set<SocketConnection>();
  readonly #byAddress = new Tally<SocketConnection>();
  readonly #byToken = new Tally<SocketConnection>();
  #onEmpty: (() => void) | null = null;

  constructor(telemetry: Telemetry) {
    this.#telemetry = telemetry;
  }

  get size(): number {
    return this.#all.size;
  }

  add(connection: SocketConnection): void {
    this.#all.add(connection);
    this.#byAddress.add(connection.network, connection);
  }

  /** Once it is known whose it is. */
  addToToken(hash: string, connection: SocketConnection): void {
    this.#byToken.add(hash, connection);
  }

  /** A socket is closed; `goneThen` is called before anybody hears that it was the last. */
  remove(connection: SocketConnection, goneThen: () => void): void {
    this.#all.delete(connection);
    this.#byAddress.remove(connection.network, connection);
    const hash = connection.resolved.caller?.token.hash;
    if (hash !== undefined) this.#byToken.remove(hash, connection);
    goneThen();
    if (this.#all.size === 0) this.#onEmpty?.();
  }

  ofAddress(network: string): number {
    return this.#byAddress.count(network);
  }

  ofToken(hash: string): number {
    return this.#byToken.count(hash);
  }

  /** Closes one, unless it is closing already. */
  close(connection: SocketConnection, code: number, reason: string): void {
    if (!connection.isOpen) return;
    this.#telemetry.count('sockets_closed', { code: String(code) });
    connection.close(code, reason);
  }

  /** Its client is to come back with another token. */
  expire(connection: SocketConnection): void {
    this.close(connection, 4403, 'Token expired');
  }

  /** Its client is to come back, to another instance. */
  goAway(connection: SocketConnection): void {
    this.close(connection, 1001, 'Going away');
  }

  /** Closes with 4403 the sockets of a token that asked to reconnect when it expires. */
  expireToken(tokenHash: string): void {
    for (const connection of this.#byToken.of(tokenHash))
      if (connection.reconnectOnExpiry) this.expire(connection);
  }

  /** Closes with 4403 the sockets of keys that are gone, and with 1001, spread over a time, those that are to come back. */
  renew(fateOf: (caller: ResolvedCaller) => CallerFate, overMs: number): void {
    const all = [...this.#all].map((connection) => ({
      connection,
      fate: fateOf(connection.resolved),
    }));
    for (const { connection, fate } of all) {
      if (fate === 'gone') this.close(connection, 4403, 'Key no longer known');
    }
    const renewed = all.filter(({ fate }) => fate === 'renewed').map(({ connection }) => connection);
    for (const timer of this.#leaveOneByOne(renewed, overMs)) timer.unref();
  }

  /** Closes all with 1001, spread over a time; resolves when the last one is gone. */
  async closeSpread(overMs: number): Promise<void> {
    if (this.#all.size === 0) return;
    const gone = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    const timers = this.#leaveOneByOne([...this.#all], overMs);
    await gone;
    for (const timer of timers) clearTimeout(timer);
  }

  /** Cuts whatever is left. */
  terminate(): void {
    for (const connection of this.#all) connection.terminate();
  }

  /** Clients that are told together all come back together. */
  #leaveOneByOne(leaving: readonly SocketConnection[], overMs: number): NodeJS.Timeout[] {
    const gapMs = Math.min(MAX_CLOSE_GAP_MS, overMs / leaving.length);
    return leaving.map((connection, index) => setTimeout(() => this.goAway(connection), gapMs * index));
  }
}
