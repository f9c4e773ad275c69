/**
 * Sending a write that comes to the same when it is sent twice: like a read it is repeated after faults of Asana's or
 * of the network, within its deadline. Knows nothing of batches, nor of what is made only once (`start-call.ts`).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayError, isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type WriteAction, writeTarget } from './batch/actions.ts';
import type { Budget } from './budget/budget.ts';
import { leaveToWrite } from './leave.ts';
import { type Envelope, judge, parseReply } from './replies/replies.ts';
import { ruleOf } from './replies/reply-table.ts';
import { attemptTimeoutMs, type Decision, decide, type Outcome } from './retry.ts';
import {
  headerOf,
  networkError,
  saidAtOf,
  type TimedContext,
  type Wire,
  type WireReply,
  type WireRequest,
} from './transport/wire.ts';

/** What writing takes. */
export interface WriteOptions {
  readonly wire: Wire;
  readonly budget: Budget;
  readonly telemetry: Telemetry;
  readonly now: () => number;
  readonly random: () => number;
}

/** What came of an attempt: an answer, or a failure and whether it is worth another one. */
type Attempt =
  | Envelope
  | { readonly error: GatewayError; readonly decision: Decision; readonly outcome: Outcome };

/** What was gone already has no data. */
const GONE: Envelope = { data: null, nextOffset: null };

/**
 * Sends a write, again and again where that may help. The signal counts between attempts, never while one is on its
 * way. `data` is null where what was to be taken away was gone already.
 */
export async function sendWrite(
  action: WriteAction,
  context: TimedContext,
  options: WriteOptions,
): Promise<Envelope> {
  let refusal: GatewayError | null = null;
  let mayHaveHappened = false;
  for (let attempt = 1; ; attempt += 1) {
    const made = await tryOnce(action, context, options, { attempt, refusal });
    if (!('error' in made)) return made;
    const { error, decision, outcome } = made;
    if (action.removes && mayHaveHappened && error.code === 'NOT_FOUND') return GONE;
    if (!decision.retry) throw error;
    mayHaveHappened ||= leavesOpen(outcome);
    options.wire.reportRetry(context, error.code);
    refusal = error.status === 429 ? error : null;
    // The wait after a 429 is the budget's, which pauses the token.
    if (!refusal) await pause(decision.delayMs, context);
  }
}

async function tryOnce(
  action: WriteAction,
  context: TimedContext,
  { wire, budget, telemetry, now, random }: WriteOptions,
  { attempt, refusal }: { attempt: number; refusal: GatewayError | null },
): Promise<Attempt> {
  const { latestMs } = context;
  const permit = await leaveToWrite(context, { budget, telemetry, latestMs, refusal });
  const sentAtMs = now();
  let made: WireReply;
  try {
    made = await wire.send(requestFor(action, context, sentAtMs), context);
  } finally {
    permit.release();
  }
  const decideOn = (outcome: Outcome): Decision =>
    decide(outcome, { start: false, attempt, nowMs: now(), latestMs, random });
  const reply = made.exchange;
  if (reply.kind === 'failure') {
    const outcome = { kind: 'failure', sent: reply.sent } as const;
    const error = networkError(reply, made.request);
    wire.report(made, context, error);
    return { error, decision: decideOn(outcome), outcome };
  }
  const { status } = reply;
  budget.answered(context.token.hash, status);
  const retryAfter = headerOf(reply.headers, 'retry-after');
  const outcome = { kind: 'reply', status, retryAfter, saidAtMs: saidAtOf(reply.headers) } as const;
  const decision = decideOn(outcome);
  const retryAfterMs = decision.retry ? decision.delayMs : decision.retryAfterMs;
  const expected = { call: made.request.call, shape: 'record', gid: false, fromCaller: true } as const;
  const result = judge(parseReply(reply), expected, {
    redact: (text) => context.token.redact(text),
    retryAfterMs,
  });
  wire.report(made, context, isGatewayError(result) ? result : null);
  if (status === 429) budget.refused(context.token.hash, { retryAfterMs: retryAfterMs ?? 0, sentAtMs });
  return isGatewayError(result) ? { error: result, decision, outcome } : result;
}

/** Whether it may have happened all the same. */
function leavesOpen(outcome: Outcome): boolean {
  return outcome.kind === 'failure' ? outcome.sent : ruleOf(outcome.status).start === 'unknown';
}

async function pause(delayMs: number, { signal }: TimedContext): Promise<void> {
  if (delayMs > 0) await sleep(delayMs, undefined, signal && { signal }).catch(() => {});
  signal?.throwIfAborted();
}

function requestFor(action: WriteAction, { deadlineMs, signal }: TimedContext, nowMs: number): WireRequest {
  const { method, path, route } = action;
  return {
    call: `${method} ${path}`,
    method,
    route,
    ...writeTarget(action),
    timeoutMs: attemptTimeoutMs(deadlineMs - nowMs),
    signal,
    onlyUnsent: true,
  };
}
