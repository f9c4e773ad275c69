/** An operation that came over a WebSocket, from its message on. It ends with its client's word, or with the socket. */
import { sharedAbort } from '../../shared-abort.ts';
import type { ResolvedCaller } from '../callers.ts';
import { ServedOperation } from '../operation/operation.ts';

/** The socket, as far as its operations need it. */
export interface SocketOfOperation {
  readonly resolved: ResolvedCaller;
  readonly requestId: string;
  readonly network: string;
}

/** An operation over WebSocket. */
export class SocketOperation extends ServedOperation {
  /** The client's. */
  readonly id: string;
  /** Bytes that a subscription keeps of its document and variables. */
  keptBytes = 0;
  #controller: AbortController | null = null;
  #left = false;

  constructor({ resolved, requestId, network }: SocketOfOperation, number: string, id: string) {
    super('websocket', resolved, { requestId: `${requestId}.${number}`, network });
    this.id = id;
  }

  override get left(): boolean {
    return this.#left;
  }

  override get signal(): AbortSignal {
    this.#controller ??= sharedAbort();
    if (this.#left) this.#controller.abort();
    return this.#controller.signal;
  }

  /** The client cancelled this operation, or left. */
  abort(): void {
    this.#left = true;
    this.#controller?.abort();
  }
}
