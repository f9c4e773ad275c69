import { beforeAll, describe, expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import type { DueErrands, ErrandStore, ErrandStoreOptions } from '../../src/errands/store.ts';

export type StoreOptions = Omit<ErrandStoreOptions, 'now'>;

/** Two stores that share what there is to share. */
export type StorePair = readonly [ErrandStore, ErrandStore];

let made = 0;

/** A new errand of an owner. */
export function newErrand(owner: string, more: Partial<Errand> = {}): Errand {
  made += 1;
  return {
    id: `errand-${process.pid}-${made}`,
    kind: 'count',
    owner,
    about: null,
    state: 'waiting',
    isUnwanted: false,
    plan: { to: 3, words: ['é', '"'] },
    progress: { at: 0 },
    version: 0,
    ...more,
  };
}

/** Of what is due. */
export const idsOf = ({ due }: DueErrands): string[] => due.map(({ id }) => id);

/** Stores go by milliseconds: the next one. */
const aMomentLater = () => {
  const ms = Date.now();
  return expect.poll(() => Date.now(), { interval: 1 }).toBeGreaterThan(ms + 1);
};

/** What every store of errands must do. */
export function errandStoreSuite(name: string, open: (options?: StoreOptions) => Promise<StorePair>): void {
  describe(`the ${name} store of errands`, () => {
    let a: ErrandStore;
    let b: ErrandStore;
    let owners = 0;
    const someone = () => {
      owners += 1;
      return `user:${name}-${owners}`;
    };
    let kinds = 0;
    const aKind = () => {
      kinds += 1;
      return `kind-${kinds}`;
    };
    beforeAll(async () => {
      [a, b] = await open();
    });

    test('gives back what it was given, and knows who holds it', async () => {
      const errand = newErrand(someone(), { about: '77' });
      await a.add(errand, 'here', 60_000);
      expect(await b.find(errand.id)).toEqual({ ...errand, isHeld: true, sleepsMs: 0 });
      await a.release(errand.id, 'here');
      expect(await b.find(errand.id)).toEqual({ ...errand, isHeld: false, sleepsMs: 0 });
      expect(await b.find('nothing')).toBeNull();
    });

    test('takes a change of the version that is there only', async () => {
      const errand = newErrand(someone());
      await a.add(errand, 'here', 60_000);
      const first = await a.change(errand.id, 0, { state: 'running', progress: { at: 1 } });
      expect(first).toMatchObject({ version: 1, state: 'running', progress: { at: 1 }, plan: errand.plan });
      expect(await b.change(errand.id, 0, { isUnwanted: true })).toBeNull();
      expect(await b.change(errand.id, 1, { isUnwanted: true })).toMatchObject({
        version: 2,
        state: 'running',
      });
      expect(await b.change(errand.id, 2, { plan: null, state: 'done' })).toMatchObject({ plan: null });
      expect(await a.find(errand.id)).toMatchObject({
        version: 3,
        plan: null,
        isUnwanted: true,
        state: 'done',
      });
      expect(await b.change('nothing', 0, {})).toBeNull();
    });

    test('of many changes at once takes one', async () => {
      const errand = newErrand(someone());
      await a.add(errand, 'here', 60_000);
      const changes = await Promise.all(
        [a, b, a, b, a].map((store, at) => store.change(errand.id, 0, { progress: { at } })),
      );
      expect(changes.filter((each) => each !== null)).toHaveLength(1);
    });

    test('lets one holder in, until it lets go or is silent for too long', async () => {
      const errand = newErrand(someone());
      await a.add(errand, 'here', 60_000);
      expect(await b.take(errand.id, 'there', 60_000)).toBe(false);
      expect(await a.take(errand.id, 'here', 60_000)).toBe(true);
      await b.release(errand.id, 'there');
      expect(await b.take(errand.id, 'there', 60_000)).toBe(false);
      await a.release(errand.id, 'here');
      expect(await b.take(errand.id, 'there', 1)).toBe(true);
      await expect.poll(() => a.take(errand.id, 'here', 60_000)).toBe(true);
      expect(await a.take('nothing', 'here', 60_000)).toBe(false);
    });

    test('lists what is due: what wants to be run and nobody holds', async () => {
      const owner = someone();
      const [held, free, idle, over] = [0, 1, 2, 3].map(() => newErrand(owner)) as [
        Errand,
        Errand,
        Errand,
        Errand,
      ];
      for (const each of [held, free, idle, over]) await a.add(each, 'here', 60_000);
      await a.change(idle.id, 0, { state: 'interrupted' });
      await a.change(over.id, 0, { state: 'done' });
      for (const { id } of [free, idle, over]) await a.release(id, 'here');
      const ids = idsOf(await b.due('count', 10_000));
      expect([held, free, idle, over].map(({ id }) => ids.includes(id))).toEqual([false, true, false, false]);
      await b.change(idle.id, 1, { state: 'waiting' });
      expect(idsOf(await a.due('count', 10_000))).toContain(idle.id);
    });

    test('lets an errand sleep, and a change without a time wakes it', async () => {
      const kind = aKind();
      const errand = newErrand(someone(), { kind });
      await a.add(errand, 'here', 60_000);
      expect(await a.change(errand.id, 0, { progress: { at: 1 } }, 60_000)).toMatchObject({ version: 1 });
      await a.release(errand.id, 'here');
      const asleep = await b.find(errand.id);
      expect(asleep).toMatchObject({ isHeld: false, sleepsMs: expect.any(Number) });
      expect(asleep?.sleepsMs).toBeGreaterThan(59_000);
      const { due, nextMs } = await b.due(kind, 10);
      expect([due, nextMs !== null && nextMs > 59_000 && nextMs <= 60_000]).toEqual([[], true]);
      expect(await b.change(errand.id, 1, {})).toMatchObject({ version: 2, sleepsMs: 0 });
      expect(await a.due(kind, 10)).toMatchObject({ due: [{ id: errand.id }], nextMs: null });
    });

    test('says of what is due what has been the longest, and when there is more', async () => {
      const kind = aKind();
      const [first, second, third] = [0, 1, 2].map(() => newErrand(someone(), { kind })) as [
        Errand,
        Errand,
        Errand,
      ];
      for (const each of [second, first, third]) await a.add(each, 'here', 60_000);
      await a.release(first.id, 'here');
      await expect.poll(async () => idsOf(await a.due(kind, 10))).toEqual([first.id]);
      await a.change(second.id, 0, {}, 5);
      await a.release(second.id, 'here');
      await expect.poll(async () => idsOf(await b.due(kind, 10))).toEqual([first.id, second.id]);
      expect(await b.due(kind, 1)).toMatchObject({ due: [{ id: first.id }], nextMs: 0 });
      const { nextMs } = await b.due(kind, 2);
      expect(nextMs).toBeGreaterThan(50_000);
      const known = new Set([first.id, third.id]);
      const { owner } = second;
      expect(await b.due(kind, 1, known)).toMatchObject({ due: [{ id: second.id, owner }] });
      const others = await b.due(kind, 1, new Set([second.id]));
      expect([idsOf(others), others.nextMs !== 0]).toEqual([[first.id], true]);
    });

    test('lists an owner’s newest, over or not, of some kinds', async () => {
      const [kind, another, third] = [aKind(), aKind(), aKind()];
      const owner = someone();
      const all = [kind, kind, another, third].map((each) => newErrand(owner, { kind: each }));
      const listed = async (first: number) =>
        (await b.newest([kind, another], owner, first)).map(({ id }) =>
          all.findIndex((each) => each.id === id),
        );
      await a.add(newErrand(someone(), { kind }), 'here', 60_000);
      for (const each of all) {
        await a.add(each, 'here', 60_000);
        await aMomentLater();
      }
      expect(await listed(10)).toEqual([2, 1, 0]);
      await a.change((all[0] as Errand).id, 0, { state: 'done' });
      expect(await listed(2)).toEqual([0, 2]);
      await aMomentLater();
      await a.change((all[1] as Errand).id, 0, { state: 'failed' });
      await aMomentLater();
      await a.change((all[0] as Errand).id, 1, { state: 'waiting' });
      expect(await listed(10)).toEqual([0, 1, 2]);
    });

    test('knows of which kinds of a family an owner has errands, open or over', async () => {
      const family = `family-of-${aKind()}`;
      const owner = someone();
      const errands = ['a', 'b.c'].map((name) => newErrand(owner, { kind: `${family}:${name}` }));
      for (const each of [...errands, newErrand(owner, { kind: `${family}er:d` })])
        await a.add(each, 'here', 60_000);
      await a.change((errands[0] as Errand).id, 0, { state: 'done' });
      expect((await b.kindsOf(family, owner)).sort()).toEqual([`${family}:a`, `${family}:b.c`]);
      expect(await b.kindsOf('no family', owner)).toEqual([]);
    });

    test('counts, finds and lists each kind by itself', async () => {
      const [kind, another] = [aKind(), aKind()];
      const [store] = await open({ openPerOwner: 1 });
      const owner = someone();
      const about = `8-${owner}`;
      const [one, two] = [newErrand(owner, { kind, about }), newErrand(owner, { kind: another, about })];
      await store.add(one, 'here', 60_000);
      await store.add(two, 'here', 60_000);
      await expect(store.add(newErrand(owner, { kind }), 'here', 1)).rejects.toMatchObject({
        code: 'RATE_LIMITED',
      });
      expect((await store.findAbout(kind, about))?.id).toBe(one.id);
      expect((await store.findAbout(another, about))?.id).toBe(two.id);
      expect((await store.open(another, owner)).map(({ id }) => id)).toEqual([two.id]);
      for (const { id } of [one, two]) await store.release(id, 'here');
      expect(idsOf(await store.due(kind, 10))).toEqual([one.id]);
    });

    test('finds the newest errand about something', async () => {
      const owner = someone();
      const [old, young] = [newErrand(owner, { about: `5-${owner}` }), newErrand(owner)];
      await a.add(old, 'here', 60_000);
      await a.change(old.id, 0, { state: 'failed' });
      await a.add(young, 'here', 60_000);
      expect((await b.findAbout('count', `5-${owner}`))?.id).toBe(old.id);
      await a.change(young.id, 0, { about: `5-${owner}` });
      expect((await b.findAbout('count', `5-${owner}`))?.id).toBe(young.id);
      expect(await b.findAbout('count', 'nothing')).toBeNull();
    });

    test('lists what is not over of an owner, in the order it came', async () => {
      const owner = someone();
      const all = [0, 1, 2].map(() => newErrand(owner));
      for (const each of all) await a.add(each, 'here', 60_000);
      await a.change((all[1] as Errand).id, 0, { state: 'cancelled' });
      expect((await b.open('count', owner)).map(({ id }) => id)).toEqual([all[0]?.id, all[2]?.id]);
      await a.delete((all[0] as Errand).id);
      expect((await b.open('count', owner)).map(({ id }) => id)).toEqual([all[2]?.id]);
      expect(await b.find((all[0] as Errand).id)).toBeNull();
    });

    describe('items', () => {
      const listed = async (count: number): Promise<string> => {
        const errand = newErrand(someone());
        await a.add(errand, 'here', 60_000);
        const items = Array.from({ length: count }, (_, at) => ({
          plan: { name: `é "${at}"`, long: 'x'.repeat(at % 50 === 0 ? 20_000 : 1) },
          progress: { at },
        }));
        await a.items.add(errand.id, items);
        return errand.id;
      };

      test('are given back in their order, with their plans where these are asked for', async () => {
        const id = await listed(1_000);
        const plain = await b.items.list(id);
        expect(plain.map(({ index }) => index)).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
        expect(plain[7]).toEqual({ index: 7, plan: null, progress: { at: 7 }, version: 0 });
        const whole = await b.items.list(id, { plans: true });
        expect(whole[999]?.plan).toEqual({ name: 'é "999"', long: 'x' });
        expect(whole[950]).toMatchObject({ plan: { long: 'x'.repeat(20_000) } });
        expect(await b.items.find(id, 7)).toEqual(plain[7]);
        expect([await b.items.find(id, 1_000), await b.items.list('nothing')]).toEqual([null, []]);
      });

      test('take a change of the version that is there only', async () => {
        const id = await listed(12);
        const changed = { index: 11, plan: null, progress: { at: 'é', more: null }, version: 1 };
        expect(await a.items.change(id, 11, 0, { progress: changed.progress })).toEqual(changed);
        expect(await b.items.change(id, 11, 0, { progress: 'another' })).toBeNull();
        expect(await b.items.find(id, 11)).toEqual(changed);
        expect((await b.items.list(id))[1]).toMatchObject({ version: 0, progress: { at: 1 } });
        for (let version = 1; version < 12; version += 1)
          expect(await b.items.change(id, 11, version, { progress: version })).toMatchObject({
            version: version + 1,
          });
        expect(await a.items.change(id, 12, 0, { progress: 1 })).toBeNull();
        expect(await a.items.change('nothing', 0, 0, { progress: 1 })).toBeNull();
      });

      test('of many changes at once take one', async () => {
        const id = await listed(1);
        const changes = await Promise.all(
          [a, b, a, b, a].map((store, at) => store.items.change(id, 0, 0, { progress: at })),
        );
        expect(changes.filter((each) => each !== null)).toHaveLength(1);
      });

      test('lose their plan when they are done, and nothing else', async () => {
        const id = await listed(2);
        await a.items.change(id, 0, 0, { progress: 'done', plan: null });
        const [done, other] = await b.items.list(id, { plans: true });
        expect(done).toEqual({ index: 0, plan: null, progress: 'done', version: 1 });
        expect(other?.plan).not.toBeNull();
      });

      test('go with their errand', async () => {
        const [store] = await open({ overPerOwner: 1 });
        const owner = someone();
        const [deleted, pushedOut, last] = [0, 1, 2].map(() => newErrand(owner)) as [Errand, Errand, Errand];
        for (const each of [deleted, pushedOut, last]) {
          await store.add(each, 'here', 60_000);
          await store.items.add(each.id, [{ plan: 1, progress: 2 }]);
        }
        await store.delete(deleted.id);
        await store.change(pushedOut.id, 0, { state: 'done' });
        await store.change(last.id, 0, { state: 'done' });
        const left = await Promise.all([deleted, pushedOut, last].map(({ id }) => store.items.list(id)));
        expect(left.map(({ length }) => length)).toEqual([0, 0, 1]);
      });
    });

    test('refuses what is too much of one owner, and takes it when something is over', async () => {
      const [store] = await open({ openPerOwner: 2 });
      const owner = someone();
      const first = newErrand(owner);
      await store.add(first, 'here', 60_000);
      await store.add(newErrand(owner), 'here', 60_000);
      const refused = store.add(newErrand(owner), 'here', 60_000);
      await expect(refused).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { limit: 'errands' } });
      await store.add(newErrand(someone()), 'here', 60_000);
      await store.change(first.id, 0, { state: 'done' });
      await store.add(newErrand(owner), 'here', 60_000);
      await expect(store.change(first.id, 1, { state: 'waiting' })).rejects.toMatchObject({
        code: 'RATE_LIMITED',
      });
      expect(await store.find(first.id)).toMatchObject({ state: 'done', version: 1 });
    });

    test('forgets what has been over the longest when one owner has too much', async () => {
      const [store] = await open({ overPerOwner: 2 });
      const owner = someone();
      const all = [0, 1, 2].map(() => newErrand(owner));
      for (const each of all) {
        await store.add(each, 'here', 60_000);
        await store.change(each.id, 0, { state: 'done' });
      }
      const found = await Promise.all(all.map(({ id }) => store.find(id)));
      expect(found.map((each) => each?.id ?? null)).toEqual([null, all[1]?.id, all[2]?.id]);
    });
  });
}
