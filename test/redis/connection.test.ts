import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRedis, type RedisEngine } from '../../src/redis/redis.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { createTelemetry, silentTelemetry } from '../../src/telemetry.ts';
import { eventually } from '../support/eventually.ts';
import { state } from '../support/jobs.ts';
import { freePort } from '../support/ports.ts';
import { describeRedis, startRedis } from '../support/redis.ts';
import { makeCertificate } from './certificate.ts';

const settings = {
  prefix: 'test',
  baseUrl: 'http://127.0.0.1/api',
  telemetry: silentTelemetry(),
  probeEveryMs: 50,
};

/** A way to a server whose words are held back until whoever asked has ended its side; then they come with those about the end. */
async function openHoldingLink(port: number): Promise<AsyncDisposable & { port: number; holding: number }> {
  const sockets = new Set<Socket>();
  const held = new Map<Socket, Buffer[]>();
  const server = createServer({ allowHalfOpen: true }, (asking) => {
    const words: Buffer[] = [];
    const answering = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [asking, answering]) sockets.add(socket.on('error', () => {}));
    asking.on('data', (bytes) => answering.write(bytes)).on('end', () => answering.end());
    answering.on('data', (bytes) => held.set(asking, words) && words.push(bytes));
    answering.on('close', () => asking.end(Buffer.concat(words)));
    asking.on('close', () => held.delete(asking));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get holding() {
      return held.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Uses each store once. */
async function tryAll(engine: RedisEngine): Promise<void> {
  const key = { token: 'ab12', gid: '1' };
  const heard: string[] = [];
  const stop = await engine.bus.subscribe(key, { state: ({ status }) => heard.push(status), free: () => {} });
  const lease = await engine.bus.lease(key, 'me', 5_000);
  if (!lease.held) throw new Error('refused');
  expect(lease.fence).toBe(1);
  expect(await lease.publish(state('1', 'succeeded', 1))).toBe(true);
  await eventually(() => heard.includes('succeeded'));
  await lease.release();
  stop();
  await engine.ledger.started('token:a', { ...blankEntry('1'), kind: 'duplicateTask' });
  await engine.ledger.link('token:a', 'user:a');
  expect(await engine.ledger.list('user:a', { first: 1 })).toMatchObject([
    { gid: '1', kind: 'duplicateTask' },
  ]);
  expect(await engine.idempotency.begin('key', 'input', 'user:a')).toMatchObject({ state: 'new' });
  expect(
    await engine.slotStore.take('user:a', { id: 't1', flow: '', arrivedAt: 1, waitedMs: () => 2 }, 4),
  ).toBe(true);
  expect(
    await engine.slotStore.take('user:a', { id: 't2', flow: '', arrivedAt: 2, waitedMs: () => 1 }, 4),
  ).toBe(false);
  const bucket = { capacity: 1, refillPerMs: 1e-6 };
  expect((await engine.budget.consume('ab12', 1, bucket)).ok).toBe(true);
  expect((await engine.budget.consume('ab12', 1, bucket)).ok).toBe(false);
  expect(engine.healthy()).toBe(true);
}

describeRedis('a connection to Redis', () => {
  test('takes a password and a database', async () => {
    await using server = await startRedis({ password: 's@cret/1' });
    const engine = await openRedis({ ...settings, url: `redis://:s%40cret%2F1@127.0.0.1:${server.port}/3` });
    await tryAll(engine);
    expect(await server.admin.dbsize()).toBe(0);
    await engine[Symbol.asyncDispose]();
    expect(engine.healthy()).toBe(false);
  });

  test('that cannot be trusted or let in is one clear line', async () => {
    await using certificate = await makeCertificate();
    await using safe = await startRedis({ certificate, password: 's3cret' });
    await using plain = await startRedis({ password: 's3cret' });
    const table: [url: string, reason: RegExp][] = [
      [safe.url.replace('//', '//:s3cret@'), /self-signed certificate/],
      [plain.url, /NOAUTH|WRONGPASS|Authentication required/i],
      [plain.url.replace('//', '//:wr0ng@'), /WRONGPASS/],
      ['redis://127.0.0.1:1', /ECONNREFUSED/],
    ];
    for (const [url, reason] of table) {
      const lines: string[] = [];
      const telemetry = createTelemetry({ destination: { write: (line) => void lines.push(line) } });
      const engine = await openRedis({ ...settings, telemetry, url });
      expect(engine.healthy()).toBe(false);
      for (let round = 0; round < 3; round += 1) await engine.ledger.find(['1']);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        level: expect.stringMatching(/warn|40/),
        reason: expect.stringMatching(reason),
        msg: 'Redis is not usable; this instance goes on alone',
      });
      expect(lines[0]).not.toMatch(/s3cret|wr0ng/);
      await engine[Symbol.asyncDispose]();
    }
  });

  test('that is given up while it shakes hands with an untrusted server ends quietly', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtException', note);
    onTestFinished(() => void process.off('uncaughtException', note));
    await using certificate = await makeCertificate();
    await using server = await startRedis({ certificate });
    await using link = await openHoldingLink(server.port);
    const engine = await openRedis({ ...settings, url: `rediss://127.0.0.1:${link.port}` });
    await eventually(() => link.holding === 2);
    await engine[Symbol.asyncDispose]();
    await eventually(() => link.holding === 0);
    expect(uncaught).toEqual([]);
  });

  test('serves a cluster', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    const file = join(folder, 'nodes.conf');
    await using server = await startRedis({
      args: [
        ...['--cluster-enabled', 'yes', '--cluster-config-file', file, '--cluster-announce-ip', '127.0.0.1'],
        // Left to Redis it is 10,000 above the other, where outgoing connections have theirs.
        ...['--cluster-port', String(await freePort())],
      ],
    });
    await server.admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await eventually(async () =>
      String(await server.admin.call('CLUSTER', 'INFO')).includes('cluster_state:ok'),
    );
    const engine = await openRedis({ ...settings, url: `redis+cluster://127.0.0.1:${server.port}` });
    await tryAll(engine);
    await server.kill();
    await eventually(() => !engine.healthy());
    expect(await engine.ledger.list('user:a', { first: 1 })).toMatchObject([{ gid: '1' }]);
    await engine[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test('finds its server through sentinels', async () => {
    await using server = await startRedis();
    const folder = await mkdtemp(join(tmpdir(), 'sentinel-'));
    const file = join(folder, 'sentinel.conf');
    await writeFile(file, `sentinel monitor main 127.0.0.1 ${server.port} 1\n`);
    {
      await using sentinel = await startRedis({ sentinelFile: file });
      const engine = await openRedis({
        ...settings,
        url: `redis+sentinel://127.0.0.1:${sentinel.port}/main`,
      });
      await tryAll(engine);
      await engine[Symbol.asyncDispose]();
    }
    await rm(folder, { recursive: true });
  });

  test('follows its sentinels to the server that took over', async () => {
    await using first = await startRedis();
    await using second = await startRedis({ args: ['--replicaof', '127.0.0.1', String(first.port)] });
    const folder = await mkdtemp(join(tmpdir(), 'sentinel-'));
    const file = join(folder, 'sentinel.conf');
    const rules = ['down-after-milliseconds main 300', 'failover-timeout main 2000'];
    await writeFile(
      file,
      [`monitor main 127.0.0.1 ${first.port} 1`, ...rules].map((line) => `sentinel ${line}\n`).join(''),
    );
    await eventually(async () => (await second.admin.info('replication')).includes('master_link_status:up'));
    {
      await using sentinel = await startRedis({ sentinelFile: file });
      const replicas = () => sentinel.admin.call('SENTINEL', 'REPLICAS', 'main');
      await eventually(async () => JSON.stringify(await replicas()).includes(String(second.port)), 15_000);
      const url = `redis+sentinel://127.0.0.1:${sentinel.port}/main`;
      const engine = await openRedis({ ...settings, url });
      expect(engine.healthy()).toBe(true);
      const heard: string[] = [];
      const key = { token: 'ab12', gid: '2' };
      await engine.bus.subscribe(key, { state: ({ status }) => heard.push(status), free: () => {} });
      await first.kill();
      await eventually(() => !engine.healthy());
      await eventually(() => engine.healthy(), 20_000);
      expect(await second.admin.keys('test:*:probe:*')).toHaveLength(1);
      const lease = await engine.bus.lease(key, 'me', 5_000);
      if (!lease.held) throw new Error('refused');
      await eventually(async () => {
        await lease.publish(state('2', 'in_progress', 1));
        return heard.includes('in_progress');
      });
      await engine[Symbol.asyncDispose]();
    }
    await rm(folder, { recursive: true });
  });

  test('leaves a server that stays read-only but now and then', async () => {
    await using server = await startRedis();
    const engine = await openRedis({ ...settings, url: server.url });
    const count = async (section: string, pattern: RegExp) =>
      Number(pattern.exec(await server.admin.info(section))?.[1] ?? 0);
    const connections = () => count('stats', /total_connections_received:(\d+)/);
    const before = await connections();
    await server.admin.call('REPLICAOF', '127.0.0.1', '1');
    await engine.bus.lease({ token: 'ab12', gid: '3' }, 'me', 5_000);
    await eventually(async () => (await count('commandstats', /cmdstat_set:.*rejected_calls=(\d+)/)) >= 10);
    expect(engine.healthy()).toBe(false);
    expect((await connections()) - before).toBeLessThanOrEqual(4);
    await server.admin.call('REPLICAOF', 'NO', 'ONE');
    await eventually(() => engine.healthy());
    await engine[Symbol.asyncDispose]();
  });

  test('says once that Redis is gone, and once that it is back', async () => {
    const lines: string[] = [];
    const telemetry = createTelemetry({ destination: { write: (line) => void lines.push(line) } });
    await using server = await startRedis();
    const engine = await openRedis({ ...settings, telemetry, url: server.url });
    expect(telemetry.read('redis_up')).toBe(1);
    await server.kill();
    await eventually(() => !engine.healthy());
    for (let round = 0; round < 3; round += 1) await engine.ledger.find(['1']);
    expect(telemetry.read('redis_up')).toBe(0);
    await server.start();
    await eventually(() => engine.healthy());
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'Redis is not usable; this instance goes on alone',
      'Redis answers again; sharing with the other instances',
    ]);
    await engine[Symbol.asyncDispose]();
  });
});
