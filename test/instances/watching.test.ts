import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { describeRedis } from '../support/redis.ts';
import { type Instance, PATIENCE_MS, pollerOf } from './support.ts';
import { expectNoCrash, expectOneEnd, type WatchedOnAll, watchOnAll } from './watched-on-all.ts';

/** Kills the poller while its job runs. */
const KILLS: Record<string, (watched: WatchedOnAll) => Promise<void>> = {
  'before its first poll': async ({ poller }) => poller.kill(),
  'during a poll': async ({ fleet, gid, poller }) => {
    const heal = fleet.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault: { kind: 'hang' } });
    await fleet.asked(gid);
    await poller.kill();
    heal();
  },
  'after a poll': async ({ fleet, gid, poller }) => {
    await fleet.asked(gid);
    const call = fleet.sandbox.calls.findLast(({ path }) => path === `/jobs/${gid}`);
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
    await using watched = await watchOnAll(gateways);
    const { fleet, gid, instances } = watched;
    const before = fleet.reads(gid);
    const startedAt = Date.now();
    for (let poll = 0; poll < 3; poll += 1) await fleet.asked(gid);
    // Alone, a poller reads again after half a second at the soonest.
    expect(fleet.reads(gid) - before).toBeLessThanOrEqual((Date.now() - startedAt) / 450 + 1);
    expect(await pollerOf(instances)).toBe(watched.poller);
    fleet.beginJobs();
    await eventually(
      () => watched.watchersOf(instances).every((each) => each.statuses.length === 2),
      PATIENCE_MS,
    );
    fleet.finishJobs();
    await expectOneEnd(watched.watchersOf(instances));
    for (const { statuses } of watched.watchersOf(instances)) {
      expect(statuses).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'SUCCEEDED']);
    }
    await nobodyPolls(instances);
    expectNoCrash(instances);
  });

  for (const [moment, kill] of Object.entries(KILLS)) {
    test.concurrent.each([2, 3])(`%i: a poller killed ${moment} costs nobody the end`, async (gateways) => {
      await using watched = await watchOnAll(gateways);
      await kill(watched);
      expect(watched.poller.child.signalCode).toBe('SIGKILL');
      await pollerOf(watched.others);
      watched.fleet.finishJobs();
      await expectOneEnd(watched.watchersOf(watched.others));
      expectNoCrash(watched.others);
    });
  }

  test.concurrent.each([2, 3])(
    '%i: a poller killed after it read the end, before the others heard of it, costs nobody the end',
    async (gateways) => {
      await using watched = await watchOnAll(gateways);
      const { fleet, gid, poller, others } = watched;
      const { admin } = fleet.redis;
      // The reply waits long enough for Redis to stop taking writes, which loses what the poller tells.
      const fault = { kind: 'slow', ms: 150 } as const;
      const heal = fleet.sandbox.fail({ match: { path: `/jobs/${gid}` }, fault });
      await fleet.asked(gid);
      await admin.call('CLIENT', 'PAUSE', '60000', 'WRITE');
      fleet.finishJobs();
      heal();
      for (const { ended } of watched.watchersOf([poller])) expect(await ended).toBe('done');
      await poller.kill();
      const [key] = await admin.keys(`*${gid}}:state`);
      if (key) expect(await admin.get(key)).not.toContain('succeeded');
      await admin.call('CLIENT', 'UNPAUSE');
      // The job is over: whoever takes over, or went on alone meanwhile, polls but once.
      await expectOneEnd(watched.watchersOf(others));
      await nobodyPolls(others);
      expectNoCrash(others);
    },
  );

  test.concurrent.each([2, 3])('%i: a stalled poller steps back when it wakes', async (gateways) => {
    await using watched = await watchOnAll(gateways);
    const { fleet, poller, others, instances } = watched;
    poller.child.kill('SIGSTOP');
    await pollerOf(others);
    poller.child.kill('SIGCONT');
    await nobodyPolls([poller]);
    expect(others).toContain(await pollerOf(instances));
    fleet.finishJobs();
    await expectOneEnd(watched.watchersOf(instances));
    expectNoCrash(instances);
  });

  test.concurrent.each([2, 3])(
    '%i: what a stalled poller read before the end follows no end',
    async (gateways) => {
      await using watched = await watchOnAll(gateways);
      const { fleet, gid, poller, others, instances } = watched;
      fleet.sandbox.fail({
        match: { path: `/jobs/${gid}` },
        times: 1,
        fault: { kind: 'slow', ms: 300 },
        after: 'after-effect',
      });
      await fleet.asked(gid);
      poller.child.kill('SIGSTOP');
      await pollerOf(others);
      fleet.finishJobs();
      await expectOneEnd(watched.watchersOf(others));
      poller.child.kill('SIGCONT');
      await expectOneEnd(watched.watchersOf(instances));
      expectNoCrash(instances);
    },
  );
});
