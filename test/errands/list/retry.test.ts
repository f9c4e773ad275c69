import { expect, test } from 'vitest';
import type { ItemProgress } from '../../../src/errands/list/list.ts';
import { listStateOf } from '../../../src/errands/list/seen.ts';
import { type ListInstance, listsByHand, OWNER, TOKEN } from './lists-by-hand.ts';

type ListsByHand = ReturnType<typeof listsByHand>;

async function found(on: ListInstance, id: string) {
  const errand = await on.lists.find(id, OWNER);
  if (!errand) throw new Error('it is there');
  return errand;
}
const stateOf = async (on: ListInstance, id: string) => listStateOf(await found(on, id));
const retry = async (on: ListInstance, id: string) => on.lists.retry(await found(on, id), TOKEN);

/** Until it is over, at most so long. */
async function toItsEnd(lists: ListsByHand, on: ListInstance, id: string): Promise<string[]> {
  for (let at = 0; at < 400 && !(await lists.isOver(on, id)); at += 1) await lists.clock.advance(500);
  return lists.states(on, id);
}

test('tried again at any step of its way to the end, what had failed is started again', async () => {
  const names = ['no [fail]', 'b', 'c [refuse]'];
  let tries = 0;
  for (let retryAt = 1; ; retryAt += 1) {
    const lists = listsByHand({ msOf: (name) => (name === 'b' ? 3_000 : 1_000) });
    const there = lists.open();
    let steps = 0;
    let id = '';
    let expected = 1;
    const step = async (): Promise<void> => {
      steps += 1;
      if (steps !== retryAt || id === '') return;
      tries += 1;
      if ((await states())[0] === 'failed') expected = 2;
      await retry(there, id);
    };
    const { change, find } = lists.store;
    const { list } = lists.store.items;
    const states = () =>
      list(id).then((rows) => rows.map(({ progress }) => (progress as ItemProgress).state));
    lists.store.change = async (...args) => {
      await step();
      const kept = await change(...args);
      await step();
      return kept;
    };
    lists.store.find = async (...args) => {
      await step();
      return find(...args);
    };
    lists.store.items.list = async (...args) => {
      const rows = await list(...args);
      await step();
      return rows;
    };
    const here = lists.open();
    id = await lists.begin(here, names);
    for (let at = 0; at < 100 && !(await lists.isOver(here, id)); at += 1) await lists.clock.advance(500);
    expect([retryAt, await states()]).toEqual([retryAt, ['failed', 'succeeded', 'refused']]);
    const started = lists.model.started.filter((name) => name === 'no [fail]').length;
    expect([retryAt, started]).toEqual([retryAt, expected]);
    expect(lists.model.started.filter((name) => name === 'b')).toEqual(['b']);
    if (steps < retryAt) break;
  }
  expect(tries).toBeGreaterThan(20);
});

test('a list that was cancelled and still runs goes on with what had failed, and with nothing that was cancelled', async () => {
  const lists = listsByHand({ msOf: (name) => (name.includes('[fail]') ? 1_000 : 60_000) });
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['no [fail]', 'a', 'b', 'c', 'd', 'e']);
  await lists.clock.advance(10_000);
  await there.lists.cancel(await found(there, id));
  await lists.clock.advance(5_000);
  const running = ['failed', ...Array.from({ length: 4 }, () => 'running'), 'cancelled'];
  expect([await stateOf(there, id), await lists.states(there, id)]).toEqual(['cancelled', running]);
  expect(listStateOf(await retry(there, id))).toBe('running');
  const states = await toItsEnd(lists, here, id);
  expect(states).toEqual(['failed', ...Array.from({ length: 4 }, () => 'succeeded'), 'cancelled']);
  expect(lists.model.started).toEqual(['no [fail]', 'a', 'b', 'c', 'd', 'no [fail]']);
  expect(await stateOf(there, id)).toBe('finished');
});

test('a list that has stopped and still runs goes on with what had failed, and stops when that fails again', async () => {
  const lists = listsByHand({ msOf: (name) => (name.includes('[fail]') ? 1_000 : 60_000) });
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['a', 'no [fail]', 'b', 'c', 'd', 'e', 'f'], 'stop');
  await lists.clock.advance(10_000);
  const stopped = ['running', 'failed', 'running', 'running', 'cancelled', 'cancelled', 'cancelled'];
  expect([await stateOf(there, id), await lists.states(there, id)]).toEqual(['stopped', stopped]);
  expect(listStateOf(await retry(there, id))).toBe('running');
  expect(await stateOf(there, id)).toBe('running');
  await lists.clock.advance(10_000);
  expect(lists.model.started).toEqual(['a', 'no [fail]', 'b', 'c', 'no [fail]']);
  expect([await stateOf(there, id), await lists.states(there, id)]).toEqual(['stopped', stopped]);
  const states = await toItsEnd(lists, here, id);
  expect(states).toEqual(stopped.map((state) => (state === 'running' ? 'succeeded' : state)));
});

test('what is cancelled after it was tried again is not started', async () => {
  const lists = listsByHand({ msOf: (name) => (name.includes('[fail]') ? 1_000 : 60_000) });
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['no [fail]', 'a', 'b', 'c', 'd']);
  await lists.clock.advance(10_000);
  expect(listStateOf(await retry(there, id))).toBe('running');
  await there.lists.cancel(await found(there, id));
  expect((await toItsEnd(lists, here, id))[0]).toBe('cancelled');
  expect(lists.model.started).toEqual(['no [fail]', 'a', 'b', 'c', 'd']);
  expect(await stateOf(there, id)).toBe('cancelled');
});

test('with nothing to try again, a list stays as it is', async () => {
  const lists = listsByHand();
  const here = lists.open();
  const id = await lists.begin(here, ['a', 'b']);
  await toItsEnd(lists, here, id);
  const before = await found(here, id);
  expect(await retry(here, id)).toEqual(before);
  expect(await found(here, id)).toEqual(before);
});
