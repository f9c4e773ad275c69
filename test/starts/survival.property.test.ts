import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRedis, type RedisConnection } from '../../src/redis/connection.ts';
import { redisIdempotency } from '../../src/redis/idempotency.ts';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { redisIdempotency as redisIdempotencyBefore } from '../redis/version-0.1.0/redis-idempotency.ts';
import { eventually } from '../support/eventually.ts';
import { composeArguments, describeRedis, type RedisServer, startRedis } from '../support/redis.ts';
import {
  ERRAND_SURVIVALS,
  IN_COMPOSED_REDIS,
  IN_FORGETFUL_REDIS,
  IN_MEMORY,
  SURVIVALS,
  type Survival,
} from './survival.ts';
import { CALLER, holds, type Open, type World } from './survival-play.ts';

const options = { lostAfterMs: 30, lookEveryMs: 5 };

test('in memory a key starts once, until the process ends', async () => {
  const open: Open = async () => {
    const store = memoryIdempotency();
    return {
      version: 'now',
      begin: (key) => store.begin(key, 'input', CALLER),
      end: async () => {},
      healthy: () => true,
    };
  };
  await holds({ survival: IN_MEMORY, open, versions: ['now'] }, 100);
});

describeRedis('over Redis a key starts once', () => {
  let directory: string;
  const servers: RedisServer[] = [];
  const worlds = new Map<Survival, World>();

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'survival-'));
    const storage = { args: composeArguments(), directory };
    for (const [survival, server] of [
      [IN_FORGETFUL_REDIS, await startRedis()],
      [IN_COMPOSED_REDIS, await startRedis({ storage })],
    ] as const) {
      servers.push(server);
      worlds.set(survival, worldOf(survival, server));
    }
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  test('unless it forgets, and then with whoever remembers', async () => {
    await holds(worlds.get(IN_FORGETFUL_REDIS) as World, 15);
  }, 120_000);

  test('as compose.yaml runs it, whatever ends and whichever version asks', async () => {
    await holds(worlds.get(IN_COMPOSED_REDIS) as World, 15);
  }, 120_000);
});

function worldOf(survival: Survival, server: RedisServer): World {
  const settings = {
    url: server.url,
    prefix: 'survival',
    baseUrl: 'http://127.0.0.1/api',
    telemetry: silentTelemetry(),
    probeEveryMs: 10,
  };
  let prefix = '';
  return {
    survival,
    versions: ['now', 'before', 'now'],
    async open(version) {
      const redis: RedisConnection = await connectRedis(settings);
      prefix = redis.prefix;
      const life = { version, healthy: () => redis.healthy(), end: async () => redis[Symbol.asyncDispose]() };
      if (version === 'now') {
        const store = redisIdempotency(redis, options);
        return { ...life, begin: (key) => store.begin(key, 'input', CALLER) };
      }
      const store = redisIdempotencyBefore(redis, options);
      return {
        ...life,
        async begin(key) {
          const reserved = await store.begin(key, 'input');
          if (reserved.state !== 'new') return reserved;
          const finish = (outcome: unknown) => store.finish(key, outcome);
          return { state: 'new', finish, refuse: finish, forget: () => store.forget(key) };
        },
      };
    },
    async restartRedis(instances) {
      await server.kill();
      await eventually(() => instances.every((instance) => !instance.healthy()));
      await server.start();
      await eventually(() => instances.every((instance) => instance.healthy()));
    },
    async hasKeys(keys) {
      for (const key of keys)
        await eventually(async () => (await server.admin.exists(`${prefix}once:${key}`)) === 1);
    },
  };
}

test('the tables of the documentation are those the stores are held to', async () => {
  const text = await readFile(new URL('../../docs/scaling.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| in '));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual([
    ...SURVIVALS.map(({ keys, gateway, redis, both, versions }) => [keys, gateway, redis, both, versions]),
    ...[...ERRAND_SURVIVALS].map(([{ keys }, { gateway, redis, both }]) => [keys, gateway, redis, both]),
  ]);
});
