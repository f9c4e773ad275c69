import { expect, test } from 'vitest';
import { verified } from '../../support/webhook-receiver.ts';
import { withReceiver } from '../with-receiver.ts';
import { type Bulk, startMany } from './bulk-events.ts';

const gateway = withReceiver({ jobDurationMs: 1_500 });

test('a list whose token Asana refuses is told to be interrupted, and to be over once its user was back', async () => {
  const items = ['one', 'two'].map((name) => ({
    duplicateProject: { projectGid: gateway.sandbox.gids.projects.office, name },
  }));
  const { bulk } = await startMany(gateway, items, { callback: { to: 'crm' }, idempotencyKey: 'refused' });
  const { id } = bulk as Bulk;
  const read = async (token?: string) =>
    (await gateway.run('query ($id: ID!) { bulk(id: $id) { state counts { running } } }', { id }, token)).data
      .bulk;
  await expect.poll(async () => (await read()).counts.running).toBe(2);
  const accept = gateway.sandbox.fail({ match: {}, fault: { status: 401 } });
  await expect.poll(() => gateway.crm.received.length, { timeout: 15_000 }).toBe(1);
  accept();
  expect((await read(gateway.sandbox.tokens.adaSecond)).state).toBe('INTERRUPTED');
  await expect.poll(() => gateway.crm.received.length, { timeout: 15_000 }).toBe(2);
  for (const each of gateway.crm.received) expect(verified(each)).toEqual(each.message);
  const told = gateway.crm.received.map(({ message: { type, data } }) => [
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
    gateway.sandbox.calls
      .filter(({ method }) => method === 'POST')
      .filter(({ path }) => path.endsWith('/duplicate')),
  ).toEqual([]);
});
