/**
 * Who calls: turns an `Authorization` value into a caller, in pass-through and in service mode.
 * Must not know where the value came from (header, upgrade or connection_init) nor keep it.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type AsanaToken, asanaToken } from '../asana/api/token.ts';
import type { Config, GatewayKey } from '../config.ts';
import { GatewayError, isGatewayError } from '../errors.ts';
import type { Caller } from '../schema/operation.ts';
import { ownerOfKey, ownerOfToken } from '../starts/owner.ts';
import { networkOf } from './http/client-address.ts';
import { WrongKeys } from './http/wrong-keys.ts';

/** How callers are told apart. */
export type CallerMode =
  /** The caller's own Asana token goes to Asana. Without one, `fallback` (the demo) or nobody. */
  | { readonly kind: 'pass-through'; readonly fallback?: AsanaToken; readonly hashSecret?: string }
  /** The gateway's token, for callers that bring one of the keys; without keys (loopback only) for everybody. */
  | { readonly kind: 'service'; readonly token: AsanaToken; readonly keys: readonly GatewayKey[] };

/** A caller, or none: with the reason when something unusable was brought. */
export interface ResolvedCaller {
  readonly caller: Caller | null;
  readonly error?: GatewayError;
  /** Set where nothing at all will be done for whoever brought this: a wrong key in service mode. */
  readonly isTurnedAway?: boolean;
}

/**
 * Resolves an `Authorization` value that came from an address. `before` is whom the last one on the same connection
 * turned out to be, who is nearly always the same again.
 */
export type CallerResolver = (
  authorization: string | undefined,
  address: string,
  before?: ResolvedCaller,
) => ResolvedCaller;

/** Tells callers apart. */
export interface Callers {
  readonly resolve: CallerResolver;
  /** Whose this is when it has come from there before, before anything is done for it. Counts nothing. */
  readonly atFirstSight: (authorization: string | undefined, address: string) => Caller | null;
}

/** The callers of a mode. Keys are kept as digests only. `onThrottled` hears of keys that were not even compared. */
export function createCallers(mode: CallerMode, onThrottled: () => void = () => {}): Callers {
  return mode.kind === 'pass-through' ? passThrough(mode) : serviceMode(mode.token, mode.keys, onThrottled);
}

/** What the settings say about callers. */
export function callerMode(settings: Pick<Config, 'asanaToken' | 'gatewayKeys' | 'hashSecret'>): CallerMode {
  const hashing = settings.hashSecret ? { hashSecret: settings.hashSecret } : {};
  if (!settings.asanaToken) return { kind: 'pass-through', ...hashing };
  return {
    kind: 'service',
    token: asanaToken(settings.asanaToken, hashing),
    keys: settings.gatewayKeys ?? [],
  };
}

function passThrough({ fallback, hashSecret }: { fallback?: AsanaToken; hashSecret?: string }): Callers {
  const nobody: ResolvedCaller = { caller: fallback ? ownTokenCaller(fallback) : null };
  const hashing = hashSecret ? { hashSecret } : {};
  /** By these settings, which may be others than before. */
  const resolvedHere = new WeakSet<ResolvedCaller>();
  const resolve: CallerResolver = (authorization, address, before) => {
    if (authorization === undefined) return nobody;
    const network = networkOf(address);
    const isSame = before?.caller?.network === network && before.caller.token.isIn(authorization);
    if (isSame && resolvedHere.has(before)) return before;
    const secret = bearer(authorization);
    if (secret === null) return MALFORMED;
    try {
      const resolved = { caller: ownTokenCaller(asanaToken(secret, hashing), network) };
      resolvedHere.add(resolved);
      return resolved;
    } catch (error) {
      if (isGatewayError(error)) return { caller: null, error };
      throw error;
    }
  };
  return { resolve, atFirstSight: (authorization, address) => resolve(authorization, address).caller };
}

function ownTokenCaller(token: AsanaToken, network = ''): Caller {
  return { token, owner: ownerOfToken(token.hash), name: null, network };
}

function serviceMode(token: AsanaToken, keys: readonly GatewayKey[], onThrottled: () => void): Callers {
  const known = keys.map(({ name, key }) => ({
    digest: digest(key),
    resolved: { caller: { token, owner: ownerOfKey(name), name } } satisfies ResolvedCaller,
  }));
  const wrongKeys = new WrongKeys<(typeof known)[number]>();
  const everybody: ResolvedCaller = { caller: { token, owner: ownerOfKey('local'), name: null } };
  function matchOf(key: string): (typeof known)[number] | undefined {
    const given = digest(key);
    let match: (typeof known)[number] | undefined;
    // Every key is compared, so that the time taken says nothing about which one came close.
    for (const entry of known) if (timingSafeEqual(entry.digest, given)) match = entry;
    return match;
  }
  const resolve: CallerResolver = (authorization, address) => {
    if (authorization === undefined) return keys.length === 0 ? everybody : NO_KEY;
    const key = bearer(authorization);
    if (key === null) return MALFORMED;
    if (keys.length === 0) return KEYLESS;
    const waitMs = wrongKeys.waitMs(address);
    const match = matchOf(key);
    if (match && (waitMs === 0 || wrongKeys.wasRight(address, match))) {
      wrongKeys.succeeded(address, match);
      return match.resolved;
    }
    if (waitMs > 0) {
      onThrottled();
      return tooManyWrongKeys(waitMs);
    }
    wrongKeys.failed(address);
    return UNKNOWN_KEY;
  };
  return {
    resolve,
    atFirstSight(authorization, address) {
      if (authorization === undefined) return keys.length === 0 ? everybody.caller : null;
      const key = bearer(authorization);
      const match = key === null ? undefined : matchOf(key);
      // Only where it was right before: a guess is not served any sooner for being right.
      return match && wrongKeys.wasRight(address, match) ? match.resolved.caller : null;
    },
  };
}

function bearer(authorization: string): string | null {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1] ?? null;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const MALFORMED = refused('The Authorization value is not understood. Send it as "Bearer <token>".');
const NO_KEY = refused(
  'This gateway runs in service mode and wants a gateway key. Send it as "Authorization: Bearer <key>".',
);
const UNKNOWN_KEY = {
  ...refused('The gateway key is not known. Send one of the configured keys as "Bearer <key>".'),
  isTurnedAway: true,
};
const KEYLESS = refused(
  'This gateway runs in service mode without keys. Send no Authorization header at all.',
);

function tooManyWrongKeys(retryAfterMs: number): ResolvedCaller {
  const message = 'Too many unknown gateway keys came from this address. Wait, then send a configured one.';
  const error = new GatewayError('RATE_LIMITED', message, { retryAfterMs, details: { limit: 'wrongKeys' } });
  return { caller: null, error, isTurnedAway: true };
}

function refused(message: string): ResolvedCaller {
  return { caller: null, error: new GatewayError('UNAUTHENTICATED', message) };
}
