/**
 * One HTTP exchange: its id, where it comes from, and a signal that aborts when the caller leaves. The signal is
 * made only when somebody asks for it.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { GatewayError } from '../errors.ts';
import type { Caller, RequestFacts } from '../schema/context.ts';
import type { ResolvedCaller } from './callers.ts';

/** The caller's own request id when it is a harmless one, else a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:/+=-]{1,128}$/.test(given) ? given : randomUUID();
}

/** What a context is made from over HTTP. */
export class HttpFacts implements RequestFacts {
  readonly caller: Caller | null;
  readonly callerError: GatewayError | undefined;
  readonly requestId: string;
  readonly #response: ServerResponse;
  #controller: AbortController | null = null;

  constructor(resolved: ResolvedCaller, requestId: string, response: ServerResponse) {
    this.caller = resolved.caller;
    this.callerError = resolved.error;
    this.requestId = requestId;
    this.#response = response;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      const controller = new AbortController();
      this.#controller = controller;
      const abort = (): void => {
        if (!this.#response.writableFinished) controller.abort();
      };
      if (this.#response.destroyed) abort();
      else this.#response.once('close', abort);
    }
    return this.#controller.signal;
  }
}
