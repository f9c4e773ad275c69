import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HeldBytes } from '../../src/held-bytes.ts';
import { Places, placeFor } from '../../src/server/load/places.ts';
import { ask, bytes, sandboxTarget } from '../security/support.ts';
import { rawSocket } from '../support/raw-socket.ts';
import { connect, post, startServer, type TestServer } from './support.ts';

const known = (caller: string) => ({ caller, strangerFrom: null });

describe('a place', () => {
  test.each([
    [1_000, 0, 0, 'common'],
    [1_000, 874, 874, 'common'],
    [1_000, 875, 875, null],
    [1_000, 875, 7, null],
    [1_000, 875, 6, 'kept', null],
    [1_000, 875, 4, 'kept', null],
    [1_000, 875, 3, 'kept'],
    [1_000, 999, 0, 'kept'],
    [1_000, 1_000, 0, null],
    [1, 0, 0, 'common'],
    [1, 1, 0, null],
  ] as const)(
    'of %d with %d taken, %d by this caller: %s',
    (most, inAll, byCaller, expected, ofAStranger: typeof expected = expected) => {
      const taken = { inAll, byCaller, keptByStrangers: 0, keptByNetwork: 0 };
      expect(placeFor(most, false, taken)).toBe(expected);
      expect(placeFor(most, true, taken)).toBe(ofAStranger);
    },
  );

  test.each([
    [1_000, 93, 93, 'kept'],
    [1_000, 94, 94, null],
    [1_000, 94, 0, 'kept'],
    [1_000, 110, 0, null],
    [16, 1, 1, 'kept'],
  ])(
    'of %d, %d of those kept taken by strangers, %d from here: %s',
    (most, keptByStrangers, keptByNetwork, expected) => {
      const inAll = most - Math.floor(most / 8) + keptByStrangers;
      expect(placeFor(most, true, { inAll, byCaller: 0, keptByStrangers, keptByNetwork })).toBe(expected);
    },
  );

  test('is given back while its operation only waits, and for good once', () => {
    const places = new Places(1);
    const place = places.take(known('a'))!;
    expect(places.take(known('b'))).toBeNull();
    place.rest();
    place.rest();
    const other = places.take(known('b'))!;
    place.resume();
    expect(places.taken).toBe(2);
    place.leave();
    place.leave();
    place.resume();
    other.rest();
    other.leave();
    expect(places.taken).toBe(0);
  });

  test('is not there for the next when all are taken; the last are for who has few', async () => {
    await using running = await startServer({ maxOperations: 8 });
    const hang = (token: string) =>
      post(running.url, { query: '{ hang }' }, { authorization: `Bearer ${token}` });
    const hanging = Array.from({ length: 7 }, () => hang('greedy'));
    for (const _ of hanging) await running.hanging.next();
    const refused = await hang('greedy');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, limit: 'executing' } }],
    });
    hanging.push(hang('modest'));
    await running.hanging.next();
    expect(running.telemetry.read('executing')).toBe(8);
    expect((await hang('newcomer')).status).toBe(503);
    const client = await connect(running.url);
    client.send({ type: 'subscribe', id: '1', payload: { query: '{ hello }' } });
    expect(JSON.stringify(await client.next())).toContain('"limit":"executing"');
    client.socket.terminate();
    for (const _ of hanging) running.release();
    await Promise.all(hanging);
    expect(running.telemetry.read('executing')).toBe(0);
    expect(running.telemetry.read('refused', { limit: 'executing' })).toBe(3);
  });

  test.each([
    ['two fields', 'a: WAIT { status } b: WAIT { status }'],
    ['a field in two places', 'a: WAIT { gid } ... on Query { b: WAIT { status } a: WAIT { status } }'],
    ['the name of the type beside it', '__typename a: WAIT { status } b: WAIT { status }'],
    [
      'what is left out beside it',
      'me @include(if: false) { name } a: WAIT { status } b: WAIT { status } ... @skip(if: true) { me { name } }',
    ],
  ])('is not taken by what only waits: %s', async (_what, fields) => {
    const { url, gateway, sandbox } = await sandboxTarget({ maxOperations: 1 });
    const token = sandbox.tokens.ada;
    const started = await ask(
      url,
      `mutation { duplicateProject(input: { projectGid: "${sandbox.gids.projects.launch}", name: "x" }) { job { gid } } }`,
      { token },
    );
    const gid = started.data.duplicateProject.job.gid;
    const waits = `query { ${fields.replaceAll('WAIT', `waitForJob(gid: "${gid}", seconds: 5)`)} }`;
    const waiting = [1, 2, 3].map(() => ask(url, waits, { token }));
    await expect.poll(() => gateway.telemetry.read('executing')).toBe(0);
    expect((await ask(url, '{ me { name } }', { token })).errors).toEqual([]);
    for (const { data, errors } of await Promise.all(waiting)) {
      expect([data.a.status, data.b.status, errors]).toEqual(['SUCCEEDED', 'SUCCEEDED', []]);
    }
    expect(gateway.telemetry.read('executing')).toBe(0);
  });
});

