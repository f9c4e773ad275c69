/**
 * One log line and the metrics of each operation, the same for every transport. Never variables, never a token.
 */
import type { OpenSpan, Telemetry } from '../../telemetry.ts';
import type { ServedOperation } from './operation.ts';
import { endRefused, endSpan } from './operation-span.ts';

/** How an operation ended, beside what it knows itself. */
export interface Ending {
  readonly address: string;
  /** HTTP status, where there is one. */
  readonly status?: number;
  /** Whether the caller left before the end. */
  readonly cancelled: boolean;
}

/** A name may be as long as a body; a log line may not. */
const LONGEST_NAME = 120;

/** An operation is over: writes its line and counts. */
export function logOperation(telemetry: Telemetry, operation: ServedOperation, ending: Ending): void {
  const { transport, caller, stats } = operation;
  operation.leave?.();
  const type = operation.type ?? 'none';
  const outcome = ending.cancelled ? 'cancelled' : operation.outcome;
  const durationMs = performance.now() - operation.startedAtMs;
  telemetry.count('requests', { type, transport, outcome });
  if (type !== 'subscription') {
    telemetry.observe('request_duration_seconds', durationMs / 1000, { type, transport });
  }
  if (caller?.name) telemetry.count('callers', { name: caller.name });
  endSpan(operation, outcome, ending.status);
  if (!telemetry.log.isLevelEnabled('info')) return;
  const hasFailed = operation.failureCount > 0;
  const { ids } = operation.span;
  // What is undefined is not written.
  telemetry.log.info(
    {
      requestId: operation.requestId,
      transport,
      operation: operation.name?.slice(0, LONGEST_NAME) ?? null,
      type,
      outcome,
      status: ending.status,
      errors: hasFailed ? operation.failures : undefined,
      errorCount: hasFailed ? operation.failureCount : undefined,
      durationMs: Math.round(durationMs * 10) / 10,
      upstreamCalls: stats.upstreamCalls,
      retries: stats.retries,
      token: caller?.token.hash ?? null,
      key: caller?.name ?? undefined,
      address: ending.address,
      trace_id: ids?.trace_id,
      span_id: ids?.span_id,
    },
    'request',
  );
}

/**
 * The line of a request that never became an operation: refused with a code, or given up by the caller before all of
 * it came.
 */
export function logRefused(
  telemetry: Telemetry,
  { requestId, address }: { readonly requestId: string; readonly address: string },
  { statusCode }: { readonly statusCode: number },
  { code, span }: { readonly code: string | null; readonly span: OpenSpan },
): void {
  // 200 is what Node begins with: nothing was answered.
  const outcome = statusCode === 200 ? 'cancelled' : 'refused';
  const status = statusCode === 200 ? undefined : statusCode;
  telemetry.count('requests', { type: 'none', transport: 'http', outcome });
  const failed = code === null ? {} : { errors: [{ code, path: null }], errorCount: 1 };
  endRefused(span, code, status);
  telemetry.log.info({ requestId, address, outcome, status, ...failed, ...span.ids }, `request ${outcome}`);
}
