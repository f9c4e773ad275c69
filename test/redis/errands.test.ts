import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { KINDS_LIMIT } from '../../src/redis/errand-kinds.ts';
import { redisErrands } from '../../src/redis/errands.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { errandStoreSuite, idsOf, newErrand } from '../errands/store-suite.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';

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
    expect(await store.open('count', 'user:3')).toEqual([]);
    await store.change(first.id, 0, { state: 'done' });
    await store.add(newErrand('user:3'), 'here', 60_000);
  });

  test('a row that cannot be read is none, and stands in nobody’s way', async () => {
    await server.admin.flushall();
    const store = redisErrands(a);
    const [broken, whole] = [newErrand('user:1', { about: '5' }), newErrand('user:1')];
    for (const each of [broken, whole]) {
      await store.add(each, 'here', 60_000);
      await store.release(each.id, 'here');
    }
    const [row = ''] = await server.admin.keys(`*errand:${broken.id}`);
    await server.admin.hset(row, 'plan', '{"to":');
    expect(idsOf(await store.due('count', 5))).toEqual([whole.id]);
    expect((await store.newest(['count'], 'user:1', 5)).map(({ id }) => id)).toEqual([whole.id]);
    expect((await store.open('count', 'user:1')).map(({ id }) => id)).toEqual([whole.id]);
    expect([await store.find(broken.id), await store.findAbout('count', '5')]).toEqual([null, null]);
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

  test('what items are to do lives as long as what is known of them', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { ttlMs: 60_000 });
    const errand = newErrand('user:1');
    await store.add(errand, 'here', 1_000);
    await store.items.add(errand.id, [{ plan: 1, progress: 2 }]);
    const parts = ['items', 'plans'].map((part) => `${a.prefix}errand:${errand.id}:${part}`);
    for (const key of parts) await server.admin.pexpire(key, 1_000);
    await store.items.change(errand.id, 0, 0, { progress: 3 });
    const left = await Promise.all(parts.map((key) => server.admin.pttl(key)));
    expect(left.map((ms) => ms > 50_000)).toEqual([true, true]);
  });

  test('an errand whose row has expired leaves no place taken', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { ttlMs: 50, openPerOwner: 1 });
    await store.add(newErrand('user:1'), 'here', 0);
    await eventually(async () => (await server.admin.exists(`${a.prefix}errands:count:due`)) === 0);
    await store.add(newErrand('user:1'), 'here', 0);
    expect(idsOf(await store.due('count', 10))).toHaveLength(1);
  });

  describe('in the room of all', () => {
    const KB = 1_024;
    const NO_ROOM = { code: 'SERVICE_UNAVAILABLE', details: { limit: 'errandItems' } };

    /** A store with so much room, seen from two instances in turns, and short ways to begin lists in it. */
    async function roomy(roomBytes: number) {
      await server.admin.flushall();
      const stores = [redisErrands(a, { roomBytes }), redisErrands(b, { roomBytes })] as const;
      const [store, other] = stores;
      let begun = 0;
      const begin = async (owner: string, bytes: number, leaseMs = 60_000) => {
        const errand = newErrand(owner, { kind: 'list' });
        const by = stores[begun % 2]!;
        begun += 1;
        await by.add(errand, 'here', leaseMs);
        await by.items.add(errand.id, [{ plan: 'x'.repeat(bytes), progress: 0 }]).catch(async (error) => {
          await by.delete(errand.id);
          throw error;
        });
        return errand.id;
      };
      const over = async (owner: string, bytes: number) => {
        const id = await begin(owner, bytes);
        await store.change(id, 0, { state: 'failed' });
        return id;
      };
      const known = async (...ids: string[]) =>
        (await Promise.all(ids.map((id) => other.find(id)))).map((each) => each !== null);
      return { store, begin, over, known };
    }

    test('what holds much is refused where there is no room, until others are over and done', async () => {
      const { store, begin } = await roomy(64 * KB);
      const first = await begin('user:1', 30 * KB);
      await expect(begin('user:2', 40 * KB)).rejects.toMatchObject(NO_ROOM);
      await store.items.change(first, 0, 0, { progress: 1, plan: null });
      await store.change(first, 0, { state: 'done' });
      const second = await begin('user:2', 40 * KB);
      await store.delete(second);
      await begin('user:3', 40 * KB);
    });

    test('what is over makes room: of whoever has most of it, the oldest first', async () => {
      const { store, begin, over, known } = await roomy(100 * KB);
      const mine = await over('user:small', 20 * KB);
      const theirs = [
        await over('user:large', 24 * KB),
        await over('user:large', 24 * KB),
        await over('user:large', 24 * KB),
      ];
      await begin('user:late', 10 * KB);
      expect(await known(mine, ...theirs)).toEqual([true, false, true, true]);
      expect((await store.newest(['list'], 'user:large', 2)).map(({ id }) => id)).toEqual([
        theirs[2],
        theirs[1],
      ]);
      expect(await server.admin.keys(`*errand:${theirs[0]}*`)).toEqual([]);
    });

    test('what is not over makes no room, and nothing is forgotten for what is refused all the same', async () => {
      const { store, begin, over, known } = await roomy(100 * KB);
      const [open, done] = [await begin('user:1', 60 * KB), await over('user:2', 10 * KB)];
      await expect(begin('user:3', 50 * KB)).rejects.toMatchObject(NO_ROOM);
      expect(await known(open, done)).toEqual([true, true]);
      await store.change(done, 1, { state: 'running' }); // begun again: it gives nothing more
      await expect(begin('user:3', 31 * KB)).rejects.toMatchObject(NO_ROOM);
      expect(await known(open, done)).toEqual([true, true]);
    });

    test('one owner leaves the last quarter to owners who have little', async () => {
      const { begin } = await roomy(128 * KB);
      for (let each = 0; each < 5; each += 1) await begin('user:greedy', 18 * KB);
      await expect(begin('user:greedy', 18 * KB)).rejects.toMatchObject(NO_ROOM);
      await begin('user:modest', 12 * KB);
      await begin('user:other', 12 * KB);
    });

    test('what was over and goes on again is not forgotten by who has just been given its room, and counts', async () => {
      const { begin, over, known } = await roomy(100 * KB);
      const again = await over('user:1', 60 * KB);
      // Its instance has changed it, and the room has not heard of it yet.
      await server.admin.hset(`${a.prefix}errand:${again}`, 'state', 'running');
      const other = await begin('user:2', 50 * KB);
      expect(await known(again, other)).toEqual([true, true]);
      expect(await server.admin.keys(`*errand:${again}:items`)).toHaveLength(1);
      await expect(begin('user:3', 5 * KB)).rejects.toMatchObject(NO_ROOM);
    });

    test('what an instance left there as it was killed is free for others: before its row was written', async () => {
      await server.admin.flushall();
      const store = redisErrands(a, { roomBytes: 64 * KB, openPerOwner: 1, onItsWayMs: 0 });
      const large = () => newErrand('user:1', { plan: { tasks: 'x'.repeat(40 * KB) } });
      const lost = large();
      await store.add(lost, 'killed', 60_000);
      await server.admin.del(`${a.prefix}errand:${lost.id}`);
      await store.add(large(), 'here', 60_000);
    });

    test('and that without anybody who begins another, once it falls due', async () => {
      await server.admin.flushall();
      const store = redisErrands(a, { roomBytes: 64 * KB });
      const large = () => newErrand('user:1', { plan: { tasks: 'x'.repeat(40 * KB) } });
      const lost = large();
      await store.add(lost, 'killed', 0);
      await server.admin.del(`${a.prefix}errand:${lost.id}`);
      expect(await store.due(lost.kind, 10)).toMatchObject({ due: [] });
      await store.add(large(), 'here', 60_000);
    });

    test('and after it was over', async () => {
      const { store, begin, known } = await roomy(64 * KB);
      const left = await begin('user:1', 40 * KB, 0);
      await server.admin.hset(`${a.prefix}errand:${left}`, 'state', 'done');
      expect(await store.due('list', 10)).toMatchObject({ due: [] });
      const next = await begin('user:2', 40 * KB);
      expect(await known(left, next)).toEqual([false, true]);
    });

    test('set-ups count with what they shall change, and leave no place behind where they are refused', async () => {
      const { store } = await roomy(64 * KB);
      const plan = (bytes: number) => ({ kind: 'setUp', plan: { tasks: 'x'.repeat(bytes) } });
      const owned = redisErrands(a, { roomBytes: 64 * KB, openPerOwner: 1 });
      const refused = owned.add(newErrand('user:1', plan(65 * KB)), 'here', 60_000);
      await expect(refused).rejects.toMatchObject(NO_ROOM);
      await owned.add(newErrand('user:1', plan(5 * KB)), 'here', 60_000);
      expect(await store.open('setUp', 'user:1')).toHaveLength(1);
    });
  });

  const places = async () => {
    const keys = await server.admin.keys('*errands:count:open:*');
    const open = await Promise.all(keys.map((key) => server.admin.zcard(key)));
    return [
      open.reduce((sum, each) => sum + each, 0),
      await server.admin.zcard(`${a.prefix}errands:count:due`),
    ];
  };

  test('what cannot be kept takes no place', async () => {
    await server.admin.flushall();
    const store = redisErrands(a);
    const errand = newErrand('user:1');
    await server.admin.set(`${a.prefix}errand:${errand.id}`, 'no row');
    await expect(store.add(errand, 'here', 60_000)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await places()).toEqual([0, 0]);
  });

  test('places that an instance could not give up are free for whoever needs them', async () => {
    await server.admin.flushall();
    const store = redisErrands(a, { openPerOwner: 3, onItsWayMs: 0 });
    const [gone, over, open] = [0, 1, 2].map(() => newErrand('user:1')) as [Errand, Errand, Errand];
    for (const each of [gone, over, open]) await store.add(each, 'here', 60_000);
    await server.admin.del(`${a.prefix}errand:${gone.id}`);
    await server.admin.hset(`${a.prefix}errand:${over.id}`, 'state', 'done');
    const young = newErrand('user:1');
    await store.add(young, 'here', 60_000);
    expect((await store.open('count', 'user:1')).map(({ id }) => id)).toEqual([open.id, young.id]);
    expect(await places()).toEqual([2, 2]);
    expect(await server.admin.zrange(`${a.prefix}errands:count:over:user:1`, 0, -1)).toEqual([over.id]);
  });

  test('a place whose row is on its way is left alone', async () => {
    await server.admin.flushall();
    const store = redisErrands(a);
    const errand = newErrand('user:1');
    await store.add(errand, 'here', 60_000);
    await server.admin.del(`${a.prefix}errand:${errand.id}`);
    expect(await store.open('count', 'user:1')).toEqual([]);
    expect(await places()).toEqual([1, 1]);
  });

  test('what waits for its user counts as long as its row is kept', async () => {
    await server.admin.flushall();
    const ttlMs = 3_600_000;
    const store = redisErrands(a, { ttlMs, openInAll: 1 });
    const errand = newErrand('user:1');
    await store.add(errand, 'here', 60_000);
    await store.change(errand.id, 0, { state: 'interrupted' });
    await store.release(errand.id, 'here');
    const refused = store.add(newErrand('user:2'), 'here', 60_000);
    await expect(refused).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    // An hour later.
    await server.admin.del(`${a.prefix}errand:${errand.id}`);
    await server.admin.zincrby(`${a.prefix}errands:count:due`, -ttlMs, errand.id);
    await store.add(newErrand('user:2'), 'here', 60_000);
    expect(await places()).toEqual([2, 1]);
  });

  test('one that is found interrupted where it fell due is put right, and falls due again later', async () => {
    await server.admin.flushall();
    const store = redisErrands(a);
    const errand = newErrand('user:1');
    await store.add(errand, 'here', 0);
    await server.admin.hset(`${a.prefix}errand:${errand.id}`, 'state', 'interrupted');
    await eventually(async () => idsOf(await store.due('count', 10)).length === 0);
    await store.release(errand.id, 'here');
    await store.change(errand.id, 0, { state: 'waiting' });
    expect(idsOf(await store.due('count', 10))).toEqual([errand.id]);
  });

  test('whatever a kind keeps as its plan is read as it was written', async () => {
    await server.admin.flushall();
    const store = redisErrands(a);
    const errand = newErrand('user:1', { plan: 'a text', progress: '7' });
    await store.add(errand, 'here', 60_000);
    expect(await store.find(errand.id)).toMatchObject({ plan: 'a text', progress: '7' });
    const changed = await store.change(errand.id, 0, { state: 'failed', progress: undefined });
    expect(changed).toMatchObject({ state: 'failed', progress: '7' });
  });

  test('who runs a kind knows of errands that an earlier version kept, and of so many kinds', async () => {
    await server.admin.flushall();
    const [now, later] = [redisErrands(a), redisErrands(b)];
    const key = `${a.prefix}errands:kinds:delivery`;
    await now.add(newErrand('user:1', { kind: 'delivery:old' }), 'here', 60_000);
    await server.admin.del(key);
    expect(await later.kindsOf('delivery', 'user:1')).toEqual([]);
    await later.due('delivery:old', 10);
    expect(await now.kindsOf('delivery', 'user:1')).toEqual(['delivery:old']);
    expect(await server.admin.pttl(key)).toBeGreaterThan(7 * 24 * 3_600_000);
    await server.admin.zadd(key, 1, 'delivery:old');
    for (let at = 0; at < KINDS_LIMIT; at += 1)
      await now.add(newErrand('user:1', { kind: `delivery:${at}` }), 'here', 60_000);
    const known = await later.kindsOf('delivery', 'user:1');
    expect([known.length, known.includes('delivery:old')]).toEqual([KINDS_LIMIT, false]);
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
