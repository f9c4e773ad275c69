import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExecutorWithSandbox, executorWithSandbox } from '../../support/execute.ts';
import { openReceiver, type Receiver, SECRET, verified } from '../../support/webhook-receiver.ts';
import { type Bulk, startMany } from './bulk-events.ts';

let crm: Receiver;
let executor: ExecutorWithSandbox;
beforeAll(async () => {
  crm = await openReceiver();
  executor = await executorWithSandbox({
    jobDurationMs: 1_500,
    childrenDelayMs: 0,
    callbacks: [{ name: 'crm', url: crm.url, secrets: [SECRET] }],
  });
});
afterAll(async () => {
  await executor[Symbol.asyncDispose]();
  await crm[Symbol.asyncDispose]();
});

test('a list whose token Asana refuses is told to be interrupted, and to be over once its user was back', async () => {
  crm.always = 204;
  const items = ['one', 'two'].map((name) => ({
    duplicateProject: { projectGid: executor.sandbox.gids.projects.office, name },
  }));
  const { bulk } = await startMany(executor, items, { callback: { to: 'crm' }, idempotencyKey: 'refused' });
  const { id } = bulk as Bulk;
  const read = async (token?: string) =>
    (await executor.run('query ($id: ID!) { bulk(id: $id) { state counts { running } } }', { id }, token))
      .data.bulk;
  await expect.poll(async () => (await read()).counts.running).toBe(2);
  const accept = executor.sandbox.fail({ match: {}, fault: { status: 401 } });
  await expect.poll(() => crm.received.length, { timeout: 15_000 }).toBe(1);
  accept();
  expect((await read(executor.sandbox.tokens.adaSecond)).state).toBe('INTERRUPTED');
  await expect.poll(() => crm.received.length, { timeout: 15_000 }).toBe(2);
  for (const each of crm.received) expect(verified(each)).toEqual(each.message);
  const told = crm.received.map(({ message: { type, data } }) => [
    type,
    data.bulkId,
    data.status,
    data.idempotencyKey,
  ]);
  expect(told).toEqual([
    ['errand.interrupted', id, 'INTERRUPTED', 'refused'],
    ['bulk.finished', id, 'FINISHED', 'refused'],
  ]);
  expect(
    executor.sandbox.calls
      .filter(({ method }) => method === 'POST')
      .filter(({ path }) => path.endsWith('/duplicate')),
  ).toEqual([]);
});
