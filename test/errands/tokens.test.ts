import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { asanaToken } from '../../src/asana/api/token.ts';
import { UserTokens } from '../../src/errands/tokens.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';

const HOUR_MS = 3_600_000;
const [first, second, other] = ['first-secret', 'second-secret', 'other-secret'].map((each) =>
  asanaToken(each),
) as [ReturnType<typeof asanaToken>, ReturnType<typeof asanaToken>, ReturnType<typeof asanaToken>];

interface TokensByHand {
  readonly tokens: UserTokens;
  readonly clock: ManualClock;
  readonly gone: string[];
}

function tokensByHand({ ttlMs = HOUR_MS, limit = 1_000 } = {}): TokensByHand {
  const clock = manualClock();
  const gone: string[] = [];
  return { clock, gone, tokens: new UserTokens({ ttlMs, limit, clock, gone: (owner) => gone.push(owner) }) };
}

test('a token is kept for an hour after its user was last seen', async () => {
  const { tokens, clock, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  await clock.advance(HOUR_MS - 1);
  expect(tokens.tokenOf('user:1')).toBe(first);
  await clock.advance(1);
  expect([tokens.tokenOf('user:1'), gone, tokens.size]).toEqual([null, ['user:1'], 0]);
});

test('a request of the user begins the hour anew', async () => {
  const { tokens, clock, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  await clock.advance(HOUR_MS - 1);
  tokens.opened(first)();
  await clock.advance(HOUR_MS - 1);
  expect([tokens.tokenOf('user:1'), gone]).toEqual([first, []]);
  await clock.advance(1);
  expect(gone).toEqual(['user:1']);
});

test('requests of others begin nothing anew', async () => {
  const { tokens, clock, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  await clock.advance(HOUR_MS - 1);
  tokens.opened(other)();
  await clock.advance(1);
  expect(gone).toEqual(['user:1']);
});

test('a token does not go while a socket of its user is open', async () => {
  const { tokens, clock, gone } = tokensByHand();
  const close = tokens.opened(first);
  tokens.hold('user:1', 'a', first);
  await clock.advance(5 * HOUR_MS);
  expect(gone).toEqual([]);
  close();
  close();
  await clock.advance(HOUR_MS);
  expect(gone).toEqual(['user:1']);
});

test('with a time of 0 a token goes with the last request of its user', async () => {
  const { tokens, gone } = tokensByHand({ ttlMs: 0 });
  const [one, two] = [tokens.opened(first), tokens.opened(first)];
  tokens.hold('user:1', 'a', first);
  one();
  expect([tokens.tokenOf('user:1'), gone]).toEqual([first, []]);
  two();
  expect([tokens.tokenOf('user:1'), gone]).toEqual([null, ['user:1']]);
});

test('a fresh token of the user takes the place of the old one', () => {
  const { tokens } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.learned('user:1', second);
  expect(tokens.tokenOf('user:1')).toBe(second);
  tokens.learned('user:2', other);
  expect(tokens.tokenOf('user:2')).toBeNull();
});

test('where a later token is refused, the one an errand was begun with serves again while it lives', () => {
  const { tokens, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.learned('user:1', second);
  tokens.refused(second.hash);
  expect([tokens.tokenOf('user:1'), gone]).toEqual([first, []]);
  tokens.refused(first.hash);
  expect([tokens.tokenOf('user:1'), gone]).toEqual([null, ['user:1']]);
});

test('an errand goes on with the token it was begun with while that lives, then with the one its user brings', () => {
  const { tokens, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.hold('user:1', 'b', second);
  expect([tokens.tokenOf('user:1', 'a'), tokens.tokenOf('user:1', 'b')]).toEqual([first, second]);
  tokens.refused(second.hash);
  expect([tokens.tokenOf('user:1', 'a'), tokens.tokenOf('user:1', 'b'), gone]).toEqual([first, first, []]);
  tokens.learned('user:1', other);
  tokens.refused(first.hash);
  expect([tokens.tokenOf('user:1', 'a'), tokens.tokenOf('user:1', 'b'), gone]).toEqual([other, other, []]);
  tokens.refused(other.hash);
  expect([tokens.tokenOf('user:1', 'a'), gone]).toEqual([null, ['user:1']]);
});

test('a refused token is gone at once and not taken again', () => {
  const { tokens, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.refused(first.hash);
  expect([gone, tokens.tokenOf('user:1'), tokens.isRefused(first.hash)]).toEqual([['user:1'], null, true]);
  expect([tokens.hold('user:1', 'a', first), tokens.hold('user:1', 'a', second)]).toEqual([false, true]);
  tokens.learned('user:1', first);
  tokens.opened(first)();
  expect(tokens.tokenOf('user:1')).toBe(second);
});

test('a token that is refused to one errand serves the others, and is not taken again for that one', () => {
  const { tokens, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.hold('user:1', 'b', first);
  tokens.refusedFor('a', first.hash);
  expect([tokens.tokenOf('user:1', 'a'), tokens.tokenOf('user:1', 'b'), gone]).toEqual([null, first, []]);
  tokens.drop('user:1', 'a');
  expect([tokens.hold('user:1', 'a', first), tokens.hold('user:1', 'c', first)]).toEqual([false, true]);
  expect(tokens.hold('user:1', 'a', second)).toBe(true);
  expect([tokens.tokenOf('user:1', 'a'), tokens.tokenOf('user:1', 'b')]).toEqual([second, first]);
  expect([tokens.heldOf(first.hash), tokens.heldOf(other.hash)]).toEqual([first, null]);
});

test('an old token that is refused takes no fresh one with it', () => {
  const { tokens, gone } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.learned('user:1', second);
  tokens.refused(first.hash);
  expect([gone, tokens.tokenOf('user:1')]).toEqual([[], second]);
});

test('so many errands hold tokens, and no more', () => {
  const { tokens } = tokensByHand({ limit: 2 });
  expect(tokens.hold('user:1', 'a', first)).toBe(true);
  expect(tokens.hold('user:1', 'b', first)).toBe(true);
  expect(tokens.hold('user:1', 'b', first)).toBe(true);
  expect(tokens.hold('user:2', 'c', second)).toBe(false);
  tokens.drop('user:1', 'a');
  tokens.drop('user:1', 'a');
  expect([tokens.hold('user:2', 'c', second), tokens.size]).toEqual([true, 2]);
});

test('a thousand errands hold tokens where nothing else is said', () => {
  const tokens = new UserTokens({ ttlMs: HOUR_MS, clock: manualClock(), gone: () => {} });
  const held = Array.from({ length: 1_001 }, (_, at) => tokens.hold(`user:${at % 100}`, `${at}`, first));
  expect([held.lastIndexOf(true), held.indexOf(false), tokens.size]).toEqual([999, 1_000, 1_000]);
});

test('of one user’s tokens twenty are known, the longest known is forgotten', async () => {
  const { tokens, clock, gone } = tokensByHand();
  const all = Array.from({ length: 21 }, (_, at) => asanaToken(`secret-${at}`));
  tokens.hold('user:1', 'a', first);
  for (const token of all.slice(0, 20)) tokens.learned('user:1', token);
  // Not known any more: a request with it keeps nothing alive, and whose it is would have to be asked.
  expect([
    tokens.wantsToKnow(first.hash),
    ...all.slice(0, 20).map(({ hash }) => tokens.wantsToKnow(hash)),
  ]).toEqual([true, ...Array(20).fill(false)]);
  tokens.opened(first);
  await clock.advance(HOUR_MS);
  expect(gone).toEqual(['user:1']);
});

test('ten thousand refused tokens are known, the longest known is forgotten', () => {
  const { tokens } = tokensByHand();
  const hashes = Array.from({ length: 10_001 }, (_, at) => `hash-${at}`);
  for (const hash of hashes) tokens.refused(hash);
  expect(hashes.map((hash) => tokens.isRefused(hash)).indexOf(true)).toBe(1);
});

test('a token goes with the last errand that needs it, and shows nowhere', async () => {
  const { tokens, clock } = tokensByHand();
  tokens.hold('user:1', 'a', first);
  tokens.hold('user:1', 'b', first);
  expect(inspect(tokens, { depth: 9, showHidden: true })).not.toContain('first-secret');
  expect(JSON.stringify(tokens)).not.toContain('first-secret');
  tokens.drop('user:1', 'a');
  expect(tokens.tokenOf('user:1')).toBe(first);
  tokens.drop('user:1', 'b');
  expect(tokens.tokenOf('user:1')).toBeNull();
  tokens.close();
  expect(clock.pending()).toBe(0);
});
