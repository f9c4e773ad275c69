import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqliteErrands } from '../../src/sqlite/errands.ts';
import type { StateFile } from '../../src/sqlite/state-file.ts';
import { errandStoreSuite, idsOf, newErrand } from '../errands/store-suite.ts';
import { manualClock } from '../support/clock.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { openFile, type Place, place } from './support.ts';

describeSqlite('errands in a file', () => {
  let at: Place;
  let file: StateFile;
  beforeAll(() => {
    at = place();
    file = openFile(at.file);
  });
  afterAll(() => {
    file.close();
    at[Symbol.dispose]();
  });

  errandStoreSuite('SQLite', async (options) => {
    const store = sqliteErrands(file, options);
    return [store, store];
  });

  test('refuses what is too much of all owners together', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteErrands(own, { openInAll: 2 });
    await store.add(newErrand('user:1'), 'here', 1);
    await store.add(newErrand('user:2'), 'here', 1);
    await expect(store.add(newErrand('user:3'), 'here', 1)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { limit: 'errandsInAll' },
    });
    own.close();
  });

  test('refuses items that there is no room for, until others have gone', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteErrands(own, { itemCharacters: 12 });
    const [one, two] = [newErrand('user:1'), newErrand('user:1')];
    for (const each of [one, two]) await store.add(each, 'here', 1);
    const items = [{ plan: '123456', progress: 0 }];
    await store.items.add(one.id, items);
    await expect(store.items.add(two.id, items)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { limit: 'errandItems' },
    });
    expect(await store.items.list(two.id)).toEqual([]);
    await store.items.change(one.id, 0, 0, { progress: 1, plan: null });
    await store.items.add(two.id, items);
    await store.delete(two.id);
    await store.items.add(one.id, items);
    own.close();
  });

  test('lists that are over make room: of whoever has most of it, the oldest first', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteErrands(own, { itemCharacters: 1_000 });
    const begin = async (owner: string, characters: number) => {
      const errand = newErrand(owner, { kind: 'list' });
      await store.add(errand, 'here', 60_000);
      await store.items.add(errand.id, [{ plan: 'x'.repeat(characters), progress: 0 }]);
      return errand.id;
    };
    const over = async (owner: string, characters: number) => {
      const id = await begin(owner, characters);
      await store.change(id, 0, { state: 'failed' });
      return id;
    };
    const mine = await over('user:small', 200);
    const theirs = [
      await over('user:large', 240),
      await over('user:large', 240),
      await over('user:large', 240),
    ];
    await begin('user:late', 100);
    const known = () => Promise.all([mine, ...theirs].map(async (id) => (await store.find(id)) !== null));
    expect(await known()).toEqual([true, false, true, true]);
    await begin('user:late', 500);
    const before = await known();
    // What is not over makes no room, and nothing is forgotten for what is refused all the same.
    await expect(begin('user:late', 500)).rejects.toMatchObject({ details: { limit: 'errandItems' } });
    expect(await known()).toEqual(before);
    own.close();
  });

  test('one owner leaves the last quarter of the room to owners who have little', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteErrands(own, { itemCharacters: 1_280 });
    const begin = async (owner: string, characters: number) => {
      const errand = newErrand(owner, { kind: 'list' });
      await store.add(errand, 'here', 60_000);
      await store.items.add(errand.id, [{ plan: 'x'.repeat(characters), progress: 0 }]);
    };
    for (let each = 0; each < 5; each += 1) await begin('user:greedy', 180);
    await expect(begin('user:greedy', 180)).rejects.toMatchObject({ details: { limit: 'errandItems' } });
    await begin('user:modest', 120);
    await begin('user:other', 120);
    own.close();
  });

  test('forgets what nobody has touched for seven days', async () => {
    const clock = manualClock();
    const store = sqliteErrands(file, { now: clock.now });
    const [idle, running] = [newErrand('user:t'), newErrand('user:t')];
    for (const each of [idle, running]) await store.add(each, 'here', 1);
    await clock.advance(7 * 24 * 3_600_000 - 1);
    expect(await store.find(idle.id)).not.toBeNull();
    expect(await store.take(running.id, 'here', 1_000)).toBe(true);
    await clock.advance(1);
    expect(await store.find(idle.id)).toBeNull();
    expect((await store.open('count', 'user:t')).map(({ id }) => id)).toEqual([running.id]);
  });

  test('is there for the next process, as it was kept, and nobody holds it', async () => {
    using other = place();
    const before = openFile(other.file);
    const store = sqliteErrands(before);
    const errand = newErrand('user:1', { about: '77' });
    await store.add(errand, 'before', 60_000);
    await store.change(errand.id, 0, { state: 'running', progress: { at: 2 } });
    expect(idsOf(await store.due('count', 10))).toEqual([]);
    before.close();
    const after = openFile(other.file);
    const again = sqliteErrands(after);
    const kept = { ...errand, state: 'running', progress: { at: 2 }, version: 1, isHeld: false, sleepsMs: 0 };
    expect(await again.findAbout('count', '77')).toEqual(kept);
    expect(await again.due('count', 10)).toMatchObject({ due: [{ id: errand.id }], nextMs: null });
    expect(await again.take(errand.id, 'after', 60_000)).toBe(true);
    after.close();
  });

  test('is told apart by the Asana it belongs to', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteErrands(own);
    const errand = newErrand('user:1', { about: '77' });
    await store.add(errand, 'here', 0);
    own.note(() => own.run("UPDATE errands SET owner = replace(owner, ?, 'anotherasana:')", own.scope));
    expect([await store.find(errand.id), await store.open('count', 'user:1')]).toEqual([null, []]);
    own.close();
  });
});
