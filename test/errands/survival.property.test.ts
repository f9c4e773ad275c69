import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { memoryErrands } from '../../src/errands/memory-store.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { redisErrands } from '../../src/redis/errands.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import {
  ERRAND_SURVIVALS,
  type ErrandFates,
  IN_COMPOSED_REDIS,
  IN_FORGETFUL_REDIS,
  IN_MEMORY,
  type Survival,
} from '../starts/survival.ts';
import { eventually } from '../support/eventually.ts';
import { composeArguments, describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import { type ErrandWorld, errandsHold } from './survival-play.ts';

const fatesOf = (survival: Survival) => ERRAND_SURVIVALS.get(survival) as ErrandFates;

test('in memory errands are as they were left, until the process ends', async () => {
  const open = async () => ({ store: memoryErrands(), end: async () => {} });
  await errandsHold({ fates: fatesOf(IN_MEMORY), open }, 100);
});

describeRedis('over Redis errands are as they were left', () => {
  let directory: string;
  const servers = new Map<Survival, RedisServer>();

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'errands-'));
    servers.set(IN_FORGETFUL_REDIS, await startRedis());
    servers.set(IN_COMPOSED_REDIS, await startRedis({ storage: { args: composeArguments(), directory } }));
  });
  afterAll(async () => {
    for (const server of servers.values()) await server[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  test.each([IN_FORGETFUL_REDIS, IN_COMPOSED_REDIS])(
    '$keys',
    async (survival) => {
      await errandsHold(worldOf(survival, servers.get(survival) as RedisServer), 8);
    },
    120_000,
  );
});

function worldOf(survival: Survival, server: RedisServer): ErrandWorld {
  const settings = {
    url: server.url,
    prefix: 'survival',
    baseUrl: 'http://127.0.0.1/api',
    telemetry: silentTelemetry(),
    probeEveryMs: 10,
  };
  let isHealthy = () => true;
  return {
    fates: fatesOf(survival),
    async open() {
      const redis = await connectRedis(settings);
      isHealthy = () => redis.healthy();
      return { store: redisErrands(redis), end: async () => redis[Symbol.asyncDispose]() };
    },
    async restartRedis() {
      await server.kill();
      await eventually(() => !isHealthy());
      await server.start();
      await eventually(() => isHealthy());
    },
  };
}
