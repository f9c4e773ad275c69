import { expect, test } from 'vitest';
import { LIST_HELD_MS, LIST_SILENT_MS, LIST_SLOTS, memoryListSlots } from '../../src/starts/list-slots.ts';
import { listSlotsSuite } from './list-slots-suite.ts';

listSlotsSuite('memory', async () => {
  const store = memoryListSlots();
  return [store, store];
});

test('a list that fell silent stands in nobody’s way, and what it held is free in time', async () => {
  let now = 0;
  const store = memoryListSlots(() => now);
  const take = (list: string, since: number, item: number) =>
    store.take('user:1', { list, since, item: `${list}:${item}` });
  for (let item = 0; item < LIST_SLOTS; item += 1) expect(await take('dead', 1, item)).toBe(true);
  await store.leave('user:1', 'dead:0');
  expect(await take('alive', 2, 0)).toBe(false);
  now = LIST_SILENT_MS + 1;
  expect(await take('alive', 2, 0)).toBe(true);
  expect(await take('alive', 2, 1)).toBe(false);
  now = LIST_HELD_MS + 1;
  for (let item = 1; item < LIST_SLOTS; item += 1) expect(await take('alive', 2, item)).toBe(true);
});
