import { expect, test } from 'vitest';
import { describeSqlite } from '../support/sqlite.ts';
import { openReceiver, type Received, SECRET, verified } from '../support/webhook-receiver.ts';
import { openGateways } from './killable-gateways.ts';

const START = `mutation ($gid: ID!) {
  duplicateTask(input: { taskGid: $gid, name: "Told of", callback: { to: "crm" } }) { job { gid } userErrors { code } }
}`;

describeSqlite('callbacks over a state file', () => {
  test('the process is killed between two tries: the next one delivers, under the same id', async () => {
    await using crm = await openReceiver();
    await using gateways = await openGateways();
    const { tokens, gids } = gateways.sandbox;
    const env = { CALLBACKS: JSON.stringify({ crm: { url: crm.url, secret: SECRET } }) };
    const before = await gateways.start(env);
    crm.always = 503;
    const { duplicateTask } = await before.ask<{ duplicateTask: { job: { gid: string } } }>(
      tokens.ada,
      START,
      {
        gid: gids.tasks.first,
      },
    );
    gateways.finishJobs();
    // Noted, and asleep until the next try.
    const list = '{ callbackDeliveries { jobGid state attempts lastStatus } }';
    const read = (gateway = before) => gateway.ask<{ callbackDeliveries: unknown[] }>(tokens.ada, list);
    const told = { jobGid: duplicateTask.job.gid, state: 'PENDING', attempts: 1, lastStatus: 503 };
    await expect.poll(async () => (await read()).callbackDeliveries).toEqual([told]);
    await before.kill();
    crm.always = 204;
    const after = await gateways.start(env);
    await after.saw(/"outcome":"delivered"/);
    const [first, last] = crm.received as [Received, Received];
    expect([crm.received.length, last.headers['webhook-id'], last.body]).toEqual([
      2,
      first.headers['webhook-id'],
      first.body,
    ]);
    expect(verified(last)).toMatchObject({ type: 'job.finished', data: { jobGid: told.jobGid } });
    const delivered = { ...told, state: 'DELIVERED', attempts: 2, lastStatus: 204 };
    await expect.poll(async () => (await read(after)).callbackDeliveries).toEqual([delivered]);
    // It is its user's also when CALLBACKS knows its endpoint no more.
    await after.kill();
    const without = await gateways.start();
    expect((await read(without)).callbackDeliveries).toEqual([delivered]);
    const others = await without.ask<{ callbackDeliveries: unknown[] }>(tokens.grace, list);
    expect(others.callbackDeliveries).toEqual([]);
  });
});
