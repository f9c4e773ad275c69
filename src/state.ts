/**
 * What outlives a request: bus, ledger, idempotency keys, slots, errands. In memory for one instance; where `STATE_FILE`
 * is set, in a file that outlives it; where `REDIS_URL` is set, shared by all of them. Each is loaded only then.
 */
import type { SharedBudget } from './asana/budget/shared-budget.ts';
import { type Config, ConfigError } from './config.ts';
import type { FlightStore } from './errands/callbacks/flights.ts';
import { memoryErrands } from './errands/memory-store.ts';
import type { ErrandStore } from './errands/store.ts';
import { type IdempotencyStore, memoryIdempotency } from './starts/idempotency.ts';
import type { Ledger } from './starts/ledger.ts';
import { type ListSlotStore, memoryListSlots } from './starts/list-slots.ts';
import { memoryLedger } from './starts/memory-ledger.ts';
import { StartSlots } from './starts/slots.ts';
import type { Telemetry } from './telemetry.ts';
import { type JobBus, memoryBus } from './watching/bus.ts';

/** The parts that several instances share, or one keeps for itself. */
export interface State {
  readonly bus: JobBus;
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyStore;
  readonly slots: StartSlots;
  readonly listSlots: ListSlotStore;
  readonly errands: ErrandStore;
  /** Null: this instance has all places for itself. */
  readonly flights: FlightStore | null;
  /** Undefined: each instance counts for itself. */
  readonly sharedBudget: SharedBudget | undefined;
  /** Whether Redis answers; undefined where none is configured. */
  redisUp(): boolean | undefined;
  close(): Promise<void>;
}

/** Opens the state the settings ask for. */
export async function openState(config: Config, telemetry: Telemetry): Promise<State> {
  const state = await openStores(config, telemetry);
  telemetry.gauge('ledger_entries', () => state.ledger.size);
  telemetry.gauge('starts_waiting', () => state.slots.waiting);
  telemetry.gauge('idempotency_keys', () => state.idempotency.size);
  return state;
}

function openStores(config: Config, telemetry: Telemetry): State | Promise<State> {
  if (config.redisUrl !== null) return openShared(config, config.redisUrl, telemetry);
  if (config.stateFile !== null) return openInFile(config, config.stateFile, telemetry);
  return openAlone({
    ledger: memoryLedger(),
    idempotency: memoryIdempotency(),
    errands: memoryErrands(),
    close: () => {},
  });
}

/** Stores that one instance has for itself. */
interface OwnStores extends Pick<State, 'ledger' | 'idempotency' | 'errands'> {
  close(): void;
}

function openAlone(stores: OwnStores): State {
  const bus = memoryBus();
  return {
    ...stores,
    bus,
    slots: new StartSlots(),
    listSlots: memoryListSlots(),
    flights: null,
    sharedBudget: undefined,
    redisUp: () => undefined,
    async close() {
      await bus[Symbol.asyncDispose]();
      stores.close();
    },
  };
}

async function openInFile(config: Config, path: string, telemetry: Telemetry): Promise<State> {
  const { openSqlite } = await import('./sqlite/sqlite.ts');
  const { ledger, idempotency, errands, ...engine } = openSqlite({
    path,
    baseUrl: config.asanaBaseUrl,
    telemetry,
    wrong: (got, takes) => new ConfigError(`STATE_FILE: got ${got}, takes ${takes}`),
  });
  return openAlone({ ledger, idempotency, errands, close: () => engine[Symbol.dispose]() });
}

async function openShared(config: Config, url: string, telemetry: Telemetry): Promise<State> {
  const { openRedis } = await import('./redis/redis.ts');
  const engine = await openRedis({
    url,
    prefix: config.redisPrefix,
    baseUrl: config.asanaBaseUrl,
    telemetry,
  });
  return {
    bus: engine.bus,
    ledger: engine.ledger,
    idempotency: engine.idempotency,
    slots: new StartSlots({ store: engine.slotStore }),
    listSlots: engine.listSlots,
    errands: engine.errands,
    flights: engine.flights,
    sharedBudget: engine.budget,
    redisUp: () => engine.healthy(),
    close: async () => engine[Symbol.asyncDispose](),
  };
}
