import { expect, it } from 'vitest';
import { describeRedis, eventually } from '../support/redis.ts';
import { expectNoCrash, expectOneEnd, openScene, type Scene } from './scene.ts';
import { pollerOf } from './support.ts';

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
  'after it read the end, before the others heard of it': async (scene) => {
    const { stage, gid, poller } = scene;
    const [witness] = scene.watchersOf([poller]);
    // The reply waits long enough for Redis to stop taking writes, which loses what the poller tells.
    const fault = { kind: 'slow', ms: 150 } as const;
    const heal = stage.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault });
    await stage.asked(gid);
    await stage.redis.admin.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    stage.finishJobs();
    heal();
    expect(await witness?.ended).toBe('done');
    await poller.kill();
    await stage.redis.admin.call('CLIENT', 'UNPAUSE');
    const key = (await stage.redis.admin.keys(`*${gid}}:state`))[0];
    if (key) expect(await stage.redis.admin.get(key)).not.toContain('succeeded');
  },
};

describeRedis('gateways over one Redis', () => {
  it.concurrent.each([2, 3])('of %i that watch a job one polls', async (gateways) => {
    await using scene = await openScene(gateways);
    const { stage, gid, instances } = scene;
    const before = stage.reads(gid);
    const startedAt = Date.now();
    for (let poll = 0; poll < 3; poll += 1) await stage.asked(gid);
    // Alone, a poller reads again after half a second at the soonest.
    expect(stage.reads(gid) - before).toBeLessThanOrEqual((Date.now() - startedAt) / 450 + 1);
    expect(await pollerOf(instances)).toBe(scene.poller);
    stage.beginJobs();
    await eventually(() => scene.watchersOf(instances).every((each) => each.statuses.length === 2), 15_000);
    stage.finishJobs();
    await expectOneEnd(scene.watchersOf(instances));
    for (const { statuses } of scene.watchersOf(instances)) {
      expect(statuses).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED']);
    }
    await eventually(async () =>
      (await Promise.all(instances.map((each) => each.pollers()))).every((n) => n === 0),
    );
    expectNoCrash(instances);
  });

  for (const [moment, kill] of Object.entries(KILLS)) {
    it.concurrent.each([2, 3])(`%i: a poller killed ${moment} costs nobody the end`, async (gateways) => {
      await using scene = await openScene(gateways);
      await kill(scene);
      expect(scene.poller.child.signalCode).toBe('SIGKILL');
      if (scene.others.length > 1) await pollerOf(scene.others);
      scene.stage.finishJobs();
      await expectOneEnd(scene.watchersOf(scene.others));
      expectNoCrash(scene.others);
    });
  }

  it.concurrent.each([2, 3])('%i: a stalled poller steps back when it wakes', async (gateways) => {
    await using scene = await openScene(gateways);
    const { stage, poller, others, instances } = scene;
    poller.child.kill('SIGSTOP');
    const next = await pollerOf(others);
    poller.child.kill('SIGCONT');
    await eventually(async () => (await poller.pollers()) === 0);
    expect(await pollerOf(instances)).toBe(next);
    stage.finishJobs();
    await expectOneEnd(scene.watchersOf(instances));
    expectNoCrash(instances);
  });

  it.concurrent.each([2, 3])(
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
