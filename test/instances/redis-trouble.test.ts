import { expect, it } from 'vitest';
import { post } from '../e2e/support.ts';
import { describeRedis, eventually } from '../support/redis.ts';
import { expectNoCrash, expectOneEnd, openScene, type Scene } from './scene.ts';
import { type Instance, openStage, pollerOf, type Stage, watch } from './support.ts';

const START = `mutation ($gid: ID!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: "Copy", idempotencyKey: $key }) { job { gid } userErrors { message } }
}`;

function start(stage: Stage, on: Instance, key: string | null) {
  const authorization = `Bearer ${stage.sandbox.tokens.ada}`;
  return post(on.url, START, { gid: stage.sandbox.gids.tasks.first, key }, { authorization });
}

const posts = ({ sandbox }: Stage) =>
  sandbox.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/duplicate')).length;
const lines = (instance: Instance, text: string) => instance.output().split(text).length - 1;
const GONE = 'Redis is not usable';
const BACK = 'Redis answers again';

async function allReady(instances: readonly Instance[], redis: 'up' | 'down'): Promise<void> {
  for (const instance of instances) {
    await eventually(async () => JSON.stringify(await instance.ready()).includes(redis), 15_000);
    expect(await instance.ready()).toEqual({ status: 200, body: { redis } });
  }
}

interface Trouble {
  begin(scene: Scene): Promise<unknown>;
  end(scene: Scene): Promise<unknown>;
}

const TROUBLES: Record<string, Trouble> = {
  killed: {
    begin: ({ stage }) => stage.redis.kill(),
    end: ({ stage }) => stage.redis.start(),
  },
  'killed and started empty': {
    begin: async ({ stage }) => {
      await stage.redis.kill();
      await stage.redis.start();
    },
    end: async () => {},
  },
  paused: {
    begin: ({ stage }) => stage.redis.admin.call('CLIENT', 'PAUSE', '4000', 'ALL'),
    end: ({ stage }) => stage.redis.admin.ping(),
  },
  'without memory': {
    begin: ({ stage }) => stage.redis.admin.config('SET', 'maxmemory', '1'),
    end: ({ stage }) => stage.redis.admin.config('SET', 'maxmemory', '0'),
  },
};

/** After all of it they are one again: a job of somebody else has one poller. */
async function expectOneAgain({ stage }: Scene, instances: readonly Instance[]): Promise<void> {
  const [first] = instances;
  if (!first) throw new Error('no gateway is left');
  await allReady(instances, 'up');
  const token = 'another-caller';
  const gid = await stage.startJob(first, token);
  const watchers = await Promise.all(instances.map((each) => watch(each, gid, token)));
  await pollerOf(instances);
  stage.finishJobs();
  await expectOneEnd(watchers);
}

describeRedis('Redis in trouble', () => {
  it.concurrent('a gateway starts without it, says so, and joins later', async () => {
    await using stage = await openStage({}, false);
    const instances = await Promise.all([stage.gateway(), stage.gateway()]);
    const [one, two] = instances;
    await allReady(instances, 'down');
    expect(await one.metric('redis_up')).toBe(0);
    const refused = await start(stage, one, 'once');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
    expect(posts(stage)).toBe(0);
    const { data, errors } = await start(stage, one, null);
    expect(errors).toBeUndefined();
    expect(posts(stage)).toBe(1);
    const { gid } = (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
    const early = await watch(one, gid, stage.sandbox.tokens.ada);

    await stage.redis.start();
    await allReady(instances, 'up');
    const late = await watch(two, gid, stage.sandbox.tokens.ada);
    await pollerOf(instances);
    expect((await start(stage, two, 'once')).errors).toBeUndefined();
    expect(posts(stage)).toBe(2);
    stage.finishJobs();
    await expectOneEnd([early, late]);
    for (const instance of instances) {
      expect([lines(instance, GONE), lines(instance, BACK)]).toEqual([1, 1]);
    }
    expectNoCrash(instances);
  });

  for (const [name, trouble] of Object.entries(TROUBLES)) {
    it.concurrent(`${name}: subscribers notice nothing, and all rejoin`, async () => {
      await using scene = await openScene(2);
      const { stage, instances } = scene;
      await trouble.begin(scene);
      stage.beginJobs();
      await eventually(() => scene.watchersOf(instances).every((each) => each.statuses.length === 2), 20_000);
      await trouble.end(scene);
      await allReady(instances, 'up');
      await pollerOf(instances);
      stage.finishJobs();
      await expectOneEnd(scene.watchersOf(instances));
      for (const { statuses } of scene.watchersOf(instances)) {
        expect(statuses).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED']);
      }
      for (const instance of instances) expect(lines(instance, GONE)).toBeLessThanOrEqual(1);
      expectNoCrash(instances);
    });

    it.concurrent(`${name}: a poller killed meanwhile costs nobody the end`, async () => {
      await using scene = await openScene(3);
      await trouble.begin(scene);
      await scene.poller.kill();
      scene.stage.finishJobs();
      await expectOneEnd(scene.watchersOf(scene.others));
      await trouble.end(scene);
      await expectOneAgain(scene, scene.others);
      expectNoCrash(scene.others);
    });

    it.concurrent(`${name}: a poller stalled meanwhile repeats nothing`, async () => {
      await using scene = await openScene(2);
      const { stage, poller, others, instances } = scene;
      poller.child.kill('SIGSTOP');
      await trouble.begin(scene);
      await eventually(
        async () => (await Promise.all(others.map((each) => each.pollers()))).includes(1),
        15_000,
      );
      stage.finishJobs();
      await expectOneEnd(scene.watchersOf(others));
      poller.child.kill('SIGCONT');
      await expectOneEnd(scene.watchersOf(instances));
      await trouble.end(scene);
      await expectOneAgain(scene, instances);
      expectNoCrash(instances);
    });
  }
});
