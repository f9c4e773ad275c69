/**
 * How reads that leave together are written as one call, a GET or a batch, and what its reply says of each of them.
 * Pure; knows neither budgets nor repetition.
 */
import { type GatewayError, isGatewayError } from '../../errors.ts';
import { type JudgeOptions, judge, type Reply, readBatch, unreadable } from '../replies/replies.ts';
import { attemptTimeoutMs } from '../retry.ts';
import type { WireRequest } from '../transport/wire.ts';
import { batchBody, callOf, expectedOf, fitsBatch, LONGEST_QUERY, queryOf } from './actions.ts';
import { placeResults } from './batch-results.ts';
import { earliestDeadlineMs, type PendingRead, type ReadResult } from './pending-read.ts';

/** One read is a GET, unless its URL would be too long for one and a batch may be sent; several are a batch. */
export function requestFor(
  batch: readonly PendingRead[],
  nowMs: number,
  { mayBatch, signal }: { readonly mayBatch: boolean; readonly signal?: AbortSignal | undefined },
): WireRequest {
  const timeoutMs = attemptTimeoutMs(earliestDeadlineMs(batch) - nowMs);
  const [only] = batch;
  if (only && batch.length === 1) {
    const { action, batchRefused } = only;
    const query = queryOf(action);
    const isLong = query.length > LONGEST_QUERY && fitsBatch(action);
    if (!isLong || !mayBatch || batchRefused !== 'no') {
      const target = action.path + query;
      return { call: callOf(action), method: 'GET', route: action.route, target, timeoutMs, signal };
    }
  }
  const body = batchBody(batch.map(({ action }) => action));
  return { call: 'POST /batch', method: 'POST', route: '/batch', target: '/batch', body, timeoutMs, signal };
}

/** What a success says. */
export interface Results {
  /** One for each read; null for one whose result cannot be told from others. */
  readonly results: (ReadResult | null)[];
  /** Whether they came in the order of the reads, as far as can be told. */
  readonly inOrder: boolean;
}

/** What a success says of each read. */
export function resultsOf(
  batch: readonly PendingRead[],
  { call, method }: WireRequest,
  reply: Reply,
  options: JudgeOptions,
): Results {
  const actions = batch.map(({ action }) => action);
  const inTheirOrder = (results: (ReadResult | null)[]) => ({ results, inOrder: true });
  if (method === 'GET')
    return inTheirOrder(actions.map((action) => judge(reply, expectedOf(action), options)));
  const replies = readBatch(reply, call, actions.length, options);
  if (isGatewayError(replies)) return inTheirOrder(actions.map(() => replies));
  const { placed, inOrder } = placeResults(actions, replies);
  const results = actions.map((action, at) => {
    const each = placed[at] ?? null;
    if (each === 'unreadable') return unreadable(callOf(action), 'a result of a batch that has no status');
    return each && judge(each, expectedOf(action), options);
  });
  return { results, inOrder };
}

/** The error that a refusal of the whole call is. */
export function refusalOf(
  batch: readonly PendingRead[],
  { call, method }: WireRequest,
  reply: Reply,
  options: JudgeOptions,
): GatewayError {
  const [only] = batch;
  if (method === 'GET' && only) return judge(reply, expectedOf(only.action), options) as GatewayError;
  const fromCaller = batch.some(({ action }) => action.fromCaller);
  return judge(reply, { call, shape: 'none', gid: false, fromCaller }, options) as GatewayError;
}
