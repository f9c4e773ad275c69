/**
 * What every resolver is given: the caller, a reader of its own, and the services of the process. Made once per
 * operation by the server; knows no transport.
 */

import type { AsanaToken } from '../asana/api/token.ts';
import type { AsanaClient } from '../asana/client.ts';
import { Reader } from '../asana/reader.ts';
import { ByteAllowance } from '../asana/transport/byte-allowance.ts';
import { GatewayError } from '../errors.ts';
import type { FreshStarts } from '../starts/fresh-starts.ts';
import type { IdempotencyStore } from '../starts/idempotency.ts';
import type { Ledger, LedgerRow } from '../starts/ledger.ts';
import type { StartSlots } from '../starts/slots.ts';
import type { Telemetry } from '../telemetry.ts';
import type { JobEvent, JobHub } from '../watching/hub.ts';

/** Who calls, and with which Asana token. */
export interface Caller {
  readonly token: AsanaToken;
  /** Whose ledger rows these are before Asana was asked: `key:<name>` in service mode, else `token:<hash>`. */
  readonly owner: string;
  /** Name of the gateway key in service mode, else null. */
  readonly name: string | null;
  /** Where the caller is, for tokens of which nothing else is known. */
  readonly network?: string;
}

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
  readonly identities: OwnerLookup;
  readonly freshStarts: FreshStarts;
  readonly telemetry: Telemetry;
  /** `ASANA_TIMEOUT`, milliseconds. */
  readonly timeoutMs: number;
  /** The time of day, epoch milliseconds: to be shown, never to wait by. */
  now(): number;
}

/** Something an operation takes up, which others may have while it only waits. */
export interface RestingPlace {
  rest(): void;
  resume(): void;
}

/** One operation's context. A subscription's events replace `reader` each time. */
export interface GatewayContext {
  readonly services: Services;
  readonly requestId: string;
  readonly stats: { upstreamCalls: number; retries: number };
  readonly signal: AbortSignal | undefined;
  /** The caller, or a thrown `UNAUTHENTICATED`. */
  readonly caller: Caller;
  /** Whether there is a caller at all. */
  readonly callerOrNull: Caller | null;
  reader: Reader;
  /** The job of the event being executed. */
  eventGid?: string;
  /** What a subscription does with each of its events before it is executed; set when it begins. */
  beforeEvent?: (event: JobEvent<Reader>) => Promise<void> | undefined;
  /** What the operation takes up while it executes; set by the server. */
  places?: readonly RestingPlace[];
  /** Jobs a stream has been noted for in the ledger. */
  readonly watchedGids: Set<string>;
  /** What was started in this operation: response key of the mutation → gid. Made by the first start. */
  started?: Map<string | number, string>;
  /** Ledger rows already looked up in this operation, by job gid. */
  readonly ledgerRows: Map<string, Promise<LedgerRow | null>>;
}

/** Who asks, as far as a read on somebody's behalf needs to know. */
export type Asker = Pick<GatewayContext, 'services' | 'caller' | 'stats' | 'requestId'>;

/** What the server knows of a request. */
export interface RequestFacts {
  readonly caller: Caller | null;
  /** Why there is no caller, when its `Authorization` was wrong. */
  readonly callerError?: GatewayError | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly requestId: string;
}

/** Makes the context of one operation. */
export function createRequestContext(services: Services, request: RequestFacts): GatewayContext {
  return new OperationContext(services, request);
}

class OperationContext implements GatewayContext {
  readonly services: Services;
  readonly stats = { upstreamCalls: 0, retries: 0 };
  readonly watchedGids = new Set<string>();
  readonly ledgerRows = new Map<string, Promise<LedgerRow | null>>();
  eventGid?: string;
  beforeEvent?: (event: JobEvent<Reader>) => Promise<void> | undefined;
  started?: Map<string | number, string>;
  places?: readonly RestingPlace[];
  readonly #request: RequestFacts;
  #reader: Reader | null = null;

  constructor(services: Services, request: RequestFacts) {
    this.services = services;
    this.#request = request;
  }

  get requestId(): string {
    return this.#request.requestId;
  }

  get signal(): AbortSignal | undefined {
    return this.#request.signal;
  }

  get callerOrNull(): Caller | null {
    return this.#request.caller;
  }

  get caller(): Caller {
    if (this.#request.caller) return this.#request.caller;
    throw (
      this.#request.callerError ??
      new GatewayError(
        'UNAUTHENTICATED',
        'This needs an Asana token. Send it as "Authorization: Bearer <token>", or as {"Authorization": "Bearer <token>"} in connection_init over WebSocket.',
      )
    );
  }

  get reader(): Reader {
    this.#reader ??= newReader(this.services, this.caller, {
      stats: this.stats,
      ...(this.signal && { signal: this.signal }),
      requestId: this.requestId,
      allowance: new ByteAllowance(),
    });
    return this.#reader;
  }

  set reader(reader: Reader) {
    this.#reader = reader;
  }
}

/** A fresh reader for a caller. */
export function newReader(
  services: Services,
  caller: Caller,
  options: {
    signal?: AbortSignal;
    stats?: { upstreamCalls: number; retries: number };
    priority?: 'read' | 'poll';
    requestId?: string;
    allowance?: ByteAllowance;
    /** Whose turn it is among those who share the token. @default the caller's */
    flow?: string;
  } = {},
): Reader {
  const { token, network, name } = caller;
  return new Reader(services.client, token, { ...options, network, flow: options.flow ?? name ?? undefined });
}
