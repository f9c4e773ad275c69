import { expect, test } from 'vitest';
import { describeRedis, eventually } from '../support/redis.ts';
import { expectNoCrash, expectOneEnd, openScene, type Scene } from './scene.ts';
import { type Instance, PATIENCE_MS, pollerOf } from './support.ts';

/** Kills the poller while its job runs. */
const KILLS: Record<string, (scene: Scene) => Promise<void>> = {
  'before its first poll': async ({ poller }) => poller.kill(),
  'during a poll': async ({ stage, gid, poller }) => {
    const heal = stage.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault: { kind: 'hang' } });
    await stage.asked(gid);
    await poller.kill();
    heal();
  },
  'after a poll': async ({ stage, gid, poller }) => {
    await stage.asked(gid);
    const call = stage.sandbox.calls.findLast(({ path }) => path === `/jobs/${gid}`);
    await eventually(() => call?.status === 200);
    await poller.kill();
  },
};

async function nobodyPolls(instances: readonly Instance[]): Promise<void> {
  await eventually(
    async () => (await Promise.all(instances.map((each) => each.pollers()))).every((n) => n === 0),
    PATIENCE_MS,
  );
}

describeRedis('gateways over one Redis', () => {
  test.concurrent.each([2, 3])('of %i that watch a job one polls', async (gateways) => {
    await using scene = await openScene(gateways);
    const { stage, gid, instances } = scene;
    const before = stage.reads(gid);
    const startedAt = Date.now();
    for (let poll = 0; poll < 3; poll += 1) await stage.asked(gid);
    // Alone, a poller reads again after half a second at the soonest.
    expect(stage.reads(gid) - before).toBeLessThanOrEqual((Date.now() - startedAt) / 450 + 1);
    expect(await pollerOf(instances)).toBe(scene.poller);
    stage.beginJobs();
    await eventually(
      () => scene.watchersOf(instances).every((each) => each.statuses.length === 2),
      PATIENCE_MS,
    );
    stage.finishJobs();
    await expectOneEnd(scene.watchersOf(instances));
    for (const { statuses } of scene.watchersOf(instances)) {
      expect(statuses).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED']);
    }
    await nobodyPolls(instances);
    expectNoCrash(instances);
  });

  for (const [moment, kill] of Object.entries(KILLS)) {
    test.concurrent.each([2, 3])(`%i: a poller killed ${moment} costs nobody the end`, async (gateways) => {
      await using scene = await openScene(gateways);
      await kill(scene);
      expect(scene.poller.child.signalCode).toBe('SIGKILL');
      await pollerOf(scene.others);
      scene.stage.finishJobs();
      await expectOneEnd(scene.watchersOf(scene.others));
      expectNoCrash(scene.others);
    });
  }

  test.concurrent.each([2, 3])(
    '%i: a poller killed after it read the end, before the others heard of it, costs nobody the end',
    async (gateways) => {
      await using scene = await openScene(gateways);
      const { stage, gid, poller, others } = scene;
      const { admin } = stage.redis;
      // The reply waits long enough for Redis to stop taking writes, which loses what the poller tells.
      const fault = { kind: 'slow', ms: 150 } as const;
      const heal = stage.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault });
      await stage.asked(gid);
      await admin.call('CLIENT', 'PAUSE', '60000', 'WRITE');
      stage.finishJobs();
      heal();
      for (const { ended } of scene.watchersOf([poller])) expect(await ended).toBe('done');
      await poller.kill();
      const [key] = await admin.keys(`*${gid}}:state`);
      if (key) expect(await admin.get(key)).not.toContain('succeeded');
      await admin.call('CLIENT', 'UNPAUSE');
      // The job is over: whoever takes over, or went on alone meanwhile, polls but once.
      await expectOneEnd(scene.watchersOf(others));
      await nobodyPolls(others);
      expectNoCrash(others);
    },
  );

  test.concurrent.each([2, 3])('%i: a stalled poller steps back when it wakes', async (gateways) => {
    await using scene = await openScene(gateways);
    const { stage, poller, others, instances } = scene;
    poller.child.kill('SIGSTOP');
    await pollerOf(others);
    poller.child.kill('SIGCONT');
    await nobodyPolls([poller]);
    expect(others).toContain(await pollerOf(instances));
    stage.finishJobs();
    await expectOneEnd(scene.watchersOf(instances));
    expectNoCrash(instances);
  });

  test.concurrent.each([2, 3])(
    '%i: what a stalled poller read before the end follows no end',
    async (gateways) => {
      await using scene = await openScene(gateways);
      const { stage, gid, poller, others, instances } = scene;
      stage.sandbox.fail({
        match: { path: `/jobs/${gid}` },
        times: 1,
        fault: { kind: 'slow', ms: 300 },
        after: 'after-effect',
      });
      await stage.asked(gid);
      poller.child.kill('SIGSTOP');
      await pollerOf(others);
      stage.finishJobs();
      await expectOneEnd(scene.watchersOf(others));
      poller.child.kill('SIGCONT');
      await expectOneEnd(scene.watchersOf(instances));
      expectNoCrash(instances);
    },
  );
});
