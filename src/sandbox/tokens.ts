/**
 * Tokens and the endings that make a token misbehave: faults from outside, without code. Any token works and is
 * a user of its own, but for revoked ones and those that contain `invalid` or `expired`. Any ending may follow any
 * token, several in a row: `sandbox-demo-token-nobatch-free`.
 *
 * | ending         | what it does                                                    |
 * |----------------|-----------------------------------------------------------------|
 * | `-free`        | 150 requests a minute, as in a free workspace                   |
 * | `-ratelimited` | every call 429 with `Retry-After: 1`                            |
 * | `-nobatch`     | `POST /batch` 403                                               |
 * | `-nojobs`      | reading jobs 403, naming the missing scope `jobs:read`          |
 * | `-readonly`    | every start 403                                                 |
 * | `-500`, `-503` | every call 500 with a phrase, or 503 with an HTML page          |
 * | `-slow`        | every reply two seconds late                                    |
 * | `-hang`        | no reply at all                                                 |
 * | `-reset`       | the connection is cut                                           |
 * | `-malformed`   | every reply is cut off in the middle of its JSON                |
 */
import type { Action } from './action.ts';
import type { Fault } from './faults.ts';
import { addGuest } from './guests.ts';
import type { SandboxStore } from './store.ts';

/** Token of the demo; belongs to the same user as `tokens.ada`. */
export const DEMO_TOKEN = 'sandbox-demo-token';

const FREE_REQUESTS_PER_MINUTE = 150;
const DEAD = /invalid|expired/i;
const ENDING = /^(.+)-(free|ratelimited|nobatch|nojobs|readonly|500|503|slow|hang|reset|malformed)$/;

/** A valid token taken apart. */
export interface Bearer {
  readonly token: string;
  readonly user: string;
  readonly endings: ReadonlySet<string>;
}

/** Who an `Authorization` header speaks for; undefined is 401. */
export function bearerOf(header: string | undefined, store: SandboxStore): Bearer | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return undefined;
  const endings = new Set<string>();
  let rest = token;
  for (let user = store.userOfToken(rest); ; user = store.userOfToken(rest)) {
    if (user !== undefined) return { token, user, endings };
    const match = ENDING.exec(rest);
    if (!match?.[1] || !match[2]) break;
    endings.add(match[2]);
    rest = match[1];
  }
  if (store.isRevoked(rest) || DEAD.test(rest)) return undefined;
  return { token, user: addGuest(store, rest), endings };
}

/** Requests a minute a token may make. */
export function requestsPerMinuteOf({ endings }: Bearer, usual: number): number {
  return endings.has('free') ? Math.min(usual, FREE_REQUESTS_PER_MINUTE) : usual;
}

/** The fault a token's endings ask for, on this call. */
export function faultOfToken(
  { endings }: Bearer,
  action: Pick<Action, 'method' | 'path'>,
): Fault | undefined {
  if (endings.size === 0) return undefined;
  if (endings.has('ratelimited'))
    return refusal(429, 'You have made too many requests.', { 'retry-after': '1' });
  if (endings.has('nobatch') && action.path === '/batch')
    return refusal(403, 'Forbidden: not allowed for this app');
  if (endings.has('nojobs') && action.method === 'GET' && action.path.startsWith('/jobs/')) {
    return refusal(403, 'Forbidden: the scope jobs:read is missing');
  }
  if (endings.has('readonly') && action.method !== 'GET' && action.path !== '/batch')
    return refusal(403, 'Forbidden');
  if (endings.has('500'))
    return {
      status: 500,
      body: { errors: [{ message: 'Server Error', phrase: '6 sad squid snuggle softly' }] },
    };
  if (endings.has('503')) return { kind: 'html', status: 503 };
  if (endings.has('slow')) return { kind: 'slow', ms: 2_000 };
  for (const kind of ['hang', 'reset', 'malformed'] as const) if (endings.has(kind)) return { kind };
  return undefined;
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Fault {
  return { status, headers, body: { errors: [{ message }] } };
}
