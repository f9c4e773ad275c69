import { expect, test } from 'vitest';
import type { ItemProgress } from '../../../src/errands/list/list.ts';
import { GatewayError } from '../../../src/errors.ts';
import { listsByHand, OWNER } from './lists-by-hand.ts';

/** Until it is over, at most so long. */
async function toItsEnd(
  lists: ReturnType<typeof listsByHand>,
  on: ReturnType<typeof lists.open>,
  id: string,
) {
  for (let at = 0; at < 400 && !(await lists.isOver(on, id)); at += 1) await lists.clock.advance(500);
  return lists.states(on, id);
}

test('a refusal for running jobs, and a 429, put an item back into its place', async () => {
  const lists = listsByHand();
  const crowded = new GatewayError('RATE_LIMITED', 'five run', { isAboutRunningJobs: true });
  lists.model.refusals.set('b', crowded);
  lists.model.refusals.set('c', new GatewayError('RATE_LIMITED', 'too many', { retryAfterMs: 30_000 }));
  const here = lists.open();
  const id = await lists.begin(here, ['a', 'b', 'c', 'd']);
  await lists.clock.advance(20_000);
  expect(lists.model.started).toEqual(['a', 'b']);
  expect(await toItsEnd(lists, here, id)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
  expect(lists.model.started).toEqual(['a', 'b', 'c', 'd']);
});

test('what cannot be sent for minutes has failed', async () => {
  const lists = listsByHand();
  const unreachable = new GatewayError('UPSTREAM_UNREACHABLE', 'refused');
  const here = lists.open();
  lists.model.refusals.set('a', unreachable);
  const again = lists.model.refusals.delete.bind(lists.model.refusals);
  lists.model.refusals.delete = (name) => (name === 'a' ? true : again(name));
  const id = await lists.begin(here, ['a', 'b']);
  await lists.clock.advance(50_000);
  expect(await lists.states(here, id)).toEqual(['waiting', 'waiting']);
  expect(await toItsEnd(lists, here, id)).toEqual(['failed', 'succeeded']);
});

test('while the store is away nothing is sent, and then it goes on', async () => {
  const lists = listsByHand();
  const { change } = lists.store.items;
  const here = lists.open();
  lists.store.items.change = async () => {
    throw new GatewayError('SERVICE_UNAVAILABLE', 'away');
  };
  const id = await lists.begin(here, ['a', 'b']);
  await lists.clock.advance(120_000);
  expect(lists.model.started).toEqual([]);
  lists.store.items.change = change;
  expect(await toItsEnd(lists, here, id)).toEqual(['succeeded', 'succeeded']);
  expect(lists.model.started).toEqual(['a', 'b']);
});

test('what was kept, but whose reply was lost, is sent once', async () => {
  const lists = listsByHand();
  const { change } = lists.store.items;
  let at = 0;
  lists.store.items.change = async (...args) => {
    const kept = await change(...args);
    at += 1;
    if (at % 3 === 1) throw new GatewayError('SERVICE_UNAVAILABLE', 'the reply was lost');
    return kept;
  };
  const here = lists.open();
  const id = await lists.begin(here, ['a', 'b', 'c']);
  expect(await toItsEnd(lists, here, id)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(lists.model.started).toEqual(['a', 'b', 'c']);
});

test('what another instance cancels is not sent by the one that runs it', async () => {
  const lists = listsByHand({ msOf: () => 60_000 });
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['a', 'b', 'c', 'd', 'e', 'f']);
  await lists.clock.advance(1_000);
  const errand = await there.lists.find(id, OWNER);
  if (!errand) throw new Error('it is there');
  await there.lists.cancel(errand);
  expect(await lists.states(there, id)).toEqual([
    ...Array.from({ length: 4 }, () => 'running'),
    'cancelled',
    'cancelled',
  ]);
  expect(await toItsEnd(lists, here, id)).toEqual([
    ...Array.from({ length: 4 }, () => 'succeeded'),
    'cancelled',
    'cancelled',
  ]);
  expect(lists.model.started).toEqual(['a', 'b', 'c', 'd']);
});

test('a list that cannot look at what another instance has changed waits until it can', async () => {
  const lists = listsByHand({ msOf: () => 20_000 });
  const { list } = lists.store.items;
  let isAway = false;
  lists.store.items.list = async (...args) => {
    if (isAway) throw new GatewayError('SERVICE_UNAVAILABLE', 'away');
    return list(...args);
  };
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['a', 'b', 'c', 'd', 'e']);
  await lists.clock.advance(1_000);
  const errand = await there.lists.find(id, OWNER);
  if (!errand) throw new Error('it is there');
  await there.lists.cancel(errand);
  isAway = true;
  await lists.clock.advance(60_000);
  isAway = false;
  const succeeded = Array.from({ length: 4 }, () => 'succeeded');
  expect(await toItsEnd(lists, here, id)).toEqual([...succeeded, 'cancelled']);
  expect((await there.lists.find(id, OWNER))?.state).toBe('done');
});

