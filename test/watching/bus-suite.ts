import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BusListener, JobBus, JobKey, Lease } from '../../src/watching/bus.ts';
import { eventually } from '../support/eventually.ts';
import { state } from '../support/jobs.ts';

export interface BusPair extends AsyncDisposable {
  /** Two buses that share what there is to share, as two instances do. */
  readonly buses: readonly [JobBus, JobBus];
}

const TTL_MS = 400;

/** What every bus must do. */
export function busSuite(name: string, open: () => Promise<BusPair>): void {
  describe(`the ${name} bus`, () => {
    let pair: BusPair;
    let keys = 0;
    const fresh = (): JobKey => {
      keys += 1;
      return { token: 'ab12', gid: String(keys) };
    };
    beforeAll(async () => {
      pair = await open();
    });
    afterAll(async () => {
      await pair[Symbol.asyncDispose]();
    });
    const held = async (bus: JobBus, key: JobKey, owner: string, ttlMs = TTL_MS): Promise<Lease> => {
      const answer = await bus.lease(key, owner, ttlMs);
      if (!answer.held) throw new Error(`${owner} was refused`);
      return answer;
    };

    test('gives a lease to one owner', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const lease = await held(a, key, 'a');
      const refusal = await b.lease(key, 'b', TTL_MS);
      expect(refusal).toEqual({ held: false, retryMs: expect.any(Number) });
      if (!refusal.held) expect(refusal.retryMs).toBeLessThanOrEqual(TTL_MS);
      expect(lease.valid()).toBe(true);
      await lease.release();
    });

    test('gives it to the next one after a release', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const first = await held(a, key, 'a');
      await first.release();
      const second = await held(b, key, 'b');
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await first.renew().then(() => first.publish(state(key.gid, 'in_progress', 1)))).toBe(false);
      await second.release();
    });

    test('gives it to the next one when its time is over', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const first = await held(a, key, 'a');
      const second = await eventually(async () => {
        const answer = await b.lease(key, 'b', 5_000);
        return answer.held ? answer : null;
      });
      expect(first.valid()).toBe(false);
      expect(await first.renew()).toBe(false);
      expect(await first.publish(state(key.gid, 'succeeded', 1))).toBe(false);
      expect(await b.last(key)).toBeNull();
      await first.release();
      expect(await second.renew()).toBe(true);
      await second.release();
    });

    test('keeps it while it is renewed', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const lease = await held(a, key, 'a');
      const until = Date.now() + 3 * TTL_MS;
      await eventually(async () => {
        expect(await lease.renew()).toBe(true);
        expect((await b.lease(key, 'b', TTL_MS)).held).toBe(false);
        return Date.now() > until;
      });
      await lease.release();
    });

    test('grants an owner its own lease again', async () => {
      const [a] = pair.buses;
      const key = fresh();
      const first = await held(a, key, 'a');
      const second = await held(a, key, 'a');
      expect(second.fence).toBeGreaterThan(first.fence);
      // The number tells them apart, where the owner cannot.
      expect(await first.renew().then(() => first.publish(state(key.gid, 'in_progress', 1)))).toBe(false);
      expect(await a.last(key)).toBeNull();
      await first.release();
      expect(await second.renew()).toBe(true);
      await second.release();
    });

    test('carries each state to the others, in order', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const heard: string[] = [];
      const stop = await b.subscribe(
        key,
        listener((status) => heard.at(-1) !== status && heard.push(status)),
      );
      const lease = await held(a, key, 'a', 5_000);
      await eventually(async () => {
        await lease.publish(state(key.gid, 'in_progress', 1));
        return heard.length > 0;
      });
      await lease.publish(state(key.gid, 'in_progress', 2));
      await lease.publish(state(key.gid, 'succeeded', 3, { created: { new_project: '7', new_task: null } }));
      await eventually(() => heard.includes('succeeded'));
      expect(heard).toEqual(['in_progress', 'succeeded']);
      stop();
      await lease.publish(state(key.gid, 'failed', 4));
      await lease.release();
      expect(heard).toHaveLength(2);
    });

    test('remembers the newest state for who comes later', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const lease = await held(a, key, 'a', 5_000);
      expect(await b.last(key)).toBeNull();
      await lease.publish(state(key.gid, 'not_started', 1));
      await lease.publish(state(key.gid, 'in_progress', 2, { created: { new_project: '7' } }));
      await lease.publish(state(key.gid, 'in_progress', 3, { created: { new_project: '7' } }));
      expect(await b.last(key)).toMatchObject({
        state: { status: 'in_progress', created: { new_project: '7' } },
        ageMs: expect.any(Number),
      });
      await lease.release();
    });

    test('says when a job is free', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      let free = 0;
      const stop = await b.subscribe(key, { state: () => {}, free: () => (free += 1) });
      await eventually(async () => {
        await (await held(a, key, 'a')).release();
        return free > 0;
      });
      stop();
    });

    test('keeps jobs and tokens apart', async () => {
      const [a, b] = pair.buses;
      const key = fresh();
      const mine = await held(a, key, 'a');
      const other = await held(b, { token: 'cd34', gid: key.gid }, 'b');
      await mine.publish(state(key.gid, 'succeeded', 1));
      expect(await b.last({ token: 'cd34', gid: key.gid })).toBeNull();
      await Promise.all([mine.release(), other.release()]);
    });
  });
}

/** A listener may hear what it knows already. */
function listener(heard: (status: string) => void): BusListener {
  return { state: ({ status }) => heard(status), free: () => {} };
}
