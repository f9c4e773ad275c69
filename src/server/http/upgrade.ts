/**
 * Requests that ask for another protocol: when their turn comes, which of them want a WebSocket, and how the
 * rest is served as plain HTTP. Knows no routes.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestTurns } from './request-turns.ts';

/** Whether an upgrade request is for a WebSocket. */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Node lets go of a connection that asks for another protocol, whatever is still to be answered on it. What this gives
 * back holds such a connection until all is answered, or `closing` cuts it.
 */
export function createLetGo(
  turns: RequestTurns,
  closing: AbortSignal | undefined,
): (socket: Socket, run: () => void) => void {
  const held = new Set<Socket>();
  closing?.addEventListener('abort', () => {
    for (const socket of held) socket.destroy();
  });
  return (socket, run) => {
    const cut = (): void => void socket.destroy();
    const release = (): void => {
      held.delete(socket);
      socket.off('error', cut).off('close', release);
    };
    held.add(socket);
    socket.on('error', cut).once('close', release);
    // Where requests wait, reading was stopped by way of listeners that are gone: nothing would start it again.
    socket.push('');
    turns.afterAll(socket, () => {
      release();
      run();
    });
  };
}

/**
 * Serves a request that asked for an upgrade as if it had not: the connection starts over with the same bytes, less
 * the wish. Node has let go of it by the time it tells, and nothing may be left to answer on it.
 */
export function serveWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    const kept = /^connection$/i.test(name) ? withoutUpgrade(value) : value;
    if (!/^(upgrade|http2-settings)$/i.test(name) && (kept !== '' || value === ''))
      lines.push(`${name}: ${kept}`);
  }
  socket.setTimeout(0); // that of a connection at rest, which the request before has left
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

function withoutUpgrade(connection: string): string {
  const tokens = connection.split(',').map((token) => token.trim());
  return tokens.filter((token) => !/^(upgrade|http2-settings)$/i.test(token)).join(', ');
}
