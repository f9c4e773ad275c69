/**
 * How a server stops: first it says so, then it takes nothing new, lets finish what is in flight, and sends its
 * sockets away one after the other, all within a limit.
 */
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Telemetry } from '../telemetry.ts';
import type { GraphqlRoute } from './http/graphql-route.ts';
import { answersWritten } from './http/send.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Websockets } from './socket/websocket.ts';

/** What there is to stop. */
export interface StopOptions {
  readonly server: Server;
  /** Aborted when the time is over: what is left is cut. */
  readonly cut: AbortController;
  readonly admin: Server | null;
  readonly sockets: Websockets;
  readonly graphql: GraphqlRoute;
  readonly lifecycle: Lifecycle;
  readonly telemetry: Telemetry;
  /** Settles what waits for a job. */
  readonly drainHub: () => Promise<void>;
  readonly drainDelayMs: number;
  readonly drainTimeoutMs: number;
  readonly onStopped: () => void;
}

/** Part of the time for sockets; the rest is for their close handshakes. */
const SPREAD_SHARE = 0.8;

/** The two ways to stop. Both may be called more than once; `close` cuts a `drain` short. */
export function createStop(options: StopOptions): { drain(): Promise<void>; close(): Promise<void> } {
  const { server, cut, admin, sockets, graphql, lifecycle, telemetry } = options;
  let draining: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  async function drain(): Promise<void> {
    lifecycle.enter('draining');
    telemetry.log.info({ sockets: sockets.size, inFlight: lifecycle.inFlight }, 'stopping');
    await waitAtMost(options.drainDelayMs, null);
    if (cut.signal.aborted) return close();
    lifecycle.enter('closed');
    server.close();
    server.closeIdleConnections();
    graphql.endStreams();
    const settled = Promise.all([
      options
        .drainHub()
        .catch((error: unknown) => telemetry.log.error({ err: error }, 'the hub did not drain')),
      lifecycle.idle(),
      sockets.closeSpread(options.drainTimeoutMs * SPREAD_SHARE),
    ]);
    await waitAtMost(options.drainTimeoutMs, settled);
    await answersWritten();
    if (lifecycle.inFlight > 0 || sockets.size > 0) {
      telemetry.log.warn(
        { sockets: sockets.size, inFlight: lifecycle.inFlight },
        'stopped before all was finished',
      );
    }
    await close();
  }

  async function waitAtMost(ms: number, work: Promise<unknown> | null): Promise<void> {
    const timer = new AbortController();
    const signal = AbortSignal.any([timer.signal, cut.signal]);
    const time = ms > 0 ? delay(ms, undefined, { signal }).catch(() => {}) : Promise.resolve();
    await (work ? Promise.race([work, time]) : time);
    timer.abort();
  }

  function close(): Promise<void> {
    closing ??= (async () => {
      lifecycle.enter('closed');
      cut.abort();
      sockets.terminate();
      await Promise.all([server, admin].map((each) => each && closeServer(each)));
      options.onStopped();
    })();
    return closing;
  }

  return {
    drain: () => {
      draining ??= drain();
      return draining;
    },
    close,
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
