/**
 * One HTTP exchange: its id, where it comes from, and a signal that aborts when the caller leaves. The signal is
 * made only when somebody asks for it, and is the connection's: its requests come one after the other.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { GatewayError } from '../../errors.ts';
import type { Caller } from '../../schema/context.ts';
import type { ResolvedCaller } from '../callers.ts';
import type { OperationFacts } from '../operation/operation.ts';
import { networkOf } from './client-address.ts';

/** The caller's own request id when it is a harmless one, else a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:/+=-]{1,128}$/.test(given) ? given : randomUUID();
}

/** What a context is made from over HTTP. */
export class HttpFacts implements OperationFacts {
  readonly caller: Caller | null;
  readonly callerError: GatewayError | undefined;
  readonly requestId: string;
  readonly network: string;
  readonly #socket: Socket;

  constructor(
    resolved: ResolvedCaller,
    { requestId, address }: { readonly requestId: string; readonly address: string },
    { socket }: IncomingMessage,
  ) {
    this.network = networkOf(address);
    this.caller = resolved.caller;
    this.callerError = resolved.error;
    this.requestId = requestId;
    this.#socket = socket;
  }

  get left(): boolean {
    return this.#socket.destroyed;
  }

  get signal(): AbortSignal {
    return signalOf(this.#socket);
  }
}

const signals = new WeakMap<Socket, AbortSignal>();

/** Aborts when the connection closes. A request that has been answered by then takes no notice. */
function signalOf(socket: Socket): AbortSignal {
  const known = signals.get(socket);
  if (known) return known;
  const controller = new AbortController();
  if (socket.destroyed) controller.abort();
  else socket.once('close', () => controller.abort());
  signals.set(socket, controller.signal);
  return controller.signal;
}
