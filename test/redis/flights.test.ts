import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type FlightStore, Flights } from '../../src/errands/callbacks/flights.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisFlights } from '../../src/redis/flights.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';

const NEVER = new AbortController().signal;

/** Tries that are under way until somebody lands them, the one that took off first, first. */
function traffic() {
  const under: (() => void)[] = [];
  const begun: string[] = [];
  return {
    begun,
    under,
    try: (name: string) => () =>
      new Promise<void>((resolve) => {
        begun.push(name);
        under.push(resolve);
      }),
    land: () => under.shift()?.(),
  };
}

describeRedis('tries of two instances to one endpoint', () => {
  let server: RedisServer;
  let a: RedisConnection;
  let b: RedisConnection;
  const settings = () => ({
    ...{ url: server.url, prefix: 'test', baseUrl: 'http://127.0.0.1/api', telemetry: silentTelemetry() },
    ...{ probeEveryMs: 50, commandTimeoutMs: 2_000 },
  });
  beforeAll(async () => {
    server = await startRedis();
    [a, b] = [await connectRedis(settings()), await connectRedis(settings())];
  });
  beforeEach(async () => void (await server.admin.flushall()));
  afterAll(async () => {
    for (const connection of [a, b]) await connection[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const flights = (store: FlightStore, to = 'crm') => new Flights(to, store, systemClock);

  test('ten are under way at once, and both get through', async () => {
    const { begun, under, land, try: attempt } = traffic();
    const [here, there] = [flights(redisFlights(a)), flights(redisFlights(b))];
    const all: Promise<void>[] = [];
    for (let at = 0; at < 15; at += 1) {
      all.push(here.run('key:web', attempt('here'), NEVER), there.run('key:web', attempt('there'), NEVER));
    }
    await expect.poll(() => under.length).toBe(10);
    for (let left = 30; left > 0; left -= 1) {
      await expect.poll(() => under.length).toBeGreaterThan(0);
      expect(under.length).toBeLessThanOrEqual(10);
      land();
    }
    await Promise.all(all);
    // Who had come earlier began earlier, wherever that was: of both among the first, of both among the last.
    const shareOf = (part: string[]) => part.filter((name) => name === 'here').length;
    expect(shareOf(begun)).toBe(15);
    for (const part of [begun.slice(0, 10), begun.slice(-10)]) expect(shareOf(part)).toBeLessThan(10);
  });

  test('owners take turns, whoever of them came first, and wherever', async () => {
    const { begun, under, land, try: attempt } = traffic();
    const [here, there] = [flights(redisFlights(a)), flights(redisFlights(b))];
    const all = Array.from({ length: 20 }, () => here.run('key:scripts', attempt('scripts'), NEVER));
    await expect.poll(() => under.length).toBe(10);
    all.push(here.run('key:web', attempt('web here'), NEVER), there.run('key:app', attempt('app'), NEVER));
    await expect.poll(() => server.admin.hlen(`${a.prefix}callbacks:{crm}:flows`)).toBe(3);
    // Two places come free: for the two that have had none, not for the first ten more.
    for (let at = 0; at < 2; at += 1) land();
    await expect.poll(() => begun.slice(10).sort()).toEqual(['app', 'web here']);
    for (let left = 20; left > 0; left -= 1) {
      await expect.poll(() => under.length).toBeGreaterThan(0);
      land();
    }
    await Promise.all(all);
    const turns = `${a.prefix}callbacks:{crm}:turns`;
    expect(await server.admin.zcard(turns)).toBe(3);
    const strangers = Array.from({ length: 1_100 }, (_, at) => [at, `user:${at}`]).flat();
    await server.admin.zadd(turns, ...strangers);
    await here.run('key:web', async () => {}, NEVER);
    expect(await server.admin.zcard(turns)).toBe(1_000);
  });

  test('another endpoint has places of its own', async () => {
    const { begun, under, land, try: attempt } = traffic();
    const store = redisFlights(a);
    const [crm, billing] = [flights(store), flights(store, 'billing')];
    const hanging = Array.from({ length: 10 }, () => crm.run('key:web', attempt('crm'), NEVER));
    await expect.poll(() => under.length).toBe(10);
    const other = billing.run('key:web', attempt('billing'), NEVER);
    await expect.poll(() => begun.at(-1)).toBe('billing');
    while (under.length > 0) land();
    await Promise.all([...hanging, other]);
  });

  test('what a killed instance held is free again after a time, and its place in the queue as well', async () => {
    const { begun, under, land, try: attempt } = traffic();
    const killed = redisFlights(a, { heldMs: 300 });
    for (let at = 0; at < 10; at += 1)
      await killed.take('crm', { id: `held ${at}`, flow: 'key:web', waitedMs: () => 0 });
    expect(await killed.take('crm', { id: 'waiting', flow: 'key:web', waitedMs: () => 60_000 })).toBe(false);
    const going = flights(redisFlights(b, { heldMs: 300 })).run('key:web', attempt('other'), NEVER);
    await expect.poll(() => begun).toEqual(['other']);
    expect(under).toHaveLength(1);
    land();
    await going;
    await expect.poll(() => server.admin.keys('*callbacks*')).toEqual([]);
  });

  test('who stops waiting leaves the queue, and those behind go on', async () => {
    const { under, land, begun, try: attempt } = traffic();
    const [here, there] = [flights(redisFlights(a)), flights(redisFlights(b))];
    const first = Array.from({ length: 10 }, () => here.run('key:web', attempt('first'), NEVER));
    await expect.poll(() => under.length).toBe(10);
    const leaves = new AbortController();
    const left = there.run('key:web', attempt('left'), leaves.signal);
    const stays = there.run('key:web', attempt('stays'), NEVER);
    leaves.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    land();
    await expect.poll(() => begun.at(-1)).toBe('stays');
    while (under.length > 0) land();
    await Promise.all([...first, stays]);
  });

  test('without Redis nobody has a place', async () => {
    const away = await connectRedis(settings());
    await away[Symbol.asyncDispose]();
    const store = redisFlights(away);
    expect(await store.take('crm', { id: 'x', flow: 'key:web', waitedMs: () => 0 })).toBe(false);
    await store.leave('crm', 'x');
  });
});
