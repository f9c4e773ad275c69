/**
 * Tokens, and the endings that make a token misbehave: faults from outside, without code. Any token works and is a
 * user of its own, but for revoked ones and those that contain `invalid` or `expired`. Any ending of the fault table
 * may follow any token, several in a row: `sandbox-demo-token-nobatch-free`.
 */

import type { SandboxStore } from '../data/store.ts';
import type { Action } from '../routes/action.ts';
import { TOKEN_FAULTS, type TokenEnding, type TokenFault } from './fault-table.ts';
import type { Fault } from './faults.ts';
import { addGuest } from './guests.ts';

/** Token of the demo; belongs to the same user as `tokens.ada`. */
export const DEMO_TOKEN = 'sandbox-demo-token';

const FREE_REQUESTS_PER_MINUTE = 150;
const DEAD = /invalid|expired/i;
const ENDING = new RegExp(`^(.+)-(${TOKEN_FAULTS.map(({ ending }) => ending).join('|')})$`);

/** A valid token taken apart. */
export interface Bearer {
  readonly token: string;
  readonly user: string;
  readonly endings: ReadonlySet<TokenEnding>;
}

/** Who an `Authorization` header speaks for; undefined is 401. */
export function bearerOf(header: string | undefined, store: SandboxStore): Bearer | undefined {
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return undefined;
  const endings = new Set<TokenEnding>();
  let rest = token;
  for (let user = store.userOfToken(rest); ; user = store.userOfToken(rest)) {
    if (user !== undefined) return { token, user, endings };
    const match = ENDING.exec(rest);
    if (!match?.[1] || !match[2]) break;
    endings.add(match[2] as TokenEnding);
    rest = match[1];
  }
  if (store.isRevoked(rest) || DEAD.test(rest)) return undefined;
  return { token, user: addGuest(store, rest), endings };
}

/** Requests a minute a token may make. */
export function requestsPerMinuteOf({ endings }: Bearer, usual: number): number {
  return endings.has('free') ? Math.min(usual, FREE_REQUESTS_PER_MINUTE) : usual;
}

/** The fault a token's endings ask for, on this call: the first of the table. */
export function faultOfToken(
  { endings }: Bearer,
  action: Pick<Action, 'method' | 'path'>,
): (Pick<TokenFault, 'after'> & { readonly fault: Fault }) | undefined {
  if (endings.size === 0) return undefined;
  const table: readonly (TokenFault & { readonly ending: TokenEnding })[] = TOKEN_FAULTS;
  const found = table.find(({ ending, on, fault }) => endings.has(ending) && fault && (on?.(action) ?? true));
  return found?.fault && { ...found, fault: found.fault };
}
