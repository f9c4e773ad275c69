/**
 * What is known of a job at one moment: Asana's own words, nothing a caller selected. This is all that ever
 * leaves an instance. Pure; knows neither Asana's client nor a bus.
 */

import { isRecord, parseJson } from './json.ts';

/** One observation of a job. */
export interface JobState {
  readonly gid: string;
  /** Asana's raw word. */
  readonly status: string;
  readonly resourceSubtype: string | null;
  /** What the job made: `new_*` key → gid, null while it is not there. */
  readonly created: Readonly<Record<string, string | null>>;
  /** When it was read from Asana, epoch milliseconds. */
  readonly observedAt: number;
}

/** The keys under which a job names an export that it made. */
export const EXPORT_KEYS = ['new_graph_export', 'new_resource_export'] as const;

const FINAL_STATUSES: ReadonlySet<string> = new Set(['succeeded', 'failed']);
/** The way of a job; it never goes back. */
const STEPS: readonly string[] = ['not_started', 'in_progress'];
const SLOW_SUBTYPES: ReadonlySet<string> = new Set(['graph_export_request', 'export_request']);
const SLOW_KIND = /^create\w*Export$/;

/** Whether nothing more will happen to a job with this status. A word Asana adds later is not final. */
export function isFinal(status: string): boolean {
  return FINAL_STATUSES.has(status);
}

/** Whether two observations tell the same; when they were made does not count. */
export function sameState(a: JobState, b: JobState): boolean {
  if (a.gid !== b.gid || a.status !== b.status || a.resourceSubtype !== b.resourceSubtype) return false;
  for (const key of new Set([...Object.keys(a.created), ...Object.keys(b.created)])) {
    if ((a.created[key] ?? null) !== (b.created[key] ?? null)) return false;
  }
  return true;
}

/**
 * Whether an observation from elsewhere is behind what is known: an instance that was cut off, or a key written
 * before the trouble. Told by the job's progress where it can be, since clocks of two machines differ.
 */
export function isBehind(state: JobState, known: JobState): boolean {
  if (isFinal(state.status)) return false;
  if (isFinal(known.status)) return true;
  const [step, knownStep] = [STEPS.indexOf(state.status), STEPS.indexOf(known.status)];
  if (step < 0 || knownStep < 0) return state.observedAt < known.observedAt;
  return step === knownStep ? madeBy(state) < madeBy(known) : step < knownStep;
}

function madeBy({ created }: JobState): number {
  return Object.values(created).filter((made) => made !== null).length;
}

/** Whether a job is an export: minutes to hours long, polled on the slower schedule. */
export function isSlow(state: JobState | null, kind: string | null): boolean {
  if (kind !== null && SLOW_KIND.test(kind)) return true;
  if (!state) return false;
  if (state.resourceSubtype !== null && SLOW_SUBTYPES.has(state.resourceSubtype)) return true;
  return EXPORT_KEYS.some((key) => (state.created[key] ?? null) !== null);
}

/** A state out of text from elsewhere (Redis); null when it is not one. */
export function parseState(text: string): JobState | null {
  const value = parseJson(text);
  if (!isRecord(value) || !isRecord(value.created)) return null;
  const { gid, status, resourceSubtype, created, observedAt } = value;
  if (typeof gid !== 'string' || typeof status !== 'string' || typeof observedAt !== 'number') return null;
  if (resourceSubtype !== null && typeof resourceSubtype !== 'string') return null;
  const gids: Record<string, string | null> = {};
  for (const [key, made] of Object.entries(created)) {
    if (made !== null && typeof made !== 'string') return null;
    gids[key] = made;
  }
  return { gid, status, resourceSubtype, created: gids, observedAt };
}
