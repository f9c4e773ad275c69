/** How many set-ups and lists there may be, in the numbers that docs/limits.md has. Those of callbacks: callbacks/. */
import { expect, test } from 'vitest';
import { memoryErrands } from '../../src/errands/memory-store.ts';
import { newErrand } from './store-suite.ts';

test.each([
  ['setUp', 'errands', 100, 10_000],
  ['list', 'lists', 20, 1_000],
])('of a %s one caller has so many that are not over, and so have all', async (kind, limit, own, inAll) => {
  const store = memoryErrands();
  const add = (owner: string) => store.add(newErrand(owner, { kind }), 'here', 60_000);
  for (let at = 0; at < own; at += 1) await add('user:first');
  await expect(add('user:first')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { limit, allowed: own },
  });
  for (let at = own; at < inAll; at += 1) await add(`user:${at % 2_000}`);
  await expect(add('user:late')).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    details: { limit: `${limit}InAll`, allowed: inAll },
  });
  expect(store.size).toBe(inAll);
});

test.each(['setUp', 'list'])('of a %s that is over, a hundred of a caller are known', async (kind) => {
  const store = memoryErrands();
  const all = Array.from({ length: 101 }, () => newErrand('user:1', { kind }));
  for (const { id, ...errand } of all) {
    await store.add({ id, ...errand }, 'here', 60_000);
    await store.change(id, 0, { state: 'done' });
  }
  const found = await Promise.all(all.map(({ id }) => store.find(id)));
  expect([found[0], found.filter((each) => each !== null).length]).toEqual([null, 100]);
});

test('ten thousand of a kind that are over are known in all', async () => {
  const store = memoryErrands();
  const first = newErrand('user:first', { kind: 'setUp' });
  for (let at = 0; at <= 10_000; at += 1) {
    const errand = at === 0 ? first : newErrand(`user:${at % 500}`, { kind: 'setUp' });
    await store.add(errand, 'here', 60_000);
    await store.change(errand.id, 0, { state: 'done' });
  }
  expect(store.size).toBe(10_000);
});
