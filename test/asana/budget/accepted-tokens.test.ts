/** Tokens that Asana has accepted: how many of them are remembered. */
import { expect, test } from 'vitest';
import { MOST_ACCEPTED, Way } from '../../../src/asana/budget/way.ts';
import { manualClock } from '../../support/clock.ts';

test('100,000 accepted tokens are remembered, and the longest known is a newcomer again', () => {
  const way = new Way(manualClock());
  for (let at = 0; at < MOST_ACCEPTED; at += 1) way.answered(`token ${at}`, 200);
  expect(MOST_ACCEPTED).toBe(100_000);
  expect([way.isAccepted('token 0'), way.isAccepted('token 99999')]).toEqual([true, true]);
  way.answered('one more', 404);
  expect(['token 0', 'token 1', 'one more'].map((hash) => way.isAccepted(hash))).toEqual([false, true, true]);
});
