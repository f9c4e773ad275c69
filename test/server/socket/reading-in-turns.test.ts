/**
 * Whatever comes over a socket is read in turns, also what is no message. Each piece is made to take all of a turn's
 * time here, so that a second one has to wait for the next, however fast the machine is.
 */
import { subscribe as listen, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { rawSocket } from '../../support/raw-socket.ts';
import { startServer, type TestServer } from '../support.ts';

const PIECE_BYTES = 64 * 1024;
const HANDSHAKE = [
  'GET /graphql HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
  '\r\n',
].join('\r\n');

/** A frame from a client, its mask all zeros. */
const frame = (head: number, text = '') =>
  Buffer.concat([Buffer.from([head, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
const many = (one: Buffer, bytes: number) => Buffer.concat(Array(Math.ceil(bytes / one.length)).fill(one));

let running: TestServer;
beforeAll(async () => {
  running = await startServer();
});
afterAll(() => running.server.close());

/** The most pieces of one socket that were read in one turn of the event loop, until so many bytes have been. */
async function mostInOneTurn(client: Socket, serverSide: Socket, bytes: Buffer): Promise<number> {
  let most = 0;
  let inThisTurn = 0;
  let readBytes = 0;
  const all = new Promise<void>((resolve) => {
    serverSide.prependListener('data', (piece: Buffer) => {
      for (const until = performance.now() + 11; performance.now() < until; );
      if (inThisTurn === 0) setImmediate(() => (inThisTurn = 0));
      inThisTurn += 1;
      most = Math.max(most, inThisTurn);
      readBytes += piece.length;
      if (readBytes >= bytes.length) resolve();
    });
  });
  client.write(bytes);
  await all;
  return most;
}

async function openPair(): Promise<[client: Socket, serverSide: Socket]> {
  const opened = new Promise<Socket>((resolve) => {
    const take = (message: unknown): void => resolve((message as { socket: Socket }).socket);
    listen('net.server.socket', take);
    onTestFinished(() => void unsubscribe('net.server.socket', take));
  });
  const client = rawSocket(running.server.address.port);
  onTestFinished(() => void client.destroy());
  client.write(HANDSHAKE);
  await once(client, 'data');
  client.resume();
  return [client, await opened];
}

test.each([
  ['pings', many(frame(0x89, 'x'), 16 * PIECE_BYTES)],
  ['pongs', many(frame(0x8a), 16 * PIECE_BYTES)],
  [
    'pieces of a message, between them pongs',
    Buffer.concat([frame(0x01, '{'), many(frame(0x8a), 16 * PIECE_BYTES)]),
  ],
])('%s without end are read a piece at a time', async (_what, bytes) => {
  const [client, serverSide] = await openPair();
  expect(await mostInOneTurn(client, serverSide, bytes)).toBeLessThanOrEqual(2);
});

test('many sockets that are opened at once are opened in turns', async () => {
  const clients = Array.from({ length: 24 }, () => rawSocket(running.server.address.port));
  onTestFinished(() => {
    for (const client of clients) client.destroy();
  });
  // All of them are there, so that no turn is short for a connection that comes.
  for (const client of clients) {
    client.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await once(client, 'data');
  }
  let most = 0;
  let inThisTurn = 0;
  const opened = clients.map((client) => once(client, 'data'));
  const { handleUpgrade } = WebSocketServer.prototype;
  onTestFinished(() => {
    WebSocketServer.prototype.handleUpgrade = handleUpgrade;
  });
  WebSocketServer.prototype.handleUpgrade = function (...parts) {
    for (const until = performance.now() + 11; performance.now() < until; );
    if (inThisTurn === 0) setImmediate(() => (inThisTurn = 0));
    inThisTurn += 1;
    most = Math.max(most, inThisTurn);
    handleUpgrade.apply(this, parts);
  };
  for (const client of clients) client.write(HANDSHAKE);
  const answers = await Promise.all(opened);
  expect(answers.every(([answer]) => String(answer).startsWith('HTTP/1.1 101 '))).toBe(true);
  expect(most).toBeLessThanOrEqual(2);
});

test('what is answered to all pings of a piece leaves together', async () => {
  const [client, serverSide] = await openPair();
  let writes = 0;
  const handle = (serverSide as unknown as { _handle: { writev(...parts: unknown[]): number } })._handle;
  const writev = handle.writev.bind(handle);
  handle.writev = (...parts) => {
    writes += 1;
    return writev(...parts);
  };
  const pongs = new Promise<void>((resolve) => {
    let bytes = 0;
    client.on('data', (answer: Buffer) => {
      bytes += answer.length;
      if (bytes >= 3_000) resolve();
    });
  });
  client.write(many(frame(0x89, 'x'), 7_000));
  await pongs;
  expect(writes).toBeLessThanOrEqual(2);
});
