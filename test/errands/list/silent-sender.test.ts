/** An instance that is silent for longer than its lease while a start of its list is under way, and comes back. */
import { expect, test } from 'vitest';
import { LIST } from '../../../src/errands/list/list.ts';
import { listsByHand, OWNER } from './lists-by-hand.ts';

/** A list whose second item was sent by an instance that fell silent then, and whose outcome the other does not know. */
async function withSilentSender() {
  let answer = () => {};
  const setUps: string[] = [];
  const lists = listsByHand({
    msOf: (name) => (name === 'c' ? 30_000 : 1_000),
    reply: (name) => (name === 'b' ? new Promise((resolve) => (answer = resolve)) : Promise.resolve()),
    setUp: async () => {
      setUps.push('set up');
      return 'done';
    },
  });
  const [sender, other] = [lists.open(), lists.open()];
  const id = await lists.begin(sender, ['a', 'b', 'c']);
  await lists.clock.advance(500);
  const goOn = sender.stall();
  await lists.clock.advance(15_000);
  expect(await lists.states(other, id)).toEqual(['succeeded', 'unknown', 'running']);
  expect([...lists.model.lost]).toEqual([`${id}-1`]);
  const back = async () => {
    goOn();
    answer();
    await lists.clock.advance(60_000);
  };
  return { ...lists, other, id, setUps, back };
}

test('before its end: what it sent goes on, with its set-up', async () => {
  const { other, id, back, states, progress, model, setUps } = await withSilentSender();
  await back();
  expect(await states(other, id)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(await progress(other, id)).toMatchObject({
    counts: { succeeded: 3 },
    finishedAt: expect.any(Number),
  });
  expect([...model.lost]).toEqual([]);
  expect(model.started).toEqual(['a', 'b', 'c']);
  expect(setUps.length).toBeGreaterThanOrEqual(3);
});

test('after its end: what the list has told stays so, and the start stays among the unknown ones', async () => {
  const { clock, other, id, back, states, progress, model, store } = await withSilentSender();
  await clock.advance(60_000);
  const told = await progress(other, id);
  expect(told).toMatchObject({ counts: { succeeded: 2, unknown: 1 }, finishedAt: expect.any(Number) });
  await back();
  expect(await states(other, id)).toEqual(['succeeded', 'unknown', 'succeeded']);
  expect(await progress(other, id)).toEqual(told);
  expect([...model.lost]).toEqual([`${id}-1`]);
  expect(model.started).toEqual(['a', 'b', 'c']);
  expect((await store.newest([LIST], OWNER, 1))[0]?.state).toBe('done');
  expect((await store.items.list(id, { plans: true })).map(({ plan }) => plan)).toEqual([null, null, null]);
});
