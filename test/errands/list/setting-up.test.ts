/** Items whose jobs have ended, and whose set-ups go on: they hold no slot, and are bounded all the same. */
import { expect, test } from 'vitest';
import { MOST_SETTING_UP } from '../../../src/errands/list/list.ts';
import { listsByHand } from './lists-by-hand.ts';

test('twenty items at most are set up at once, and the next one starts when one of them is over', async () => {
  expect(MOST_SETTING_UP).toBe(20);
  const settingUp: (() => void)[] = [];
  const lists = listsByHand({
    setUp: () => new Promise((resolve) => settingUp.push(() => resolve('done'))),
  });
  const here = lists.open();
  const names = Array.from({ length: 25 }, (_, at) => `item ${at}`);
  const id = await lists.begin(here, names);
  const started = async () => {
    for (let at = 0; at < 60; at += 1) await lists.clock.advance(500);
    return [lists.model.started.length, settingUp.length];
  };
  expect(await started()).toEqual([20, 20]);
  expect(lists.model.running).toBe(0);
  settingUp[7]?.();
  expect(await started()).toEqual([21, 21]);
  for (const end of settingUp) end();
  expect(await started()).toEqual([25, 25]);
  for (const end of settingUp) end();
  await started();
  expect(await lists.isOver(here, id)).toBe(true);
  expect(new Set(await lists.states(here, id))).toEqual(new Set(['succeeded']));
});

test('a list that starts nothing more for now, since twenty are set up, holds up no later one', async () => {
  const lists = listsByHand({ setUp: () => new Promise(() => {}) });
  const here = lists.open();
  await lists.begin(
    here,
    Array.from({ length: 25 }, (_, at) => `item ${at}`),
  );
  for (let at = 0; at < 60; at += 1) await lists.clock.advance(500);
  expect(lists.model.started).toHaveLength(20);
  await lists.begin(here, ['later 0', 'later 1']);
  for (let at = 0; at < 60; at += 1) await lists.clock.advance(500);
  expect(lists.model.started.slice(20)).toEqual(['later 0', 'later 1']);
});
