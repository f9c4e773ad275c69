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
  expect([store.size, await store.open('user:1')]).toEqual([0, []]);
});
