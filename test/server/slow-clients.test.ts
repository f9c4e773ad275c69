import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServerOptions } from '../../src/server/create-server.ts';
import { mayWait } from '../../src/server/http/request-turns.ts';
import { bytes } from '../security/support.ts';
import { rawSocket } from '../support/raw-socket.ts';
import { connect, post, startServer, type TestServer } from './support.ts';

const MEGABYTE = 'x'.repeat(1 << 20);

/** A server whose answers and events are as long as one likes, and which counts what it resolves. */
async function startLong(options: Partial<ServerOptions> = {}) {
  const schema = buildSchema('type Query { long: String hello: String } type Subscription { long: String }');
  const made = { count: 0 };
  const fieldOf = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields().long!;
  const resolve = () => {
    made.count += 1;
    return MEGABYTE;
  };
  fieldOf('Query').resolve = resolve;
  fieldOf('Subscription').resolve = resolve;
  fieldOf('Subscription').subscribe = async function* () {
    for (;;) yield await new Promise((resolve) => void setImmediate(resolve, null));
  };
  const running = await startServer({}, { schema, ...options });
  onTestFinished(() => running.server.close());
  return { running, made };
}

/** A POST as bytes, on a connection that stays open. */
function operation(query: string, accept = 'application/json'): string {
  const body = JSON.stringify({ query });
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    Accept: accept,
  };
  return bytes('POST /graphql', { ...headers, Connection: 'keep-alive' }, body);
}

