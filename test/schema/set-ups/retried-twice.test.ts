/** A set-up that is tried again by two at once. */
import { expect, test } from 'vitest';
import type { GatewayContext } from '../../../src/schema/context.ts';
import { encodeGlobalId } from '../../../src/schema/global-id.ts';
import { changeSetUp } from '../../../src/schema/set-ups/set-ups.ts';

const ID = '00000000-0000-4000-8000-000000000000';

test('the one who comes second sees it go on, not as it was before', async () => {
  const states = ['failed', 'running'];
  const errands = {
    find: async () => ({ id: ID, kind: 'setUp', owner: 'user:1', about: null, state: states.shift() }),
    back: async () => true,
    restart: async () => null,
  };
  const context = {
    asTheyWere: new Map(),
    caller: { token: {} },
    services: { errands, identities: { ownerOf: async () => 'user:1' } },
  } as unknown as GatewayContext;
  const found = await changeSetUp('retrySetUp', encodeGlobalId('SetUp', ID), context);
  expect(found?.errand.state).toBe('running');
});
