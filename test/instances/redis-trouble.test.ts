import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis } from '../support/redis.ts';
import { type Fleet, type Instance, openFleet, PATIENCE_MS, pollerOf, watch } from './support.ts';
import { expectNoCrash, expectOneEnd, type WatchedOnAll, watchOnAll } from './watched-on-all.ts';

const START = `mutation ($gid: ID!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: "Copy", idempotencyKey: $key }) { job { gid } userErrors { message } }
}`;

function start(fleet: Fleet, on: Instance, key: string | null) {
  const authorization = `Bearer ${fleet.sandbox.tokens.ada}`;
  return post(on.url, START, { gid: fleet.sandbox.gids.tasks.first, key }, { authorization });
}

const posts = ({ sandbox }: Fleet) =>
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
  begin(watched: WatchedOnAll): Promise<unknown>;
  end(watched: WatchedOnAll): Promise<unknown>;
}

const TROUBLES: Record<string, Trouble> = {
  killed: {
    lasts: true,
    begin: ({ fleet }) => fleet.redis.kill(),
    end: ({ fleet }) => fleet.redis.start(),
  },
  'killed and started empty': {
    lasts: false,
    begin: async ({ fleet }) => {
      await fleet.redis.kill();
      await fleet.redis.start();
    },
    end: async () => {},
  },
  paused: {
    lasts: false,
    begin: ({ fleet }) => fleet.redis.admin.call('CLIENT', 'PAUSE', '4000', 'ALL'),
    end: ({ fleet }) => fleet.redis.admin.ping(),
  },
  slow: {
    lasts: true,
    begin: async ({ fleet }) => {
      // A reply is due within half a second.
      if (fleet.link) fleet.link.delayMs = 350;
    },
    end: async ({ fleet }) => {
      if (fleet.link) fleet.link.delayMs = 0;
    },
  },
  'read-only, as after a failover': {
    lasts: true,
    begin: ({ fleet }) => fleet.redis.admin.call('REPLICAOF', '127.0.0.1', '1'),
    end: ({ fleet }) => fleet.redis.admin.call('REPLICAOF', 'NO', 'ONE'),
  },
  full: {
    lasts: true,
    begin: ({ fleet }) => fleet.redis.admin.config('SET', 'maxmemory', '1'),
    end: ({ fleet }) => fleet.redis.admin.config('SET', 'maxmemory', '0'),
  },
};

/** Alone, an instance serves everything but a start that is to be the only one. */
async function expectAlone(fleet: Fleet, instance: Instance): Promise<void> {
  expect(await instance.metric('redis_up')).toBe(0);
  const before = posts(fleet);
  const refused = await start(fleet, instance, 'once');
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
  expect(posts(fleet)).toBe(before);
  expect((await start(fleet, instance, null)).errors).toBeUndefined();
  expect(posts(fleet)).toBe(before + 1);
}

/** After all of it they are one again: a job of somebody else has one poller. */
async function expectOneAgain({ fleet }: WatchedOnAll, instances: readonly Instance[]): Promise<void> {
  const [first] = instances;
  if (!first) throw new Error('no gateway is left');
  await allReady(instances, 'up');
  const token = 'another-caller';
  const gid = await fleet.startJob(first, token);
  const watchers = await Promise.all(instances.map((each) => watch(each, gid, token)));
  await pollerOf(instances);
  fleet.finishJobs();
  await expectOneEnd(watchers);
}

describeRedis('Redis in trouble', () => {
  test.concurrent('a gateway starts without it, says so, and joins later', async () => {
    await using fleet = await openFleet({}, { absent: true });
    const instances = await Promise.all([fleet.gateway(), fleet.gateway()]);
    const [one, two] = instances;
    await allReady(instances, 'down');
    await expectAlone(fleet, one);
    const { data, errors } = await start(fleet, one, null);
    expect(errors).toBeUndefined();
    const { gid } = (data as { duplicateTask: { job: { gid: string } } }).duplicateTask.job;
    const early = await watch(one, gid, fleet.sandbox.tokens.ada);

    await fleet.redis.start();
    await allReady(instances, 'up');
    const late = await watch(two, gid, fleet.sandbox.tokens.ada);
    await pollerOf(instances);
    const before = posts(fleet);
    for (const on of instances) expect((await start(fleet, on, 'once')).errors).toBeUndefined();
    expect(posts(fleet)).toBe(before + 1);
    fleet.finishJobs();
    await expectOneEnd([early, late]);
    for (const instance of instances) expect(said(instance)).toEqual(['gone', 'back']);
    expectNoCrash(instances);
  });

  for (const [name, trouble] of Object.entries(TROUBLES)) {
    test.concurrent(`${name}: subscribers notice nothing, and all rejoin`, async () => {
      await using watched = await watchOnAll(2, { link: name === 'slow' });
      const { fleet, instances } = watched;
      await trouble.begin(watched);
      fleet.beginJobs();
      const told = () => watched.watchersOf(instances).every((each) => each.statuses.length === 2);
      await eventually(told, PATIENCE_MS);
      if (trouble.lasts) {
        await allReady(instances, 'down');
        await expectAlone(fleet, watched.poller);
      }
      await trouble.end(watched);
      await allReady(instances, 'up');
      await pollerOf(instances);
      fleet.finishJobs();
      await expectOneEnd(watched.watchersOf(instances));
      for (const { statuses } of watched.watchersOf(instances)) {
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
      await using watched = await watchOnAll(3, { link: name === 'slow' });
      await trouble.begin(watched);
      await watched.poller.kill();
      watched.fleet.finishJobs();
      await expectOneEnd(watched.watchersOf(watched.others));
      await trouble.end(watched);
      await expectOneAgain(watched, watched.others);
      expectNoCrash(watched.others);
    });

    test.concurrent(`${name}: a poller stalled meanwhile repeats nothing`, async () => {
      await using watched = await watchOnAll(2, { link: name === 'slow' });
      const { fleet, poller, others, instances } = watched;
      poller.child.kill('SIGSTOP');
      await trouble.begin(watched);
      await pollerOf(others);
      fleet.finishJobs();
      await expectOneEnd(watched.watchersOf(others));
      poller.child.kill('SIGCONT');
      await expectOneEnd(watched.watchersOf(instances));
      await trouble.end(watched);
      await expectOneAgain(watched, instances);
      expectNoCrash(instances);
    });
  }
});
