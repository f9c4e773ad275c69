import { expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import type { UserTokens } from '../../src/errands/tokens.ts';
import { type Instance, OWNER, openInstances, TOKEN } from './instances.ts';

const ABOUT = { about: '77', plan: { to: 1, job: '77' } };

function reserve({ errands }: Instance): Promise<Errand> {
  return errands.reserve({ kind: 'count', owner: OWNER, about: null, plan: { to: 1 }, progress: 0 }, TOKEN);
}

function leave({ away }: Instance): void {
  for (const method of ['find', 'change', 'take', 'release'] as const) away.add(method);
}

const holders = ({ tokens }: Instance): number => (tokens as UserTokens).size;

test('a store that is away when an errand begins has what it is about as soon as it is back', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  leave(here);
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(90_000);
  here.away.clear();
  await instances.clock.advance(3_000);
  expect(await here.errands.findAbout('count', '77')).toMatchObject({ id: errand.id, state: 'done' });
  expect(instances.counted).toEqual(['here 0 first']);
  expect(holders(here)).toBe(0);
});

test('what was kept by a try whose reply was lost is begun', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  await instances.store.change(errand.id, 0, ABOUT);
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(3_000);
  expect(await here.errands.findAbout('count', '77')).toMatchObject({ state: 'done', version: 4 });
});

test('an errand that was changed meanwhile is begun all the same', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  await instances.store.change(errand.id, 0, { progress: 0 });
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(3_000);
  expect(await here.errands.findAbout('count', '77')).toMatchObject({ id: errand.id, state: 'done' });
});

test('one that is kept no more is not begun, and its token is forgotten', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  await instances.store.delete(errand.id);
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(3_000);
  expect(instances.counted).toEqual([]);
  expect(holders(here)).toBe(0);
});

test('with a store that does not come back, the token is forgotten when the place is', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  leave(here);
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(110_000);
  expect(holders(here)).toBe(1);
  await instances.clock.advance(20_000);
  expect(holders(here)).toBe(0);
});

test('a gateway that ends tells a store once more what an errand is about', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  leave(here);
  await here.errands.begin(errand, ABOUT);
  here.away.clear();
  await here.errands.close();
  expect(await instances.store.find(errand.id)).toMatchObject({ about: '77', plan: ABOUT.plan });
});

test('an errand is run as soon as a store that is away gives it', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  here.away.add('take');
  await here.errands.begin(errand, ABOUT);
  await instances.clock.advance(30_000);
  expect(holders(here)).toBe(1);
  here.away.clear();
  await instances.clock.advance(3_000);
  expect(await here.errands.find(errand.id, OWNER)).toMatchObject({ state: 'done' });
});

test('a gateway that ends does not wait for a store that is away', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const errand = await reserve(here);
  here.away.add('take');
  await here.errands.begin(errand, ABOUT);
  await here.errands.close();
  expect(await instances.store.find(errand.id)).toMatchObject({ state: 'waiting', about: '77' });
});

test('a place that the store would not keep leaves no token behind', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const full = { kind: 'count', owner: OWNER, about: null, plan: null, progress: 0 };
  for (let each = 0; each < 100; each += 1) await here.errands.reserve(full, TOKEN);
  await expect(here.errands.reserve(full, TOKEN)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(holders(here)).toBe(100);
});
