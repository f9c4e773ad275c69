import { beforeAll, expect, test } from 'vitest';
import { type DeliveryProgress, deliveryId } from '../../../src/errands/callbacks/delivery.ts';
import { withReceiver } from '../with-receiver.ts';

const gateway = withReceiver();

let owner = '';
beforeAll(async () => {
  owner = `user:${(await gateway.run('{ me { gid } }')).data.me.gid}`;
});

interface Delivery {
  readonly id: string;
  readonly jobGid: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextTryAt: string | null;
}

const FIELDS = 'id jobGid state attempts nextTryAt';
const deliveries = async (first = 100): Promise<Delivery[]> =>
  (await gateway.run(`query ($first: Int) { callbackDeliveries(first: $first) { ${FIELDS} } }`, { first }))
    .data.callbackDeliveries;

/** A delivery that tells of this job; as it is after so many tries. */
async function make(jobGid: string, attempts: number): Promise<Delivery> {
  const told = { key: jobGid, owner, to: 'crm', type: 'job.finished' } as const;
  await gateway.services.deliveries.make({ ...told, subject: { jobGid, status: 'SUCCEEDED' } });
  return tried(jobGid, attempts);
}

async function tried(jobGid: string, attempts: number): Promise<Delivery> {
  const one = async () => (await deliveries()).find((each) => each.jobGid === jobGid);
  await expect.poll(async () => (await one())?.attempts).toBe(attempts);
  return (await one()) as Delivery;
}

async function again({ id }: Delivery): Promise<{ delivery: Delivery; userErrors: unknown[] }> {
  const redeliver = `mutation ($id: ID!) { redeliver(input: { id: $id }) { delivery { ${FIELDS} } userErrors { code } } }`;
  return (await gateway.run(redeliver, { id })).data.redeliver;
}

test('the newest come first, whichever ended last', async () => {
  gateway.crm.answers.push(503);
  const older = await make('1', 1);
  const newer = await make('2', 1);
  expect((await again(older)).userErrors).toEqual([]);
  expect(await tried('1', 2)).toMatchObject({ state: 'DELIVERED' });
  expect((await deliveries()).map(({ jobGid }) => jobGid)).toEqual(['2', '1']);
  expect(await deliveries(1)).toEqual([newer]);
});

test('one that was taken, was not wanted or has failed is delivered again from the beginning', async () => {
  gateway.crm.answers.push(204, 410, 410);
  const [taken, gone, ended] = [await make('10', 1), await make('11', 1), await make('12', 1)];
  // As after the tenth try, for which nobody waits here.
  const { errands } = gateway.services;
  const kept = await errands.find(deliveryId('12'), owner);
  await errands.restart(kept as NonNullable<typeof kept>, null, ({ progress }) => ({
    state: 'failed',
    progress: { ...(progress as DeliveryProgress), attempts: 10, failures: 10, isGone: false },
  }));
  const failed = await tried('12', 10);
  expect([taken, gone, failed].map(({ state }) => state)).toEqual(['DELIVERED', 'GONE', 'FAILED']);
  gateway.crm.always = 503;
  for (const each of [taken, gone, failed]) {
    const { id, attempts } = each;
    expect(await again(each)).toEqual({
      delivery: { ...each, state: 'PENDING', nextTryAt: null },
      userErrors: [],
    });
    // Of the schedule the first pause again.
    const { nextTryAt, ...after } = await tried(each.jobGid, attempts + 1);
    expect(after).toEqual({ id, jobGid: each.jobGid, state: 'PENDING', attempts: attempts + 1 });
    expect(Date.parse(nextTryAt ?? '') - Date.now()).toBeLessThanOrEqual(5_000);
  }
  expect(ended.id).toBe(failed.id);
  const ids = gateway.crm.received.map(({ headers }) => headers['webhook-id'] as string);
  expect(ids.slice(3)).toEqual(ids.slice(0, 3));
});

test('one that is being tried is not tried beside that', async () => {
  const held: (() => void)[] = [];
  gateway.crm.always = (_request, response) => void held.push(() => response.writeHead(204).end());
  const being = await make('20', 0);
  await expect.poll(() => held.length).toBe(1);
  expect(await again(being)).toEqual({
    delivery: { ...being, state: 'PENDING', attempts: 0, nextTryAt: null },
    userErrors: [],
  });
  held.shift()?.();
  expect(await tried('20', 1)).toMatchObject({ state: 'DELIVERED' });
  expect(gateway.crm.received).toHaveLength(1);
});
