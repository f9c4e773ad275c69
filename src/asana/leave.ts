/**
 * Leave to send a write: a place among the 15 that a token may have in flight, and in its budget of requests. Knows
 * nothing of what is sent.
 */
import type { GatewayError } from '../errors.ts';
import type { Telemetry } from '../telemetry.ts';
import type { Budget, Permit } from './budget/budget.ts';
import { asGatewayError, type CallContext } from './transport/wire.ts';

/** What leave depends on. */
export interface LeaveOptions {
  readonly budget: Budget;
  readonly telemetry: Telemetry;
  /** Waiting beyond this moment is pointless. */
  readonly latestMs: number;
  /** The 429 that the call met before: when the wait after it is too long, that is the better story. */
  readonly refusal: GatewayError | null;
}

/** Waits for leave. @throws RATE_LIMITED, the refusal, or the signal's reason */
export async function leaveToWrite(
  { token, flow, network, signal }: CallContext,
  { budget, telemetry, latestMs, refusal }: LeaveOptions,
): Promise<Permit> {
  try {
    const permit = await budget.acquire({
      hash: token.hash,
      flow,
      network,
      kind: 'write',
      priority: 'start',
      points: 1,
      latestMs,
      signal,
    });
    if (permit.waitedMs > 0)
      telemetry.observe('budget_wait_seconds', permit.waitedMs / 1000, { priority: 'start' });
    return permit;
  } catch (error) {
    throw refusal && asGatewayError(error) ? refusal : error;
  }
}
