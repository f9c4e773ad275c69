/**
 * How a watched job looks in Redis: its keys and its channel, and a state as text. Carries status, gids and times,
 * never selected fields and never a token.
 */
import { parseCounted } from '../contents/parse-counted.ts';
import { parseState } from '../job-state.ts';
import type { JobKey, ToldState } from '../watching/bus.ts';
import type { RedisConnection } from './connection.ts';

/** A published state is remembered for so long. */
export const STATE_TTL_MS = 60_000;

/** Where a job is kept, and where it is told of. */
export interface JobKeys {
  readonly lease: string;
  readonly fence: string;
  readonly state: string;
  readonly channel: string;
}

/** All keys of a job live in one slot of a cluster. */
export function jobKeys(redis: RedisConnection, { token, gid }: JobKey): JobKeys {
  const base = `${redis.prefix}job:{${token}:${gid}}:`;
  return { lease: `${base}lease`, fence: `${base}fence`, state: `${base}state`, channel: `${base}heard` };
}

/** The part that makes a difference, and the time that does not. */
export function encode({ observedAt, ...rest }: ToldState): { content: string; at: number } {
  const { gid, status, resourceSubtype, counted } = rest;
  const created = Object.fromEntries(
    Object.entries(rest.created)
      .filter(([, made]) => made !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { content: JSON.stringify({ gid, status, resourceSubtype, created, counted }), at: observedAt };
}

/** A state as `encode` wrote it; null when it is none. */
export function decode(text: string | null): ToldState | null {
  const split = text?.indexOf('\n') ?? -1;
  if (!text || split < 0) return null;
  const at = Number(text.slice(split + 1));
  const state = Number.isFinite(at) ? parseState(`${text.slice(0, split - 1)},"observedAt":${at}}`) : null;
  return state && { ...state, ...countedIn(text.slice(0, split)) };
}

function countedIn(content: string): Pick<ToldState, 'counted'> {
  const { counted } = JSON.parse(content) as { readonly counted?: unknown };
  const parsed = counted === undefined ? null : parseCounted(JSON.stringify(counted));
  return parsed ? { counted: parsed } : {};
}
