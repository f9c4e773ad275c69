/**
 * Reads in groups: one goes as a GET, up to ten as a batch, more as several batches at once. A group shrinks to
 * what the budget grants, and what failed in it is repeated within the deadline. Knows nothing of starts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayError, isGatewayError } from '../../errors.ts';
import type { Telemetry } from '../../telemetry.ts';
import type { Budget, Permit } from '../budget/budget.ts';
import {
  type JudgeOptions,
  judge,
  parseReply,
  type Reply,
  readBatch,
  unreadable,
} from '../replies/replies.ts';
import { isSuccess, ruleOf } from '../replies/reply-table.ts';
import { isInAsanasWords } from '../replies/words.ts';
import { attemptTimeoutMs, type Decision, decide, type Outcome } from '../retry.ts';
import {
  headerOf,
  networkError,
  ours,
  saidAtOf,
  type TimedContext,
  type Wire,
  type WireReply,
  type WireRequest,
} from '../transport/wire.ts';
import {
  batchBody,
  callOf,
  expectedOf,
  fitsBatch,
  LONGEST_QUERY,
  queryOf,
  type ReadAction,
} from './actions.ts';
import { placeResults } from './batch-results.ts';
import {
  everywhere,
  firstTurn,
  groupsOf,
  later,
  place,
  type ReadResult,
  type Tell,
  type Turn,
  tellAll,
} from './turn.ts';

/** What reading takes. */
export interface BatchOptions {
  readonly wire: Wire;
  readonly budget: Budget;
  readonly telemetry: Telemetry;
  readonly now: () => number;
  readonly random: () => number;
}

/** For how long, and for how many tokens, it is remembered that `/batch` was refused. */
const REFUSED_MS = 60 * 60_000;
const MOST_REFUSED = 1_000;
/** A poll may stand in line this much longer than a call that somebody waits for: late is better than failed. */
const POLL_PATIENCE_MS = 15_000;

/** Reads in groups. */
export class BatchReader {
  readonly #options: BatchOptions;
  /** Token hash → until when its reads go one by one. */
  readonly #refused = new Map<string, number>();

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  /**
   * Reads everything; results stand in the order of the actions. Rejects only with the signal's reason. `tell` hears
   * of results before all are there: a part that hangs or waits for budget holds up no other.
   */
  async read(actions: readonly ReadAction[], context: TimedContext, tell?: Tell): Promise<ReadResult[]> {
    if (actions.length === 1) return this.#take(firstTurn(actions, context));
    const groups = this.#isRefused(context) ? actions.map((_, index) => [index]) : groupsOf(actions);
    const results = new Array<ReadResult>(actions.length);
    await Promise.all(
      groups.map(async (indexes) => {
        const group = indexes.flatMap((index) => actions[index] ?? []);
        const part = await this.#take(firstTurn(group, context, tell));
        place(results, indexes, part);
        tellAll(tell, group, part);
      }),
    );
    return results;
  }

