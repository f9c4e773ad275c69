import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { JobState } from '../../src/job-state.ts';
import { redisBus } from '../../src/redis/bus.ts';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { JobHub } from '../../src/watching/hub.ts';
import { eventually } from '../support/eventually.ts';
import { collect, type FakeReader, fakeJobs, state } from '../support/jobs.ts';
import { describeRedis, endlessKeys, openLink, type RedisServer, startRedis } from '../support/redis.ts';
import { busSuite } from '../watching/bus-suite.ts';

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
    await eventually(async () => (await server.admin.keys('*:501}:lease')).length === 0);
  });

  test('who comes later starts from what Redis remembers', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('511', 'in_progress');
    const early = collect(pair.a.hub.watch(pair.jobs.source(), ['511'], one));
    await eventually(async () => (await server.admin.keys('*:511}:state')).length === 1);
    const primed: string[] = [];
    const source = {
      ...pair.jobs.source(),
      prime: (_reader: FakeReader, { status }: JobState) => void primed.push(status),
      read: () => Promise.reject(new Error('asked Asana')),
    };
    const late = collect(pair.b.hub.watch(source, ['511'], one));
    await eventually(() => late.events.length === 1);
    pair.jobs.set('511', 'succeeded');
    await Promise.all([early.done, late.done]);
    expect(late.events).toEqual(['511 in_progress', '511 succeeded']);
    expect(primed).toEqual(['in_progress', 'succeeded']);
  });

  test('only who has a subscriber of a job holds its lease', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('512', 'in_progress');
    const atA = pair.a.hub.watch(pair.jobs.source(), ['512'], one);
    await atA.next();
    await eventually(() => pair.pollers() === 1);
    const atB = collect(pair.b.hub.watch(pair.jobs.source(), ['512'], one));
    await eventually(() => atB.events.length === 1);
    await atA.return?.();
    await eventually(() => pair.b.hub.stats().pollers === 1);
    expect(pair.a.hub.stats().pollers).toBe(0);
    await pair.b.hub.close();
    expect(await server.admin.keys('*:512}:lease')).toEqual([]);
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

  test('an end that was read but not told reaches the others', async () => {
    await using pair = await twoInstances();
    pair.jobs.set('515', 'in_progress');
    const atA = collect(pair.a.hub.watch(pair.jobs.source(), ['515'], one));
    await eventually(() => pair.a.hub.stats().pollers === 1);
    const atB = collect(pair.b.hub.watch(pair.jobs.source(), ['515'], one));
    await eventually(() => atB.events.length === 1);
    await server.admin.call('CLIENT', 'PAUSE', '10000', 'WRITE');
    pair.jobs.set('515', 'succeeded');
    await atA.done;
    pair.a.redis.client.disconnect();
    const [key = ''] = await server.admin.keys('*:515}:state');
    expect(String(await server.admin.get(key))).not.toContain('succeeded');
    await server.admin.call('CLIENT', 'UNPAUSE');
    await atB.done;
    expect(atB.events).toEqual(['515 in_progress', '515 succeeded']);
    await eventually(() => pair.pollers() === 0);
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
    await server.admin.call('CLIENT', 'PAUSE', '3000', 'ALL');
    let answers = false;
    const back = server.admin.ping().then(() => {
      answers = true;
    });
    pair.jobs.set('504', 'succeeded');
    await watch.done;
    expect(answers).toBe(false);
    await back;
    expect(watch.events).toEqual(['504 in_progress', '504 succeeded']);
    await eventually(() => pair.a.bus.healthy());
  });

  test.each([
    ['full', '505', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['read-only', '509', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
  ] as const)('a %s Redis counts as gone until it takes writes', async (_, gid, begin, end) => {
    await using pair = await twoInstances();
    await server.admin.call(begin[0], ...begin.slice(1));
    pair.jobs.set(gid, 'in_progress');
    const watches = [pair.a, pair.b].map(({ hub }) => collect(hub.watch(pair.jobs.source(), [gid], one)));
    await eventually(() => !pair.a.bus.healthy() && pair.pollers() === 2);
    await server.admin.call(end[0], ...end.slice(1));
    await eventually(() => pair.a.bus.healthy() && pair.b.bus.healthy() && pair.pollers() === 1);
    pair.jobs.set(gid, 'succeeded');
    await Promise.all(watches.map(({ done }) => done));
    for (const { events } of watches) expect(events).toEqual([`${gid} in_progress`, `${gid} succeeded`]);
  });

  test('a slow Redis shares no less', async () => {
    await using link = await openLink(server.port);
    // Slow, and in time: on a busy machine as well.
    const redis = await connectRedis({ ...settings, commandTimeoutMs: 5_000, url: link.url });
    const [slow, quick] = [redisBus(redis), redisBus(await connect())];
    link.delayMs = 50;
    const key = { token: 'ab12', gid: '513' };
    const heard: string[] = [];
    await slow.subscribe(key, { state: ({ status }) => heard.push(status), free: () => heard.push('free') });
    const lease = await quick.lease(key, 'quick', 5_000);
    if (!lease.held) throw new Error('refused');
    expect(await slow.lease(key, 'slow', 5_000)).toMatchObject({ held: false });
    await lease.publish(state('513', 'in_progress', 1));
    expect(await slow.last(key)).toMatchObject({ state: { status: 'in_progress' } });
    await lease.release();
    await eventually(() => heard.includes('free'));
    expect((await slow.lease(key, 'slow', 5_000)).held).toBe(true);
    expect(slow.healthy()).toBe(true);
    await redis[Symbol.asyncDispose]();
  });

  test('what other versions write is ignored, and what cannot be read', async () => {
    const redis = await connect();
    const bus = redisBus(redis);
    const key = { token: 'ab12', gid: '514' };
    const job = `job:{${key.token}:${key.gid}}:`;
    const newer = redis.prefix.replace(/^test:1:/, 'test:2:');
    expect(newer).not.toBe(redis.prefix);
    const heard: string[] = [];
    await bus.subscribe(key, { state: ({ status }) => heard.push(status), free: () => heard.push('free') });
    // The subscription stands when somebody gets a message, and by then the key has been read: what comes is heard once.
    await eventually(async () => (await server.admin.publish(`${redis.prefix}${job}heard`, 'free')) === 1);
    await eventually(() => heard.length === 1);
    heard.length = 0;
    const lease = await bus.lease(key, 'a', 5_000);
    if (!lease.held) throw new Error('refused');
    await lease.publish(state(key.gid, 'in_progress', 1));
    await eventually(() => heard.length === 1);
    const told = await server.admin.get(`${redis.prefix}${job}state`);
    await server.admin.set(`${newer}${job}lease`, 'b:7', 'PX', 5_000);
    await server.admin.set(`${newer}${job}state`, String(told).replace('in_progress', 'failed'), 'PX', 5_000);
    await server.admin.publish(`${newer}${job}heard`, `state ${told}`.replace('in_progress', 'failed'));
    expect(await lease.renew()).toBe(true);
    expect(await bus.last(key)).toMatchObject({ state: { status: 'in_progress' } });
    for (const strange of ['', '{}', 'state', 'state {}\n1', 'state {"gid":1}\nsoon', 'status failed']) {
      await server.admin.publish(`${redis.prefix}${job}heard`, strange);
      await server.admin.set(`${redis.prefix}${job}state`, strange.replace('state ', ''), 'PX', 5_000);
      expect(await bus.last(key)).toBeNull();
    }
    await lease.release();
    await eventually(() => heard.includes('free'));
    expect(heard).toEqual(['in_progress', 'free']);
    await redis[Symbol.asyncDispose]();
  });

  test.each([
    ['516', 'messages'],
    ['517', 'both'],
  ] as const)('%s: what was missed while %s were cut off is made up for', async (gid, what) => {
    const [a, b] = [await connect(), await connect()];
    const [busA, busB] = [redisBus(a), redisBus(b)];
    const key = { token: 'ab12', gid };
    const heard: string[] = [];
    await busB.subscribe(key, { state: ({ status }) => heard.push(status), free: () => {} });
    const lease = await busA.lease(key, 'a', 5_000);
    if (!lease.held) throw new Error('refused');
    b.subscriber.disconnect();
    await eventually(() => b.subscriber.status === 'end');
    if (what === 'both') b.client.disconnect();
    await eventually(() => b.healthy() === (what !== 'both'));
    await lease.publish(state(gid, 'in_progress', 1));
    await b.subscriber.connect();
    // Messages come before commands do, and the key cannot be read yet.
    await eventually(async () => String(await server.admin.call('PUBSUB', 'CHANNELS')).includes(gid));
    if (what === 'both') await b.client.connect();
    await eventually(() => heard.includes('in_progress'));
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
    for (const key of keys) expect(key).toMatch(/^test:1:[0-9a-f]{12}:/);
    expect(await endlessKeys(server)).toEqual([]);
    await redis[Symbol.asyncDispose]();
  });
});
