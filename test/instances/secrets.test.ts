import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { describeRedis, endlessKeys, type RedisServer } from '../support/redis.ts';
import { openFleet, watch } from './support.ts';

const HOUR_MS = 3_600_000;
/** What Redis says of the time to live of a key that is not there. */
const GONE = -2;

/** Everything that is sent to a Redis from now on, one line a command. */
async function listen({ port }: RedisServer): Promise<{ lines: string[]; stop(): void }> {
  const spy = new Redis({ port });
  const monitor = await spy.monitor();
  const lines: string[] = [];
  monitor.on('monitor', (_time: string, args: string[]) => lines.push(args.join(' ')));
  return {
    lines,
    stop() {
      monitor.disconnect();
      spy.disconnect();
    },
  };
}

/** Everything that is in it: key, value as text, time to live. */
async function contents({ admin }: RedisServer) {
  const keys = await admin.keys('*');
  const found = await Promise.all(
    keys.map(async (key) => {
      const readers: Record<string, () => Promise<unknown>> = {
        string: () => admin.get(key),
        hash: () => admin.hgetall(key),
        list: () => admin.lrange(key, 0, -1),
        zset: () => admin.zrange(key, 0, -1),
        set: () => admin.smembers(key),
      };
      const value = JSON.stringify(await readers[await admin.type(key)]?.());
      return { key, value, ttlMs: await admin.pttl(key) };
    }),
  );
  // A lease may have been given back while they were read.
  return found.filter(({ ttlMs }) => ttlMs !== GONE);
}

describeRedis('what Redis gets to see', () => {
  test('is no token, no link and nothing that was selected, and all of it expires', async () => {
    await using fleet = await openFleet();
    const { sandbox, redis } = fleet;
    const spy = await listen(redis);
    const instances = await Promise.all([fleet.gateway(), fleet.gateway()]);
    const [one, two] = instances;
    const { ada } = sandbox.tokens;
    const authorization = `Bearer ${ada}`;
    const started = await post(
      one.url,
      `mutation ($task: ID!, $project: ID!) {
        copy: duplicateTask(input: { taskGid: $task, name: "Ledger's own name", idempotencyKey: "a key" }) {
          job { gid newTask { name notes assignee { name } } }
        }
        export: createGraphExport(input: { parentGid: $project }) { job { gid newGraphExport { downloadUrl } } }
      }`,
      {
        task: sandbox.gids.tasks.first,
        project: sandbox.gids.projects.launch,
      },
      { authorization },
    );
    expect(started.errors).toBeUndefined();
    const { copy, export: exported } = started.data as Record<string, { job: { gid: string } }>;
    const gids = [copy?.job.gid ?? '', exported?.job.gid ?? ''];
    const watchers = await Promise.all(instances.flatMap((on) => gids.map((gid) => watch(on, gid, ada))));
    await fleet.asked(gids[0] ?? '');
    fleet.finishJobs();
    for (const { ended } of watchers) expect(await ended).toBe('done');
    const read = await post(
      two.url,
      `query ($gids: [ID!]!) {
        me { name email }
        jobs(gids: $gids) { newTask { name notes assignee { name email } } newGraphExport { downloadUrl } }
      }`,
      { gids },
      { authorization },
    );
    expect(read.errors).toBeUndefined();
    const secrets = [ada, ...selectedTexts(read.data)];
    expect(secrets.some((text) => text.includes('/downloads/'))).toBe(true);

    const keys = await contents(redis);
    const said = spy.lines.join('\n');
    spy.stop();
    expect(said).toContain('succeeded');
    for (const secret of secrets) {
      // The ledger notes under which name a copy was asked for; that is the only text of a caller's.
      if (secret === "Ledger's own name") continue;
      expect(said.includes(secret), secret).toBe(false);
      expect(keys.filter(({ key, value }) => key.includes(secret) || value.includes(secret))).toEqual([]);
    }
    const named = keys.filter(({ value }) => value.includes("Ledger's own name"));
    expect(named.map(({ key }) => key.split(':')[3])).toEqual(['row']);

    expect(await endlessKeys(redis)).toEqual([]);
    // An hour passes for what is in it, and nobody adds to it.
    await Promise.all(instances.map((each) => each.kill()));
    for (const { key, ttlMs } of await contents(redis)) await redis.admin.pexpire(key, ttlMs - HOUR_MS);
    const left = (await contents(redis)).map(({ key }) => key.split(':')[3]);
    // The ledger, and the idempotency key, which is kept for a day and counted for its caller and for all.
    expect(new Set(left)).toEqual(new Set(['row', 'owner', 'alias', 'once', 'once-of', 'once-all']));
  });
});

/** All texts in an answer that are more than a word of Asana's. */
function selectedTexts(data: unknown): string[] {
  if (typeof data === 'string') return data.length > 3 ? [data.split('\n')[0] ?? data] : [];
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(selectedTexts);
}
