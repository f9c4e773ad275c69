/**
 * How the gateway talks to Asana: reads and writes that are repeated within their deadline, starts that are sent once, and
 * each token's budget. Puts the parts together; knows nothing of what the data means.
 */
import type { Dispatcher } from 'undici';
import { type Clock, systemClock } from '../clock.ts';
import { isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import type { AsanaToken } from './api/token.ts';
import type { ReadAction, StartAction, WriteAction } from './batch/actions.ts';
import { BatchReader } from './batch/batch.ts';
import type { ReadResult } from './batch/pending-read.ts';
import { Budget, type RateLimitState } from './budget/budget.ts';
import type { SharedBudget } from './budget/shared-budget.ts';
import { type Standing, WAY, Way } from './budget/way.ts';
import type { Envelope } from './replies/replies.ts';
import { answerTimeMs } from './retry.ts';
import { type StartOptions, sendStart } from './start-call.ts';
import { createTransport, type Transport } from './transport/transport.ts';
import { type ApiChanges, type CallContext, type TimedContext, Wire } from './transport/wire.ts';
import { sendWrite } from './write-call.ts';

export type { ReadAction, StartAction, WriteAction } from './batch/actions.ts';
export type { ReadResult } from './batch/pending-read.ts';
export type { RateLimitState, ReadPriority } from './budget/budget.ts';
export type { SharedBudget } from './budget/shared-budget.ts';
export type { Envelope } from './replies/replies.ts';
export type { CallContext, CallStats } from './transport/wire.ts';

/** Asana, as the layers above see it. */
export interface AsanaClient extends AsyncDisposable {
  /** One GET. */
  read(action: ReadAction, context: CallContext): Promise<Envelope>;
  /** One POST that starts or makes something: sent once. `OUTCOME_UNKNOWN` when its reply was lost. */
  start(action: StartAction, context: CallContext): Promise<Envelope>;
  /**
   * One write that comes to the same when it is sent twice: repeated like a read. Its `data` is any object, or null
   * where what was to be taken away was gone already.
   */
  write(action: WriteAction, context: CallContext): Promise<Envelope>;
  /** Several GETs in as few calls as Asana allows; an action that fails is an error in its place. */
  readMany(actions: readonly ReadAction[], context: CallContext): Promise<ReadResult[]>;
  /** The same, each as soon as it is there. */
  readEach(actions: readonly ReadAction[], context: CallContext): Promise<ReadResult>[];
  /** What is known of a token's budget. */
  rateLimit(token: AsanaToken): RateLimitState;
  /** 0 = plenty left .. 1 = nothing left: polls stretch by it. So many jobs are watched with this token. */
  pressure(token: AsanaToken, watched: number): number;
  /** Whether Asana has ever accepted the token of this hash. */
  isAccepted(tokenHash: string): boolean;
}

/** Settings of a client. */
export interface AsanaClientOptions {
  readonly baseUrl: string;
  /** ASANA_TIMEOUT: one call with its repetitions and its wait for budget. */
  readonly timeoutMs: number;
  readonly requestsPerMinute: number | 'auto';
  readonly telemetry: Telemetry;
  /** Used for everything, and left open at the end. @default a pool, and a fresh connection for each start */
  readonly dispatcher?: Dispatcher;
  /** What deadlines are counted and budgets wait by. @default the system's */
  readonly clock?: Clock;
  /** @default Math.random */
  readonly random?: () => number;
  /** The part of the budgets that several instances share. */
  readonly sharedBudget?: SharedBudget | undefined;
  /** @default none */
  readonly changes?: ApiChanges;
  /** Asana answered 401 to something sent with the token of this hash. */
  readonly onRefusedToken?: (hash: string) => void;
}

/** Makes a client. Dispose of it to close its connections; starts and writes under way are waited for. */
export function createAsanaClient(options: AsanaClientOptions): AsanaClient {
  return new HttpAsanaClient(options);
}

class HttpAsanaClient implements AsanaClient {
  readonly #budget: Budget;
  readonly #transport: Transport;
  readonly #reads: BatchReader;
  readonly #starting: StartOptions;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor({
    baseUrl,
    timeoutMs,
    requestsPerMinute,
    telemetry,
    dispatcher,
    clock = systemClock,
    random = Math.random,
    sharedBudget,
    changes,
    onRefusedToken,
  }: AsanaClientOptions) {
    const way = new Way(clock, (standing) => telemetry.count('upstream_refused', { standing }));
    this.#budget = new Budget({ requestsPerMinute, clock, shared: sharedBudget, way, onRefusedToken });
    this.#transport = createTransport(baseUrl, dispatcher);
    const wire = new Wire(this.#transport, telemetry, changes);
    const parts = { wire, budget: this.#budget, now: clock.now, random };
    this.#reads = new BatchReader({ ...parts, telemetry });
    this.#starting = { ...parts, telemetry, transport: this.#transport, timeoutMs };
    telemetry.gauge('budget_tokens', () => this.#budget.size);
    for (const standing of Object.keys(WAY) as Standing[]) {
      telemetry.gauge('upstream_in_flight', () => way.state(standing).inFlight, { standing });
      telemetry.gauge('upstream_waiting', () => way.state(standing).waiting, { standing });
    }
  }

  async read(action: ReadAction, context: CallContext): Promise<Envelope> {
    const [result] = await this.readMany([action], context);
    if (!result || isGatewayError(result)) throw result;
    return result;
  }

  readMany(actions: readonly ReadAction[], context: CallContext): Promise<ReadResult[]> {
    return Promise.all(this.readEach(actions, context));
  }

  readEach(actions: readonly ReadAction[], context: CallContext): Promise<ReadResult>[] {
    return this.#reads.read(actions, this.#withDeadline(context));
  }

  start(action: StartAction, context: CallContext): Promise<Envelope> {
    return this.#underWayUntil(sendStart(action, this.#withDeadline(context), this.#starting));
  }

  write(action: WriteAction, context: CallContext): Promise<Envelope> {
    return this.#underWayUntil(sendWrite(action, this.#withDeadline(context), this.#starting));
  }

  rateLimit(token: AsanaToken): RateLimitState {
    return this.#budget.state(token.hash);
  }

  pressure(token: AsanaToken, watched: number): number {
    return this.#budget.pressure(token.hash, watched);
  }

  isAccepted(tokenHash: string): boolean {
    return this.#budget.isAccepted(tokenHash);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#transport.close();
  }

  async #underWayUntil(result: Promise<Envelope>): Promise<Envelope> {
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }

  #withDeadline(context: CallContext): TimedContext {
    const { token, flow, network, priority, signal, stats, requestId, allowance } = context;
    const { now, timeoutMs } = this.#starting;
    const deadlineMs = context.deadlineMs ?? now() + timeoutMs;
    const latestMs = deadlineMs - answerTimeMs(timeoutMs);
    return { token, flow, network, priority, signal, deadlineMs, latestMs, stats, requestId, allowance };
  }
}
