import { expect, test } from 'vitest';
import { type ErrandKind, pause } from '../../src/errands/run.ts';
import { type Instance, type InstancesOptions, openInstances, TOKEN } from './instances.ts';

/** Errands that take a second, of which two run at once, and such that go on. */
function turns(options: Omit<InstancesOptions, 'kinds'> = {}) {
  const begun: string[] = [];
  const kinds: NonNullable<InstancesOptions['kinds']> = (_name, clock) => {
    const kindOf = (name: string, ms: number, more: Partial<ErrandKind> = {}): ErrandKind => ({
      ...{ name, needsToken: false, ...more },
      async run(run) {
        const tries = run.errand.progress as number;
        begun.push(run.errand.id);
        await run.keep({ state: 'running', progress: tries + 1 });
        await pause(tries === 0 ? ms : 10 * ms, clock, run.signal);
        if (name === 'again' && tries === 0) await run.keep({}, 5_000);
        else await run.keep({ state: 'done' });
      },
      givenUp: (progress) => progress,
    });
    return [
      kindOf('short', 1_000, { places: 2 }),
      kindOf('again', 1_000, { places: 2 }),
      kindOf('long', 3_600_000),
    ];
  };
  const all = openInstances({ isOwn: true, isShared: false, ...options, kinds });
  const begin = async ({ errands }: Instance, kind: string, owner: string, count = 1): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      const id = `${kind} ${owner} ${at}`;
      const errand = { id, kind, owner, about: null, plan: null, progress: 0 };
      await errands.begin(await errands.reserve(errand, TOKEN), {});
    }
  };
  return { ...all, begun, begin };
}

test('an owner with many errands does not hold up another’s one: they take turns for the places', async () => {
  const { open, begin, begun, clock } = turns();
  const here = open('here');
  await begin(here, 'short', 'a', 6);
  await begin(here, 'short', 'b', 2);
  await clock.advance(1_500);
  expect(begun.slice(0, 4).sort()).toEqual(['short a 0', 'short a 1', 'short a 2', 'short b 0']);
  await clock.advance(10_000);
  expect(begun).toHaveLength(8);
  expect(begun.indexOf('short b 1')).toBeLessThan(begun.indexOf('short a 4'));
});

test('errands that go on for long leave the last eighth of the places to owners who have few', async () => {
  const { open, begin, begun, clock } = turns({ mostAtOnce: 24 });
  const here = open('here');
  await begin(here, 'long', 'a', 30);
  await clock.advance(1_000);
  expect(begun).toHaveLength(21);
  await begin(here, 'long', 'b');
  await begin(here, 'long', 'c', 5);
  await clock.advance(1_000);
  expect(begun.slice(21)).toEqual(['long b 0', 'long c 0', 'long c 1']);
  await clock.advance(3_600_000);
  expect(begun).toHaveLength(36);
});

test('of what falls due together, owners take turns, also where another’s would fill all of a look', async () => {
  const { open, begin, begun, clock } = turns();
  const here = open('here');
  await begin(here, 'again', 'a', 8);
  await begin(here, 'again', 'b');
  // All of them have been tried once. Two of the first take ten seconds now, and the others fall due meanwhile.
  await clock.advance(11_000);
  expect(begun.slice(9)).toEqual(['again a 0', 'again a 1']);
  await clock.advance(50_000);
  expect(begun).toHaveLength(18);
  expect(begun.slice(11, 13)).toContain('again b 0');
});

test('an instance that begins goes on with what it finds in turns', async () => {
  const { open, begin, begun, clock } = turns({ isShared: true });
  const here = open('here');
  await begin(here, 'short', 'a', 8);
  await begin(here, 'short', 'b');
  here.kill();
  begun.length = 0;
  open('later');
  await clock.advance(125_000);
  expect(begun.filter((id) => id.includes(' a '))).not.toHaveLength(0);
  expect(begun.indexOf('short b 0')).toBeLessThan(6);
});
