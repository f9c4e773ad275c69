/**
 * An operation that came over HTTP. It ends with its connection; the signal is made only when somebody asks for it, and
 * is the connection's: its requests come one after the other.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { busyAbort } from '../../shared-abort.ts';
import type { ResolvedCaller } from '../callers.ts';
import { ServedOperation } from '../operation/operation.ts';
import { networkOf } from './client-address.ts';

/** An operation over HTTP. */
export class HttpOperation extends ServedOperation {
  readonly #socket: Socket;

  constructor(
    caller: ResolvedCaller,
    { requestId, address }: { readonly requestId: string; readonly address: string },
    { socket }: IncomingMessage,
    startedAtMs: number,
  ) {
    super('http', caller, { requestId, network: networkOf(address) }, startedAtMs);
    this.#socket = socket;
  }

  override get left(): boolean {
    return this.#socket.destroyed;
  }

  override get signal(): AbortSignal {
    return signalOf(this.#socket);
  }
}

const signals = new WeakMap<Socket, AbortSignal>();

/** Aborts when the connection closes. A request that has been answered by then takes no notice. */
function signalOf(socket: Socket): AbortSignal {
  const known = signals.get(socket);
  if (known) return known;
  const controller = busyAbort();
  if (socket.destroyed) controller.abort();
  else socket.once('close', () => controller.abort());
  signals.set(socket, controller.signal);
  return controller.signal;
}
