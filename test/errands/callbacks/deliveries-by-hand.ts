/** Deliveries to a real receiver, by a clock that is turned by hand; instances may fall silent as killed processes do. */
import { expect, onTestFinished } from 'vitest';
import { callbackKind, type JobMoments } from '../../../src/errands/callbacks/callback.ts';
import { Deliveries, type NewDelivery } from '../../../src/errands/callbacks/deliveries.ts';
import { type DeliveryProgress, deliveryId } from '../../../src/errands/callbacks/delivery.ts';
import { deliveryKind } from '../../../src/errands/callbacks/run-delivery.ts';
import { Errands } from '../../../src/errands/errands.ts';
import { memoryErrands } from '../../../src/errands/memory-store.ts';
import type { ErrandStore } from '../../../src/errands/store.ts';
import { UserTokens } from '../../../src/errands/tokens.ts';
import { createTelemetry } from '../../../src/telemetry.ts';
import { manualClock } from '../../support/clock.ts';
import { openReceiver, type Receiver, SECRET } from '../../support/webhook-receiver.ts';

export const OWNER = 'user:1';
/** Every job that is asked about has finished. */
const FINISHED: JobMoments = {
  when: async () => ({ status: 'SUCCEEDED' }),
  known: async () => ({ status: 'SUCCEEDED' }),
};
const SUBJECT = { jobGid: '77', kind: 'DUPLICATE_TASK', status: 'SUCCEEDED' };

export async function deliveriesByHand({ secrets = [SECRET] } = {}) {
  const clock = manualClock();
  const memory = memoryErrands({ now: clock.now });
  const lines: string[] = [];
  const telemetry = createTelemetry({
    level: 'debug',
    destination: { write: (line) => void lines.push(line) },
  });
  const [crm, billing] = [await openReceiver(), await openReceiver()];
  const receivers: Record<string, Receiver> = { crm, billing };
  const endpoints = Object.entries(receivers).map(([name, { url }]) => ({ name, url, secrets }));
  const opened: Errands[] = [];

  /** One more instance over the same store. */
  function open() {
    let isDead = false;
    const alive = <T extends (...parts: never[]) => Promise<unknown>>(method: T): T =>
      ((...parts: never[]) => (isDead ? Promise.reject(new Error('dead')) : method(...parts))) as T;
    const { add, find, change, take, release, due } = memory;
    const store: ErrandStore = {
      ...memory,
      ...{ isShared: true, size: 0, add, find },
      ...{ change: alive(change), take: alive(take), release: alive(release), due: alive(due) },
    };
    const deliveries = new Deliveries({ endpoints, errands: () => errands, telemetry, now: clock.now });
    const errands: Errands = new Errands({
      store,
      tokens: new UserTokens({ ttlMs: 3_600_000, clock, gone: (owner) => errands.tokensGone(owner) }),
      telemetry,
      clock,
      kinds: [
        callbackKind({ jobs: FINISHED, deliveries, telemetry, clock }),
        ...endpoints.map((each) => deliveryKind(each, { telemetry, now: clock.now, clock, flights: null })),
      ],
    });
    opened.push(errands);
    const kill = () => {
      isDead = true;
    };
    return { errands, deliveries, kill };
  }

  onTestFinished(async () => {
    for (const each of [crm, billing]) await each[Symbol.asyncDispose]();
    await Promise.all(opened.map((each) => each.close()));
  });
  const first = open();
  const idOf = (key: string) => deliveryId(key);
  const found = (key: string) => memory.find(idOf(key));
  return {
    ...{ clock, crm, billing, lines, telemetry, open, found, idOf, store: memory, ...first },
    make: (key: string, more: Partial<NewDelivery> = {}, by = first) =>
      by.deliveries.make({ key, owner: OWNER, to: 'crm', type: 'job.finished', subject: SUBJECT, ...more }),
    /** Once so many tries are noted. */
    async noted(key: string, attempts: number): Promise<DeliveryProgress> {
      const progress = async () => (await found(key))?.progress as DeliveryProgress;
      await expect.poll(async () => (await progress()).attempts).toBe(attempts);
      return progress();
    },
  };
}
