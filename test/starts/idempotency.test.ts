import { expect, test } from 'vitest';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { idempotencySuite, reserve } from './idempotency-suite.ts';

idempotencySuite('memory', async () => {
  const store = memoryIdempotency();
  return {
    stores: [store, store],
    open: async (options) => memoryIdempotency(options),
    [Symbol.asyncDispose]: async () => {},
  };
});

test('the memory store forgets outcomes after their time', async () => {
  let now = 0;
  const store = memoryIdempotency({ now: () => now, ttlMs: 1_000 });
  await (await reserve(store, 'key')).finish('first');
  now = 999;
  expect(await store.begin('key', 'input', 'user:1')).toMatchObject({ state: 'done' });
  now = 1_000;
  expect(await store.begin('key', 'input', 'user:1')).toMatchObject({ state: 'new' });
});

test('the memory store remembers a refusal for a minute at most', async () => {
  let now = 0;
  const store = memoryIdempotency({ now: () => now });
  await (await reserve(store, 'key')).refuse('no');
  now = 59_999;
  expect(await store.begin('key', 'input', 'user:1')).toMatchObject({ state: 'done', outcome: 'no' });
  now = 60_000;
  expect(await store.begin('key', 'input', 'user:1')).toMatchObject({ state: 'new' });
});

test('a flood of refused starts leaves the keys of others, and its own, alone', async () => {
  const store = memoryIdempotency();
  await (await reserve(store, 'victim', 'user:victim')).finish('started');
  await (await reserve(store, 'own', 'user:flood')).finish('started');
  const sending = await reserve(store, 'on its way', 'user:victim');
  for (let number = 0; number < 107_750; number += 1)
    await (await reserve(store, `refused-${number}`, 'user:flood')).refuse('no');
  expect(await store.begin('victim', 'input', 'user:victim')).toMatchObject({ state: 'done' });
  expect(await store.begin('own', 'input', 'user:flood')).toMatchObject({ state: 'done' });
  expect(await store.begin('on its way', 'input', 'user:victim')).toMatchObject({ state: 'pending' });
  await sending.finish('started');
  expect(store.size).toBe(3);
});

test('live keys are not pushed out: with ten thousand of one caller the next start is refused', async () => {
  let now = 0;
  const store = memoryIdempotency({ now: () => now });
  for (let number = 0; number < 10_000; number += 1) {
    now = number;
    await (await reserve(store, `key-${number}`, 'user:busy')).finish('started');
  }
  await expect(store.begin('one more', 'input', 'user:busy')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterMs: 24 * 3_600_000 - 9_999,
  });
  expect(await store.begin('key-0', 'input', 'user:busy')).toMatchObject({ state: 'done' });
  expect(await store.begin('theirs', 'input', 'user:else')).toMatchObject({ state: 'new' });
  now = 24 * 3_600_000;
  expect(await store.begin('one more', 'input', 'user:busy')).toMatchObject({ state: 'new' });
});
