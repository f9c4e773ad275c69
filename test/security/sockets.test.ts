import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../src/server/http/client-address.ts';
import { connect, openSocket, type TestSocket } from '../server/support.ts';
import { rawSocket } from '../support/raw-socket.ts';
import { ask, sandboxTarget, scriptedTarget } from './support.ts';

const ME = '{ me { gid } }';
const query = (id: string, text: string) => ({ type: 'subscribe', id, payload: { query: text } });

async function stillServes(socket: TestSocket): Promise<void> {
  socket.send(query('still', '{ __typename }'));
  for (;;) {
    const message = await socket.next();
    if (message.id === 'still' && message.type === 'complete') return;
  }
}

describe('who a socket speaks for', () => {
  test.each([
    ['a number', 1],
    ['a list', ['Bearer somebody']],
    ['an object', { toString: 'x' }],
    ['true', true],
    ['an empty text', ''],
    ['no Bearer', 'somebody'],
  ])('%s in the place of Authorization is nobody, and the socket lives', async (_, value) => {
    const { url, asana, alarms } = await scriptedTarget();
    const socket = await connect(url, { Authorization: value });
    socket.send(query('1', ME));
    expect((await socket.next()).payload?.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await stillServes(socket);
    socket.socket.terminate();
    expect(asana.calls).toEqual([]);
    expect(alarms()).toEqual([]);
  });

  test.each([
    ['a list', '[]'],
    ['a text', '"Bearer x"'],
  ])('%s in the place of the payload closes with 4400', async (_, payload) => {
    const { url } = await scriptedTarget();
    const socket = await openSocket(url);
    socket.send(`{"type":"connection_init","payload":${payload}}`);
    expect((await socket.closed).code).toBe(4400);
  });

  test('a revoked token ends its watches with UNAUTHENTICATED, and the socket lives', async () => {
    const { url, sandbox } = await sandboxTarget();
    const { grace } = sandbox.tokens;
    const started = await ask(
      url,
      `mutation { duplicateTask(input: { taskGid: "${sandbox.gids.tasks.first}", name: "[slow]" }) { job { gid } } }`,
      { token: grace },
    );
    const { gid } = started.data.duplicateTask.job;
    const watch = `subscription { jobUpdated(gid: "${gid}") { status } }`;
    const patient = await connect(url, { Authorization: `Bearer ${grace}` });
    const eager = await connect(url, { Authorization: `Bearer ${grace}`, reconnectOnExpiry: true });
    for (const socket of [patient, eager]) {
      socket.send(query('1', watch));
      expect((await socket.next()).payload?.errors).toBeUndefined();
    }
    sandbox.store.revokeToken(grace);
    expect(await eager.closed).toEqual({ code: 4403, reason: 'Token expired' });
    const last = await patient.next();
    expect(last.payload?.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await patient.next()).type).toBe('complete');
    await stillServes(patient);
    patient.socket.terminate();
  });
});

