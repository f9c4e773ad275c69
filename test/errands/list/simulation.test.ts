import { expect, test } from 'vitest';
import { LIST_SLOTS } from '../../../src/starts/list-slots.ts';
import { listsByHand } from './lists-by-hand.ts';

/** Repeatable chance. */
function chance(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return at / 2_147_483_648;
  };
}

/** How long so many slots take for jobs in their order, each begun when a slot is free. */
function leastMs(durations: readonly number[]): number {
  const freeAt = Array.from({ length: LIST_SLOTS }, () => 0);
  for (const ms of durations) {
    const first = freeAt.indexOf(Math.min(...freeAt));
    freeAt[first] = (freeAt[first] ?? 0) + ms;
  }
  return Math.max(...freeAt);
}

/** All of a thousand where time does not matter, a part of them in every check. */
const ITEMS = process.env.FAULTS ? 1_000 : 200;
const PERSON_MS = 20_000;

test(`${ITEMS} items of 5 to 60 s take hardly longer than four slots allow, and no person waits for them`, async () => {
  const next = chance(7);
  const durations = Array.from({ length: ITEMS }, () => 5_000 + next() * 55_000);
  const names = durations.map((_, at) => `item ${at}`);
  const msOf = (name: string) => (name === 'person' ? PERSON_MS : (durations[Number(name.slice(5))] ?? 0));
  const lists = listsByHand({ msOf });
  const { change } = lists.store.items;
  let writes = 0;
  lists.store.items.change = (...args) => {
    writes += 1;
    return change(...args);
  };
  const here = lists.open();
  const begunAt = lists.clock.now();
  const id = await lists.begin(here, names);
  let persons = 0;
  while (!(await lists.isOver(here, id))) {
    await lists.clock.advance(5_000 + next() * 60_000);
    if (persons >= ITEMS / 20) continue;
    persons += 1;
    expect(lists.model.running).toBeLessThanOrEqual(LIST_SLOTS);
    // A slot is there at once: the clock does not move.
    const running = async () => lists.model.running;
    const release = await here.slots.acquire('user:1', { waitMs: 55_000, running });
    lists.model.start('person');
    release?.();
    await lists.clock.advance(PERSON_MS);
  }
  expect(await lists.progress(here, id)).toMatchObject({ counts: { succeeded: ITEMS } });
  expect(lists.model.started.filter((name) => name !== 'person')).toEqual(names);
  // Before it is sent, once it was, and at its end.
  expect(writes).toBe(3 * ITEMS);
  const { finishedAt } = await lists.progress(here, id);
  expect(((finishedAt ?? 0) - begunAt) / leastMs(durations)).toBeLessThan(1.05);
});

test('who comes while all five are taken waits for the end of one job, before any item that waits', async () => {
  const lists = listsByHand({
    msOf: (name) => (name.includes('person') ? 600_000 : 10_000 + 1_000 * Number(name)),
  });
  const here = lists.open();
  await lists.begin(here, ['0', '1', '2', '3', '4', '5', '6', '7']);
  await lists.clock.advance(1_000);
  lists.model.start('person');
  const running = async () => lists.model.running;
  expect(lists.model.running).toBe(5);
  void here.slots.acquire('user:1', { waitMs: 55_000, running }).then((release) => {
    lists.model.start('another person');
    release?.();
  });
  await lists.clock.advance(8_000);
  expect(lists.model.started).not.toContain('another person');
  await lists.clock.advance(2_000);
  expect(lists.model.started.slice(0, 6)).toEqual(['0', '1', '2', '3', 'person', 'another person']);
});

test('of two lists of one user the earlier goes first, and together they hold four', async () => {
  const lists = listsByHand({ msOf: () => 3_000 });
  const [here, there] = [lists.open(), lists.open()];
  const first = await lists.begin(here, ['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
  await lists.clock.advance(1);
  const second = await lists.begin(there, ['b0', 'b1', 'b2', 'b3']);
  let most = 0;
  for (let at = 0; at < 60; at += 1) {
    await lists.clock.advance(500);
    most = Math.max(most, lists.model.running);
  }
  expect([await lists.isOver(here, first), await lists.isOver(there, second), most]).toEqual([true, true, 4]);
  expect(lists.model.started).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'b0', 'b1', 'b2', 'b3']);
});