  /** Reads a group with as many actions at once as the budget grants. */
  async #take(before: Turn): Promise<ReadResult[]> {
    const { actions, context } = before;
    const { budget, telemetry, now } = this.#options;
    const { priority, signal } = context;
    const patienceMs = priority === 'poll' ? POLL_PATIENCE_MS : 0;
    let permit: Permit;
    try {
      permit = await budget.acquire({
        hash: context.token.hash,
        flow: context.flow,
        network: context.network,
        kind: 'read',
        priority,
        points: actions.length,
        latestMs: context.deadlineMs + patienceMs,
        sinceMs: before.sinceMs,
        signal,
      });
    } catch (error) {
      return everywhere(before, ours(error));
    }
    const turn = patienceMs > 0 ? later(before, permit.waitedMs) : before;
    if (permit.waitedMs > 0) telemetry.observe('budget_wait_seconds', permit.waitedMs / 1000, { priority });
    if (permit.points === actions.length) return this.#send(turn, permit);
    const parts = [actions.slice(0, permit.points), actions.slice(permit.points)] as const;
    const first = this.#send({ ...turn, actions: parts[0] }, permit).then((results) => {
      tellAll(turn.tell, parts[0], results);
      return results;
    });
    const sinceMs = before.sinceMs ?? now() - permit.waitedMs;
    return (await Promise.all([first, this.#take({ ...before, actions: parts[1], sinceMs })])).flat();
  }

  /** One call, and what follows from it. */
  async #send(turn: Turn, permit: Permit): Promise<ReadResult[]> {
    const { context } = turn;
    const { wire, now } = this.#options;
    const sentAtMs = now();
    let request: WireRequest;
    let made: WireReply;
    try {
      request = this.#requestFor(turn, sentAtMs);
      made = await wire.send(request, context);
    } finally {
      permit.release();
    }
    const reply = made.exchange;
    if (reply.kind === 'failure') {
      const error = networkError(reply, request);
      wire.report(made, context, error);
      return this.#conclude(turn, error, this.#decide(turn, { kind: 'failure', sent: reply.sent }, sentAtMs));
    }
    const { status } = reply;
    this.#options.budget.answered(context.token.hash, status);
    const parsed = parseReply(reply);
    if (isSuccess(status)) {
      const results = resultsOf(turn, request, parsed);
      const [first] = results;
      wire.report(made, context, request.method === 'GET' && isGatewayError(first) ? first : null);
      if (request.method === 'GET') return results as ReadResult[];
      return this.#repeatFailed(turn, await this.#readUntold(turn, results), sentAtMs);
    }
    const retryAfter = headerOf(reply.headers, 'retry-after');
    const saidAtMs = saidAtOf(reply.headers);
    const decision = this.#decide(turn, { kind: 'reply', status, retryAfter, saidAtMs }, sentAtMs);
    const error = refusalOf(parsed, request, turn, decision);
    wire.report(made, context, error);
    if (request.method === 'GET') return this.#conclude(turn, error, decision);
    return this.#afterBatch(turn, parsed, error, decision);
  }

  /** What becomes of the actions of a batch that was refused as a whole, by the table of replies. */
  async #afterBatch(
    turn: Turn,
    reply: Reply,
    error: GatewayError,
    decision: Decision,
  ): Promise<ReadResult[]> {
    const { batch } = ruleOf(reply.status);
    if (batch === 'shared') return this.#conclude(turn, error, decision);
    if (batch === 'in halves') {
      return turn.actions.length > 1 ? this.#inHalves(turn) : this.#conclude(turn, error, decision);
    }
    const forGood = batch === 'one by one from now on';
    // A 401 may also mean that the token is dead, and a proxy's page anything: then single reads have to show it.
    if (forGood && reply.status !== 401 && isInAsanasWords(reply.json)) this.#refuseBatches(turn.context);
    const results = await this.#oneByOne(turn);
    if (forGood && !results.every(isGatewayError)) this.#refuseBatches(turn.context);
    return results;
  }

  #requestFor({ actions, context, alone }: Turn, nowMs: number): WireRequest {
    const timeoutMs = attemptTimeoutMs(context.deadlineMs - nowMs);
    const { signal } = context;
    const [only] = actions;
    if (only && actions.length === 1) {
      const query = queryOf(only);
      if (alone || query.length <= LONGEST_QUERY || !fitsBatch(only) || this.#isRefused(context)) {
        const target = only.path + query;
        return { call: callOf(only), method: 'GET', route: only.route, target, timeoutMs, signal };
      }
    }
    this.#options.telemetry.observe('batch_size', actions.length);
    const batch = { call: 'POST /batch', method: 'POST', route: '/batch', target: '/batch' } as const;
    return { ...batch, body: batchBody(actions), timeoutMs, signal };
  }

  /** Reads alone what a batch may have answered, without a way to tell which result it was. */
  async #readUntold({ actions, context, tell }: Turn, results: (ReadResult | null)[]): Promise<ReadResult[]> {
    const parts = results.map(async (result, at) => {
      const action = actions[at];
      if (result !== null || !action) return result ? [result] : [];
      const part = await this.#take(firstTurn([action], context));
      tellAll(tell, [action], part);
      return part;
    });
    return (await Promise.all(parts)).flat();
  }

  /** Sends in two batches what was too much for one. */
  async #inHalves(turn: Turn): Promise<ReadResult[]> {
    const middle = Math.ceil(turn.actions.length / 2);
    const halves = [turn.actions.slice(0, middle), turn.actions.slice(middle)];
    const parts = halves.map(async (actions) => {
      const part = await this.#take({ ...turn, actions });
      tellAll(turn.tell, actions, part);
      return part;
    });
    return (await Promise.all(parts)).flat();
  }

  /** Within a batch that succeeded, actions that met a fault of Asana's own are read again. */
  async #repeatFailed(turn: Turn, results: ReadResult[], sentAtMs: number): Promise<ReadResult[]> {
    const statuses = results.map((result) => (isGatewayError(result) ? (result.status ?? 0) : 0));
    const failed = [...statuses.keys()].filter((at) => {
      const status = statuses[at] ?? 0;
      return status >= 300 && ruleOf(status).repeated !== 'no';
    });
    const first = statuses.includes(429) ? statuses.indexOf(429) : failed[0];
    const error = first === undefined ? undefined : results[first];
    if (!isGatewayError(error)) return results;
    const decision = this.#decide(turn, { kind: 'reply', status: error.status ?? 500 }, sentAtMs);
    if (!decision.retry) return results;
    for (const [at, result] of results.entries()) {
      const action = turn.actions[at];
      if (action && !failed.includes(at)) turn.tell?.(action, result);
    }
    const actions = failed.flatMap((at) => turn.actions[at] ?? []);
    place(results, failed, await this.#conclude({ ...turn, actions }, error, decision));
    return results;
  }

  /** Repeats a turn, or lets its error stand. The wait after a 429 is the budget's, which pauses the token. */
  async #conclude(turn: Turn, error: GatewayError, decision: Decision): Promise<ReadResult[]> {
    if (!decision.retry) return everywhere(turn, error);
    const { context } = turn;
    this.#options.wire.reportRetry(context, error.code);
    if (error.status !== 429 && decision.delayMs > 0) {
      await sleep(decision.delayMs, undefined, context.signal && { signal: context.signal }).catch(() => {});
    }
    context.signal?.throwIfAborted();
    return this.#take({ ...turn, attempt: turn.attempt + 1 });
  }

  /** Asana takes no batch from this token. */
  #refuseBatches({ token }: TimedContext): void {
    this.#refused.set(token.hash, this.#options.now() + REFUSED_MS);
    if (this.#refused.size > MOST_REFUSED) this.#refused.delete(this.#refused.keys().next().value ?? '');
  }

  /** Reads by parallel GETs what was refused as a batch. */
  async #oneByOne({ actions, context, tell }: Turn): Promise<ReadResult[]> {
    this.#options.telemetry.count('batch_refused');
    const parts = actions.map(async (action) => {
      const part = await this.#take({ ...firstTurn([action], context), alone: true });
      tellAll(tell, [action], part);
      return part;
    });
    return (await Promise.all(parts)).flat();
  }

  #isRefused({ token }: TimedContext): boolean {
    const untilMs = this.#refused.get(token.hash);
    if (untilMs === undefined) return false;
    if (untilMs > this.#options.now()) return true;
    this.#refused.delete(token.hash);
    return false;
  }

  /** Whether to repeat. A 429 reaches the budget on the way: nobody else with this token should try either. */
  #decide({ context, attempt }: Turn, outcome: Outcome, sentAtMs: number): Decision {
    const { now, random, budget } = this.#options;
    const situation = { start: false, attempt, nowMs: now(), latestMs: context.deadlineMs, random };
    const decision = decide(outcome, situation);
    if (outcome.kind === 'reply' && outcome.status === 429) {
      const retryAfterMs = decision.retry ? decision.delayMs : (decision.retryAfterMs ?? 0);
      budget.refused(context.token.hash, { retryAfterMs, sentAtMs });
    }
    return decision;
  }
}

