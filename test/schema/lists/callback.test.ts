import { expect, test } from 'vitest';
import { verified } from '../../support/webhook-receiver.ts';
import { withReceiver } from '../with-receiver.ts';
import { startMany } from './bulk-events.ts';

const gateway = withReceiver({ jobDurationMs: 100 });
const copyOf = (name: string) => ({
  duplicateProject: { projectGid: gateway.sandbox.gids.projects.office, name },
});

test('a list is told of once it is over, by its id', async () => {
  const more = { callback: { to: 'crm' }, idempotencyKey: 'offices' };
  const { bulk, userErrors } = await startMany(gateway, [copyOf('one'), copyOf('no [fail]')], more);
  expect(userErrors).toEqual([]);
  await expect.poll(() => gateway.crm.received.length, { timeout: 10_000 }).toBe(1);
  const [message] = gateway.crm.received;
  if (!message) throw new Error('it was received');
  expect(verified(message)).toEqual(message.message);
  const { kind, name, result, contents, setUp, ...told } = message.message.data;
  expect([message.message.type, told]).toEqual([
    'bulk.finished',
    { bulkId: bulk?.id, status: 'FINISHED', idempotencyKey: 'offices' },
  ]);
  expect([kind, name, result, contents, setUp]).toEqual([null, null, null, null, null]);
  const { data } = await gateway.run('{ callbackDeliveries { type bulkId jobGid } }');
  expect(data.callbackDeliveries).toEqual([{ type: 'bulk.finished', bulkId: bulk?.id, jobGid: null }]);
});

test('a name that nobody knows, and a callback of an item, are mistakes', async () => {
  const item = { duplicateProject: { ...copyOf('x').duplicateProject, callback: { to: 'crm' } } };
  const { bulk, userErrors } = await startMany(gateway, [item], { callback: { to: 'nobody' } });
  expect([bulk, userErrors.map(({ field }) => field?.join('.'))]).toEqual([
    null,
    ['input.callback.to', 'input.items.0.duplicateProject.callback'],
  ]);
});
