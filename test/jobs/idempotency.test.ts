import { expect, test } from 'vitest';
import { memoryIdempotency } from '../../src/jobs/idempotency.ts';
import { idempotencySuite } from './idempotency-suite.ts';

idempotencySuite('memory', async () => {
  const store = memoryIdempotency();
  return { stores: [store, store], [Symbol.asyncDispose]: async () => {} };
});

test('the memory store forgets outcomes after their time', async () => {
  let now = 0;
  const store = memoryIdempotency({ now: () => now, ttlMs: 1_000 });
  await store.begin('key', 'input');
  await store.finish('key', 'first');
  now = 999;
  expect(await store.begin('key', 'input')).toMatchObject({ state: 'done' });
  now = 1_000;
  expect(await store.begin('key', 'input')).toEqual({ state: 'new' });
});

test('the memory store lets the oldest finished keys go first', async () => {
  const store = memoryIdempotency({ maxKeys: 2 });
  for (const key of ['1', '2', '3', '4']) {
    await store.begin(key, 'input');
    await store.finish(key, key);
  }
  expect((await store.begin('4', 'input')).state).toBe('done');
  expect((await store.begin('1', 'input')).state).toBe('new');
});
