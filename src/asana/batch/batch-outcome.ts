/**
 * What a call that carried several reads came to: which of them have their result, which go back to wait, and how.
 * Pure: the reply and the time go in, a decision comes out; `batch.ts` carries it out.
 */
import { type GatewayError, isGatewayError } from '../../errors.ts';
import { parseReply, type Reply } from '../replies/replies.ts';
import { isSuccess, ruleOf } from '../replies/reply-table.ts';
import { isInAsanasWords } from '../replies/words.ts';
import { type Decision, decide, type Outcome, type Situation } from '../retry.ts';
import { headerOf, networkError, saidAtOf, type WireReply } from '../transport/wire.ts';
import { refusalOf, resultsOf } from './batch-call.ts';
import { latestOf, type PendingRead, type ReadResult } from './pending-read.ts';

/** What a call came to. */
export interface CallOutcome {
  /** A result for each read, or null for one that goes back to wait. */
  readonly results: readonly (ReadResult | null)[];
  /** What the call itself met, for the log; null when that was nothing. */
  readonly error: GatewayError | null;
  /** How those that go back do. Without it they go again as they are, at once. */
  readonly again?: {
    readonly delayMs?: number;
    /** How many of them may share a batch. */
    readonly most?: number;
    readonly batchRefused?: PendingRead['batchRefused'];
  };
  /** They are repeated because of this error. */
  readonly repeatedFor?: GatewayError;
  /** Asana refused with 429: how long to ask for nothing of the kind. */
  readonly pauseMs?: number;
  /** Asana said itself that it takes no batch from this token. */
  readonly takesNoBatches?: boolean;
  /** The results of a batch came in another order than its reads. */
  readonly isOutOfOrder?: boolean;
}

/** What a judgement takes beside the reply. */
export interface OutcomeOptions extends Pick<Situation, 'nowMs' | 'random'> {
  /** Takes secrets out of texts. */
  readonly redact: (text: string) => string;
}

/** Judges a call. */
export function outcomeOf(
  batch: readonly PendingRead[],
  { exchange, request }: WireReply,
  options: OutcomeOptions,
): CallOutcome {
  if (exchange.kind === 'failure') {
    const decision = decideOn(batch, { kind: 'failure', sent: exchange.sent }, options);
    return allAgain(batch, networkError(exchange, request), decision);
  }
  const { redact } = options;
  const { status } = exchange;
  const reply = parseReply(exchange);
  if (isSuccess(status)) {
    const { results, inOrder } = resultsOf(batch, request, reply, { redact });
    if (request.method === 'POST')
      return { ...afterSuccess(batch, results, options), isOutOfOrder: !inOrder };
    const [result = null] = results;
    return { results, error: isGatewayError(result) ? result : null };
  }
  const retryAfter = headerOf(exchange.headers, 'retry-after');
  const saidAtMs = saidAtOf(exchange.headers);
  const decision = decideOn(batch, { kind: 'reply', status, retryAfter, saidAtMs }, options);
  const retryAfterMs = decision.retry ? decision.delayMs : decision.retryAfterMs;
  const error = refusalOf(batch, request, reply, { redact, retryAfterMs });
  return request.method === 'GET'
    ? allAgain(batch, error, decision)
    : afterRefusal(batch, reply, error, decision);
}

/** A batch that succeeded: what met a fault of Asana's own is read again, and, alone, what cannot be told. */
function afterSuccess(
  batch: readonly PendingRead[],
  results: readonly (ReadResult | null)[],
  options: OutcomeOptions,
): CallOutcome {
  const again = results.includes(null) ? { most: 1 } : {};
  const faults = results.filter(isRepeatable);
  const worst = faults.find(({ status }) => status === 429) ?? faults[0];
  if (!worst) return { results, error: null, again };
  const decision = decideOn(batch, { kind: 'reply', status: worst.status ?? 500 }, options);
  const pause = pauseAfter(worst, decision);
  if (!decision.retry) return { results, error: null, again, ...pause };
  return {
    results: results.map((result) => (isRepeatable(result) ? null : result)),
    error: null,
    again: { ...again, delayMs: delayAfter(worst, decision) },
    repeatedFor: worst,
    ...pause,
  };
}

/** A batch that was refused as a whole, by the table of replies. */
function afterRefusal(
  batch: readonly PendingRead[],
  reply: Reply,
  error: GatewayError,
  decision: Decision,
): CallOutcome {
  const rule = ruleOf(reply.status).batch;
  const results = batch.map(() => null);
  if (rule === 'in halves' && batch.length > 1) {
    return { results, error, again: { most: Math.ceil(batch.length / 2) } };
  }
  if (rule === 'shared' || rule === 'in halves') return allAgain(batch, error, decision);
  if (rule === 'one by one') return { results, error, again: { most: 1, batchRefused: 'this once' } };
  // A 401 may also mean that the token is dead, and a proxy's page anything: then single reads have to show it.
  const takesNoBatches = reply.status !== 401 && isInAsanasWords(reply.json);
  return { results, error, again: { most: 1, batchRefused: 'it seems' }, takesNoBatches };
}

/** All of them once more, or the error for all. */
function allAgain(batch: readonly PendingRead[], error: GatewayError, decision: Decision): CallOutcome {
  const pause = pauseAfter(error, decision);
  if (!decision.retry) return { results: batch.map(() => error), error, ...pause };
  const again = { delayMs: delayAfter(error, decision) };
  return { results: batch.map(() => null), error, again, repeatedFor: error, ...pause };
}

function decideOn(
  batch: readonly PendingRead[],
  outcome: Outcome,
  { nowMs, random }: OutcomeOptions,
): Decision {
  const attempt = Math.max(...batch.map(({ attempts }) => attempts));
  return decide(outcome, { start: false, attempt, nowMs, latestMs: latestOf(batch), random });
}

/** Whether a result of a batch is a fault that may pass. */
function isRepeatable(result: ReadResult | null): result is GatewayError {
  const status = isGatewayError(result) ? (result.status ?? 0) : 0;
  return status >= 300 && ruleOf(status).repeated !== 'no';
}

/** The wait after a 429 is the budget's, which pauses for all. */
function delayAfter({ status }: GatewayError, decision: Decision & { readonly retry: true }): number {
  return status === 429 ? 0 : decision.delayMs;
}

function pauseAfter({ status }: GatewayError, decision: Decision): Pick<CallOutcome, 'pauseMs'> {
  if (status !== 429) return {};
  return { pauseMs: decision.retry ? decision.delayMs : (decision.retryAfterMs ?? 0) };
}
