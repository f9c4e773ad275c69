import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { redisBus } from '../../src/redis/bus.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { redisLedger } from '../../src/redis/ledger.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { JobHub } from '../../src/watching/hub.ts';
import { eventually } from '../support/eventually.ts';
import { fakeJobs } from '../support/jobs.ts';
import { describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { follow } from '../watching/counting.ts';

const ready = { multiple: false, until: 'ready' } as const;

describeRedis('counts over a real Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  /** An instance with a bus and a ledger over Redis, and a short lease. */
  async function instance() {
    const telemetry = silentTelemetry();
    const settings = { prefix: 'test', baseUrl: 'http://127.0.0.1/api', telemetry, probeEveryMs: 50 };
    const redis = await connectRedis({ ...settings, commandTimeoutMs: 200, url: server.url });
    const ledger = redisLedger(redis);
    const hub = new JobHub({ bus: redisBus(redis), ledger, telemetry, failureLimitMs: 60_000, leaseMs: 500 });
    return {
      hub,
      ledger,
      async [Symbol.asyncDispose]() {
        await hub.close();
        await redis[Symbol.asyncDispose]();
      },
    };
  }

  test('instances count once, hear of each count, and go on after one of them has gone', async () => {
    await using a = await instance();
    await using b = await instance();
    const jobs = fakeJobs(systemClock);
    const source = { type: 'Project', gid: '5' };
    const entry = { ...blankEntry('601'), kind: 'duplicateProject', source, startedAt: Date.now() };
    await a.ledger.started('user:a', { ...entry, status: 'in_progress' });
    jobs.set('601', 'succeeded', { new_project: '7' });
    jobs.setCount('5', 9);
    jobs.setCount('7', 3);
    const atA = a.hub.watch(jobs.source(), ['601'], ready);
    expect((await atA.next()).value).toMatchObject({ contents: { state: 'arriving', present: 3 } });
    const atB = follow(b.hub.watch(jobs.source(), ['601'], ready));
    await eventually(() => atB.events.length > 0);
    expect(atB.events[0]).toBe('succeeded arriving 3/9');
    expect(jobs.counts.filter((line) => line.endsWith('tasks 5'))).toHaveLength(1);

    jobs.setCount('7', 6);
    expect((await atA.next()).value).toMatchObject({ contents: { state: 'arriving', present: 6 } });
    await eventually(() => atB.events.includes('succeeded arriving 6/9'));
    await atA.return?.();
    jobs.setCount('7', 9);
    await eventually(() => atB.ended);
    expect(atB.events.at(-1)).toBe('succeeded complete 9/9');
    expect((await a.ledger.find(['601']))[0]?.counted).toMatchObject({ final: 'complete', present: 9 });
    await eventually(async () => (await server.admin.keys('*601:contents}:lease')).length === 0);
  });
});
