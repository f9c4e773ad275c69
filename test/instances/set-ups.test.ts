import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis } from '../support/redis.ts';
import { type Fleet, type Instance, openFleet, PATIENCE_MS } from './support.ts';

const KEY = 'a-key-of-sixteen-characters';

interface SetUp {
  readonly id: string;
  readonly state: string;
}

async function ask<T>(on: Instance, authorization: string, query: string, variables: object): Promise<T> {
  const { data } = await post(on.url, query, variables, { authorization: `Bearer ${authorization}` });
  return data as T;
}

async function start({ sandbox }: Fleet, on: Instance, authorization: string): Promise<SetUp> {
  const query = `mutation ($gid: ID!) {
    duplicateProject(input: { projectGid: $gid, name: "Copy", setUp: { project: { notes: "x" }, members: ["me"] } }) {
      job { setUp { id state } }
    }
  }`;
  const gid = sandbox.gids.projects.office;
  const data = await ask<{ duplicateProject: { job: { setUp: SetUp } } }>(on, authorization, query, { gid });
  return data.duplicateProject.job.setUp;
}

async function stateOf(on: Instance, authorization: string, { id }: SetUp): Promise<string | undefined> {
  const query = 'query ($id: ID!) { setUp(id: $id) { state } }';
  return (await ask<{ setUp: SetUp | null }>(on, authorization, query, { id })).setUp?.state;
}

/** Both steps, and nothing twice. */
const sent = ({ sandbox }: Fleet) =>
  sandbox.calls
    .filter(({ method, path }) => method === 'PUT' || path.endsWith('/addMembers'))
    .map(({ method, path }) => `${method} ${path.replace(/\d+/, '…')}`);
const BOTH_STEPS = ['PUT /projects/…', 'POST /projects/…/addMembers'];

/** Everything that Redis holds, as text. */
async function dump({ redis }: Fleet): Promise<string> {
  const keys = await redis.admin.keys('*');
  const values = await Promise.all(
    keys.map(async (key) => {
      const type = await redis.admin.type(key);
      if (type === 'hash') return redis.admin.hgetall(key);
      if (type === 'zset') return redis.admin.zrange(key, 0, -1);
      return type === 'list' ? redis.admin.lrange(key, 0, -1) : redis.admin.get(key);
    }),
  );
  return JSON.stringify([keys, values]);
}

describeRedis('set-ups of several gateways', () => {
  test.concurrent('in service mode another takes over by itself from one that was killed', async () => {
    await using fleet = await openFleet();
    const env = { ASANA_TOKEN: fleet.sandbox.tokens.ada, GATEWAY_KEYS: `web:${KEY}` };
    const [one, two] = await Promise.all([fleet.gateway(env), fleet.gateway(env)]);
    const setUp = await start(fleet, one, KEY);
    await one.kill();
    fleet.finishJobs();
    await eventually(async () => (await two.metric('errands_total')) === 1, PATIENCE_MS);
    expect([await stateOf(two, KEY, setUp), sent(fleet)]).toEqual(['DONE', BOTH_STEPS]);
  });

  test.concurrent('in pass-through mode one is interrupted with its gateway, and goes on when its user asks', async () => {
    await using fleet = await openFleet();
    const { ada } = fleet.sandbox.tokens;
    const [one, two] = await Promise.all([fleet.gateway(), fleet.gateway()]);
    const setUp = await start(fleet, one, ada);
    const text = await dump(fleet);
    expect([text.includes('setUp'), text.includes(ada)]).toEqual([true, false]);
    await one.kill();
    await eventually(async () => (await stateOf(two, ada, setUp)) === 'INTERRUPTED', PATIENCE_MS);
    expect(await stateOf(two, ada, setUp)).toBe('WAITING');
    fleet.finishJobs();
    await eventually(async () => (await stateOf(two, ada, setUp)) === 'DONE', PATIENCE_MS);
    expect(sent(fleet)).toEqual(BOTH_STEPS);
    expect([two.output().includes(ada), (await dump(fleet)).includes(ada)]).toEqual([false, false]);
  });

  test.concurrent('one that ends gives what it runs to another at once', async () => {
    await using fleet = await openFleet();
    const env = { ASANA_TOKEN: fleet.sandbox.tokens.ada, GATEWAY_KEYS: `web:${KEY}`, DRAIN_TIMEOUT: '1s' };
    const [one, two] = await Promise.all([fleet.gateway(env), fleet.gateway(env)]);
    const setUp = await start(fleet, one, KEY);
    one.child.kill('SIGTERM');
    await one.ended;
    await eventually(async () => (await two.metric('errands_running')) === 1, PATIENCE_MS);
    fleet.finishJobs();
    await eventually(async () => (await stateOf(two, KEY, setUp)) === 'DONE', PATIENCE_MS);
    expect(sent(fleet)).toEqual(BOTH_STEPS);
  });
});
