/** When a 401 means that a token is dead. */
import { expect, test } from 'vitest';
import { asanaToken } from '../../src/asana/api/token.ts';
import { TokenDoubts } from '../../src/errands/token-doubts.ts';

const token = asanaToken('first-secret');

function doubts(isDead: () => Promise<boolean>) {
  const said = { asked: 0, dead: [] as string[] };
  const made = new TokenDoubts({
    held: (hash) => (hash === token.hash ? token : null),
    isDead: () => {
      said.asked += 1;
      return isDead();
    },
    dead: (hash) => said.dead.push(hash),
  });
  return { said, doubt: (hash = token.hash) => made.doubt(hash) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['Asana refuses to say whose it is', () => Promise.resolve(true), [token.hash]],
  ['Asana says whose it is', () => Promise.resolve(false), []],
  ['nobody can be asked', () => Promise.reject(new Error('unreachable')), []],
])('a token of which a 401 came: %s', async (_what, isDead, dead) => {
  const { said, doubt } = doubts(isDead);
  doubt();
  await settled();
  expect(said).toEqual({ asked: 1, dead });
});

test('it is asked once at a time, also while that is refused itself', async () => {
  const { said, doubt } = doubts(async () => {
    doubt();
    return true;
  });
  doubt();
  doubt();
  await settled();
  expect(said).toEqual({ asked: 1, dead: [token.hash] });
  doubt();
  await settled();
  expect(said.asked).toBe(2);
});

test('nothing is asked of a token that no errand goes on with', async () => {
  const { said, doubt } = doubts(async () => true);
  doubt('another');
  await settled();
  expect(said).toEqual({ asked: 0, dead: [] });
});
