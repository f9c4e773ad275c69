/** How much one process remembers of starts, in the numbers that docs/limits.md has. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { keysWithin } from '../../src/starts/key-limits.ts';
import { blankEntry, rowsWithin } from '../../src/starts/ledger.ts';
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

test.each([
  ['512 MB', 512, 223_000, 44_000],
  ['4 GB', 4_096, 1_000_000, 100_000],
])('in a heap of %s keys and jobs take a quarter each at most', (_, megabytes, keys, rows) => {
  const bytes = megabytes * 2 ** 20;
  expect([keysWithin(bytes), rowsWithin(bytes)].map((most) => Math.floor(most / 1_000) * 1_000)).toEqual([
    keys,
    rows,
  ]);
});

test('what is said to fit does: as many keys as a small heap may have take no more than its quarter', () => {
  const heapBytes = 48 * 2 ** 20;
  const script = `
    import { createHash } from 'node:crypto';
    import { KeyMemory } from ${JSON.stringify(new URL('../../src/starts/key-memory.ts', import.meta.url).href)};
    const hash = (text) => createHash('sha256').update(text).digest('hex');
    const used = () => (gc(), process.memoryUsage().heapUsed);
    const memory = new KeyMemory({ keysPerCaller: Infinity });
    const before = used();
    for (let at = 0; at < ${keysWithin(heapBytes)}; at += 1) {
      const entry = memory.reserve(hash('key' + at), hash('input' + at), 'user:' + (at % 9));
      memory.settle(entry, { outcome: 'started', gid: '1208' + (10 ** 12 + at), at });
    }
    const taken = used() - before;
    if (memory.size > 0) process.stdout.write(String(taken));`;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(Number(stdout)).toBeGreaterThan(0);
  expect(Number(stdout)).toBeLessThan(heapBytes / 4);
});

test('of the mistakes of a step the first twenty are kept', () => {
  const all = Array.from(
    { length: 25 },
    (_, at): UserError => ({ code: 'NOT_FOUND', message: `${at}`, field: null }),
  );
  expect(keptUserErrors(all)).toEqual(all.slice(0, 20));
});
