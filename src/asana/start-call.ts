/**
 * Sending a start, or what makes something: once, over a connection nobody used before, and only with time enough to
 * hear the answer. When the answer is lost the outcome is unknown, and says so; repeated is only what surely did not
 * arrive.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type StartAction, writeTarget } from './batch/actions.ts';
import type { Budget } from './budget/budget.ts';
import { leaveToWrite } from './leave.ts';
import { type Envelope, judge, outcomeUnknown, parseReply, type Reply } from './replies/replies.ts';
import { type Decision, decide, type Outcome } from './retry.ts';
import type { Failure } from './transport/exchange.ts';
import type { Transport } from './transport/transport.ts';
import {
  type CallContext,
  headerOf,
  networkError,
  saidAtOf,
  type TimedContext,
  type Wire,
  type WireReply,
  type WireRequest,
} from './transport/wire.ts';

/** What starting takes. */
export interface StartOptions {
  readonly wire: Wire;
  readonly budget: Budget;
  readonly transport: Transport;
  readonly telemetry: Telemetry;
  /** ASANA_TIMEOUT: a start goes out only with half of it left. */
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** Sends a start. The signal counts until the first byte of it is written, not after. */
export async function sendStart(
  action: StartAction,
  context: TimedContext,
  options: StartOptions,
): Promise<Envelope> {
  const { wire, budget, transport, telemetry, now, random } = options;
  const latestMs = context.deadlineMs - options.timeoutMs / 2;
  const call = `POST ${action.path}`;
  let refusal: GatewayError | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const permit = await leaveToWrite(context, { budget, telemetry, latestMs, refusal });
    const sentAtMs = now();
    let made: WireReply;
    try {
      context.signal?.throwIfAborted();
      const request = requestFor(action, call, context, sentAtMs);
      noteSending(call, context, telemetry);
      made = await transport.once((dispatcher) => wire.send(request, context, dispatcher));
    } finally {
      permit.release();
    }
    const decideOn = (outcome: Outcome): Decision =>
      decide(outcome, { start: true, attempt, nowMs: now(), latestMs, random });

    const reply = made.exchange;
    if (reply.kind === 'failure') {
      const error = reply.sent
        ? outcomeUnknown(call, lossOf(reply), { cause: reply.error })
        : networkError(reply, made.request, true);
      wire.report(made, context, error);
      const decision = decideOn({ kind: 'failure', sent: reply.sent });
      if (!decision.retry) throw error;
      wire.reportRetry(context, error.code);
      await sleep(decision.delayMs, undefined, context.signal && { signal: context.signal }).catch(() => {});
      context.signal?.throwIfAborted();
      continue;
    }

    budget.answered(context.token.hash, reply.status);
    const parsed = parseReply(reply);
    if (reply.status === 429) {
      const retryAfter = headerOf(reply.headers, 'retry-after');
      const told = judgeStart(parsed, call, action, context);
      const runningJobs = told instanceof GatewayError && told.isAboutRunningJobs;
      const decision = decideOn({
        kind: 'reply',
        status: 429,
        retryAfter,
        saidAtMs: saidAtOf(reply.headers),
        runningJobs,
      });
      const retryAfterMs = decision.retry ? decision.delayMs : decision.retryAfterMs;
      refusal = judgeStart(parsed, call, action, context, retryAfterMs) as GatewayError;
      wire.report(made, context, refusal);
      // Running jobs are no matter of the request budget.
      if (!runningJobs) budget.refused(context.token.hash, { retryAfterMs: retryAfterMs ?? 0, sentAtMs });
      if (!decision.retry) throw refusal;
      wire.reportRetry(context, refusal.code);
      continue;
    }
    const result = judgeStart(parsed, call, action, context);
    wire.report(made, context, result instanceof GatewayError ? result : null);
    if (result instanceof GatewayError) throw result;
    return result;
  }
}

/**
 * Should the process be killed before the reply, this line without an audit line to it says what was on its way. It
 * does not wait for others.
 */
function noteSending(call: string, { token, requestId }: CallContext, { log }: Telemetry): void {
  log.info({ call, token: token.hash, ...(requestId && { requestId }) }, 'a start goes out');
  log.flush();
}

function requestFor(
  action: StartAction,
  call: string,
  { deadlineMs, signal }: TimedContext,
  nowMs: number,
): WireRequest {
  return {
    call,
    method: 'POST',
    route: action.route,
    ...writeTarget(action),
    timeoutMs: Math.max(1, deadlineMs - nowMs),
    signal,
    onlyUnsent: true,
    reset: true,
  };
}

function judgeStart(
  reply: Reply,
  call: string,
  { hasGid = true }: StartAction,
  { token }: CallContext,
  retryAfterMs?: number,
): Envelope | GatewayError {
  const expected = { call, shape: 'record', gid: hasGid, starts: true, fromCaller: true } as const;
  return judge(reply, expected, { redact: (text) => token.redact(text), retryAfterMs });
}

function lossOf(failure: Failure): string {
  if (failure.reason === 'timeout') return 'no reply came in time';
  return failure.reason === 'unreadable'
    ? 'the reply was unreadable'
    : 'the connection broke before the reply';
}
