import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { describeRedis, eventually } from '../support/redis.ts';
import { type Instance, openStage, PATIENCE_MS, type Stage } from './support.ts';

const KEY = 'a-key-of-sixteen-characters';
/** Ten times as many where time does not matter. */
const ITEMS = process.env.FAULTS ? 200 : 20;
/** A gateway is killed each time so many more have been sent. */
const KILL_EVERY = process.env.FAULTS ? 12 : 9;

interface Bulk {
  readonly state: string;
  readonly finishedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

async function ask(on: Instance, query: string, variables: object): Promise<Record<string, unknown>> {
  const { data } = await post(on.url, query, variables, { authorization: `Bearer ${KEY}` });
  return data as Record<string, unknown>;
}

const names = Array.from({ length: ITEMS }, (_, at) => `Item ${at}`);
const posted = ({ sandbox }: Stage): string[] =>
  sandbox.calls.flatMap(({ method, path, body }) =>
    method === 'POST' && path.endsWith('/duplicate') ? [String((body as { name: string }).name)] : [],
  );

describeRedis('lists of several gateways', () => {
  test(`${ITEMS} items under kills, and a Redis that is started again: none is sent twice, none forgotten`, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lists-'));
    const storage = { args: ['--appendonly', 'yes', '--appendfsync', 'always'], directory };
    await using stage = await openStage(
      { jobDurationMs: 700, clock: { now: Date.now } },
      { redis: { storage } },
    );
    const env = { ASANA_TOKEN: stage.sandbox.tokens.ada, GATEWAY_KEYS: `web:${KEY}` };
    const open = () => stage.gateway(env);
    const alive = await Promise.all([open(), open(), open()]);
    const items = names.map((name) => ({
      duplicateProject: { projectGid: stage.sandbox.gids.projects.office, name },
    }));
    const START =
      'mutation ($items: [StartItemInput!]!) { startMany(input: { items: $items }) { bulk { id } } }';
    const started = await ask(alive[0] as Instance, START, { items });
    const { id } = (started.startMany as { bulk: { id: string } }).bulk;
    const READ = `query ($id: ID!) { bulk(id: $id) { state finishedAt
      counts { waiting starting running succeeded failed refused unknown cancelled exists } } }`;
    const read = async () => (await ask(alive.at(-1) as Instance, READ, { id })).bulk as Bulk | null;
    let restarted = false;
    for (let killAt = 2; killAt < ITEMS; killAt += KILL_EVERY) {
      await eventually(() => posted(stage).length >= killAt, PATIENCE_MS);
      const running = await Promise.all(alive.map((each) => each.metric('errands_running')));
      const at = Math.max(0, running.indexOf(1));
      await alive[at]?.kill();
      alive.splice(at, 1, await open());
      if (restarted) continue;
      restarted = true;
      await stage.redis.kill();
      await stage.redis.start();
    }
    await eventually(async () => (await read())?.finishedAt != null, 3 * PATIENCE_MS);
    const { state, counts } = (await read()) as Bulk;
    const sent = posted(stage);
    expect([state, new Set(sent).size]).toEqual(['FINISHED', sent.length]);
    expect((counts.succeeded ?? 0) + (counts.unknown ?? 0)).toBe(ITEMS);
    expect(sent.length).toBeGreaterThanOrEqual(counts.succeeded ?? 0);
    // Of each gateway that was killed, what it was just sending.
    expect(counts.unknown).toBeLessThanOrEqual(Math.ceil(ITEMS / KILL_EVERY));
    await rm(directory, { recursive: true, force: true });
  }, 300_000);
});
