/**
 * Reads in batches: one list of what waits, one loop that fills batches from it, one place where a read is settled or
 * goes back to wait. Knows nothing of starts, nor of who wants what is read.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedMap } from '../../bounded-map.ts';
import { type GatewayError, isGatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Budget, Permit } from '../budget/budget.ts';
import type { TimedContext, Wire, WireReply } from '../transport/wire.ts';
import type { ReadAction } from './actions.ts';
import { requestFor } from './batch-call.ts';
import { type CallOutcome, outcomeOf } from './batch-outcome.ts';
import { namesItself } from './batch-results.ts';
import { latestOf, PendingRead, type ReadResult, takeBatch } from './pending-read.ts';

/** What reading takes. */
export interface BatchOptions {
  readonly wire: Wire;
  readonly budget: Budget;
  readonly telemetry: Telemetry;
  readonly now: () => number;
  readonly random: () => number;
}

/** For how long, and for how many tokens, it is remembered how Asana treats batches of theirs. */
const KNOWN_MS = 60 * 60_000;
const MOST_KNOWN = 1_000;

/** What is known of batches, by the hashes of tokens. */
interface Known {
  /** Their reads go one by one. */
  readonly refused: BoundedMap<string, true>;
  /** Results came in another order once: what does not name itself goes alone. */
  readonly outOfOrder: BoundedMap<string, true>;
}
/** A poll may stand in line this much longer than a call that somebody waits for: late is better than failed. */
const POLL_PATIENCE_MS = 15_000;

/** Reads in batches. */
export class BatchReader {
  readonly #options: BatchOptions;
  readonly #known: Known;

  constructor(options: BatchOptions) {
    this.#options = options;
    const bounds = { most: MOST_KNOWN, ttlMs: KNOWN_MS, now: options.now };
    this.#known = { refused: new BoundedMap(bounds), outOfOrder: new BoundedMap(bounds) };
  }

  /**
   * Reads everything. A result for each action, in their order, as soon as it is there: one that hangs or waits for
   * budget holds up no other. Rejected only with the signal's reason.
   */
  read(actions: readonly ReadAction[], context: TimedContext): Promise<ReadResult>[] {
    const reads = actions.map((action) => new PendingRead(action, context));
    new BatchLoop(reads, context, this.#options, this.#known).run();
    return reads.map(({ result }) => result);
  }
}

/**
 * The reads of one caller, from the moment they are wanted until the last is settled.
 *
 * When a batch leaves. At once: nothing is held back here to fill a batch. Whoever wants several things collects them
 * for a tick (`reader.ts`), and what comes later would have to wait for no gain: a batch saves round trips, not
 * budget, since Asana counts each of its actions like a call of its own. So the loop takes what waits, up to ten in
 * the order they were wanted, asks the budget for as many requests, and sends what is granted. Where that is less, the
 * rest goes back to the head of the list and asks again with the time since when it waits, so that it keeps its place
 * among the calls of others; waiting for all ten would let small calls pass it for ever.
 *
 * Who shares a batch. Reads of one caller and one priority, since a batch is answered when its slowest action is, and
 * refused as a whole when one of its actions is over a limit: people do not wait for polls, nor polls for counts,
 * whose limit at Asana is tighter. Each call of `read` has one priority, so nothing here needs to look at it. What
 * Asana takes in no batch, and what it would not take from this token, goes alone.
 *
 * When a read is settled. Once, by the first call that tells its result. It goes back to wait, with the others of its
 * call in the same case, where the table of replies says that it may be repeated: alone where `/batch` was refused or
 * its result could not be told from others, in halves where the batch was too much, as it was after a fault of
 * Asana's or of the network. Within a batch that succeeded only those that failed go back; the others are settled.
 */
class BatchLoop {
  readonly #waiting: PendingRead[];
  readonly #context: TimedContext;
  readonly #options: BatchOptions;
  readonly #known: Known;

  constructor(reads: readonly PendingRead[], context: TimedContext, options: BatchOptions, known: Known) {
    this.#waiting = [...reads];
    this.#context = context;
    this.#options = options;
    this.#known = known;
  }

