/** How much one process remembers of starts, in the numbers that docs/limits.md has. */
import { expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { blankEntry } from '../../src/starts/ledger.ts';
import { memoryLedger } from '../../src/starts/memory-ledger.ts';
import { keptUserErrors, type UserError } from '../../src/starts/user-errors.ts';
import { reserve } from './idempotency-suite.ts';

const lost = (name: string) => ({ kind: 'duplicateTask', source: null, name, sentAt: 0 }) as const;

test('of unknown starts one caller has the newest hundred', async () => {
  const ledger = memoryLedger();
  for (let at = 0; at <= 100; at += 1) await ledger.unknownStart('user:1', lost(`${at}`));
  const names = (await ledger.unknownStarts('user:1')).map(({ name }) => Number(name));
  expect([names.length, Math.min(...names), Math.max(...names)]).toEqual([100, 1, 100]);
});

test('of unknown starts there are ten thousand in all, and whoever has most gives', async () => {
  const ledger = memoryLedger();
  await ledger.unknownStart('user:modest', lost('Mine'));
  for (let at = 0; at < 10_100; at += 1) await ledger.unknownStart(`user:${at % 101}`, lost(`${at}`));
  expect(ledger.size).toBe(10_000);
  expect(await ledger.unknownStarts('user:modest')).toMatchObject([{ name: 'Mine' }]);
});

test('of jobs one caller has the newest thousand', async () => {
  const ledger = memoryLedger();
  for (let at = 0; at <= 1_000; at += 1) await ledger.started('user:1', blankEntry(`${at}`));
  const listed = await ledger.list('user:1', { first: 2_000 });
  expect([listed.length, listed.some(({ gid }) => gid === '0')]).toEqual([1_000, false]);
});

test('of ten thousand tokens it is known whose they are', async () => {
  const ledger = memoryLedger();
  for (let at = 0; at <= 10_000; at += 1) await ledger.link(`token:${at}`, 'user:1');
  const known = await Promise.all([0, 1, 10_000].map((at) => ledger.isLinked(`token:${at}`, 'user:1')));
  expect(known).toEqual([false, true, true]);
});

test('of refused starts a thousand of one caller are remembered, and fifty thousand in all', async () => {
  const store = memoryIdempotency({ now: () => 0 });
  const refuse = async (key: string, owner: string) => (await reserve(store, key, owner)).refuse('no');
  const isKnown = async (key: string, owner: string) => {
    const begun = await store.begin(key, 'input', owner);
    return begun.state === 'done';
  };
  for (let at = 0; at <= 1_000; at += 1) await refuse(`a${at}`, 'user:a');
  expect([await isKnown('a1', 'user:a'), await isKnown('a0', 'user:a')]).toEqual([true, false]);
  for (let at = 0; at < 49_000; at += 1) await refuse(`b${at}`, `user:b${at % 49}`);
  expect(await isKnown('a1', 'user:a')).toBe(true);
  await refuse('one more', 'user:c');
  expect([await isKnown('a1', 'user:a'), await isKnown('a2', 'user:a')]).toEqual([false, true]);
});

test('of a million idempotency keys in all, the next is refused, unsent', async () => {
  const store = memoryIdempotency({ keysInAll: 3 });
  for (const owner of ['a', 'b', 'c']) await (await reserve(store, 'key', owner)).finish('started');
  const refused = await store.begin('key', 'input', 'd').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayError);
  expect(refused).toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    details: { limit: 'idempotencyKeysInAll' },
  });
});

test('of the mistakes of a step the first twenty are kept', () => {
  const all = Array.from(
    { length: 25 },
    (_, at): UserError => ({ code: 'NOT_FOUND', message: `${at}`, field: null }),
  );
  expect(keptUserErrors(all)).toEqual(all.slice(0, 20));
});
