import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisErrands } from '../../src/redis/errands.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { errandStoreSuite, newErrand } from '../errands/store-suite.ts';
import { describeRedis, eventually, type RedisServer, startRedis } from '../support/redis.ts';

describeRedis('errands over a real Redis', () => {
  let server: RedisServer;
  let a: RedisConnection;
  let b: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    const settings = {
      url: server.url,
      prefix: 'test',
      baseUrl: 'http://127.0.0.1/api',
      telemetry: silentTelemetry(),
      probeEveryMs: 50,
      commandTimeoutMs: 2_000,
    };
    [a, b] = [await connectRedis(settings), await connectRedis(settings)];
  });
  afterAll(async () => {
    for (const connection of [a, b]) await connection[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  errandStoreSuite('Redis', async (options) => [redisErrands(a, options), redisErrands(b, options)]);

  test('refuses what is too much of all owners together', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { openInAll: 2 });
    const first = newErrand('user:1');
    await store.add(first, 'here', 60_000);
    await store.add(newErrand('user:2'), 'here', 60_000);
    const refused = store.add(newErrand('user:3'), 'here', 60_000);
    await expect(refused).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { limit: 'errandsInAll' },
    });
    expect(await store.open('user:3')).toEqual([]);
    await store.change(first.id, 0, { state: 'done' });
    await store.add(newErrand('user:3'), 'here', 60_000);
  });

  test('forgets in time whatever nobody touches', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { ttlMs: 60_000 });
    const [open, over] = [newErrand('user:1', { about: '5' }), newErrand('user:1')];
    for (const each of [open, over]) await store.add(each, 'here', 1_000);
    await store.items.add(open.id, [{ plan: 1, progress: 2 }]);
    await store.change(over.id, 0, { state: 'done' });
    const keys = await server.admin.keys('*errand*');
    const left = await Promise.all(keys.map((key) => server.admin.pttl(key)));
    expect(keys.length).toBe(8);
    expect(left.every((ms) => ms > 50_000 && ms <= 120_000)).toBe(true);
  });

  test('an errand whose row has expired leaves no place taken', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { ttlMs: 50, openPerOwner: 1 });
    await store.add(newErrand('user:1'), 'here', 0);
    await eventually(async () => (await server.admin.exists(`${a.prefix}errands:due`)) === 0);
    await store.add(newErrand('user:1'), 'here', 0);
    expect(await store.due(10)).toHaveLength(1);
  });

  test('while Redis is away, nothing is begun and the reason is said', async () => {
    const store = redisErrands(a);
    await server.kill();
    await expect(store.add(newErrand('user:1'), 'here', 1_000)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      retryable: true,
    });
    await expect(store.find('x')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await server.start();
    await eventually(() => a.healthy() && b.healthy());
    await redisErrands(b).add(newErrand('user:1'), 'here', 1_000);
  });
});
