import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqliteIdempotency } from '../../src/sqlite/idempotency.ts';
import type { StateFile } from '../../src/sqlite/state-file.ts';
import { TIDIED_AT_ONCE } from '../../src/sqlite/state-file.ts';
import { idempotencySuite, reserve } from '../starts/idempotency-suite.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { openFile, type Place, place } from './support.ts';

describeSqlite('keys in a file', () => {
  let at: Place;
  let file: StateFile;
  beforeAll(() => {
    at = place();
    file = openFile(at.file);
  });
  afterAll(() => {
    file.close();
    at[Symbol.dispose]();
  });

  idempotencySuite('SQLite', async () => {
    const store = sqliteIdempotency(file);
    return {
      stores: [store, store],
      open: async (options) => sqliteIdempotency(file, options),
      [Symbol.asyncDispose]: async () => {},
    };
  });

  test('an outcome is told for a day, a refusal for a minute', async () => {
    let now = 0;
    const store = sqliteIdempotency(file, { now: () => now });
    await (await reserve(store, 'd-started')).finish('first');
    await (await reserve(store, 'd-refused')).refuse('no');
    const state = async (key: string) => (await store.begin(key, 'input', 'user:1')).state;
    now = 59_999;
    expect([await state('d-started'), await state('d-refused')]).toEqual(['done', 'done']);
    now = 60_000;
    expect(await state('d-refused')).toBe('new');
    now = 24 * 3_600_000 - 1;
    expect(await state('d-started')).toBe('done');
    now += 1;
    expect(await state('d-started')).toBe('new');
  });

  test('keys that are too old make room when a caller has as many as it may', async () => {
    let now = 0;
    const store = sqliteIdempotency(file, { now: () => now, keysPerCaller: 2 });
    await (await reserve(store, 'o1', 'user:old')).finish(1);
    now = 1_000;
    await (await reserve(store, 'o2', 'user:old')).finish(2);
    const refused = store.begin('o3', 'input', 'user:old');
    await expect(refused).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 24 * 3_600_000 - 1_000,
    });
    now = 24 * 3_600_000;
    expect((await store.begin('o3', 'input', 'user:old')).state).toBe('new');
  });

  test('of too many keys that are too old, no more go at once than a start may wait for', async () => {
    using other = place();
    const own = openFile(other.file);
    own.run('PRAGMA synchronous = OFF');
    let now = 0;
    const store = sqliteIdempotency(own, { now: () => now, keysPerCaller: 2_500 });
    for (const caller of ['user:before', 'user:full'])
      for (let number = 0; number < 2_500; number += 1)
        await (await reserve(store, `${caller}-${number}`, caller)).finish(1);
    now = 24 * 3_600_000;
    expect((await store.begin('fresh', 'input', 'user:full')).state).toBe('new');
    expect(store.size).toBe(5_000 - 2 * TIDIED_AT_ONCE + 1);
    own.close();
  });

  test('a flood of refused starts leaves the keys of others, and its own, alone', async () => {
    using other = place();
    const own = openFile(other.file);
    // A thousand waits for the disk would show nothing more.
    own.run('PRAGMA synchronous = OFF');
    const store = sqliteIdempotency(own);
    await (await reserve(store, 'victim', 'user:victim')).finish('started');
    await (await reserve(store, 'own', 'user:flood')).finish('started');
    for (let number = 0; number < 1_050; number += 1)
      await (await reserve(store, `refused-${number}`, 'user:flood')).refuse('no');
    expect(await store.begin('victim', 'input', 'user:victim')).toMatchObject({ state: 'done' });
    expect(await store.begin('own', 'input', 'user:flood')).toMatchObject({ state: 'done' });
    expect([store.size, own.count('refused')]).toEqual([2, 1_000]);
    own.close();
  });

  test('the next process knows every outcome, and of a key without one that nobody knows it', async () => {
    using other = place();
    const before = openFile(other.file);
    const store = sqliteIdempotency(before);
    await (await reserve(store, 'finished')).finish({ job: '1' });
    await reserve(store, 'on its way');
    await (await reserve(store, 'unsent')).forget();
    before.close();
    const after = openFile(other.file);
    const again = sqliteIdempotency(after);
    const lost = await again.begin('on its way', 'input', 'user:1');
    expect(await again.begin('finished', 'input', 'user:1')).toEqual({
      state: 'done',
      outcome: { job: '1' },
    });
    expect(await again.begin('on its way', 'other', 'user:1')).toEqual({ state: 'mismatch' });
    expect((await again.begin('unsent', 'input', 'user:1')).state).toBe('new');
    if (lost.state !== 'pending') throw new Error(lost.state);
    await expect(lost.wait()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
    after.close();
  });

  test('where the file takes nothing, nothing is sent; what came of what was sent is told, and kept later', async () => {
    using other = place();
    const own = openFile(other.file);
    const store = sqliteIdempotency(own);
    const [sent, unsent] = [await reserve(store, 'sent'), await reserve(store, 'unsent')];
    own.run('PRAGMA query_only = 1');
    await sent.finish('started');
    await unsent.forget();
    expect(await store.begin('sent', 'input', 'user:1')).toEqual({ state: 'done', outcome: 'started' });
    expect(await store.begin('sent', 'other', 'user:1')).toEqual({ state: 'mismatch' });
    for (const key of ['unsent', 'another'])
      await expect(store.begin(key, 'input', 'user:1')).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryable: true,
      });
    own.run('PRAGMA query_only = 0');
    expect((await store.begin('unsent', 'input', 'user:1')).state).toBe('new');
    own.close();
    const after = openFile(other.file);
    expect(await sqliteIdempotency(after).begin('sent', 'input', 'user:1')).toEqual({
      state: 'done',
      outcome: 'started',
    });
    after.close();
  });
});