function open({ server }: TestServer): Socket {
  const socket = rawSocket(server.address.port).pause();
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Reads until a text was there so many times. */
async function readUntil(socket: Socket, text: string, times: number): Promise<void> {
  let seen = 0;
  let rest = '';
  for await (const chunk of socket) {
    const parts = (rest + chunk).split(text);
    seen += parts.length - 1;
    if (seen >= times) return;
    rest = (parts.at(-1) ?? '').slice(1 - text.length);
  }
  throw new Error(`it was there ${seen} times`);
}

/** Lets a server go round often enough to have done whatever it would do. */
async function letWork(url: string): Promise<void> {
  for (let asked = 0; asked < 50; asked += 1) await post(url, { query: '{ hello }' });
}

describe('pipelined requests', () => {
  test('execute one after the other, in their order', async () => {
    await using running = await startServer();
    const socket = open(running);
    socket.write(operation('{ hang }') + operation('{ hang }') + operation('{ hello }'));
    await running.hanging.next();
    await letWork(running.url);
    expect(running.hanging.size).toBe(0);
    running.release();
    await running.hanging.next();
    running.release();
    await readUntil(socket, '"hello":"world"', 1);
  });

  test('of a client that does not read wait, and none is lost', async () => {
    const { running, made } = await startLong();
    const socket = open(running);
    socket.write(operation('{ long }').repeat(100));
    await letWork(running.url);
    expect(made.count).toBeLessThan(30);
    await readUntil(socket, '"long":', 100);
    expect(made.count).toBe(100);
  });

  test('wait in bounded number', async () => {
    expect([mayWait(15, 1e6), mayWait(16, 9_999), mayWait(999, 9_999)]).toEqual([true, true, true]);
    expect([mayWait(16, 10_000), mayWait(1_000, 1_000)]).toEqual([false, false]);
    await using running = await startServer();
    const socket = open(running);
    socket.resume();
    socket.write(operation('{ hang }') + operation('{ hello }').repeat(1_100));
    await once(socket, 'close');
    expect(running.telemetry.read('clients_cut', { reason: 'pipelining' })).toBe(1);
  });
});

describe('operations of a WebSocket', () => {
  const subscribe = (id: number, query: string) => ({
    type: 'subscribe',
    id: String(id),
    payload: { query },
  });

  test('execute eight at a time, the others in their order; a stream takes no turn', async () => {
    await using running = await startServer();
    const client = await connect(running.url);
    for (let id = 0; id < 10; id += 1) client.send(subscribe(id, 'subscription { tick }'));
    for (let id = 0; id < 10; id += 1) await running.tickers.next();
    for (let id = 10; id < 20; id += 1) client.send(subscribe(id, '{ hang }'));
    client.send(subscribe(20, '{ hello }'));
    for (let begun = 0; begun < 8; begun += 1) await running.hanging.next();
    await letWork(running.url);
    expect(running.hanging.size).toBe(0);
    for (let released = 0; released < 2; released += 1) {
      running.release();
      await running.hanging.next();
    }
    running.release();
    const answered: unknown[] = [];
    while (answered.at(-1) !== '20') {
      const { type, id } = await client.next();
      if (type === 'next') answered.push(id);
    }
    expect(answered).toEqual(['10', '11', '12', '20']);
    client.socket.terminate();
  });

  test('that were cancelled while they waited are not executed', async () => {
    await using running = await startServer();
    const client = await connect(running.url);
    for (let id = 0; id < 9; id += 1) client.send(subscribe(id, '{ hang }'));
    client.send(subscribe(9, '{ hello }'));
    for (let begun = 0; begun < 8; begun += 1) await running.hanging.next();
    client.send({ type: 'complete', id: '8' });
    client.send({ type: 'ping' });
    while ((await client.next()).type !== 'pong');
    running.release();
    expect(await client.next()).toMatchObject({ id: '0', type: 'next' });
    while ((await client.next()).id !== '9');
    expect(running.hanging.size).toBe(0);
    client.socket.terminate();
  });

  test('of a client that does not read wait, and none is lost', async () => {
    const { running, made } = await startLong();
    const client = await connect(running.url);
    client.socket.pause();
    for (let id = 0; id < 100; id += 1) client.send(subscribe(id, '{ long }'));
    await letWork(running.url);
    expect(made.count).toBeLessThan(40);
    client.socket.resume();
    let answered = 0;
    while (answered < 100) if ((await client.next()).type === 'next') answered += 1;
    expect(made.count).toBe(100);
    client.socket.terminate();
  });
});

describe('a client that takes not a byte', () => {
  const options = { timeouts: { stalledMs: 300, pingMs: 100 } };
  const cut = ({ telemetry }: TestServer) => telemetry.read('clients_cut', { reason: 'not_reading' });

  test.each([
    ['answers', operation('{ long }').repeat(50)],
    ['a stream', operation('subscription { long }', 'text/event-stream')],
  ])('of %s is cut', async (_what, request) => {
    const { running } = await startLong(options);
    open(running).write(request);
    await expect.poll(() => cut(running), { timeout: 10_000 }).toBe(1);
  });

  test('of a WebSocket is cut', async () => {
    const { running } = await startLong(options);
    const client = await connect(running.url);
    client.socket.pause();
    client.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { long }' } });
    await expect.poll(() => cut(running), { timeout: 10_000 }).toBe(1);
    client.socket.terminate();
  });

  test('for a while, but reads on before the time is over, is never cut, by pings neither', async () => {
    // All of it takes longer than that, and no pause of this machine does.
    const { running } = await startLong({ timeouts: { stalledMs: 2_000, pingMs: 100 } });
    const client = await connect(running.url);
    for (let id = 0; id < 30; id += 1) {
      client.send({ type: 'subscribe', id: String(id), payload: { query: '{ long }' } });
    }
    const reader = setInterval(() => {
      client.socket.resume();
      setImmediate(() => client.socket.pause());
    }, 150);
    onTestFinished(() => clearInterval(reader));
    let answered = 0;
    while (answered < 30) if ((await client.next()).type === 'next') answered += 1;
    expect(cut(running)).toBe(0);
    client.socket.terminate();
  });
});

test('when too much waits in all, the client for which most waits is cut', async () => {
  const { running } = await startLong({ limits: { unreadBytes: 3 << 20 } });
  const modest = open(running);
  modest.write(operation('{ long }'));
  const greedy = await connect(running.url);
  greedy.socket.pause();
  for (let id = 0; id < 40; id += 1) {
    greedy.send({ type: 'subscribe', id: String(id), payload: { query: '{ long }' } });
  }
  await expect.poll(() => running.telemetry.read('clients_cut', { reason: 'too_much_unread' })).toBe(1);
  expect(running.telemetry.read('refused', { limit: 'unreadBytes' })).toBeGreaterThan(0);
  await readUntil(modest, '"long":', 1);
  greedy.socket.terminate();
});

test('when answers are too much while they are made, the largest is given up', async () => {
  const { running, made } = await startLong({ limits: { unreadBytes: 3 << 20 } });
  const large = `{ ${'abcdefgh'.replace(/./g, '$&: long ')} }`;
  const answer = await (await post(running.url, { query: large })).json();
  expect(answer).toEqual({
    data: null,
    errors: [
      {
        message: expect.stringContaining('of all callers together'),
        extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, limit: 'unreadBytes' },
      },
    ],
  });
  expect(made.count).toBe(3);
  expect(running.telemetry.read('refused', { limit: 'unreadBytes' })).toBe(1);
  await expect.poll(() => running.telemetry.read('answer_bytes')).toBe(0);
  expect((await post(running.url, { query: '{ long }' })).status).toBe(200);
});
