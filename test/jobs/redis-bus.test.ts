import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { JobHub } from '../../src/jobs/hub.ts';
import { memoryLedger } from '../../src/jobs/ledger.ts';
import { redisBus } from '../../src/jobs/redis-bus.ts';
import { connectRedis, type RedisConnection } from '../../src/jobs/redis-connection.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { collect, fakeJobs, state } from '../support/jobs.ts';
import { describeRedis, eventually, type RedisServer, startRedis } from '../support/redis.ts';
import { busSuite } from './bus-suite.ts';

const settings = {
  prefix: 'test',
  baseUrl: 'http://127.0.0.1/api',
  telemetry: silentTelemetry(),
  probeEveryMs: 50,
  commandTimeoutMs: 200,
};
const one = { multiple: false } as const;

describeRedis('over a real Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const connect = (): Promise<RedisConnection> => connectRedis({ ...settings, url: server.url });

  busSuite('Redis', async () => {
    const connections = [await connect(), await connect()] as const;
    return {
      buses: [redisBus(connections[0]), redisBus(connections[1])],
      async [Symbol.asyncDispose]() {
        for (const connection of connections) await connection[Symbol.asyncDispose]();
      },
    };
  });

  /** Two instances that watch through Redis, with a short lease. */
  async function twoInstances() {
    const jobs = fakeJobs(systemClock);
    const instances = await Promise.all(
      [1, 2].map(async () => {
        const redis = await connect();
        const bus = redisBus(redis);
        const hub = new JobHub({
          bus,
          ledger: memoryLedger(),
          telemetry: silentTelemetry(),
          failureLimitMs: 60_000,
          leaseMs: 500,
        });
        return { redis, bus, hub };
      }),
    );
    const [a, b] = instances as [(typeof instances)[0], (typeof instances)[0]];
    return {
      jobs,
      a,
      b,
      pollers: () => a.hub.stats().pollers + b.hub.stats().pollers,
      async [Symbol.asyncDispose]() {
        for (const { hub, redis } of [a, b]) {
          await hub.close();
          await redis[Symbol.asyncDispose]();
        }
      },
    };
  }

  test('two instances share one poller, and the final event reaches both once', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('501', 'in_progress');
    const watches = [pair.a, pair.b].map(({ hub }) => collect(hub.watch(pair.jobs.source(), ['501'], one)));
    await eventually(() => watches.every(({ events }) => events.length === 1));
    await eventually(() => pair.jobs.reads.length >= 4);
    expect(pair.pollers()).toBe(1);
    pair.jobs.set('501', 'succeeded', { new_project: '7' });
    await Promise.all(watches.map(({ done }) => done));
    for (const { events } of watches) expect(events).toEqual(['501 in_progress', '501 succeeded 7']);
  });

  test('another instance takes over from one that falls silent', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('502', 'in_progress');
    const atA = collect(pair.a.hub.watch(pair.jobs.source(), ['502'], one));
    await eventually(() => pair.a.hub.stats().pollers === 1);
    const atB = collect(pair.b.hub.watch(pair.jobs.source(), ['502'], one));
    await eventually(() => atB.events.length === 1);
    pair.a.redis.client.disconnect();
    await eventually(() => pair.b.hub.stats().pollers === 1, 1_500);
    pair.jobs.set('502', 'failed');
    await Promise.all([atA.done, atB.done]);
    expect([atA.events, atB.events]).toEqual([
      ['502 in_progress', '502 failed'],
      ['502 in_progress', '502 failed'],
    ]);
  });

  test('a killed and a new empty Redis go unnoticed by subscribers', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('503', 'in_progress');
    const watches = [pair.a, pair.b].map(({ hub }) => collect(hub.watch(pair.jobs.source(), ['503'], one)));
    await eventually(() => pair.pollers() === 1 && watches.every(({ events }) => events.length === 1));
    await server.kill();
    await eventually(() => !pair.a.bus.healthy() && !pair.b.bus.healthy());
    await eventually(() => pair.pollers() === 2);
    pair.jobs.set('503', 'in_progress', { new_project: '7' });
    await eventually(() => watches.every(({ events }) => events.length === 2));
    await server.start();
    await eventually(() => pair.a.bus.healthy() && pair.b.bus.healthy());
    await eventually(() => pair.pollers() === 1);
    pair.jobs.set('503', 'succeeded', { new_project: '7' });
    await Promise.all(watches.map(({ done }) => done));
    for (const { events } of watches) {
      expect(events).toEqual(['503 in_progress', '503 in_progress 7', '503 succeeded 7']);
    }
  });

  test('a paused Redis holds nobody up', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('504', 'in_progress');
    const watch = collect(pair.a.hub.watch(pair.jobs.source(), ['504'], one));
    await eventually(() => pair.pollers() === 1);
    await server.admin.call('CLIENT', 'PAUSE', '1500', 'ALL');
    pair.jobs.set('504', 'succeeded');
    const before = Date.now();
    await watch.done;
    expect(Date.now() - before).toBeLessThan(1_400);
    expect(watch.events).toEqual(['504 in_progress', '504 succeeded']);
    await eventually(() => pair.a.bus.healthy());
  });

  test('a Redis that takes no writes counts as gone until it does', async () => {
    await using pair = await twoInstances();
    await server.admin.config('SET', 'maxmemory', '1');
    pair.jobs.set('505', 'in_progress');
    const watches = [pair.a, pair.b].map(({ hub }) => collect(hub.watch(pair.jobs.source(), ['505'], one)));
    await eventually(() => !pair.a.bus.healthy() && pair.pollers() === 2);
    await server.admin.config('SET', 'maxmemory', '0');
    await eventually(() => pair.a.bus.healthy() && pair.b.bus.healthy() && pair.pollers() === 1);
    pair.jobs.set('505', 'succeeded');
    await Promise.all(watches.map(({ done }) => done));
    for (const { events } of watches) expect(events).toEqual(['505 in_progress', '505 succeeded']);
  });

  test('messages missed during a reconnect are made up for', async () => {
    const [a, b] = [await connect(), await connect()];
    const [busA, busB] = [redisBus(a), redisBus(b)];
    const key = { token: 'ab12', gid: '506' };
    const heard: string[] = [];
    await busB.subscribe(key, { state: ({ status }) => heard.push(status), free: () => {} });
    const lease = await busA.lease(key, 'a', 5_000);
    if (!lease.held) throw new Error('refused');
    b.subscriber.disconnect();
    await eventually(() => b.subscriber.status === 'end');
    await lease.publish(state('506', 'succeeded', 1));
    await b.subscriber.connect();
    await eventually(() => heard.includes('succeeded'));
    for (const connection of [a, b]) await connection[Symbol.asyncDispose]();
  });

  test('a gateway that starts without Redis joins when it comes', async () => {
    await server.kill();
    const redis = await connectRedis({ ...settings, url: server.url }, 100);
    const bus = redisBus(redis);
    expect(bus.healthy()).toBe(false);
    expect((await bus.lease({ token: 'ab12', gid: '507' }, 'a', 5_000)).held).toBe(true);
    await server.start();
    await eventually(() => bus.healthy());
    await redis[Symbol.asyncDispose]();
  });

  test('every key has a time to live and none holds a token', async () => {
    const redis = await connect();
    const lease = await redisBus(redis).lease({ token: 'ab12', gid: '508' }, 'a', 5_000);
    if (lease.held) await lease.publish(state('508', 'in_progress', 1));
    const keys = await server.admin.keys('*');
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) {
      expect(key).toMatch(/^test:1:[0-9a-f]{12}:/);
      expect(await server.admin.pttl(key), key).toBeGreaterThan(0);
    }
    await redis[Symbol.asyncDispose]();
  });
});
