import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectRedis } from '../../src/redis/connection.ts';
import { redisIdempotency } from '../../src/redis/idempotency.ts';
import { redisLedger } from '../../src/redis/ledger.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { reserve } from '../starts/idempotency-suite.ts';
import { composeArguments, describeRedis, startRedis } from '../support/redis.ts';

describeRedis('Redis as compose.yaml runs it', () => {
  test('has what it acknowledged after it was killed', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'compose-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const server = await startRedis({ storage: { args: composeArguments(), directory } });
    onTestFinished(() => server[Symbol.asyncDispose]());
    const connect = () =>
      connectRedis({
        url: server.url,
        prefix: 'test',
        baseUrl: 'http://127.0.0.1/api',
        telemetry: silentTelemetry(),
      });
    const before = await connect();
    const store = redisIdempotency(before);
    await (await reserve(store, 'started')).finish('job 1');
    await reserve(store, 'sent');
    await redisLedger(before).started('user:1', { ...blankEntry('77'), kind: 'duplicateTask', startedAt: 1 });
    await before[Symbol.asyncDispose]();
    await server.kill();
    await server.start();
    const after = await connect();
    onTestFinished(() => after[Symbol.asyncDispose]());
    const again = redisIdempotency(after, { lostAfterMs: 0 });
    expect(await again.begin('started', 'input', 'user:1')).toEqual({ state: 'done', outcome: 'job 1' });
    const sent = await again.begin('sent', 'input', 'user:1');
    await expect(sent.state === 'pending' ? sent.wait() : sent).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(await redisLedger(after).list('user:1', { first: 1 })).toMatchObject([{ gid: '77' }]);
    expect(await server.admin.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    expect(await server.admin.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  });
});

test('compose.yaml keeps the data of Redis on a volume', async () => {
  const compose = await readFile(new URL('../../compose.yaml', import.meta.url), 'utf8');
  expect(compose).toMatch(/^ {4}volumes: \["redis-data:\/data"\]$/m);
  expect(compose).toMatch(/^volumes:\n {2}redis-data:$/m);
});