  /** Fills batches until nothing waits. */
  run(): void {
    const isOutOfOrder = this.#known.outOfOrder.has(this.#context.token.hash);
    for (const read of this.#waiting) {
      if (this.#isBatchRefused() || (isOutOfOrder && !namesItself(read.action))) read.most = 1;
    }
    while (this.#waiting.length > 0) void this.#carry(takeBatch(this.#waiting));
  }

  /** A batch, from its wait for budget to what comes of each of its reads. */
  async #carry(wanted: readonly PendingRead[]): Promise<void> {
    let batch = wanted;
    try {
      const acquired = this.#acquire(wanted);
      const permit = acquired instanceof Promise ? await acquired : acquired;
      batch = this.#takeGranted(wanted, permit);
      const sentAtMs = this.#options.now();
      let made: WireReply;
      try {
        made = await this.#send(batch, sentAtMs);
      } finally {
        permit.release();
      }
      this.#settle(batch, this.#judge(batch, made, sentAtMs));
    } catch (error) {
      if (!isGatewayError(error)) for (const read of batch) read.fail(error);
      else this.#settle(batch, { results: batch.map((read) => this.#whyUnsent(read, error)), error });
    }
  }

  #acquire(batch: readonly PendingRead[]): Permit | Promise<Permit> {
    const { token, flow, network, priority, signal } = this.#context;
    return this.#options.budget.acquire({
      hash: token.hash,
      flow,
      network,
      kind: 'read',
      priority,
      points: batch.length,
      latestMs: latestOf(batch) + this.#patienceMs(),
      sinceMs: batch[0]?.waitsSinceMs,
      signal,
    });
  }

  /** Where no time is left for another attempt, what the last one met is the better story. */
  #whyUnsent({ fault, latestMs }: PendingRead, error: GatewayError): GatewayError {
    return fault && this.#options.now() >= latestMs ? fault : error;
  }

  /** Those that may go now; the rest keeps its place. */
  #takeGranted(wanted: readonly PendingRead[], { points, waitedMs }: Permit): readonly PendingRead[] {
    if (waitedMs > 0) {
      const { priority } = this.#context;
      this.#options.telemetry.observe('budget_wait_seconds', waitedMs / 1000, { priority });
    }
    const granted = points < wanted.length ? wanted.slice(0, points) : wanted;
    for (const read of granted) {
      read.waitsSinceMs = undefined;
      // What a poll waited in line is no part of the time its call may take.
      if (this.#patienceMs() > 0) read.extend(waitedMs);
    }
    if (granted === wanted) return wanted;
    const rest = wanted.slice(points);
    for (const read of rest) read.waitsSinceMs ??= this.#options.now() - waitedMs;
    this.#waiting.unshift(...rest);
    this.run();
    return granted;
  }

  /** One call. */
  #send(batch: readonly PendingRead[], nowMs: number): Promise<WireReply> {
    const { wire, telemetry } = this.#options;
    const { signal } = this.#context;
    const request = requestFor(batch, nowMs, { mayBatch: !this.#isBatchRefused(), signal });
    if (request.method === 'POST') telemetry.observe('batch_size', batch.length);
    for (const read of batch) read.attempts += 1;
    return wire.send(request, this.#context);
  }

  /** What a call came to, and what others have to know of it. */
  #judge(batch: readonly PendingRead[], made: WireReply, sentAtMs: number): CallOutcome {
    const { wire, budget, telemetry, now, random } = this.#options;
    const { token, priority } = this.#context;
    if (made.exchange.kind === 'reply') budget.answered(token.hash, made.exchange.status);
    const redact = (text: string): string => token.redact(text);
    const outcome = outcomeOf(batch, made, { nowMs: now(), random, redact });
    const { error, pauseMs, repeatedFor, again, takesNoBatches, isOutOfOrder } = outcome;
    if (made.request.method === 'POST' && outcome.results.some(isUnauthorized))
      budget.answered(token.hash, 401);
    wire.report(made, this.#context, error);
    if (pauseMs !== undefined) budget.refused(token.hash, { retryAfterMs: pauseMs, sentAtMs, priority });
    if (repeatedFor) wire.reportRetry(this.#context, repeatedFor.code);
    if (again?.batchRefused) telemetry.count('batch_refused');
    if (takesNoBatches) this.#known.refused.set(token.hash, true);
    if (isOutOfOrder) this.#known.outOfOrder.set(token.hash, true);
    return outcome;
  }

  /** THE place where a read is settled, or goes back to wait. */
  #settle(batch: readonly PendingRead[], outcome: CallOutcome): void {
    const back: PendingRead[] = [];
    for (const [at, read] of batch.entries()) {
      const result = outcome.results[at] ?? null;
      if (result === null) {
        back.push(read);
        continue;
      }
      // Single reads work, and batches do not: so it is.
      if (read.batchRefused === 'it seems' && !isGatewayError(result)) {
        this.#known.refused.set(this.#context.token.hash, true);
      }
      read.settle(result);
    }
    if (back.length > 0) void this.#goBack(back, outcome);
  }

  async #goBack(reads: readonly PendingRead[], { again = {}, repeatedFor }: CallOutcome): Promise<void> {
    const { delayMs = 0, most, batchRefused } = again;
    const { signal } = this.#context;
    for (const read of reads) {
      read.fault = repeatedFor ?? read.fault;
      read.most = most ?? read.most;
      read.batchRefused = batchRefused ?? read.batchRefused;
    }
    // Whoever leaves meanwhile is told by the budget, which gives nothing to a caller that has left.
    if (delayMs > 0) await sleep(delayMs, undefined, signal && { signal }).catch(() => {});
    this.#waiting.push(...reads);
    this.run();
  }

  #patienceMs(): number {
    return this.#context.priority === 'poll' ? POLL_PATIENCE_MS : 0;
  }

  #isBatchRefused(): boolean {
    return this.#known.refused.has(this.#context.token.hash);
  }
}

/** What stands in a batch is as much an answer as what stands alone. */
function isUnauthorized(result: ReadResult | null): boolean {
  return isGatewayError(result) && result.status === 401;
}
