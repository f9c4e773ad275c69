import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisBudget } from '../../src/redis/budget.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisIdempotency } from '../../src/redis/idempotency.ts';
import { redisLedger } from '../../src/redis/ledger.ts';
import { redisListSlots } from '../../src/redis/list-slots.ts';
import { openRedis } from '../../src/redis/redis.ts';
import { redisSlotStore } from '../../src/redis/slots.ts';
import type { StoredKey } from '../../src/redis/stored-key.ts';
import { UnsavedKeys } from '../../src/redis/unsaved-keys.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { StartSlots } from '../../src/starts/slots.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { idempotencySuite, reserve } from '../starts/idempotency-suite.ts';
import { ledgerSuite } from '../starts/ledger-suite.ts';
import { listSlotsSuite } from '../starts/list-slots-suite.ts';
import { eventually } from '../support/eventually.ts';
import { state } from '../support/jobs.ts';
import { describeRedis, endlessKeys, type RedisServer, startRedis } from '../support/redis.ts';

const settings = {
  prefix: 'test',
  baseUrl: 'http://127.0.0.1/api',
  telemetry: silentTelemetry(),
  probeEveryMs: 50,
  commandTimeoutMs: 200,
};

describeRedis('stores over a real Redis', () => {
  let server: RedisServer;
  let a: RedisConnection;
  let b: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    a = await connectRedis({ ...settings, url: server.url });
    b = await connectRedis({ ...settings, url: server.url });
  });
  afterAll(async () => {
    for (const connection of [a, b]) await connection[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  ledgerSuite('Redis', async () => ({
    open: (options) => redisLedger(a, options),
    [Symbol.asyncDispose]: async () => {},
  }));

  idempotencySuite('Redis', async () => ({
    stores: [redisIdempotency(a, { lookEveryMs: 10 }), redisIdempotency(b, { lookEveryMs: 10 })],
    open: async (options) => redisIdempotency(a, { lookEveryMs: 10, ...options }),
    [Symbol.asyncDispose]: async () => {},
  }));

  listSlotsSuite('Redis', async () => [redisListSlots(a), redisListSlots(b)]);

  test('what a list holds on to is free when its time is over, and a list that fell silent wants nothing', async () => {
    const [here, there] = [redisListSlots(a), redisListSlots(b)];
    const take = (store: typeof here, list: string, since: number, item: string) =>
      store.take('user:silent', { list, since, item });
    for (const item of ['1', '2', '3', '4']) expect(await take(here, 'dead', 1, item)).toBe(true);
    expect(await take(there, 'alive', 2, '5')).toBe(false);
    const key = (part: string) => `${a.prefix}lists:{user:silent}:${part}`;
    // As time passes for who says nothing more.
    await server.admin.zadd(key('held'), 0, '1');
    expect(await take(there, 'alive', 2, '5')).toBe(false);
    await server.admin.zadd(key('seen'), 0, 'dead');
    expect(await take(there, 'alive', 2, '5')).toBe(true);
    expect(await take(there, 'alive', 2, '6')).toBe(false);
    const left = await Promise.all(['wants', 'seen', 'held'].map((part) => server.admin.pttl(key(part))));
    expect(left.every((ms) => ms > 0)).toBe(true);
  });

  test('who looks for running jobs reads those that are over once', async () => {
    const ledger = redisLedger(a);
    const gids = Array.from({ length: 120 }, (_, at) => `${88_000 + at}`);
    for (const gid of gids) {
      await ledger.started('user:many', { ...blankEntry(gid), kind: 'duplicateTask', startedAt: 5 });
      if (gid !== '88000') await ledger.observed(state(gid, 'succeeded', 7));
    }
    const running = () => ledger.list('user:many', { first: 10, unfinishedOnly: true });
    const reads = async () =>
      Number(/cmdstat_hgetall:calls=(\d+)/.exec(await server.admin.info('commandstats'))?.[1]);
    const before = await reads();
    expect((await running()).map(({ gid }) => gid)).toEqual(['88000']);
    expect((await reads()) - before).toBe(120);
    expect((await running()).map(({ gid }) => gid)).toEqual(['88000']);
    expect((await reads()) - before).toBe(121);
  });

  test('the ledger is the same on every instance', async () => {
    const [here, there] = [redisLedger(a), redisLedger(b)];
    await here.started('token:x', { ...blankEntry('9001'), kind: 'duplicateTask', startedAt: 5 });
    await there.link('token:x', 'user:x');
    await here.started('token:x', { ...blankEntry('9002'), kind: 'duplicateTask', startedAt: 6 });
    await there.observed(state('9001', 'succeeded', 7));
    expect((await there.list('user:x', { first: 5 })).map(({ gid }) => gid).sort()).toEqual(['9001', '9002']);
    expect(await here.find(['9001'])).toMatchObject([
      { kind: 'duplicateTask', status: 'succeeded', finishedAt: 7 },
    ]);
  });

  test('five slots are five on all instances together, in order', async () => {
    const [here, there] = [a, b].map((redis) => new StartSlots({ store: redisSlotStore(redis) })) as [
      StartSlots,
      StartSlots,
    ];
    const request = { waitMs: 10_000, running: async () => 3 };
    const first = await here.acquire('user:s', request);
    const second = await there.acquire('user:s', request);
    expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(await there.acquire('user:s', { ...request, waitMs: 0 })).toBeNull();
    const order: string[] = [];
    const early = here.acquire('user:s', request).then((release) => order.push(release ? 'early' : 'none'));
    await eventually(async () => (await server.admin.zcard(`${a.prefix}slots:{user:s}:queue`)) === 1);
    const late = there.acquire('user:s', request).then((release) => order.push(release ? 'late' : 'none'));
    await eventually(async () => (await server.admin.zcard(`${a.prefix}slots:{user:s}:queue`)) === 2);
    second?.();
    await early;
    first?.();
    await late;
    expect(order).toEqual(['early', 'late']);
  });

  test('one budget is spent by all instances together', async () => {
    const [here, there] = [redisBudget(a), redisBudget(b)];
    const slow = { capacity: 20, refillPerMs: 1e-6 };
    const first = await here.consume('ab12', 10, slow);
    expect([first.ok, Math.floor(first.left)]).toEqual([true, 10]);
    const second = await there.consume('ab12', 10, slow);
    expect([second.ok, Math.floor(second.left)]).toEqual([true, 0]);
    const refused = await here.consume('ab12', 1, slow);
    expect(refused.ok).toBe(false);
    expect(refused.left).toBeLessThan(1);
    expect((await there.consume('ab12', 1, slow)).ok).toBe(false);
    expect((await there.consume('cd34', 1, slow)).ok).toBe(true);
    expect(await server.admin.pttl(`${a.prefix}bucket:ab12`)).toBeGreaterThan(1_000);
  });

  test('a budget comes back bit by bit, by the clock of Redis, and never above its bucket', async () => {
    const budget = redisBudget(a);
    const quick = { capacity: 5, refillPerMs: 0.5 };
    const { left } = await budget.consume('ef56', 5, quick);
    expect(left).toBeLessThan(1);
    await eventually(async () => (await budget.consume('ef56', 5, quick)).ok);
    // A window that opens anew would be whole at once; half an hour of refill is no more than the bucket.
    await server.admin.hset(`${a.prefix}bucket:gh78`, { level: '0', at: String(Date.now() - 1_800_000) });
    expect((await budget.consume('gh78', 1, quick)).left).toBeLessThanOrEqual(4);
  });

  test('a key whose sender was lost tells that the outcome is unknown', async () => {
    const [here, there] = [redisIdempotency(a), redisIdempotency(b, { lostAfterMs: 50, lookEveryMs: 10 })];
    await here.begin('lost', 'input', 'user:1');
    const waiter = await there.begin('lost', 'input', 'user:1');
    if (waiter.state !== 'pending') throw new Error('not pending');
    await expect(waiter.wait()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
  });

  test('a key whose sender is silent is not waited for, one whose sender is slow is', async () => {
    // Apart from the keys that other tests here left held.
    await using own = await connectRedis({ ...settings, prefix: 'signs', url: server.url });
    const there = redisIdempotency(own, { lookEveryMs: 5, heldEveryMs: 100 });
    const waitFor = async (key: string) => {
      const waiter = await there.begin(key, 'input', 'user:1');
      if (waiter.state !== 'pending') throw new Error('not pending');
      return waiter.wait();
    };
    await reserve(redisIdempotency(own, { heldEveryMs: 3_600_000 }), 'silent');
    await expect(waitFor('silent')).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });

    const slow = await reserve(redisIdempotency(own, { heldEveryMs: 100 }), 'tardy');
    const outcome = waitFor('tardy');
    const signs = async () =>
      Number(/cmdstat_set:calls=(\d+)/.exec(await server.admin.info('commandstats'))?.[1]);
    const before = await signs();
    await eventually(async () => (await signs()) >= before + 5);
    await slow.finish('job 1');
    expect(await outcome).toBe('job 1');
    await eventually(async () => (await server.admin.keys('signs*once-held:*')).length === 0);
  });

  test('everything has a time to live', async () => {
    await redisLedger(a).unknownStart('token:y', {
      kind: 'duplicateTask',
      source: null,
      name: null,
      sentAt: 1,
    });
    expect((await server.admin.keys('*')).length).toBeGreaterThan(5);
    expect(await endlessKeys(server)).toEqual([]);
  });

  describe('while Redis is gone', () => {
    test('an idempotent start is refused unsent, and an outcome is kept', async () => {
      const store = redisIdempotency(a);
      const kept = await reserve(store, 'kept');
      await server.kill();
      await eventually(() => !a.healthy());
      await expect(store.begin('other', 'input', 'user:1')).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryable: true,
      });
      await kept.finish({ job: '1' });
      expect(await store.begin('kept', 'input', 'user:1')).toEqual({ state: 'done', outcome: { job: '1' } });
      await server.start();
      await eventually(() => a.healthy() && b.healthy());
      const there = redisIdempotency(b);
      await eventually(async () => (await server.admin.exists(`${a.prefix}once:kept`)) === 1);
      expect(await there.begin('kept', 'input', 'user:1')).toEqual({ state: 'done', outcome: { job: '1' } });
    });

    test('a key that was refused while Redis was slow is free afterwards', async () => {
      const [here, there] = [redisIdempotency(a), redisIdempotency(b)];
      // Longer than a command may take: it is given up, and reaches Redis all the same.
      await server.admin.call('CLIENT', 'PAUSE', '400', 'ALL');
      await expect(here.begin('slow', 'input', 'user:1')).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
      await server.admin.ping();
      await eventually(() => a.healthy() && b.healthy());
      await eventually(async () => (await server.admin.exists(`${a.prefix}once:slow`)) === 0);
      await (await reserve(there, 'slow')).finish({ job: '2' });
      expect(await here.begin('slow', 'input', 'user:1')).toEqual({ state: 'done', outcome: { job: '2' } });
    });

    test('ledger and slots go on in memory, and nothing objects to a budget', async () => {
      const ledger = redisLedger(a);
      await ledger.started('user:z', { ...blankEntry('9101'), kind: 'duplicateTask' });
      await server.kill();
      await eventually(() => !a.healthy());
      await ledger.started('user:z', { ...blankEntry('9102'), kind: 'duplicateTask' });
      expect((await ledger.list('user:z', { first: 5 })).map(({ gid }) => gid)).toEqual(['9102', '9101']);
      const slots = new StartSlots({ store: redisSlotStore(a) });
      expect(await slots.acquire('user:z', { waitMs: 0, running: async () => 4 })).toEqual(
        expect.any(Function),
      );
      expect(await slots.acquire('user:z', { waitMs: 0, running: async () => 4 })).toBeNull();
      const budget = redisBudget(a);
      for (const _ of Array(3))
        expect((await budget.consume('zz', 20, { capacity: 20, refillPerMs: 1 })).ok).toBe(true);
      await server.start();
      await eventually(() => a.healthy());
      expect((await ledger.list('user:z', { first: 5 })).map(({ gid }) => gid)).toEqual(['9102', '9101']);
      const there = redisLedger(b);
      await eventually(async () => (await there.find(['9102']))[0]?.kind === 'duplicateTask');
    });
  });

  describe('what Redis refuses once while it is well is offered again', () => {
    /** A key that is something else for a while: what is written there is refused, and nothing besides. */
    const refusing = async (key: string, during: () => Promise<unknown>): Promise<void> => {
      await server.admin.set(key, 'something else');
      await during();
      expect(a.healthy()).toBe(true);
      await server.admin.del(key);
    };

    test('rows of the ledger', async () => {
      const ledger = redisLedger(a);
      await refusing(`${a.prefix}owner:user:refused`, async () => {
        await ledger.started('user:refused', {
          ...blankEntry('7701'),
          kind: 'duplicateTask',
          startedAt: 5,
        });
      });
      await eventually(async () => (await server.admin.zcard(`${a.prefix}owner:user:refused`)) === 1);
    });

    test('outcomes of keys', async () => {
      const unsaved = new UnsavedKeys(a);
      const place = unsaved.placeOf('refused');
      await refusing(place, () =>
        unsaved.settle('refused', () => a.run('save', (client) => client.hset(place, 'outcome', 'x'))),
      );
      await eventually(async () => (await server.admin.exists(place)) === 1);
    });
  });

  describe('for a Redis that is away so much is kept', () => {
    const away = async (during: () => Promise<unknown>): Promise<void> => {
      await server.kill();
      await eventually(() => !a.healthy());
      await during();
      await server.start();
      await eventually(() => a.healthy());
    };

    test('the outcomes of 10,000 keys, the latest; and as many keys that were given up', async () => {
      const unsaved = new UnsavedKeys(a);
      const kept = (key: string) => unsaved.placeOf(`unsaved ${key}`);
      const saves = (key: string) => () =>
        a.run('save', (client) => client.set(kept(key), 'x', 'PX', 60_000));
      const stored = (key: string): StoredKey => ({ id: key, input: 'input', at: 1, beats: true });
      await away(async () => {
        for (let number = 0; number <= 10_000; number += 1) {
          await unsaved.settle(`${number}`, saves(`${number}`));
          unsaved.giveUp(`stray ${number}`, stored(`${number}`));
        }
        unsaved.giveUp('stray 0', stored('again'));
      });
      const exists = (...places: string[]) => Promise.all(places.map((place) => server.admin.exists(place)));
      await eventually(async () => (await exists(kept('10000')))[0] === 1);
      expect(await exists(kept('0'), kept('1'))).toEqual([0, 1]);
      const freed = (id: string) => unsaved.freedPlaceOf(stored(id));
      await eventually(async () => (await exists(freed('9999'), freed('again'))).every(Boolean));
      expect(await exists(freed('0'), freed('10000'))).toEqual([1, 0]);
    });

    test('10,000 writes of the ledger, the first', async () => {
      const ledger = redisLedger(a);
      await away(async () => {
        for (let number = 1; number < 10_000; number += 1)
          await ledger.observed(state('7800', 'in_progress', 1));
        await ledger.watched('user:away', '7801');
        await ledger.watched('user:away', '7802');
      });
      const kept = () => server.admin.zrange(`${a.prefix}owner:user:away`, 0, -1);
      await eventually(async () => (await kept()).length > 0);
      expect(await kept()).toEqual(['7801']);
    });
  });

  test('the engine opens and closes as one', async () => {
    const engine = await openRedis({ ...settings, url: server.url });
    expect(engine.healthy()).toBe(true);
    expect(await engine.ledger.find(['1'])).toEqual([null]);
    await engine[Symbol.asyncDispose]();
  });
});