/** One result for each action; null for one whose result cannot be told from others. */
function resultsOf({ actions, context }: Turn, request: WireRequest, reply: Reply): (ReadResult | null)[] {
  const options: JudgeOptions = { redact: (text) => context.token.redact(text) };
  if (request.method === 'GET') return actions.map((action) => judge(reply, expectedOf(action), options));
  const replies = readBatch(reply, request.call, actions.length, options);
  if (isGatewayError(replies)) return actions.map(() => replies);
  const placed = placeResults(actions, replies);
  return actions.map((action, at) => {
    const each = placed[at] ?? null;
    if (each === 'unreadable') return unreadable(callOf(action), 'a result of a batch that has no status');
    return each && judge(each, expectedOf(action), options);
  });
}

/** A refusal of the whole call. */
function refusalOf(
  reply: Reply,
  { call, method }: WireRequest,
  turn: Turn,
  decision: Decision,
): GatewayError {
  const [only] = turn.actions;
  const options: JudgeOptions = {
    retryAfterMs: decision.retry ? decision.delayMs : decision.retryAfterMs,
    redact: (text) => turn.context.token.redact(text),
  };
  const expected =
    method === 'GET' && only
      ? expectedOf(only)
      : ({
          call,
          shape: 'none',
          gid: false,
          fromCaller: turn.actions.some(({ fromCaller }) => fromCaller),
        } as const);
  return judge(reply, expected, options) as GatewayError;
}
