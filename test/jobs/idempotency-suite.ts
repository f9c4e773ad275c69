import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdempotencyStore } from '../../src/jobs/idempotency.ts';

export interface IdempotencyPair extends AsyncDisposable {
  /** Two stores that share what there is to share. */
  readonly stores: readonly [IdempotencyStore, IdempotencyStore];
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
    beforeAll(async () => {
      pair = await open();
    });
    afterAll(async () => {
      await pair[Symbol.asyncDispose]();
    });

    test('gives the first outcome to everybody after', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      expect(await a.begin(key, 'input')).toEqual({ state: 'new' });
      await a.finish(key, { job: '100' });
      for (const store of [a, b]) {
        expect(await store.begin(key, 'input')).toEqual({ state: 'done', outcome: { job: '100' } });
      }
    });

    test('lets those who come meanwhile wait', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      const [first, second] = await Promise.all([a.begin(key, 'input'), b.begin(key, 'input')]);
      expect([first.state, second.state].sort()).toEqual(['new', 'pending']);
      const [sender, waiter] = first.state === 'new' ? [a, second] : [b, first];
      const waiting = waiter.state === 'pending' ? waiter.wait() : Promise.reject(new Error('not pending'));
      await sender.finish(key, { job: '101' });
      expect(await waiting).toEqual({ job: '101' });
      if (waiter.state === 'pending') expect(await waiter.wait()).toEqual({ job: '101' });
    });

    test('refuses other input under the same key', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      await a.begin(key, 'input');
      expect(await b.begin(key, 'other')).toEqual({ state: 'mismatch' });
      await a.finish(key, null);
      expect(await b.begin(key, 'other')).toEqual({ state: 'mismatch' });
    });

    test('frees the key of a start that was not sent', async () => {
      const [a, b] = pair.stores;
      const key = fresh();
      await a.begin(key, 'input');
      const waiter = await b.begin(key, 'input');
      if (waiter.state !== 'pending') throw new Error('not pending');
      const waiting = waiter.wait();
      const rejected = expect(waiting).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryable: true,
      });
      await a.forget(key);
      await rejected;
      await expect(waiter.wait()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect(await b.begin(key, 'other')).toEqual({ state: 'new' });
    });

    test('does not let a stranger finish or forget', async () => {
      const [a] = pair.stores;
      const key = fresh();
      await a.finish(key, 'stray');
      await a.forget(key);
      expect(await a.begin(key, 'input')).toEqual({ state: 'new' });
      await a.finish(key, 'real');
      await a.finish(key, 'late');
      await a.forget(key);
      expect(await a.begin(key, 'input')).toEqual({ state: 'done', outcome: 'real' });
    });
  });
}
