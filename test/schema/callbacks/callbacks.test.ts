import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createStage, type Executed, type Stage } from '../../support/execute.ts';
import {
  openReceiver,
  type Received,
  type Receiver,
  SECRET,
  verified,
} from '../../support/webhook-receiver.ts';

let crm: Receiver;
let stage: Stage;
beforeAll(async () => {
  crm = await openReceiver();
  stage = await createStage({
    jobDurationMs: 200,
    childrenDelayMs: 0,
    callbacks: [{ name: 'crm', url: crm.url, secrets: [SECRET] }],
  });
  // Learns whose token it is, which would else be read in the background of the first start.
  await stage.run('{ recentJobs { gid } }');
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});
beforeEach(() => {
  crm.received.length = 0;
  crm.always = 204;
});

const DUPLICATE = `mutation ($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) { job { gid } userErrors { code field message } }
}`;
const DELIVERIES = '{ callbackDeliveries { id to type jobGid bulkId state attempts lastStatus nextTryAt } }';

const duplicate = (callback: unknown, more: Record<string, unknown> = {}): Promise<Executed> =>
  stage.run(DUPLICATE, {
    input: { projectGid: stage.sandbox.gids.projects.office, name: 'Told of', callback, ...more },
  });
const arrived = async (count = 1): Promise<Received[]> => {
  await expect.poll(() => crm.received.length, { timeout: 10_000 }).toBe(count);
  return crm.received;
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
    .poll(async () => (await stage.run(DELIVERIES)).data.callbackDeliveries[0])
    .toEqual({
      id: expect.any(String),
      ...{ to: 'crm', type: 'job.finished', jobGid: gid, bulkId: null },
      ...{ state: 'DELIVERED', attempts: 1, lastStatus: 204, nextTryAt: null },
    });
});
