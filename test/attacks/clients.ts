/** Clients without manners: raw HTTP over TCP, and sockets whose other end is never read. */
import { once } from 'node:events';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Target } from './attack.ts';

/** One connection to the gateway; what becomes of it is nobody's business. */
export async function tcp({ host, port }: Target, localAddress?: string): Promise<Socket> {
  const socket = connect({ host, port, ...(localAddress && { localAddress }) });
  socket.on('error', () => {});
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return socket;
}

/** A POST of JSON as bytes. */
export function rawPost(body: string, headers: readonly string[] = [], announcedBytes?: number): string {
  return [
    'POST /graphql HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${announcedBytes ?? Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}

/** An agent for many requests at once. */
export function crowd(sockets: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: sockets });
}

/** Sends a query and reads the answer's beginning; the rest is read and dropped. */
export function post(
  { url }: Target,
  body: string,
  options: { agent?: Agent; headers?: OutgoingHttpHeaders; localAddress?: string } = {},
): Promise<{ status: number; head: string }> {
  const { agent, headers, localAddress } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        ...(agent && { agent }),
        ...(localAddress && { localAddress }),
      },
      (response) => {
        let head = '';
        response.on('data', (chunk: Buffer) => {
          if (head.length < 2_000) head += chunk.toString('latin1', 0, 2_000);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, head }));
        response.on('error', reject);
      },
    );
    outgoing.setTimeout(15_000, () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A WebSocket past its `connection_ack`. */
export async function websocket({ url, authorization }: Target): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  socket.on('error', () => {});
  await Promise.race([once(socket, 'open'), once(socket, 'close')]);
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await Promise.race([once(socket, 'message'), once(socket, 'close')]);
  }
  return socket;
}
