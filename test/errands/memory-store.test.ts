import { expect, test } from 'vitest';
import { memoryErrands } from '../../src/errands/memory-store.ts';
import { manualClock } from '../support/clock.ts';
import { errandStoreSuite, newErrand } from './store-suite.ts';

errandStoreSuite('memory', async (options) => {
  const store = memoryErrands(options);
  return [store, store];
});

test('refuses what is too much of all owners together', async () => {
  const store = memoryErrands({ openInAll: 2 });
  await store.add(newErrand('user:1'), 'here', 1);
  await store.add(newErrand('user:2'), 'here', 1);
  await expect(store.add(newErrand('user:3'), 'here', 1)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    details: { limit: 'errandsInAll' },
  });
});

test('forgets what nobody has touched for seven days', async () => {
  const clock = manualClock();
  const store = memoryErrands({ now: clock.now });
  const errand = newErrand('user:1');
  await store.add(errand, 'here', 1);
  await clock.advance(7 * 24 * 3_600_000 - 1);
  expect(await store.find(errand.id)).not.toBeNull();
  await clock.advance(1);
  expect(await store.find(errand.id)).toBeNull();
  expect([store.size, await store.open('count', 'user:1')]).toEqual([0, []]);
});

test('refuses items that there is no room for, until others have gone', async () => {
  const store = memoryErrands({ itemCharacters: 10 });
  const [one, other] = [newErrand('user:1'), newErrand('user:1')];
  for (const each of [one, other]) await store.add(each, 'here', 1);
  await store.items.add(one.id, [{ plan: '123456', progress: 0 }]);
  await expect(store.items.add(other.id, [{ plan: '123456', progress: 0 }])).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    details: { limit: 'errandItems' },
  });
  await store.items.change(one.id, 0, 0, { progress: 1, plan: null });
  await store.items.add(other.id, [{ plan: '123456', progress: 0 }]);
  await store.delete(other.id);
  await store.items.add(one.id, [{ plan: '123456', progress: 0 }]);
});
