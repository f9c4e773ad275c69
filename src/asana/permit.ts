/**
 * The words of a budget: asking for leave to send, the leave itself, and who waits for it. Decides nothing.
 */
import { GatewayError } from '../errors.ts';

/** Asana's own bounds on what one token may have in flight. */
export const IN_FLIGHT = { read: 50, write: 15 } as const;

/** In the order they are served. */
export const PRIORITIES = ['start', 'read', 'poll'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Asking to send. */
export interface PermitRequest {
  readonly kind: 'read' | 'write';
  readonly priority: Priority;
  /** Requests wanted at once; fewer may be granted, at least one. */
  readonly points: number;
  /** Waiting beyond this moment is pointless: refused at once when that is foreseeable. */
  readonly latestMs: number;
  /** Since when it waits: whoever was granted a part keeps the place for the rest. @default now */
  readonly sinceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Leave to send `points` requests; `release` when their replies are in. */
export interface Permit {
  readonly points: number;
  /** Milliseconds spent waiting. */
  readonly waitedMs: number;
  release(): void;
}

/** What is known of a token's budget. */
export interface RateLimitState {
  /** Null while nothing was told or learned. */
  readonly requestsPerMinute: number | null;
  readonly remaining: number | null;
  /** Null when requests may go now. */
  readonly retryAfterMs: number | null;
  readonly inFlightReads: number;
  readonly inFlightWrites: number;
}

/** Somebody who waits for a permit. */
export interface Waiter {
  readonly request: PermitRequest;
  readonly sinceMs: number;
  resolve(permit: Permit): void;
  leave(error: unknown): void;
  /** Drops the timer and the listener. */
  done(): void;
}

/** The wait would be longer than the call may take. */
export function tooLate(expectedMs: number): GatewayError {
  const retryAfterMs = Math.max(1, expectedMs);
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was sent: the wait for this token's budget at Asana is longer than the call may take. Try again in about ${seconds} s.`,
    { retryAfterMs },
  );
}
