/**
 * Sending a start, or what makes something: once, over a connection nobody used before, and only with time enough to
 * hear the answer. When the answer is lost the outcome is unknown, and says so; repeated is only what surely did not
 * arrive.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type GatewayError, isGatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import { type StartAction, writeTarget } from './batch/actions.ts';
import type { Budget } from './budget/budget.ts';
import { leaveToWrite } from './leave.ts';
import { type Envelope, judge, outcomeUnknown, parseReply, type Reply } from './replies/replies.ts';
import { type Decision, decide, type Outcome } from './retry.ts';
import type { Failure, HttpReply } from './transport/exchange.ts';
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
export function sendStart(
  action: StartAction,
  context: TimedContext,
  options: StartOptions,
): Promise<Envelope> {
  return new StartCall(action, context, options).run();
}

/** One start until it is answered, or surely will not be sent any more. */
class StartCall {
  readonly #action: StartAction;
  readonly #context: TimedContext;
  readonly #options: StartOptions;
  readonly #call: string;
  readonly #latestMs: number;
  #attempt = 0;
  /** The 429 it met last. */
  #refusal: GatewayError | null = null;

  constructor(action: StartAction, context: TimedContext, options: StartOptions) {
    this.#action = action;
    this.#context = context;
    this.#options = options;
    this.#call = `POST ${action.path}`;
    this.#latestMs = context.deadlineMs - options.timeoutMs / 2;
  }

  async run(): Promise<Envelope> {
    for (;;) {
      this.#attempt += 1;
      const { made, sentAtMs } = await this.#send();
      const reply = made.exchange;
      if (reply.kind === 'failure') await this.#failed(made, reply);
      else if (reply.status === 429) this.#refused(made, reply, sentAtMs);
      else return this.#answered(made, reply);
    }
  }

  async #send(): Promise<{ readonly made: WireReply; readonly sentAtMs: number }> {
    const { wire, budget, transport, telemetry, now } = this.#options;
    const latestMs = this.#latestMs;
    const permit = await leaveToWrite(this.#context, {
      budget,
      telemetry,
      latestMs,
      refusal: this.#refusal,
    });
    try {
      this.#context.signal?.throwIfAborted();
      const sentAtMs = now();
      const request = this.#request(sentAtMs);
      await noteSending(this.#call, this.#context, telemetry);
      const made = await transport.once((dispatcher) => wire.send(request, this.#context, dispatcher));
      return { made, sentAtMs };
    } finally {
      permit.release();
    }
  }

  /** No reply came: after a pause it is sent again if it surely did not arrive. */
  async #failed(made: WireReply, failure: Failure): Promise<void> {
    const { wire } = this.#options;
    const { signal } = this.#context;
    const error = failure.sent
      ? outcomeUnknown(this.#call, lossOf(failure), { cause: failure.error })
      : networkError(failure, made.request, true);
    wire.report(made, this.#context, error);
    const decision = this.#decide({ kind: 'failure', sent: failure.sent });
    if (!decision.retry) throw error;
    wire.reportRetry(this.#context, error.code);
    await sleep(decision.delayMs, undefined, signal && { signal }).catch(() => {});
    signal?.throwIfAborted();
  }

  /** It is sent again when Asana says so; the wait until then is the budget's, which pauses the token. */
  #refused(made: WireReply, reply: HttpReply, sentAtMs: number): void {
    const { wire, budget } = this.#options;
    const { hash } = this.#context.token;
    budget.answered(hash, reply.status);
    const parsed = parseReply(reply);
    const { isAboutRunningJobs } = this.#judge(parsed) as GatewayError; // a 429 is no success
    const decision = this.#decide({
      kind: 'reply',
      status: reply.status,
      retryAfter: headerOf(reply.headers, 'retry-after'),
      saidAtMs: saidAtOf(reply.headers),
      runningJobs: isAboutRunningJobs,
    });
    const retryAfterMs = decision.retry ? decision.delayMs : decision.retryAfterMs;
    const refusal = this.#judge(parsed, retryAfterMs) as GatewayError;
    this.#refusal = refusal;
    wire.report(made, this.#context, refusal);
    // Running jobs are no matter of the request budget.
    if (!isAboutRunningJobs) budget.refused(hash, { retryAfterMs: retryAfterMs ?? 0, sentAtMs });
    if (!decision.retry) throw refusal;
    wire.reportRetry(this.#context, refusal.code);
  }

  #answered(made: WireReply, reply: HttpReply): Envelope {
    const { wire, budget } = this.#options;
    budget.answered(this.#context.token.hash, reply.status);
    const result = this.#judge(parseReply(reply));
    wire.report(made, this.#context, isGatewayError(result) ? result : null);
    if (isGatewayError(result)) throw result;
    return result;
  }

  #decide(outcome: Outcome): Decision {
    const { now, random } = this.#options;
    const latestMs = this.#latestMs;
    return decide(outcome, { start: true, attempt: this.#attempt, nowMs: now(), latestMs, random });
  }

  #judge(reply: Reply, retryAfterMs?: number): Envelope | GatewayError {
    const { hasGid = true } = this.#action;
    const { token } = this.#context;
    const expected = {
      call: this.#call,
      shape: 'record',
      gid: hasGid,
      starts: true,
      fromCaller: true,
    } as const;
    return judge(reply, expected, { redact: (text) => token.redact(text), retryAfterMs });
  }

  #request(nowMs: number): WireRequest {
    const { deadlineMs, signal } = this.#context;
    return {
      call: this.#call,
      method: 'POST',
      route: this.#action.route,
      ...writeTarget(this.#action),
      timeoutMs: Math.max(1, deadlineMs - nowMs),
      signal,
      onlyUnsent: true,
      reset: true,
    };
  }
}

/**
 * Should the process be killed before the reply, this line without an audit line to it says what was on its way: it is
 * written before that is.
 */
function noteSending(call: string, { token, requestId }: CallContext, { log, written }: Telemetry) {
  log.info({ call, token: token.hash, ...(requestId && { requestId }) }, 'what is sent once goes out');
  return written();
}

function lossOf(failure: Failure): string {
  if (failure.reason === 'timeout') return 'no reply came in time';
  return failure.reason === 'unreadable'
    ? 'the reply was unreadable'
    : 'the connection broke before the reply';
}
