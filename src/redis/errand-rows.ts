/**
 * How an errand is written to Redis and read from it: the fields of a hash. Fields may be added, never changed, since
 * instances of an older version read them too. Knows no commands.
 */
import type { Errand, FoundErrand } from '../errands/errand.ts';
import { pairs } from './pairs.ts';

/** Fields that are texts of ours; the others are JSON. */
const PLAIN: ReadonlySet<string> = new Set(['id', 'kind', 'owner', 'state', 'version']);

/** Fields of the hash. Null is the word for it in JSON, so that what is absent is what an older version left out. */
export function encode(part: Partial<Errand>): string[] {
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .flatMap(([field, value]) => [field, PLAIN.has(field) ? String(value) : JSON.stringify(value)]);
}

/** A row out of a script's reply; null where there is none, or none that can be read: others must not wait for it. */
export function found(reply: unknown): FoundErrand | null {
  if (!reply) return null;
  const [flat, now] = reply as [string[], number];
  if (flat.length === 0) return null;
  try {
    return read(flat, now);
  } catch {
    return null;
  }
}

/** A row, whose values are those that this file wrote. */
function read(flat: readonly string[], now: number): FoundErrand {
  const row: Record<string, string> = Object.fromEntries(pairs(flat));
  const { id = '', kind = '', owner = '', state = 'failed', version = '0', heldUntil, wakesAt } = row;
  const json = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));
  return {
    ...{ id, kind, owner },
    state: state as Errand['state'],
    version: Number(version),
    about: json(row.about) as string | null,
    isUnwanted: json(row.isUnwanted) === true,
    plan: json(row.plan),
    progress: json(row.progress),
    isHeld: heldUntil !== undefined && Number(heldUntil) > now,
    sleepsMs: Math.max(0, Number(wakesAt ?? 0) - now),
  };
}

/** When a row falls due: when nobody holds it any more, and it does not sleep. */
export function dueOf(reply: unknown): number {
  const [flat, now] = reply as [string[], number];
  const of = (field: string) => Number(flat[flat.indexOf(field) + 1]) || 0;
  return Math.max(now, of('heldUntil'), of('wakesAt'));
}
