/** Keys that share a user's five slots, in one process and over a real Redis. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisSlotStore } from '../../src/redis/slots.ts';
import { StartSlots } from '../../src/starts/slots.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { hubClock } from '../support/jobs.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';

const WAIT_MS = 55_000;

describe('keys that share five slots', () => {
  function slotsOf() {
    const clock = hubClock();
    const slots = new StartSlots({ clock });
    const jobs = { running: 5 };
    const answers: string[] = [];
    const ask = (flow: string): void => {
      const running = async () => jobs.running;
      void slots.acquire('token', { flow, waitMs: WAIT_MS, running }).then(
        () => answers.push(flow),
        ({ code }: { code: string }) => answers.push(`${flow} ${code}`),
      );
    };
    return { clock, slots, jobs, answers, ask };
  }

  test('with a thousand starts of one waiting, another has the next slot but one', async () => {
    const { clock, jobs, answers, ask } = slotsOf();
    for (let each = 0; each < 1_000; each += 1) ask('scripts');
    await clock.advance(1_000);
    ask('web');
    jobs.running = 3;
    await clock.advance(1_000);
    expect(answers).toEqual(['scripts', 'web']);
  });

  test('each holds a thousand places', async () => {
    const { clock, slots, answers, ask } = slotsOf();
    for (let each = 0; each < 3_000; each += 1) ask('scripts');
    ask('web');
    await clock.settle();
    expect(slots.waiting).toBe(1_001);
    expect(answers).toEqual(Array(2_000).fill('scripts RATE_LIMITED'));
    slots.close();
    await clock.settle();
    expect(clock.pending()).toBe(0);
  });

  test('all hold ten thousand, and whoever has most gives', async () => {
    const { clock, slots, answers, ask } = slotsOf();
    for (let key = 0; key < 10; key += 1) for (let each = 0; each < 1_000; each += 1) ask(`key-${key}`);
    ask('web');
    await clock.settle();
    expect(slots.waiting).toBe(10_000);
    expect(answers).toEqual([expect.stringMatching(/^key-\d [A-Z_]+$/)]);
    slots.close();
    await clock.settle();
  });
});

describeRedis('keys that share five slots on several instances', () => {
  let server: RedisServer;
  const instances: RedisConnection[] = [];
  beforeAll(async () => {
    server = await startRedis();
    const settings = { prefix: 'test', baseUrl: 'http://127.0.0.1', telemetry: silentTelemetry() };
    for (const _ of [1, 2]) instances.push(await connectRedis({ ...settings, url: server.url }));
  });
  afterAll(async () => {
    for (const each of instances) await each[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const ticket = (id: string, flow: string, waitedMs: number) => ({
    id,
    flow,
    arrivedAt: 0,
    waitedMs: () => waitedMs,
  });

  test('take turns, whoever came first', async () => {
    const [one, other] = instances.map((redis) => redisSlotStore(redis)) as [
      ReturnType<typeof redisSlotStore>,
      ReturnType<typeof redisSlotStore>,
    ];
    // All five are taken: both stand in the queue, `scripts` since long ago.
    expect(await one.take('u', ticket('s1', 'scripts', 9_000), 5)).toBe(false);
    expect(await other.take('u', ticket('w1', 'web', 10), 5)).toBe(false);
    expect(await other.take('u', ticket('w1', 'web', 20), 4)).toBe(false);
    expect(await one.take('u', ticket('s1', 'scripts', 9_020), 4)).toBe(true);
    await one.leave('u', ticket('s1', 'scripts', 9_020));
    // The next of `scripts` has waited longer, and `web` is next all the same.
    expect(await one.take('u', ticket('s2', 'scripts', 9_000), 4)).toBe(false);
    expect(await other.take('u', ticket('w1', 'web', 40), 4)).toBe(true);
    await other.leave('u', ticket('w1', 'web', 40));
    expect(await one.take('u', ticket('s2', 'scripts', 9_050), 4)).toBe(true);
  });

  test('an instance that knows no keys stands in the same queue', async () => {
    const store = redisSlotStore(instances[0] as RedisConnection);
    const keys = ['queue', 'seen'].map((part) => `${instances[0]?.prefix}slots:{v}:${part}`);
    await server.admin.zadd(keys[0] as string, Date.now() - 5_000, 'old');
    await server.admin.zadd(keys[1] as string, Date.now(), 'old');
    expect(await store.take('v', ticket('w1', 'web', 10), 4)).toBe(false);
    expect(await store.take('v', ticket('w1', 'web', 20), 3)).toBe(true);
  });
});
