/** A body of several pieces is read on when it may be, and what may not be read is not kept either. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { HeldBytes } from '../../../src/held-bytes.ts';
import { type Body, readBody, readInPieces } from '../../../src/server/http/request-body.ts';
import { rawSocket } from '../../support/raw-socket.ts';

const PIECE = 64 * 1024;

/** Turns that are given by hand. */
function turnsByHand() {
  const waiting: (() => void)[] = [];
  let came = (): void => {};
  return {
    pace: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        came();
      }),
    /** Resolves when a turn is waited for. */
    asked: async () => {
      if (waiting.length > 0) return;
      await new Promise<void>((resolve) => {
        came = resolve;
      });
    },
    give: () => waiting.shift()?.(),
  };
}

/** A request with this body, at a server that leaves it to the test. */
async function sent(body: string): Promise<IncomingMessage> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = rawSocket((server.address() as AddressInfo).port);
  onTestFinished(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const written = new Promise((resolve) => void socket.write(head + body, resolve));
  const [[request]] = (await Promise.all([once(server, 'request'), written])) as [[IncomingMessage], unknown];
  return request;
}

/** All of the body is with the operating system by now: what is read at all is read within so many turns. */
async function untilNothingComes(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

test('a long body waits for a turn after each piece, and is whole in the end', async () => {
  const query = 'q'.repeat(10 * PIECE);
  const request = await sent(JSON.stringify({ query }));
  const turns = turnsByHand();
  const unfinished = new HeldBytes(1 << 30, () => {});
  const reading = readBody(request, { mostBytes: 1 << 20, unfinished, pace: turns.pace });
  let body = null as Body | null;
  void reading.then((made) => {
    body = made;
  });
  let pieces = 0;
  for (let before = 0; !body; pieces += 1) {
    await Promise.race([turns.asked(), reading]);
    await untilNothingComes();
    expect(unfinished.total - before).toBeLessThan(2 * PIECE);
    before = unfinished.total;
    turns.give();
  }
  expect(pieces).toBeGreaterThanOrEqual(5);
  expect((await reading).parameters()).toEqual({ query });
  expect(unfinished.total).toBe(0);
});

test('a short body waits for nothing', async () => {
  const request = await sent(JSON.stringify({ query: '{ me { name } }' }));
  const pace = () => {
    throw new Error('there is no need to ask');
  };
  const body = await readBody(request, { mostBytes: 1_000, unfinished: new HeldBytes(1, () => {}), pace });
  expect(body.parameters()).toEqual({ query: '{ me { name } }' });
});

test('what is not wanted of a body is read in turns as well', async () => {
  const request = await sent('x'.repeat(10 * PIECE));
  const turns = turnsByHand();
  let read = 0;
  const inPieces = readInPieces(request, turns.pace);
  request.on('data', (chunk: Buffer) => {
    read += chunk.length;
    inPieces(chunk);
  });
  for (const ended = once(request, 'end'); !request.readableEnded; ) {
    const before = read;
    await Promise.race([turns.asked(), ended]);
    await untilNothingComes();
    expect(read - before).toBeLessThan(2 * PIECE);
    turns.give();
  }
  expect(read).toBe(10 * PIECE);
});
