/** What every store of the slots of lists does; run over each. */
import { describe, expect, test } from 'vitest';
import { LIST_SLOTS, type ListSlotStore } from '../../src/starts/list-slots.ts';

/** Two instances over the same slots; the same one twice where only one can be. */
export type OpenListSlots = () => Promise<readonly [ListSlotStore, ListSlotStore]>;

let users = 0;
/** One whose slots nobody has used. */
const somebody = (): string => {
  users += 1;
  return `user:${users} of ${process.pid}`;
};
const ticket = (list: string, since: number, item: number) => ({ list, since, item: `${list}:${item}` });

async function takeAll(store: ListSlotStore, user: string, list: string, since = 1): Promise<number> {
  let taken = 0;
  while (await store.take(user, ticket(list, since, taken))) taken += 1;
  return taken;
}

export function listSlotsSuite(name: string, open: OpenListSlots): void {
  describe(`slots of lists, ${name}`, () => {
    test('of the five of a user, the lists together hold four', async () => {
      const [here, there] = await open();
      const user = somebody();
      expect(await takeAll(here, user, 'a')).toBe(LIST_SLOTS);
      await here.quit(user, 'a');
      expect(await there.take(user, ticket('b', 2, 0))).toBe(false);
      expect(await there.take(somebody(), ticket('c', 2, 0))).toBe(true);
      await here.leave(user, 'a:2');
      expect(await there.take(user, ticket('b', 2, 0))).toBe(true);
      expect(await there.take(user, ticket('b', 2, 1))).toBe(false);
    });

    test('the earlier list goes first, until it wants no more', async () => {
      const [here, there] = await open();
      const user = somebody();
      expect(await there.take(user, ticket('late', 20, 0))).toBe(true);
      expect(await here.take(user, ticket('early', 10, 0))).toBe(true);
      expect(await there.take(user, ticket('late', 20, 1))).toBe(false);
      await here.hold(user, { list: 'early', since: 10, items: ['early:0'], wants: true });
      expect(await there.take(user, ticket('late', 20, 1))).toBe(false);
      await here.quit(user, 'early');
      expect(await there.take(user, ticket('late', 20, 1))).toBe(true);
    });

    test('of two that came at once, one goes first', async () => {
      const [here, there] = await open();
      const user = somebody();
      await here.hold(user, { list: 'b', since: 5, items: [], wants: true });
      expect(await there.take(user, ticket('a', 5, 0))).toBe(true);
      expect(await here.take(user, ticket('b', 5, 0))).toBe(false);
    });

    test('what is held counts, whether or not it was taken', async () => {
      const [here, there] = await open();
      const user = somebody();
      const items = ['a:0', 'a:1', 'a:2', 'a:3', 'a:4'];
      await here.hold(user, { list: 'a', since: 1, items, wants: false });
      expect(await there.take(user, ticket('b', 2, 0))).toBe(false);
      for (const item of items.slice(0, 2)) await here.leave(user, item);
      expect(await takeAll(there, user, 'b', 2)).toBe(1);
    });

    test('a slot that is taken twice is one, and one that nobody has is given back in vain', async () => {
      const [here, there] = await open();
      const user = somebody();
      for (const store of [here, there, here]) expect(await store.take(user, ticket('a', 1, 0))).toBe(true);
      await here.leave(user, 'nobody:1');
      expect(await takeAll(there, user, 'a')).toBe(LIST_SLOTS);
    });
  });
}
