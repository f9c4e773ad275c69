/**
 * The words of a budget: asking for leave to send, the leave itself, and who waits for it. Decides nothing.
 */
import type { Clock } from '../../clock.ts';
import { GatewayError } from '../../errors.ts';

/** Asana's own bounds on what one token may have in flight. */
export const IN_FLIGHT = { read: 50, write: 15 } as const;

/**
 * In the order they are served. Each of them has batches of its own: a `count` asks how many things there are, for
 * which Asana has a tighter limit.
 */
export const PRIORITIES = ['start', 'read', 'poll', 'count'] as const;
export type Priority = (typeof PRIORITIES)[number];
/** What reads may be. */
export type ReadPriority = Exclude<Priority, 'start'>;

/** Asking to send. */
export interface PermitRequest {
  readonly kind: 'read' | 'write';
  readonly priority: Priority;
  /** Among those who share a token, flows take turns: a key's name in service mode. @default '' */
  readonly flow?: string | undefined;
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

/** Somebody who waits for a permit, until exactly one of the two is called. */
export interface Waiter<R extends Deadline> {
  readonly request: R;
  grant(permit: Permit): void;
  refuse(error: unknown): void;
}

/** How long somebody waits. */
export type Deadline = Pick<PermitRequest, 'latestMs' | 'signal'>;

/**
 * A permit that is not there yet: `enter` hands the waiter to its queue; `leave` takes it out again when its time is
 * over, or its caller left.
 */
export function waitForPermit<R extends Deadline>(
  request: R,
  clock: Clock,
  { enter, leave, late }: { enter(waiter: Waiter<R>): void; leave(waiter: Waiter<R>): void; late(): unknown },
): Promise<Permit> {
  const { signal, latestMs } = request;
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const waiter: Waiter<R> = {
      request,
      grant(permit) {
        done();
        resolve(permit);
      },
      refuse(error) {
        done();
        reject(error);
      },
    };
    const goAway = (error: unknown): void => {
      waiter.refuse(error);
      leave(waiter);
    };
    const onAbort = (): void => goAway(signal?.reason);
    const timer = clock.setTimeout(() => goAway(late()), Math.max(0, latestMs - clock.now()));
    signal?.addEventListener('abort', onAbort);
    enter(waiter);
  });
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

/** So many wait already that one more would only be one more to be refused. */
export function tooMany(most: number, whose: string, retryAfterMs: number): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    `Nothing was sent: ${most} ${whose} wait already. Try again later.`,
    {
      retryAfterMs,
    },
  );
}