test('what another instance is about to send is not sent beside it', async () => {
  const lists = listsByHand();
  const { change } = lists.store.items;
  const here = lists.open();
  let isOthers = false;
  lists.store.items.change = async (id, index, version, next) => {
    if (index === 0 && !isOthers) {
      isOthers = true;
      await change(id, index, version, { progress: { ...(next.progress as ItemProgress), sentAt: 1 } });
    }
    return change(id, index, version, next);
  };
  const id = await lists.begin(here, ['a', 'b']);
  expect(await toItsEnd(lists, here, id)).toEqual(['unknown', 'succeeded']);
  expect(lists.model.started).toEqual(['b']);
});

test('STOP: what is about to be sent when another fails is not', async () => {
  const lists = listsByHand({
    look: (name) => new Promise((done) => lists.clock.setTimeout(done, name === 'b' ? 5_000 : 0)),
  });
  const here = lists.open();
  const id = await lists.begin(here, ['a [fail]', 'b', 'c'], 'stop');
  expect(await toItsEnd(lists, here, id)).toEqual(['failed', 'cancelled', 'cancelled']);
  expect(lists.model.started).toEqual(['a [fail]']);
});

test('what another instance tries again is started by the one that runs it', async () => {
  const lists = listsByHand({ msOf: (name) => (name === 'long' ? 30_000 : 1_000) });
  const [here, there] = [lists.open(), lists.open()];
  const id = await lists.begin(here, ['no [fail]', 'long']);
  await lists.clock.advance(5_000);
  const errand = await there.lists.find(id, OWNER);
  if (!errand) throw new Error('it is there');
  expect(await lists.states(here, id)).toEqual(['failed', 'running']);
  await there.lists.retry(errand, here.errands as never);
  expect(await toItsEnd(lists, here, id)).toEqual(['failed', 'succeeded']);
  expect(lists.model.started).toEqual(['no [fail]', 'long', 'no [fail]']);
});

test('killed before or after any step, and the next one as well, no item is sent twice and none is forgotten', async () => {
  const names = ['a', 'no [fail]', 'c', 'd [refuse]', 'e', 'f'];
  let unknown = 0;
  let kills = 0;
  for (let killAt = 1; ; killAt += 1) {
    let steps = 0;
    const here: { kill(): void }[] = [];
    const lists = listsByHand({
      step: () => {
        steps += 1;
        if (steps === killAt) here[0]?.kill();
        // What comes next is what the other makes of what it found.
        if (steps === killAt + 2) here[1]?.kill();
      },
    });
    const [one, two, three] = [lists.open(), lists.open(), lists.open()];
    here.push(one, two);
    const id = await lists.begin(one, names);
    const states = await toItsEnd(lists, three, id);
    expect([...lists.model.started].sort()).toEqual([...new Set(lists.model.started)].sort());
    const lost = states.filter((state) => state === 'unknown').length;
    expect(lost).toBeLessThanOrEqual(2);
    // Each is among the unknown starts, once, and nothing else is.
    const unknownIds = states.flatMap((state, at) => (state === 'unknown' ? [`${id}-${at}`] : []));
    expect([killAt, [...lists.model.lost]]).toEqual([killAt, unknownIds]);
    unknown += lost;
    for (const [at, state] of states.entries()) {
      expect(['succeeded', 'failed', 'refused', 'unknown']).toContain(state);
      const name = names[at] ?? '';
      if (state === 'succeeded' || state === 'failed') expect(lists.model.started).toContain(name);
    }
    if (steps < killAt) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(30);
  expect(unknown).toBeGreaterThan(5);
});