describe('a client that breaks the rules', () => {
  test.each(['__proto__', 'constructor', 'x'.repeat(200_000)])('id %.12s harms nobody else', async (id) => {
    const { url, alarms } = await scriptedTarget();
    const other = await connect(url);
    const socket = await connect(url);
    socket.send(query(id, '{ __typename }'));
    socket.send({ type: 'complete', id });
    await stillServes(other);
    other.socket.terminate();
    socket.socket.terminate();
    expect(alarms()).toEqual([]);
  });

  test.each<[string, (socket: TestSocket) => void, number]>([
    ['a message of 2 MB', ({ send }) => send(query('1', `# ${'x'.repeat(2_000_000)}`)), 1009],
    [
      '2 MB in 200 pieces',
      ({ socket }) => {
        for (let piece = 0; piece < 200; piece += 1) socket.send('x'.repeat(10_000), { fin: false });
      },
      1009,
    ],
    [
      'bytes that are no UTF-8',
      ({ socket }) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }),
      1007,
    ],
    ['a second connection_init', ({ send }) => send({ type: 'connection_init' }), 4429],
    ['a message of the server', ({ send }) => send({ type: 'next', id: '1', payload: {} }), 4400],
    ['JSON nested deeply', ({ send }) => send('['.repeat(100_000)), 4400],
  ])('by %s is closed', async (_, misbehave, code) => {
    const { url, alarms } = await scriptedTarget();
    const other = await connect(url);
    const socket = await connect(url);
    misbehave(socket);
    expect((await socket.closed).code).toBe(code);
    await stillServes(other);
    other.socket.terminate();
    expect(alarms()).toEqual([]);
  });

  test('by frames without a mask is closed', async () => {
    const { gateway } = await scriptedTarget();
    const socket = rawSocket(gateway.address.port);
    socket.write(
      'GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
        'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
    );
    const [greeting] = await once(socket, 'data');
    expect(String(greeting)).toContain('101 Switching Protocols');
    socket.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d]));
    const [frame] = (await once(socket, 'data')) as [Buffer];
    expect([frame[0], frame.readUInt16BE(2)]).toEqual([0x88, 1002]);
    socket.destroy();
  });

  test('by silence after the upgrade is closed with 4408', async () => {
    const { url } = await scriptedTarget({ server: { timeouts: { initMs: 50 } } });
    expect((await (await openSocket(url)).closed).code).toBe(4408);
  });

  test('by 2,000 operations at once is told so, the others are served meanwhile', async () => {
    const { url, asana } = await scriptedTarget({ server: { limits: { streams: 5 } } });
    const other = await connect(url);
    const socket = await connect(url, { Authorization: 'Bearer somebody' });
    for (let id = 0; id < 2_000; id += 1) socket.send(query(String(id), ME));
    await stillServes(other);
    for (let ended = 0; ended < 2_000; ) if ((await socket.next()).type !== 'next') ended += 1;
    expect(asana.calls.length).toBeLessThan(2_000);
    for (const each of [socket, other]) each.socket.terminate();
  });
});

describe('an address', () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

  test('is not what a stranger says it is', async () => {
    const { url, lines } = await scriptedTarget();
    await ask(url, '{ __typename }', from('6.6.6.6'));
    expect(lines.join('')).toContain('"address":"127.0.0.1"');
    expect(lines.join('')).not.toContain('6.6.6.6');
  });

  test('is the right-most hop no trusted proxy vouches for', async () => {
    const { url, lines } = await scriptedTarget({
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
      server: { limits: { socketsPerAddress: 1 } },
    });
    const first = await openSocket(url, from('1.1.1.1, 203.0.113.9, 10.0.0.2'));
    // Whatever stands to the left of it is the client's own invention, and no way around the limit.
    await expect(openSocket(url, from('2.2.2.2, 203.0.113.9'))).rejects.toThrow('429');
    await expect(openSocket(url, from('127.0.0.1, 203.0.113.9'))).rejects.toThrow('429');
    await ask(url, '{ __typename }', from('1.1.1.1\t, "<script>", 203.0.113.9'));
    expect(lines.join('')).toContain('"address":"203.0.113.9"');
    expect(lines.join('')).not.toMatch(/1\.1\.1\.1|script/);
    first.socket.terminate();
  });

  test('of IPv6 counts by its network: one client has 2^64 of them', async () => {
    const { url } = await scriptedTarget({
      trustedProxies: ['127.0.0.1'],
      server: { limits: { socketsPerAddress: 1 } },
    });
    const first = await openSocket(url, from('2001:db8:1:2::1'));
    await expect(openSocket(url, from('2001:db8:1:2:ffff::2'))).rejects.toThrow('429');
    const neighbour = await openSocket(url, from('2001:db8:1:3::1'));
    for (const each of [first, neighbour]) each.socket.terminate();
    expect([networkOf('2001:db8::1'), networkOf('10.0.0.1'), networkOf('')]).toEqual([
      '2001:db8:0:0::/64',
      '10.0.0.1',
      '',
    ]);
  });
});
