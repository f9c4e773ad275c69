import { expect, test } from 'vitest';
import { type ErrandKind, pause } from '../../src/errands/run.ts';
import { type Instance, type InstancesOptions, OWNER, openInstances, TOKEN } from './instances.ts';

/** An errand that is done at its third try, a minute between two; it tells who tried when. */
function instances(options: Omit<InstancesOptions, 'kinds'> = {}) {
  const tries: string[] = [];
  const told: string[] = [];
  /** So many interruptions more cannot be told. */
  const untold = { times: 0 };
  const startedMs = Date.UTC(2026, 0, 1);
  const trying = (name: string, seconds: () => number): ErrandKind => ({
    name: 'try',
    needsToken: false,
    places: 2,
    async run(run) {
      const at = run.errand.progress as number;
      tries.push(`${name} ${seconds()}`);
      if (at < 2) await run.keep({ state: 'running', progress: at + 1 }, 60_000);
      else await run.keep({ state: 'done' });
    },
    givenUp: (progress) => progress,
  });
  const hanging = (name: string, wait: (signal: AbortSignal) => Promise<void>): ErrandKind => ({
    name: 'hang',
    needsToken: true,
    async run(run) {
      await run.keep({ state: 'running' });
      run.token();
      await wait(run.signal);
    },
    givenUp: (progress) => progress,
    async interrupted({ id, progress }) {
      if (untold.times > 0) {
        untold.times -= 1;
        throw new Error('the store takes nothing');
      }
      told.push(`${name} ${id} ${progress}`);
      return (progress as number) + 1;
    },
  });
  const all = openInstances({
    ...options,
    kinds: (name, clock) => [
      trying(name, () => Math.round((clock.now() - startedMs) / 1_000)),
      hanging(name, (signal) => pause(3_600_000, clock, signal)),
    ],
  });
  const beginOne = async ({ errands }: Instance, kind: 'try' | 'hang', id?: string) => {
    const plan = { owner: OWNER, about: null, plan: null, progress: 0 };
    const errand = await errands.reserve(
      { kind, ...plan, ...(id && { id }) },
      kind === 'hang' ? TOKEN : null,
    );
    await errands.begin(errand, {});
    return errand.id;
  };
  return { ...all, tries, told, untold, beginOne };
}

test('what sleeps is run again when its time has come, without a token or a place meanwhile', async () => {
  const { open, beginOne, clock, tries, stateOf } = instances({ isShared: false });
  const here = open('here');
  const id = await beginOne(here, 'try');
  await clock.advance(59_000);
  expect(tries).toEqual(['here 0']);
  expect((await here.errands.find(id, OWNER))?.sleepsMs).toBe(1_000);
  await clock.advance(120_000);
  expect([tries, await stateOf(here, id)]).toEqual([['here 0', 'here 60', 'here 120'], 'done']);
  expect(clock.pending()).toBe(0);
});

test('what sleeps is woken', async () => {
  const { open, beginOne, clock, tries } = instances({ isShared: false });
  const here = open('here');
  const id = await beginOne(here, 'try');
  await clock.advance(10_000);
  const asleep = (await here.errands.find(id, OWNER)) as never;
  expect(await here.errands.wake(asleep)).toMatchObject({ sleepsMs: 0 });
  await clock.advance(0);
  expect(tries).toEqual(['here 0', 'here 10']);
  await clock.advance(60_000);
  expect(tries.at(-1)).toBe('here 70');
  expect(await here.errands.wake(asleep)).toBeNull();
});

test('what slept on an instance that is gone wakes on another', async () => {
  const { open, beginOne, clock, tries } = instances();
  const [here, _there] = [open('here'), open('there')];
  await beginOne(here, 'try');
  await clock.advance(1_000);
  here.kill();
  await clock.advance(180_000);
  expect(tries).toEqual(['here 0', 'there 60', 'there 120']);
});

test('an instance that begins goes on with what an earlier one left', async () => {
  const { open, beginOne, clock, tries } = instances({ isShared: false });
  const here = open('here');
  await beginOne(here, 'try');
  await clock.advance(1_000);
  await here.errands.close();
  open('later');
  await clock.advance(180_000);
  expect(tries).toEqual(['here 0', 'later 60', 'later 120']);
});

test('a kind that has no place left takes none from another', async () => {
  const { open, begin, beginOne, clock, counted, tries, ...all } = instances({ mostAtOnce: 1 });
  const here = open('here');
  await beginOne(here, 'hang');
  const second = await beginOne(here, 'hang');
  await beginOne(here, 'try');
  await begin(here, 1);
  await clock.advance(1_500);
  expect([counted, tries]).toEqual([['here 0 first'], ['here 0']]);
  expect((await all.store.find(second))?.state).toBe('waiting');
});

test('a kind hears that its errand is interrupted, before that is kept', async () => {
  const { open, beginOne, clock, told, stateOf } = instances({ ttlMs: 60_000 });
  const here = open('here');
  await beginOne(here, 'hang', 'one');
  await clock.advance(61_000);
  expect([told, await stateOf(here, 'one')]).toEqual([['here one 0'], 'interrupted']);
  await here.errands.back((await here.errands.find('one', OWNER)) as never, TOKEN);
  await clock.advance(1_000);
  expect(await stateOf(here, 'one')).toBe('running');
  await here.errands.close();
  expect(told).toEqual(['here one 0', 'here one 1']);
});

test('a kind hears of what its instance fell silent with, from one of the others', async () => {
  const { open, beginOne, clock, told, store } = instances();
  const [here] = [open('here'), open('there'), open('third')];
  await beginOne(here, 'hang', 'one');
  await clock.advance(1_000);
  here.kill();
  await clock.advance(20_000);
  expect(told.map((each) => each.replace(/^\w+/, 'another'))).toEqual(['another one 0']);
  expect(await store.find('one')).toMatchObject({ state: 'interrupted', progress: 1 });
});

test('an interruption that cannot be told is tried again after a pause, not at once', async () => {
  const { open, beginOne, clock, untold, told, stateOf } = instances({ ttlMs: 60_000, isShared: false });
  const here = open('here');
  await beginOne(here, 'hang', 'one');
  untold.times = 2;
  await clock.advance(60_500);
  expect([untold.times, told]).toEqual([1, []]);
  await clock.advance(10_000);
  expect([told, await stateOf(here, 'one')]).toEqual([['here one 0'], 'interrupted']);
});
