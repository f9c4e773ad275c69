/**
 * The server's routes within a server of somebody else: what came there is handed over, below a path. Connections,
 * their time limits and the hosts that are answered to are the other server's.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { asksForWebSocket } from './http/upgrade.ts';

/** What another server hands over to. Each may be called apart from the object. */
export interface Handlers {
  /** Whether a request is below the path, and so to be handed over. */
  readonly serves: (request: IncomingMessage) => boolean;
  /** Answers a request; what is not below the path goes to `next`, or is 404 where there is none. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;
  /** Takes over a connection that is to be a WebSocket below the path. False: it is somebody else's. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

/** A path such as `/asana`, or nothing for the root. @throws TypeError for another */
export function mountPath(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (path === '' || /^(\/[\w.~-]+)+$/.test(path)) return path;
  throw new TypeError(`The gateway cannot be mounted at "${text}": a path such as "/asana" is needed.`);
}

/** What is the gateway's where it has no path of its own. */
const AT_THE_ROOT = /^\/(graphql|jobs)(\/|$)/;

/** Hands over to a server that does not listen. `cut` ends the answers that are under way. */
export function mountedAt(path: string, server: Server): Handlers & { cut(): void } {
  const known = new WeakSet<Duplex>();
  const underWay = new Set<ServerResponse>();

  /** The rest of the address, null for what is not below the path. Frameworks that shorten it keep it whole. */
  function below(request: IncomingMessage): string | null {
    const { originalUrl } = request as { originalUrl?: unknown };
    const url = typeof originalUrl === 'string' ? originalUrl : (request.url ?? '/');
    const [pathname = ''] = url.split('?', 1);
    if (path === '') return AT_THE_ROOT.test(pathname) ? url : null;
    if (pathname !== path && !pathname.startsWith(`${path}/`)) return null;
    const rest = url.slice(path.length);
    return rest.startsWith('/') ? rest : `/${rest}`;
  }

  function adopt(socket: Duplex): void {
    if (known.has(socket)) return;
    known.add(socket);
    server.emit('adopted', socket);
  }

  return {
    serves: (request) => below(request) !== null,
    handle(request, response, next) {
      const url = below(request);
      if (url === null && next) return next();
      if (request.readableDidRead) throw new Error(READ_BEFORE);
      request.url = url ?? '/';
      underWay.add(response);
      response.once('close', () => underWay.delete(response));
      adopt(request.socket);
      server.emit('request', request, response);
    },
    handleUpgrade(request, socket, head) {
      const url = below(request);
      if (url === null || !asksForWebSocket(request)) return false;
      request.url = url;
      adopt(socket);
      server.emit('upgrade', request, socket as Socket, head);
      return true;
    },
    cut() {
      for (const response of underWay) response.destroy();
    },
  };
}

const READ_BEFORE =
  'The body of a request was read before it reached the gateway. Mount it before whatever parses bodies.';
