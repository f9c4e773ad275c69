/** A delivery that is made once more by two at once. */
import { expect, test } from 'vitest';
import { redeliver } from '../../../src/schema/callbacks/callbacks.ts';
import type { GatewayContext } from '../../../src/schema/context.ts';
import { encodeGlobalId } from '../../../src/schema/global-id.ts';

const ID = '00000000-0000-4000-8000-000000000000';

test.each([
  ['is over', 'done'],
  ['waits', 'waiting'],
])('of one that %s the one who comes second sees it go on, not as it was before', async (_how, before) => {
  const states = [before, 'running'];
  const errands = {
    find: async () => ({
      ...{ id: ID, kind: 'delivery:crm', owner: 'user:1', plan: { to: 'crm' } },
      state: states.shift(),
    }),
    restart: async () => null,
    wake: async () => null,
  };
  const context = {
    services: { errands, deliveries: { knows: () => true }, identities: { ownerOf: async () => 'user:1' } },
  } as unknown as GatewayContext;
  const { object } = await redeliver(encodeGlobalId('CallbackDelivery', ID), context);
  expect(object?.errand.state).toBe('running');
});
