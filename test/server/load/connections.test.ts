/** Connections have a bound, of one network and in all; who has most at rest makes room, and nothing under way is cut. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, connect as connectTcp, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createNodeServer } from '../../../src/server/http/node-server.ts';
import { type ConnectionLimit, Connections } from '../../../src/server/load/connections.ts';
import { connectionsWithin } from '../../../src/server/load/open-files.ts';
import { connect, openSocket, post, startServer } from '../support.ts';

interface Client {
  readonly socket: Socket;
  /** All that came until the connection closed. */
  readonly closed: Promise<string>;
  /** Resolves when the first bytes have come. */
  readonly answered: Promise<unknown>;
  ask(path: string): void;
}

async function client(port: number, localAddress = '127.0.0.1'): Promise<Client> {
  const socket = connectTcp({ port, host: '127.0.0.1', localAddress });
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  const answered = once(socket, 'data');
  answered.catch(() => {});
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return {
    socket,
    closed,
    answered,
    ask: (path) => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
  };
}

/** A server that answers at once, but for `/hang`, and says why it turned connections away. */
async function serverWith(bounds: { most: number; perNetwork: number }, proxies: readonly string[] = []) {
  const said: string[] = [];
  const connections = new Connections({
    ...bounds,
    from: ({ remoteAddress = '' }) => ({
      network: remoteAddress,
      standsForMany: proxies.includes(remoteAddress),
    }),
    onMadeRoom: () => said.push('made room'),
  });
  const hanging: ServerResponse[] = [];
  const server = createNodeServer(
    (request, response) => {
      if (request.url === '/hang') hanging.push(response);
      else response.end('fine');
    },
    { connections, onRefused: (limit) => said.push(limit) },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const at =
    (address: string) =>
    (amount: number): Promise<Client[]> =>
      inTurn(amount, () => client(port, address));
  /** Asks, and waits until the server has it. */
  const hang = async (waiting: Client): Promise<void> => {
    const before = hanging.length;
    waiting.ask('/hang');
    await expect.poll(() => hanging.length).toBe(before + 1);
  };
  return { connections, said, hang, at };
}

async function inTurn<T>(amount: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let number = 0; number < amount; number += 1) made.push(await make());
  return made;
}

test('of one network: one at rest makes room, first what nothing was ever asked on, the oldest first', async () => {
  const { connections, said, at } = await serverWith({ most: 100, perNetwork: 3 });
  const [used, silent, later] = await at('127.0.0.2')(3);
  used!.ask('/');
  await used!.answered;
  const [fourth] = await at('127.0.0.2')(1);
  expect(await silent!.closed).toBe('');
  const [fifth] = await at('127.0.0.2')(1);
  expect(await later!.closed).toBe('');
  for (const one of [fourth!, fifth!]) {
    one.ask('/');
    await one.answered;
  }
  await at('127.0.0.2')(1); // now the oldest of those that were used
  expect(await used!.closed).toContain('fine');
  expect(said).toEqual(['made room', 'made room', 'made room']);
  expect(connections.size).toBe(3);
});

test('of one network: when all are in use one more is refused with 429, others are not', async () => {
  const { said, at, hang } = await serverWith({ most: 100, perNetwork: 2 });
  const busy = await at('127.0.0.2')(2);
  for (const each of busy) await hang(each);
  const [refused] = await at('127.0.0.2')(1);
  const answer = await refused!.closed;
  expect(answer).toMatch(/^HTTP\/1\.1 429 .*"code":"RATE_LIMITED"/s);
  expect(answer).toContain('Too many connections are open from this address, and all are in use.');
  const [other] = await at('127.0.0.3')(1);
  other!.ask('/');
  await other!.answered;
  expect(busy.every(({ socket }) => !socket.destroyed)).toBe(true);
  expect(said).toEqual(['connectionsPerAddress']);
});

test('who stands for many has no bound of its own', async () => {
  const { connections, said, at } = await serverWith({ most: 100, perNetwork: 1 }, ['127.0.0.2']);
  await at('127.0.0.2')(5);
  await expect.poll(() => connections.size).toBe(5);
  expect(said).toEqual([]);
});

test('in all: the network with most at rest makes room for others', async () => {
  const { connections, said, at } = await serverWith({ most: 10, perNetwork: 100 });
  const few = await at('127.0.0.3')(3);
  const many = await at('127.0.0.2')(7);
  const [newcomer] = await at('127.0.0.4')(1);
  newcomer!.ask('/');
  await newcomer!.answered;
  expect(await many[0]!.closed).toBe('');
  expect(few.every(({ socket }) => !socket.destroyed)).toBe(true);
  expect(said).toEqual(['made room']);
  expect(connections.size).toBe(10);
});