describe('a ledger of bytes', () => {
  test('gives up the largest, of equals the oldest', () => {
    const given: string[] = [];
    const ledger = new HeldBytes(100, () => {});
    const open = (name: string) => ledger.open(() => given.push(name));
    const [a, b, c] = [open('a'), open('b'), open('c')];
    a.hold(40);
    b.hold(40);
    c.hold(20);
    expect(given).toEqual([]);
    c.hold(21);
    expect([given, ledger.total]).toEqual([['a'], 61]);
    c.hold(300);
    expect([given, ledger.total]).toEqual([['a', 'c'], 40]);
    b.release();
    b.release();
    expect(ledger.total).toBe(0);
  });
});

describe('bodies on their way', () => {
  const part = (running: TestServer, length: number, headers: Record<string, string> = {}) => {
    const socket = rawSocket(running.server.address.port);
    onTestFinished(() => void socket.destroy());
    const announced = { 'Content-Type': 'application/json', 'Content-Length': '900000', ...headers };
    socket.write(bytes('POST /graphql', announced, ' '.repeat(length)));
    return socket;
  };
  const answer = async (socket: ReturnType<typeof part>) => String((await once(socket, 'data'))[0]);

  test('hold so much in all: the largest is refused, a small one gets through', async () => {
    await using running = await startServer({}, { limits: { unfinishedBytes: 1_000_000 } });
    const largest = part(running, 500_000);
    part(running, 400_000);
    await expect.poll(() => running.telemetry.read('unfinished_body_bytes')).toBeGreaterThan(900_000);
    part(running, 200_000);
    const refused = await answer(largest);
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toContain('"limit":"unfinishedBytes"');
    expect((await post(running.url, { query: '{ hello }' })).status).toBe(200);
    expect(running.telemetry.read('refused', { limit: 'unfinishedBytes' })).toBe(1);
  });

  test('of messages count as well', async () => {
    await using running = await startServer({}, { limits: { unfinishedBytes: 1_000_000 } });
    const client = await connect(running.url);
    client.socket.send('x'.repeat(700_000), { fin: false });
    await expect.poll(() => running.telemetry.read('unfinished_body_bytes')).toBeGreaterThan(690_000);
    part(running, 400_000);
    await client.closed;
    client.socket.terminate();
    const other = await connect(running.url);
    other.send({ type: 'subscribe', id: '1', payload: { query: `{ hello }${' '.repeat(500_000)}` } });
    expect(await other.next()).toMatchObject({ type: 'next' });
    expect(running.telemetry.read('unfinished_body_bytes')).toBeLessThan(500_000);
    other.socket.terminate();
  });

  test('are not waited for where the key is wrong', async () => {
    const gatewayKeys = [{ name: 'web', key: 'key-of-the-web-0001' }];
    await using running = await startServer({ asanaToken: 'service-token', gatewayKeys });
    const refused = await answer(part(running, 10, { Authorization: 'Bearer wrong' }));
    expect(refused).toMatch(/^HTTP\/1\.1 401 [\s\S]*UNAUTHENTICATED/);
  });
});

describe('what subscriptions of a socket keep', () => {
  const TICK = 'subscription ($note: String) { tick(note: $note) }';
  const text = 'é'.repeat(450_000);

  test('is at most 4 MiB as UTF-8, and free again when they end', async () => {
    await using running = await startServer();
    const client = await connect(running.url);
    const open = (id: number, variables: object) =>
      client.send({ type: 'subscribe', id: String(id), payload: { query: TICK, variables } });
    for (let id = 0; id < 4; id += 1) open(id, { note: text });
    for (let id = 0; id < 4; id += 1) await running.tickers.next();
    open(4, { note: text });
    const refused = JSON.stringify(await client.next());
    expect(refused).toContain('"code":"QUERY_TOO_LARGE"');
    expect(refused).toContain('"limit":"socketBytes"');
    expect(refused).toContain('"allowed":4194304');
    client.send({ type: 'complete', id: '0' });
    open(5, { note: text });
    (await running.tickers.next()).push(7);
    let next = await client.next();
    while (next.id !== '5') next = await client.next();
    expect(next).toMatchObject({ id: '5', payload: { data: { tick: 7 } } });
    for (let id = 6; id < 20; id += 1) open(id, { note: 'short', undeclared: text });
    for (let id = 6; id < 20; id += 1) await running.tickers.next();
    client.socket.terminate();
  });
});
