import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blankEntry } from '../../src/jobs/ledger.ts';
import { openRedis, type RedisEngine } from '../../src/jobs/redis.ts';
import { createTelemetry, silentTelemetry } from '../../src/telemetry.ts';
import { state } from '../support/jobs.ts';
import { describeRedis, eventually, startRedis } from '../support/redis.ts';

const settings = {
  prefix: 'test',
  baseUrl: 'http://127.0.0.1/api',
  telemetry: silentTelemetry(),
  probeEveryMs: 50,
};

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
  expect(await engine.idempotency.begin('key', 'input')).toEqual({ state: 'new' });
  expect(await engine.slotStore.take('user:a', { id: 't1', arrivedAt: 1 }, 4)).toBe(true);
  expect(await engine.slotStore.take('user:a', { id: 't2', arrivedAt: 2 }, 4)).toBe(false);
  expect(await engine.budget.consume('ab12', 1, 1)).toEqual({ ok: true, retryAfterMs: 0 });
  expect((await engine.budget.consume('ab12', 1, 1)).ok).toBe(false);
  expect(engine.healthy()).toBe(true);
}

describeRedis('a connection to Redis', () => {
  test('takes a password and a database', async () => {
    await using server = await startRedis({ password: 's@cret/1' });
    const engine = await openRedis({ ...settings, url: `redis://:s%40cret%2F1@127.0.0.1:${server.port}/3` });
    await tryAll(engine);
    expect(await server.admin.dbsize()).toBe(0);
    await engine[Symbol.asyncDispose]();
  });

  test('serves a cluster', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cluster-'));
    const file = join(folder, 'nodes.conf');
    await using server = await startRedis({
      args: ['--cluster-enabled', 'yes', '--cluster-config-file', file, '--cluster-announce-ip', '127.0.0.1'],
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
