import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox } from '../../src/sandbox/server.ts';
import { WatchJobDocument, type WatchJobSubscription } from '../generated/graphql.ts';
import { describeRedis, startRedis } from '../support/redis.ts';
import { post, run, urlOf } from './support.ts';

async function lastEvent(
  url: string,
  token: string,
  gid: string,
): Promise<WatchJobSubscription['jobUpdated']> {
  const client = createClient({
    url: url.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${token}` },
  });
  let last: WatchJobSubscription | null | undefined;
  for await (const { data } of client.iterate<WatchJobSubscription>({
    query: print(WatchJobDocument),
    variables: { gid },
  })) {
    last = data;
  }
  await client.dispose();
  if (!last) throw new Error('the stream ended without an event');
  return last.jobUpdated;
}

describeRedis('two gateways over one Redis', () => {
  test('share one poller, both deliver the end, and know each other’s starts', async () => {
    await using redis = await startRedis();
    await using sandbox = await createSandbox({ jobDurationMs: 3_000 });
    const env = { ASANA_BASE_URL: sandbox.url, REDIS_URL: redis.url };
    await using one = run(['start', '--port', '0'], { env });
    await using two = run(['start', '--port', '0'], { env });
    const [first, second] = await Promise.all([urlOf(one), urlOf(two)]);
    expect(await (await fetch(new URL('/ready', first))).json()).toEqual({ redis: 'up' });

    const authorization = `Bearer ${sandbox.tokens.ada}`;
    const started = await post(
      first,
      'mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid, name: "Twice watched" }) { job { gid } } }',
      { gid: sandbox.gids.tasks.first },
      { authorization },
    );
    const { gid } = (started.data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
    sandbox.clearCalls();
    const ends = await Promise.all([first, second].map((url) => lastEvent(url, sandbox.tokens.ada, gid)));
    for (const end of ends) expect(end).toMatchObject({ gid, status: 'SUCCEEDED', finished: true });
    // Polls ask for less than an event does. Alone a poller reads a job of three seconds about six times.
    const polls = sandbox.calls.filter(
      ({ path, fields }) => path === `/jobs/${gid}` && !fields.includes('new_project.name'),
    );
    expect(polls.length).toBeGreaterThan(1);
    expect(polls.length).toBeLessThanOrEqual(8);

    const seen = await post(second, '{ recentJobs { gid kind } }', {}, { authorization });
    expect(seen.data).toEqual({ recentJobs: [{ gid, kind: 'DUPLICATE_TASK' }] });
    expect((await redis.admin.keys('*')).every((key) => key.startsWith('asana-jobs-gateway:'))).toBe(true);
  });

  test('go on alone when Redis is gone, and say so', async () => {
    await using redis = await startRedis();
    await using sandbox = await createSandbox();
    await using gateway = run(['start', '--port', '0'], {
      env: { ASANA_BASE_URL: sandbox.url, REDIS_URL: redis.url },
    });
    const url = await urlOf(gateway);
    await redis.kill();
    const { data } = await post(
      url,
      '{ me { name } }',
      {},
      { authorization: `Bearer ${sandbox.tokens.ada}` },
    );
    expect(data).toEqual({ me: { name: 'Ada Okafor' } });
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    expect(metrics).toContain('gateway_redis_up 0');
    const ready = await fetch(new URL('/ready', url));
    expect([ready.status, await ready.json()]).toEqual([200, { redis: 'down' }]);
    gateway.child.kill('SIGTERM');
    expect((await gateway.ended).code).toBe(0);
  });
});
