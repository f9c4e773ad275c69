/**
 * What every resolver is given: the operation, a reader of its own, and the services of the process. Made once per
 * operation by the server; knows no transport.
 */
import type { AsanaClient } from '../asana/client.ts';
import { Reader, type ReaderOptions } from '../asana/reader.ts';
import { ByteAllowance } from '../asana/transport/byte-allowance.ts';
import type { Deliveries } from '../errands/callbacks/deliveries.ts';
import type { Errand } from '../errands/errand.ts';
import type { Errands } from '../errands/errands.ts';
import type { Lists } from '../errands/list/lists.ts';
import type { FreshStarts } from '../starts/fresh-starts.ts';
import type { IdempotencyStore } from '../starts/idempotency.ts';
import type { Ledger, LedgerRow } from '../starts/ledger.ts';
import type { StartSlots } from '../starts/slots.ts';
import type { Telemetry } from '../telemetry.ts';
import type { JobEvent, JobHub } from '../watching/hub.ts';
import { type Caller, callerOf, type Operation, onBehalfOf } from './operation.ts';

/** Whose rows of the ledger a caller's are, once Asana was asked. */
export interface OwnerLookup {
  ownerOf(asker: Asker): Promise<string>;
}

/** What lives as long as the process. */
export interface Services {
  readonly client: AsanaClient;
  readonly hub: JobHub;
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyStore;
  readonly slots: StartSlots;
  readonly errands: Errands;
  readonly lists: Lists;
  /** Of callbacks: whoever has something to tell makes one. */
  readonly deliveries: Deliveries;
  readonly identities: OwnerLookup;
  readonly freshStarts: FreshStarts;
  readonly telemetry: Telemetry;
  /** `ASANA_TIMEOUT`, milliseconds. */
  readonly timeoutMs: number;
  /** The time of day, epoch milliseconds: to be shown, never to wait by. */
  now(): number;
}

/** One operation's context. A subscription's events replace `reader` each time. */
export interface GatewayContext {
  readonly services: Services;
  readonly operation: Operation;
  /** The caller, or a thrown `UNAUTHENTICATED`. */
  readonly caller: Caller;
  /** The operation's. */
  readonly signal: AbortSignal | undefined;
  reader: Reader;
  /** The job of the event being executed. */
  eventGid?: string;
  /** What a subscription does with each of its events before it is executed; set when it begins. */
  beforeEvent?: (event: JobEvent<Reader>) => Promise<void> | undefined;
  /** Jobs a stream has been noted for in the ledger. */
  readonly watchedGids: Set<string>;
  /** What was started in this operation: response key of the mutation → gid. Made by the first start. */
  started?: Map<string | number, string>;
  /** Ledger rows already looked up in this operation, by job gid. */
  readonly ledgerRows: Map<string, Promise<LedgerRow | null>>;
  /** Errands that go on because of this operation, or of the event being executed, as they were before: by id. */
  readonly asTheyWere: Map<string, Errand>;
  /** Errands that a stream found to be its caller's, by id: they stay so for as long as it lasts, as what it shows does. */
  readonly ownErrands: Set<string>;
}

/** Who asks, as far as a read on somebody's behalf needs to know. */
export type Asker = Pick<GatewayContext, 'services' | 'operation' | 'caller'>;

/** Makes the context of one operation. */
export function createRequestContext(services: Services, operation: Operation): GatewayContext {
  return new OperationContext(services, operation);
}

class OperationContext implements GatewayContext {
  readonly services: Services;
  readonly operation: Operation;
  eventGid?: string;
  beforeEvent?: (event: JobEvent<Reader>) => Promise<void> | undefined;
  started?: Map<string | number, string>;
  // Most queries need none of these.
  #watchedGids: Set<string> | null = null;
  #ledgerRows: Map<string, Promise<LedgerRow | null>> | null = null;
  #asTheyWere: Map<string, Errand> | null = null;
  #ownErrands: Set<string> | null = null;
  #reader: Reader | null = null;

  constructor(services: Services, operation: Operation) {
    this.services = services;
    this.operation = operation;
  }

  get caller(): Caller {
    return callerOf(this.operation);
  }

  get signal(): AbortSignal | undefined {
    return this.operation.signal;
  }

  get watchedGids(): Set<string> {
    this.#watchedGids ??= new Set();
    return this.#watchedGids;
  }

  get ledgerRows(): Map<string, Promise<LedgerRow | null>> {
    this.#ledgerRows ??= new Map();
    return this.#ledgerRows;
  }

  get asTheyWere(): Map<string, Errand> {
    this.#asTheyWere ??= new Map();
    return this.#asTheyWere;
  }

  get ownErrands(): Set<string> {
    this.#ownErrands ??= new Set();
    return this.#ownErrands;
  }

  get reader(): Reader {
    this.#reader ??= newReader(this.services, this.operation, {
      signal: this.signal,
      allowance: new ByteAllowance(),
    });
    return this.#reader;
  }

  set reader(reader: Reader) {
    this.#reader = reader;
  }
}

/** A fresh reader on behalf of an operation. It goes on when the caller leaves, unless it is given the signal. */
export function newReader(
  { client }: Pick<Services, 'client'>,
  operation: Operation,
  options: Pick<ReaderOptions, 'signal' | 'allowance' | 'flow' | 'priority' | 'keepsLists'> = {},
): Reader {
  const { token, flow, network, stats, requestId } = onBehalfOf(operation);
  const { signal, allowance, priority, keepsLists } = options;
  return new Reader(client, token, {
    flow: options.flow ?? flow,
    network,
    stats,
    requestId,
    signal,
    allowance,
    priority,
    keepsLists,
  });
}
