import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { describeRedis, eventually } from '../support/redis.ts';
import { expectNoCrash, expectOneEnd, openScene, type Scene } from './scene.ts';
import { type Instance, openStage, PATIENCE_MS, pollerOf, type Stage, watch } from './support.ts';

const START = `mutation ($gid: ID!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: "Copy", idempotencyKey: $key }) { job { gid } userErrors { message } }
}`;

function start(stage: Stage, on: Instance, key: string | null) {
  const authorization = `Bearer ${stage.sandbox.tokens.ada}`;
  return post(on.url, START, { gid: stage.sandbox.gids.tasks.first, key }, { authorization });
}

const posts = ({ sandbox }: Stage) =>
  sandbox.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/duplicate')).length;
/** What an instance said of Redis, in order: "gone" and "back". */
const said = (instance: Instance) =>
  [...instance.output().matchAll(/Redis (is not usable|answers again)/g)].map(([, what]) =>
    what === 'answers again' ? 'back' : 'gone',
  );

async function allReady(instances: readonly Instance[], redis: 'up' | 'down'): Promise<void> {
  for (const instance of instances) {
    await eventually(async () => {
      const { status, body } = await instance.ready();
      expect(status).toBe(200);
      return JSON.stringify(body) === JSON.stringify({ redis });
    }, PATIENCE_MS);
  }
}

interface Trouble {
  /** It lasts until its end, however long that takes: every instance finds it. */
  readonly lasts: boolean;
  begin(scene: Scene): Promise<unknown>;
  end(scene: Scene): Promise<unknown>;
}

const TROUBLES: Record<string, Trouble> = {
  killed: {
    lasts: true,
    begin: ({ stage }) => stage.redis.kill(),
    end: ({ stage }) => stage.redis.start(),
  },
  'killed and started empty': {
    lasts: false,
    begin: async ({ stage }) => {
      await stage.redis.kill();
      await stage.redis.start();
    },
    end: async () => {},
  },
  paused: {
    lasts: false,
    begin: ({ stage }) => stage.redis.admin.call('CLIENT', 'PAUSE', '4000', 'ALL'),
    end: ({ stage }) => stage.redis.admin.ping(),
  },
  slow: {
    lasts: true,
    begin: async ({ stage }) => {
      // A reply is due within half a second.
      if (stage.link) stage.link.delayMs = 350;
    },
    end: async ({ stage }) => {
      if (stage.link) stage.link.delayMs = 0;
    },
  },
  'read-only, as after a failover': {
    lasts: true,
    begin: ({ stage }) => stage.redis.admin.call('REPLICAOF', '127.0.0.1', '1'),
    end: ({ stage }) => stage.redis.admin.call('REPLICAOF', 'NO', 'ONE'),
  },
  full: {
    lasts: true,
    begin: ({ stage }) => stage.redis.admin.config('SET', 'maxmemory', '1'),
    end: ({ stage }) => stage.redis.admin.config('SET', 'maxmemory', '0'),
  },
};

/** Alone, an instance serves everything but a start that is to be the only one. */
async function expectAlone(stage: Stage, instance: Instance): Promise<void> {
  expect(await instance.metric('redis_up')).toBe(0);
  const before = posts(stage);
  const refused = await start(stage, instance, 'once');
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
  expect(posts(stage)).toBe(before);
  expect((await start(stage, instance, null)).errors).toBeUndefined();
  expect(posts(stage)).toBe(before + 1);
}

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
  test.concurrent('a gateway starts without it, says so, and joins later', async () => {
    await using stage = await openStage({}, { absent: true });
    const instances = await Promise.all([stage.gateway(), stage.gateway()]);
    const [one, two] = instances;
    await allReady(instances, 'down');
    await expectAlone(stage, one);
    const { data, errors } = await start(stage, one, null);
    expect(errors).toBeUndefined();
    const { gid } = (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
    const early = await watch(one, gid, stage.sandbox.tokens.ada);

    await stage.redis.start();
    await allReady(instances, 'up');
    const late = await watch(two, gid, stage.sandbox.tokens.ada);
    await pollerOf(instances);
    const before = posts(stage);
    for (const on of instances) expect((await start(stage, on, 'once')).errors).toBeUndefined();
    expect(posts(stage)).toBe(before + 1);
    stage.finishJobs();
    await expectOneEnd([early, late]);
    for (const instance of instances) expect(said(instance)).toEqual(['gone', 'back']);
    expectNoCrash(instances);
  });

  for (const [name, trouble] of Object.entries(TROUBLES)) {
    test.concurrent(`${name}: subscribers notice nothing, and all rejoin`, async () => {
      await using scene = await openScene(2, { link: name === 'slow' });
      const { stage, instances } = scene;
      await trouble.begin(scene);
      stage.beginJobs();
      const told = () => scene.watchersOf(instances).every((each) => each.statuses.length === 2);
      await eventually(told, PATIENCE_MS);
      if (trouble.lasts) {
        await allReady(instances, 'down');
        await expectAlone(stage, scene.poller);
      }
      await trouble.end(scene);
      await allReady(instances, 'up');
      await pollerOf(instances);
      stage.finishJobs();
      await expectOneEnd(scene.watchersOf(instances));
      for (const { statuses } of scene.watchersOf(instances)) {
        expect(statuses).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED']);
      }
      // One line for each turn of things, however many commands fail.
      for (const instance of instances) {
        expect(said(instance)).toEqual(said(instance).map((_, index) => (index % 2 === 0 ? 'gone' : 'back')));
        if (trouble.lasts) expect(said(instance).length).toBeGreaterThanOrEqual(2);
      }
      expectNoCrash(instances);
    });

    test.concurrent(`${name}: a poller killed meanwhile costs nobody the end`, async () => {
      await using scene = await openScene(3, { link: name === 'slow' });
      await trouble.begin(scene);
      await scene.poller.kill();
      scene.stage.finishJobs();
      await expectOneEnd(scene.watchersOf(scene.others));
      await trouble.end(scene);
      await expectOneAgain(scene, scene.others);
      expectNoCrash(scene.others);
    });

    test.concurrent(`${name}: a poller stalled meanwhile repeats nothing`, async () => {
      await using scene = await openScene(2, { link: name === 'slow' });
      const { stage, poller, others, instances } = scene;
      poller.child.kill('SIGSTOP');
      await trouble.begin(scene);
      await pollerOf(others);
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
