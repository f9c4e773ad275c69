/**
 * One log line and the metrics of each operation, the same for every transport. Never variables, never a token.
 */
import type { Caller } from '../schema/context.ts';
import type { Telemetry } from '../telemetry.ts';
import type { OperationRecord, ServerContext } from './operation.ts';

/** What is known when an operation is over. */
export interface FinishedOperation {
  readonly transport: 'http' | 'sse' | 'websocket';
  readonly requestId: string;
  readonly record: OperationRecord;
  readonly caller: Caller | null;
  readonly startedAtMs: number;
  readonly address: string;
  readonly stats?: ServerContext['stats'] | undefined;
  /** HTTP status, where there is one. */
  readonly status?: number;
  /** Whether the caller left before the end. */
  readonly cancelled?: boolean;
}

/** A name may be as long as a body; a log line may not. */
const LONGEST_NAME = 120;

/** Writes the line and counts. */
export function logOperation(telemetry: Telemetry, finished: FinishedOperation): void {
  const { record, transport, caller } = finished;
  const type = record.type ?? 'none';
  const outcome = finished.cancelled ? 'cancelled' : record.outcome;
  const durationMs = performance.now() - finished.startedAtMs;
  telemetry.count('requests', { type, transport, outcome });
  if (type !== 'subscription') {
    telemetry.observe('request_duration_seconds', durationMs / 1000, { type, transport });
  }
  if (caller?.name) telemetry.count('callers', { name: caller.name });
  if (!telemetry.log.isLevelEnabled('info')) return;
  telemetry.log.info(
    {
      requestId: finished.requestId,
      transport,
      operation: record.name?.slice(0, LONGEST_NAME) ?? null,
      type,
      outcome,
      status: finished.status, // undefined is not written
      durationMs: Math.round(durationMs * 10) / 10,
      upstreamCalls: finished.stats?.upstreamCalls ?? 0,
      retries: finished.stats?.retries ?? 0,
      token: caller?.token.hash ?? null,
      key: caller?.name ?? undefined,
      address: finished.address,
    },
    'request',
  );
}

/** The line of a request that never became an operation: refused, or given up by the caller before all of it came. */
export function logRefused(
  telemetry: Telemetry,
  { requestId, address }: { readonly requestId: string; readonly address: string },
  { statusCode }: { readonly statusCode: number },
): void {
  // 200 is what Node begins with: nothing was answered.
  const outcome = statusCode === 200 ? 'cancelled' : 'refused';
  const status = statusCode === 200 ? undefined : statusCode;
  telemetry.count('requests', { type: 'none', transport: 'http', outcome });
  telemetry.log.info({ requestId, address, outcome, status }, `request ${outcome}`);
}
