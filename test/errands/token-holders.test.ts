/** How many errands hold tokens on one instance: what is said beyond it, and that nothing is left of what was refused. */
import { expect, test } from 'vitest';
import type { UserTokens } from '../../src/errands/tokens.ts';
import { type Instance, OWNER, openInstances, TOKEN } from './instances.ts';

const MOST = 1_000;
const KEPT = 125;
const FEW = 10;
const REFUSAL = {
  code: 'SERVICE_UNAVAILABLE',
  details: { limit: 'errandTokens', allowed: MOST },
  message: expect.stringMatching(/^Nothing was begun: this instance keeps the tokens of 1,000 set-ups/),
};

const reserve = ({ errands }: Instance, owner: string) =>
  errands.reserve({ kind: 'count', owner, about: null, plan: { to: 1 }, progress: 0 }, TOKEN);

async function reserveAll(here: Instance): Promise<void> {
  for (let at = 0; at < MOST; at += 1) await reserve(here, `user:many-${Math.floor(at / FEW)}`);
}

test('an errand beyond the thousand that hold tokens is refused, until one of them is given up', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const first = await reserve(here, OWNER);
  await here.errands.discard(first);
  await reserveAll(here);
  await expect(reserve(here, OWNER)).rejects.toMatchObject(REFUSAL);
  expect([(here.tokens as UserTokens).size, await instances.store.open('count', OWNER)]).toEqual([MOST, []]);
  const [given] = await instances.store.open('count', 'user:many-0');
  await here.errands.discard(given as never);
  expect(await reserve(here, OWNER)).toMatchObject({ owner: OWNER, state: 'waiting' });
});

test('one that is over is not run again when there is no place for its token', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here, 1);
  await instances.clock.advance(2_000);
  await reserveAll(here);
  const over = await here.errands.find(id, OWNER);
  const again = here.errands.restart(over as never, TOKEN, () => ({ progress: 0 }));
  await expect(again).rejects.toMatchObject(REFUSAL);
  expect(await instances.stateOf(here, id)).toBe('done');
});

test('whoever has ten leaves the last eighth to others, who have all of it between them', async () => {
  const { tokens } = openInstances().open('here');
  const hold = (owner: string, errand: string) => tokens.hold(owner, errand, TOKEN);
  for (let at = 0; at < MOST - KEPT; at += 1) expect(hold('user:greedy', `greedy ${at}`)).toBe(true);
  expect(hold('user:greedy', 'one more')).toBe(false);
  expect(hold('user:greedy', 'greedy 0')).toBe(true); // which it holds already
  for (let at = 0; at < KEPT; at += 1) expect(hold(`user:${Math.floor(at / FEW)}`, `few ${at}`)).toBe(true);
  expect(hold('user:late', 'late')).toBe(false);
  for (let at = 0; at < 20; at += 1) tokens.drop('user:0', `few ${at}`);
  expect([hold('user:1', 'an eleventh'), hold('user:late', 'late')]).toEqual([false, true]);
});
