import { expect, test } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import { CALLBACK, type CallbackPlan } from '../../../src/errands/callbacks/callback.ts';
import { deliveryKindName } from '../../../src/errands/callbacks/delivery.ts';
import { memoryErrands } from '../../../src/errands/memory-store.ts';
import { newErrand } from '../store-suite.ts';
import { deliveriesByHand, OWNER } from './deliveries-by-hand.ts';

const TO_CRM = deliveryKindName('crm');
const TOKEN = asanaToken('token-of-somebody');

test.each([
  [CALLBACK, 'callbacks'],
  [TO_CRM, 'callbackDeliveries'],
])('of %s one caller has a thousand that are not over, all together ten thousand', async (kind, limit) => {
  const store = memoryErrands();
  const add = (owner: string) => store.add(newErrand(owner, { kind }), 'here', 60_000);
  for (let at = 0; at < 1_000; at += 1) await add(OWNER);
  await expect(add(OWNER)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { limit, allowed: 1_000 },
  });
  for (let at = 1_000; at < 10_000; at += 1) await add(`user:${at}`);
  await expect(add('user:late')).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    details: { limit: `${limit}InAll`, allowed: 10_000 },
  });
  // Another endpoint has rows of its own.
  await store.add(newErrand(OWNER, { kind: deliveryKindName('billing') }), 'here', 60_000);
});

test('of what was delivered the newest thousand of a caller are known', async () => {
  const store = memoryErrands();
  const made = Array.from({ length: 1_001 }, () => newErrand(OWNER, { kind: TO_CRM }));
  for (const each of made) {
    await store.add(each, 'here', 60_000);
    await store.change(each.id, 0, { state: 'done' });
  }
  expect([await store.find(made[0]?.id ?? ''), store.size]).toEqual([null, 1_000]);
});

/** As many deliveries as there may be, and a callback whose moment has come. */
async function fullDeliveries() {
  const deliveries = await deliveriesByHand();
  const { store, errands } = deliveries;
  const there = Array.from({ length: 1_000 }, () => newErrand(OWNER, { kind: TO_CRM }));
  for (const each of there) await store.add(each, 'elsewhere', 3_600_000);
  const plan: CallbackPlan = {
    ...{ job: '77', to: 'crm', on: 'finished', hasSetUp: false },
    ...{ kind: 'DUPLICATE_TASK', name: null, idempotencyKey: null },
  };
  const progress = { interruptions: 0 };
  const reserved = await errands.reserve(
    { kind: CALLBACK, owner: OWNER, about: '77', plan, progress },
    TOKEN,
  );
  await errands.begin(reserved, {});
  const state = async () => (await store.find(reserved.id))?.state;
  await expect.poll(state).toBe('running');
  return { ...deliveries, there, state, id: reserved.id };
}

test('what has its moment while there is no place is told once there is one', async () => {
  const { clock, crm, store, there, state } = await fullDeliveries();
  await clock.advance(60_000);
  expect([await state(), crm.received.length]).toEqual(['running', 0]);
  await store.delete(there[0]?.id ?? '');
  await clock.advance(30_000);
  await expect.poll(state).toBe('done');
  await expect.poll(() => crm.received.map(({ message }) => message.type)).toEqual(['job.finished']);
});

test('an interruption for which there is no place is not told, and said', async () => {
  const { crm, errands, state, lines } = await fullDeliveries();
  errands.tokensGone(OWNER);
  await expect.poll(state).toBe('interrupted');
  expect(crm.received).toEqual([]);
  expect(lines.join('\n')).toContain('"limit":"callbackDeliveries","msg":"an interruption was not told"');
});
