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

const KB = 1_024;
/** With the overhead of its row. */
const item = (bytes: number, plan = 'x'.repeat(bytes)) => ({ plan, progress: 0 });

/** A store with room for so much, and what puts lists into it. */
function roomyStore(roomBytes: number) {
  const store = memoryErrands({ roomBytes });
  const begin = async (owner: string, ...plans: ReturnType<typeof item>[]) => {
    const errand = newErrand(owner, { kind: 'list' });
    await store.add(errand, 'here', 60_000);
    await store.items.add(errand.id, plans);
    return errand.id;
  };
  return {
    store,
    begin,
    over: async (owner: string, ...plans: ReturnType<typeof item>[]) => {
      const id = await begin(owner, ...plans);
      await store.change(id, 0, { state: 'failed' });
      return id;
    },
    known: async (...ids: string[]) =>
      (await Promise.all(ids.map((id) => store.find(id)))).map((each) => each !== null),
  };
}

const NO_ROOM = { code: 'SERVICE_UNAVAILABLE', details: { limit: 'errandItems' } };

test('refuses items that there is no room for, until others have gone', async () => {
  const { store, begin } = roomyStore(64 * KB);
  const first = await begin('user:1', item(30 * KB));
  const refused = newErrand('user:2', { kind: 'list' });
  await store.add(refused, 'here', 60_000);
  await expect(store.items.add(refused.id, [item(34 * KB)])).rejects.toMatchObject(NO_ROOM);
  await store.items.change(first, 0, 0, { progress: 1, plan: null });
  await store.items.add(refused.id, [item(34 * KB)]);
  await store.delete(refused.id);
  await begin('user:3', item(34 * KB));
});

test('lists that are over make room: of whoever has most of it, the oldest first', async () => {
  const { begin, over, known } = roomyStore(100 * KB);
  const mine = await over('user:small', item(20 * KB));
  const theirs = [
    await over('user:large', item(24 * KB)),
    await over('user:large', item(24 * KB)),
    await over('user:large', item(24 * KB)),
  ];
  await begin('user:late', item(10 * KB));
  expect(await known(mine, ...theirs)).toEqual([true, false, true, true]);
});

test('what is not over makes no room, and nothing is forgotten for what is refused all the same', async () => {
  const { begin, over, known } = roomyStore(100 * KB);
  const open = await begin('user:1', item(60 * KB));
  const done = await over('user:2', item(10 * KB));
  await expect(begin('user:3', item(50 * KB))).rejects.toMatchObject(NO_ROOM);
  expect(await known(open, done)).toEqual([true, true]);
});

test('one owner leaves the last quarter to owners who have little', async () => {
  const { begin } = roomyStore(128 * KB);
  for (let each = 0; each < 5; each += 1) await begin('user:greedy', item(18 * KB));
  await expect(begin('user:greedy', item(18 * KB))).rejects.toMatchObject(NO_ROOM);
  await begin('user:modest', item(12 * KB));
  await begin('user:other', item(12 * KB));
});

test('characters that take two bytes count twice, and how far an item is counts as well', async () => {
  const { begin, over, known, store } = roomyStore(100 * KB);
  await expect(begin('user:1', item(0, 'я'.repeat(51 * KB)))).rejects.toMatchObject(NO_ROOM);
  const [done, open] = [await over('user:2', item(40 * KB)), await begin('user:3', item(30 * KB))];
  await store.items.change(open, 0, 0, { progress: 'x'.repeat(40 * KB) });
  expect(await known(done, open)).toEqual([false, true]);
});

test('set-ups count with what they shall change, and leave no place behind where they are refused', async () => {
  const store = memoryErrands({ roomBytes: 64 * KB, openPerOwner: 1 });
  const tasks = (words: number) => ({
    kind: 'setUp',
    plan: { tasks: Array.from({ length: words }, String) },
  });
  await expect(store.add(newErrand('user:1', tasks(3_000)), 'here', 60_000)).rejects.toMatchObject(NO_ROOM);
  await store.add(newErrand('user:1', tasks(100)), 'here', 60_000);
  expect(store.size).toBe(1);
});
