import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisErrands } from '../../src/redis/errands.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { idsOf, newErrand } from '../errands/store-suite.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { redisErrands as redisErrandsBefore } from './before-kinds/redis-errands.ts';

const OWNER = 'user:1';
/** As the version before wrote them. */
const PLAN = {
  job: '77',
  input: { members: ['me'], tasks: [{ where: { name: 'A' }, set: { completed: true } }] },
};
const PROGRESS = {
  project: '9',
  steps: [
    { name: 'members', state: 'done', matched: null, userErrors: [] },
    { name: 'tasks.0', state: 'running', matched: ['5'], userErrors: [] },
  ],
};
const setUp = (more: Partial<Errand> = {}): Errand =>
  newErrand(OWNER, { kind: 'setUp', about: '77', plan: PLAN, progress: PROGRESS, ...more });

describeRedis('set-ups beside the version before', () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  beforeAll(async () => {
    server = await startRedis();
    const settings = { url: server.url, prefix: 'test', baseUrl: 'http://127.0.0.1/api' };
    for (let each = 0; each < 2; each += 1)
      connections.push(await connectRedis({ ...settings, telemetry: silentTelemetry() }));
  });
  beforeEach(() => server.admin.flushall());
  afterAll(async () => {
    for (const connection of connections) await connection[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const open = (onItsWayMs?: number) => {
    const [a, b] = connections as [RedisConnection, RedisConnection];
    return {
      before: redisErrandsBefore(a),
      now: redisErrands(b, onItsWayMs === undefined ? {} : { onItsWayMs }),
    };
  };

  test('are read, found and listed as they were written, both ways', async () => {
    const { before, now } = open();
    const [old, young] = [setUp(), setUp({ about: '78' })];
    await before.add(old, 'before', 60_000);
    await now.add(young, 'now', 60_000);
    expect(await now.find(old.id)).toEqual({ ...old, isHeld: true, sleepsMs: 0 });
    expect(await before.find(young.id)).toEqual({ ...young, isHeld: true });
    expect((await now.findAbout('setUp', '77'))?.id).toBe(old.id);
    expect((await before.findAbout('78'))?.id).toBe(young.id);
    const ids = [old.id, young.id];
    expect((await now.open('setUp', OWNER)).map(({ id }) => id)).toEqual(ids);
    expect((await before.open(OWNER)).map(({ id }) => id)).toEqual(ids);
    expect(await server.admin.zcard(`${connections[0]?.prefix}errands:due`)).toBe(2);
  });

  test('are changed in turn, and run by one of both', async () => {
    const { before, now } = open();
    const errand = setUp();
    await before.add(errand, 'before', 60_000);
    expect(await now.take(errand.id, 'now', 60_000)).toBe(false);
    expect(await now.change(errand.id, 0, { isUnwanted: true })).toMatchObject({
      version: 1,
      progress: PROGRESS,
    });
    expect(await before.change(errand.id, 0, { state: 'running' })).toBeNull();
    expect(await before.change(errand.id, 1, { state: 'running' })).toMatchObject({ isUnwanted: true });
    await before.release(errand.id, 'before');
    expect(await now.due('setUp', 9)).toMatchObject({ due: [{ id: errand.id }] });
    expect(await now.take(errand.id, 'now', 60_000)).toBe(true);
    expect(await before.take(errand.id, 'before', 60_000)).toBe(false);
    await now.release(errand.id, 'now');
    expect(await before.due(9)).toEqual([errand.id]);
  });

  test('end in either, and are known as ended by both', async () => {
    const { before, now } = open();
    const [first, second] = [setUp(), setUp()];
    await before.add(first, 'before', 60_000);
    await now.add(second, 'now', 60_000);
    await now.change(first.id, 0, { state: 'done', plan: null });
    await before.change(second.id, 0, { state: 'failed' });
    expect(await before.find(first.id)).toMatchObject({ state: 'done', plan: null });
    expect(await now.find(second.id)).toMatchObject({ state: 'failed', plan: PLAN });
    expect([await before.open(OWNER), await now.open('setUp', OWNER)]).toEqual([[], []]);
    expect((await now.newest(['setUp'], OWNER, 9)).map(({ id }) => id).sort()).toEqual(
      [first.id, second.id].sort(),
    );
    expect(await now.change(second.id, 1, { state: 'waiting' })).toMatchObject({ state: 'waiting' });
    expect((await before.open(OWNER)).map(({ id }) => id)).toEqual([second.id]);
  });

  test.each(['before', 'now'] as const)(
    'that wait for their user since %s go on in either',
    async (since) => {
      const stores = open();
      const { before, now } = stores;
      const errand = setUp();
      await before.add(errand, 'before', 60_000);
      await stores[since].change(errand.id, 0, { state: 'interrupted' });
      await stores[since].release(errand.id, 'before');
      expect([await before.due(9), idsOf(await now.due('setUp', 9))]).toEqual([[], []]);
      expect((await now.open('setUp', OWNER)).map(({ state }) => state)).toEqual(['interrupted']);
      const other = since === 'now' ? before : now;
      await other.change(errand.id, 1, { state: 'waiting' });
      expect([await before.due(9), idsOf(await now.due('setUp', 9))]).toEqual([[errand.id], [errand.id]]);
    },
  );

  test('of another kind are out of the way of the version before', async () => {
    const { before, now } = open(0);
    const errand = newErrand(OWNER, { kind: 'bulk', about: '77' });
    await now.add(errand, 'now', 0);
    expect([await before.due(9), await before.open(OWNER), await before.findAbout('77')]).toEqual([
      [],
      [],
      null,
    ]);
    expect((await now.open('bulk', OWNER)).map(({ id }) => id)).toEqual([errand.id]);
  });
});
