import { expect, test } from 'vitest';
import type { Executed } from '../../support/execute.ts';
import { type Received, verified } from '../../support/webhook-receiver.ts';
import { withReceiver } from '../with-receiver.ts';

const gateway = withReceiver({ jobDurationMs: 200 });

const DUPLICATE = `mutation ($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) { job { gid } userErrors { code field message } }
}`;
const DELIVERIES = '{ callbackDeliveries { id to type jobGid bulkId state attempts lastStatus nextTryAt } }';

const duplicate = (callback: unknown, more: Record<string, unknown> = {}): Promise<Executed> =>
  gateway.run(DUPLICATE, {
    input: { projectGid: gateway.sandbox.gids.projects.office, name: 'Told of', callback, ...more },
  });
const arrived = async (count = 1): Promise<Received[]> => {
  await expect.poll(() => gateway.crm.received.length, { timeout: 10_000 }).toBe(count);
  return gateway.crm.received;
};

test('a job is told of once it has finished, signed, in ids and words', async () => {
  const { data, errors, calls } = await duplicate({ to: 'crm' }, { idempotencyKey: 'order-7' });
  expect([errors, data.duplicateProject.userErrors]).toEqual([[], []]);
  expect(calls.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  const [message] = (await arrived()) as [Received];
  const { gid } = data.duplicateProject.job;
  const { result, ...told } = message.message.data;
  expect(verified(message)).toEqual(message.message);
  expect([message.message.type, new Date(message.message.timestamp).toISOString()]).toEqual([
    'job.finished',
    message.message.timestamp,
  ]);
  expect(told).toEqual({
    jobGid: gid,
    kind: 'DUPLICATE_PROJECT',
    status: 'SUCCEEDED',
    name: 'Told of',
    contents: null,
    setUp: null,
    idempotencyKey: 'order-7',
  });
  expect(result).toEqual({ type: 'Project', gid: expect.stringMatching(/^\d+$/) });
  await expect
    .poll(async () => (await gateway.run(DELIVERIES)).data.callbackDeliveries[0])
    .toEqual({
      id: expect.any(String),
      ...{ to: 'crm', type: 'job.finished', jobGid: gid, bulkId: null },
      ...{ state: 'DELIVERED', attempts: 1, lastStatus: 204, nextTryAt: null },
    });
});

test('an unknown name is the caller’s mistake, and nothing is sent', async () => {
  const { data, calls } = await duplicate({ to: 'nobody' });
  expect(data.duplicateProject).toMatchObject({
    job: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'callback', 'to'] }],
  });
  expect(calls).toEqual([]);
});

test.each([
  ['READY', 'job.ready', null],
  ['SET_UP', 'job.set_up', 'DONE'],
])('at %s it tells of the contents, and of the set-up', async (on, type, setUp) => {
  const more = setUp === null ? {} : { setUp: { project: { notes: 'as wished' } } };
  await duplicate({ to: 'crm', on }, more);
  const [{ message }] = (await arrived()) as [Received];
  expect([message.type, message.data.status, message.data.setUp]).toEqual([type, 'SUCCEEDED', setUp]);
  expect(message.data.contents).toEqual({ state: 'COMPLETE', present: 2, expected: 2 });
});

test('a job that fails is told of as finished, whatever moment was asked for', async () => {
  const setUp = { project: { notes: 'never there' } };
  await duplicate({ to: 'crm', on: 'READY' }, { name: 'fail', setUp });
  const [{ message }] = (await arrived()) as [Received];
  const { status, result, setUp: told } = message.data;
  expect([message.type, status, result, told]).toEqual(['job.finished', 'FAILED', null, 'FAILED']);
});

test('a start repeated under its key is told of once', async () => {
  const first = await duplicate({ to: 'crm', on: null }, { idempotencyKey: 'once' });
  const second = await duplicate({ to: 'crm', on: null }, { idempotencyKey: 'once' });
  expect(second.data).toEqual(first.data);
  await arrived();
  const { data } = await gateway.run(DELIVERIES);
  const { gid } = first.data.duplicateProject.job;
  expect(data.callbackDeliveries.filter((each: { jobGid: string }) => each.jobGid === gid)).toHaveLength(1);
});

test('a delivery is nobody else’s, found by its id, and delivered again under the same one', async () => {
  gateway.crm.always = 503;
  await duplicate({ to: 'crm' });
  await arrived();
  const newest = async () => (await gateway.run(DELIVERIES)).data.callbackDeliveries[0];
  await expect.poll(newest).toMatchObject({ state: 'PENDING', attempts: 1, lastStatus: 503 });
  const { id, nextTryAt } = await newest();
  expect(Date.parse(nextTryAt) - Date.now()).toBeLessThanOrEqual(5_000);
  const again = (as?: string) =>
    gateway.run(
      `mutation ($id: ID!) { redeliver(input: { id: $id }) { delivery { id state } userErrors { code field } } }`,
      { id },
      as,
    );
  const node = (as?: string) =>
    gateway.run('query ($id: ID!) { node(id: $id) { id ... on CallbackDelivery { to } } }', { id }, as);
  const { grace } = gateway.sandbox.tokens;
  expect((await node()).data.node).toEqual({ id, to: 'crm' });
  expect([(await node(grace)).data.node, (await again(grace)).data.redeliver]).toEqual([
    null,
    { delivery: null, userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] },
  ]);
  expect((await gateway.run(DELIVERIES, {}, grace)).data.callbackDeliveries).toEqual([]);
  gateway.crm.always = 204;
  expect((await again()).data.redeliver).toEqual({ delivery: { id, state: 'PENDING' }, userErrors: [] });
  await arrived(2);
  await expect.poll(newest).toMatchObject({ state: 'DELIVERED', attempts: 2 });
  expect((await again()).data.redeliver).toEqual({ delivery: { id, state: 'PENDING' }, userErrors: [] });
  const ids = (await arrived(3)).map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
});

test('what is no id of a delivery is no delivery', async () => {
  const { data } = await gateway.run(
    'mutation { redeliver(input: { id: "x" }) { delivery { id } userErrors { code } } }',
  );
  expect(data.redeliver).toEqual({ delivery: null, userErrors: [{ code: 'NOT_FOUND' }] });
});
