import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExecutorWithSandbox, executorWithSandbox } from '../../support/execute.ts';
import { openReceiver, type Receiver, SECRET, verified } from '../../support/webhook-receiver.ts';
import { startMany } from './bulk-events.ts';

let crm: Receiver;
let executor: ExecutorWithSandbox;
beforeAll(async () => {
  crm = await openReceiver();
  executor = await executorWithSandbox({
    jobDurationMs: 100,
    childrenDelayMs: 0,
    callbacks: [{ name: 'crm', url: crm.url, secrets: [SECRET] }],
  });
});
afterAll(async () => {
  await executor[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});
const copyOf = (name: string) => ({
  duplicateProject: { projectGid: executor.sandbox.gids.projects.office, name },
});

test('a list is told of once it is over, by its id', async () => {
  crm.always = 204;
  const more = { callback: { to: 'crm' }, idempotencyKey: 'offices' };
  const { bulk, userErrors } = await startMany(executor, [copyOf('one'), copyOf('no [fail]')], more);
  expect(userErrors).toEqual([]);
  await expect.poll(() => crm.received.length, { timeout: 10_000 }).toBe(1);
  const [message] = crm.received;
  if (!message) throw new Error('it was received');
  expect(verified(message)).toEqual(message.message);
  const { kind, name, result, contents, setUp, ...told } = message.message.data;
  expect([message.message.type, told]).toEqual([
    'bulk.finished',
    { bulkId: bulk?.id, status: 'FINISHED', idempotencyKey: 'offices' },
  ]);
  expect([kind, name, result, contents, setUp]).toEqual([null, null, null, null, null]);
  const { data } = await executor.run('{ callbackDeliveries { type bulkId jobGid } }');
  expect(data.callbackDeliveries).toEqual([{ type: 'bulk.finished', bulkId: bulk?.id, jobGid: null }]);
});

test('a name that nobody knows, and a callback of an item, are mistakes', async () => {
  const item = { duplicateProject: { ...copyOf('x').duplicateProject, callback: { to: 'crm' } } };
  const { bulk, userErrors } = await startMany(executor, [item], { callback: { to: 'nobody' } });
  expect([bulk, userErrors.map(({ field }) => field?.join('.'))]).toEqual([
    null,
    ['input.callback.to', 'input.items.0.duplicateProject.callback'],
  ]);
});