test('in all: what is busy is passed over, and when all are, one more is refused with 503', async () => {
  const { connections, said, at, hang } = await serverWith({ most: 5, perNetwork: 100 });
  const busy = await at('127.0.0.2')(3);
  for (const each of busy) await hang(each);
  const atRest = await at('127.0.0.3')(2);
  for (const each of await at('127.0.0.4')(2)) await hang(each);
  expect(await Promise.all(atRest.map(({ closed }) => closed))).toEqual(['', '']);
  const [refused] = await at('127.0.0.5')(1);
  expect(await refused!.closed).toMatch(/^HTTP\/1\.1 503 .*"code":"SERVICE_UNAVAILABLE"/s);
  expect(said).toEqual(['made room', 'made room', 'connections']);
  busy[0]!.socket.destroy();
  await expect.poll(() => connections.size).toBe(4);
  const [next] = await at('127.0.0.5')(1);
  next!.ask('/');
  await next!.answered;
});

test('a request that waits for another protocol to be declined is in use, and its connection at rest after it', async () => {
  await using running = await startServer({}, { limits: { connections: 1 } });
  const { telemetry } = running;
  const only = await client(running.server.address.port);
  only.socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  await only.answered;
  const next = await client(running.server.address.port);
  next.ask('/health');
  await next.answered;
  expect(await only.closed).toMatch(/^HTTP\/1\.1 200 /);
  expect(telemetry.read('clients_cut', { reason: 'made_room' })).toBe(1);
});

/** What it takes to refuse a connection where so many are in use, of so many networks: milliseconds, the least of some. */
function costOfRefusal(inUse: number, networks: number, of: 'all' | 'its network'): number {
  const networkOf = new Map<Socket, string>();
  const isOneOfMany = of === 'all';
  const connections = new Connections({
    most: isOneOfMany ? inUse : inUse + 1,
    perNetwork: Math.ceil(inUse / networks),
    from: (socket) => ({ network: networkOf.get(socket) ?? '', standsForMany: isOneOfMany }),
  });
  const come = (network: string) => {
    const socket = new Socket();
    networkOf.set(socket, network);
    return { socket, limit: connections.take(socket) };
  };
  for (let number = 0; number < inUse; number += 1) connections.busy(come(`${number % networks}`).socket);
  const limits = new Set<ConnectionLimit | null>();
  const took = Array.from({ length: 100 }, () => {
    const beganMs = performance.now();
    limits.add(come('0').limit);
    return performance.now() - beganMs;
  });
  expect([...limits]).toEqual([isOneOfMany ? 'connections' : 'connectionsPerAddress']);
  return Math.min(...took);
}

test.each([
  { networks: 1, of: 'all' },
  { networks: 8_000, of: 'all' },
  { networks: 1, of: 'its network' },
] as const)('a refusal does not look through what is in use: of $of, from $networks', ({ networks, of }) => {
  costOfRefusal(1_000, 1, of); // compiled by now
  expect(costOfRefusal(8_000, networks, of)).toBeLessThan(10 * costOfRefusal(8, 1, of) + 0.02);
});

test('a server has both bounds: WebSockets are in use, what did not become one is counted once', async () => {
  await using running = await startServer({}, { limits: { connections: 3 } });
  const { telemetry, server } = running;
  const port = server.address.port;
  const silent = await connect(running.url);
  const half = await client(port);
  half.socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  await half.answered;
  const stream = await post(running.url, { query: 'subscription { tick }' }, { accept: 'text/event-stream' });
  await running.tickers.next();
  const second = await connect(running.url); // in place of the one at rest
  await half.closed;
  await expect(openSocket(running.url)).rejects.toThrow('503');
  expect(telemetry.read('refused', { limit: 'connections' })).toBe(1);
  expect(telemetry.read('clients_cut', { reason: 'made_room' })).toBe(1);
  silent.send({ type: 'ping' });
  expect(await silent.next()).toMatchObject({ type: 'pong' });
  await stream.body?.cancel();
  for (const each of [silent, second]) each.socket.terminate();
});

test.each([
  { files: 1_048_576, heapBytes: 512 << 20, room: 16_384 },
  { files: 20_000, heapBytes: 4 * 2 ** 30, room: 18_500 },
  { files: 1_024, heapBytes: 4 * 2 ** 30, room: 512 },
  { files: 1, heapBytes: 1, room: 1 },
])('$files files and $heapBytes bytes of heap are room for $room', ({ files, heapBytes, room }) => {
  expect(connectionsWithin(files, heapBytes)).toBe(room);
});
