import { describe, expect, test } from 'vitest';
import { connect, openSocket, post, queue, startServer, type TestServer } from './support.ts';

const tick = { id: '1', type: 'subscribe', payload: { query: 'subscription { tick }' } };
const statusOf = async ({ server }: TestServer, path: string) => (await fetch(server.baseUrl + path)).status;
const refused = (running: TestServer) =>
  expect(post(running.url, { query: '{ hello }' })).rejects.toThrow('fetch failed');

describe('a graceful stop', () => {
  test('says so while new work is still taken', async () => {
    await using running = await startServer({ drainDelayMs: 1_500 });
    expect(await statusOf(running, '/ready')).toBe(200);
    const drained = running.server.drain();
    expect(await statusOf(running, '/ready')).toBe(503);
    expect(await statusOf(running, '/health')).toBe(200);
    expect(await (await post(running.url, { query: '{ hello }' })).json()).toEqual({
      data: { hello: 'world' },
    });
    const client = await connect(running.url);
    expect(await client.closed).toMatchObject({ code: 1001 });
    await drained;
    await refused(running);
  });

  test('lets finish what is in flight, and takes nothing new', async () => {
    await using running = await startServer();
    const inFlight = post(running.url, { query: '{ hang }' });
    await running.hanging.next();
    const drained = running.server.drain();
    await refused(running);
    running.release();
    expect(await (await inFlight).json()).toEqual({ data: { hang: 'released' } });
    await drained;
  });

  test('settles the hub before it is over', async () => {
    const calls = queue<string>();
    await using running = await startServer({}, { drainHub: async () => calls.push('drained') });
    await running.server.drain();
    expect(await calls.next()).toBe('drained');
  });

  test('tells 100 subscribers one after the other, within the limit', async () => {
    await using running = await startServer({ drainTimeoutMs: 1_000 });
    const clients = await Promise.all(Array.from({ length: 100 }, () => connect(running.url)));
    const closedAt: number[] = [];
    for (const client of clients) {
      client.send(tick);
      client.socket.once('close', () => closedAt.push(performance.now()));
    }
    const tickers = await Promise.all(clients.map(() => running.tickers.next()));
    const startedAt = performance.now();
    await running.server.drain();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    for (const client of clients) expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(Math.max(...closedAt) - Math.min(...closedAt)).toBeGreaterThan(400);
    await Promise.all(tickers.map(({ left }) => left));
  });

  test('ends event streams and frees their sources', async () => {
    await using running = await startServer();
    const response = await post(
      running.url,
      { query: 'subscription { tick }' },
      { accept: 'text/event-stream' },
    );
    const ticker = await running.tickers.next();
    const text = response.text();
    await running.server.drain();
    expect(await text).not.toContain('complete');
    await ticker.left;
  });

  test('closes a socket on which an operation comes too late', async () => {
    await using running = await startServer({ drainTimeoutMs: 1_000 });
    const inFlight = post(running.url, { query: '{ hang }' }).catch(() => null);
    await running.hanging.next();
    const clients = await Promise.all(Array.from({ length: 10 }, () => connect(running.url)));
    const drained = running.server.drain();
    const last = clients.at(-1)!;
    last.send({ id: '1', type: 'subscribe', payload: { query: '{ hello }' } });
    // Before its turn, and without an answer: that would end a subscription which the client can take elsewhere.
    const first = await Promise.race(clients.slice(5).map(async (each) => each.closed.then(() => each)));
    expect(first === last).toBe(true);
    expect(await last.closed).toEqual({ code: 1001, reason: 'Going away' });
    await expect(openSocket(running.url)).rejects.toThrow();
    running.release();
    await Promise.all([drained, inFlight]);
  });

  test('gives up on what does not finish in time', async () => {
    await using running = await startServer({ drainTimeoutMs: 200 });
    const inFlight = post(running.url, { query: '{ hang }' });
    const outcome = inFlight.then(
      () => 'answered',
      () => 'cut',
    );
    await running.hanging.next();
    await running.server.drain();
    expect(await outcome).toBe('cut');
  });

  test('is cut short by a close', async () => {
    await using running = await startServer({ drainDelayMs: 60_000, drainTimeoutMs: 60_000 });
    const client = await connect(running.url);
    const drained = running.server.drain();
    await running.server.close();
    await drained;
    expect(await client.closed).toMatchObject({ code: 1006 });
  });
});

test('an address in use is an error, not a half-started server', async () => {
  await using running = await startServer();
  await expect(startServer({ port: running.server.address.port })).rejects.toThrow('EADDRINUSE');
});
