/**
 * Everything that instances share, over one Redis. The composition root loads this file on demand when `REDIS_URL`
 * is set, and nothing else of Redis.
 */

import type { SharedBudget } from '../asana/budget/shared-budget.ts';
import type { FlightStore } from '../errands/callbacks/flights.ts';
import type { ErrandStore } from '../errands/store.ts';
import type { IdempotencyStore } from '../starts/idempotency.ts';
import type { Ledger } from '../starts/ledger.ts';
import type { ListSlotStore } from '../starts/list-slots.ts';
import type { SlotStore } from '../starts/slot-store.ts';
import type { JobBus } from '../watching/bus.ts';
import { redisBudget } from './budget.ts';
import { redisBus } from './bus.ts';
import { connectRedis, type RedisConnectionOptions } from './connection.ts';
import { redisErrands } from './errands.ts';
import { redisFlights } from './flights.ts';
import { redisIdempotency } from './idempotency.ts';
import { redisLedger } from './ledger.ts';
import { redisListSlots } from './list-slots.ts';
import { redisSlotStore } from './slots.ts';

/** The shared stores. Disposing it closes the connections; close the hub first. */
export interface RedisEngine extends AsyncDisposable {
  readonly bus: JobBus;
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyStore;
  readonly slotStore: SlotStore;
  readonly listSlots: ListSlotStore;
  readonly errands: ErrandStore;
  readonly flights: FlightStore;
  readonly budget: SharedBudget;
  /** False while this instance serves on alone. */
  healthy(): boolean;
}

/** Connects and builds the stores. Comes back within a second or so, whether Redis answers or not. */
export async function openRedis(options: RedisConnectionOptions): Promise<RedisEngine> {
  const redis = await connectRedis(options);
  const bus = redisBus(redis);
  return {
    bus,
    ledger: redisLedger(redis),
    idempotency: redisIdempotency(redis),
    slotStore: redisSlotStore(redis),
    listSlots: redisListSlots(redis),
    errands: redisErrands(redis),
    flights: redisFlights(redis),
    budget: redisBudget(redis),
    healthy: () => redis.healthy(),
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}
