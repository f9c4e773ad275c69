import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdempotencyStore, OwnReservation } from '../../src/starts/idempotency.ts';

export interface StoreOptions {
  readonly keysPerCaller?: number;
  readonly keysInAll?: number;
}

export interface IdempotencyPair extends AsyncDisposable {
  /** Two stores that share what there is to share. */
  readonly stores: readonly [IdempotencyStore, IdempotencyStore];
  /** One that shares it as well, with other bounds. */
  open(options: StoreOptions): Promise<IdempotencyStore>;
}

const CALLER = 'user:1';

/** Reserves a key that is free. */
export async function reserve(
  store: IdempotencyStore,
  key: string,
  caller = CALLER,
): Promise<OwnReservation> {
  const reserved = await store.begin(key, 'input', caller);
  if (reserved.state !== 'new') throw new Error(`${key} is ${reserved.state}`);
  return reserved;
}

/** What every store of idempotency keys must do. */
export function idempotencySuite(name: string, open: () => Promise<IdempotencyPair>): void {
  describe(`the ${name} store of idempotency keys`, () => {
    let pair: IdempotencyPair;
    let keys = 0;
    const fresh = () => {
      keys += 1;
      return `key-${keys}`;
    };
    const stateOf = async (store: IdempotencyStore, key: string, caller = CALLER) =>
      (await store.begin(key, 'input', caller)).state;
    beforeAll(async () => {
      pair = await open();
    });
    afterAll(async () => {
      await pair[Symbol.asyncDispose]();
    });

    test('gives the first outcome to everybody after', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      await (await reserve(a, key)).finish({ job: '100' });
      for (const store of [a, b]) {
        expect(await store.begin(key, 'input', CALLER)).toEqual({ state: 'done', outcome: { job: '100' } });
      }
    });

    test('lets those who come meanwhile wait', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      const both = await Promise.all([a, b].map((store) => store.begin(key, 'input', CALLER)));
      expect(both.map(({ state }) => state).sort()).toEqual(['new', 'pending']);
      const waits = both.map((each) => (each.state === 'pending' ? each.wait() : null));
      for (const each of both) if (each.state === 'new') await each.finish({ job: '101' });
      expect(await Promise.all(waits)).toContainEqual({ job: '101' });
      for (const each of both)
        if (each.state === 'pending') expect(await each.wait()).toEqual({ job: '101' });
    });

    test('lets those wait who come to the one who sends', async () => {
      const [a] = pair.stores;
      const key = fresh();
      const sender = await reserve(a, key);
      const waiter = await a.begin(key, 'input', CALLER);
      const waiting = waiter.state === 'pending' ? waiter.wait() : Promise.reject(new Error(waiter.state));
      await sender.finish({ job: '102' });
      expect(await waiting).toEqual({ job: '102' });
    });

    test('refuses other input under the same key', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      const sender = await reserve(a, key);
      expect(await b.begin(key, 'other', CALLER)).toEqual({ state: 'mismatch' });
      await sender.finish(null);
      expect(await b.begin(key, 'other', CALLER)).toEqual({ state: 'mismatch' });
    });

    test('frees the key of a start that was not sent', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      const sender = await reserve(a, key);
      const waiter = await b.begin(key, 'input', CALLER);
      if (waiter.state !== 'pending') throw new Error('not pending');
      const waiting = waiter.wait();
      const rejected = expect(waiting).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryable: true,
      });
      await sender.forget();
      await rejected;
      await expect(waiter.wait()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect(await b.begin(key, 'other', CALLER)).toMatchObject({ state: 'new' });
    });

    test('believes the first word about a start, and no later one', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      const sender = await reserve(a, key);
      await sender.finish('real');
      await sender.finish('late');
      await sender.refuse('late');
      await sender.forget();
      for (const store of [a, b])
        expect(await store.begin(key, 'input', CALLER)).toEqual({ state: 'done', outcome: 'real' });
    });

    test('tells of a refusal, which counts for nothing', async () => {
      const [a, b] = pair.stores;
      const few = await pair.open({ keysPerCaller: 1 });
      const caller = `user:refused-${name}`;
      const [refused, started, beyond] = [fresh(), fresh(), fresh()];
      await (await reserve(few, refused, caller)).refuse('no');
      for (const store of name === 'memory' ? [few] : [few, a, b])
        expect(await store.begin(refused, 'input', caller)).toEqual({ state: 'done', outcome: 'no' });
      await (await reserve(few, started, caller)).finish('started');
      await expect(few.begin(beyond, 'input', caller)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    });

    test('takes so many keys of one caller, and says when there is room again', async () => {
      const few = await pair.open({ keysPerCaller: 2 });
      const caller = `user:many-${name}`;
      const [first, second, third, fourth] = [fresh(), fresh(), fresh(), fresh()];
      await (await reserve(few, first, caller)).finish('first');
      const sender = await reserve(few, second, caller);
      await expect(few.begin(third, 'input', caller)).rejects.toMatchObject({
        code: 'RATE_LIMITED',
        retryable: true,
        retryAfterMs: expect.any(Number),
      });
      expect(await stateOf(few, first, caller)).toBe('done');
      expect(await stateOf(few, third, `user:else-${name}`)).toBe('new');
      await sender.forget();
      expect(await stateOf(few, fourth, caller)).toBe('new');
    });

    test('takes so many keys in all', async () => {
      const few = await pair.open({ keysInAll: 0 });
      await expect(few.begin(fresh(), 'input', CALLER)).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
    });
  });
}
