/**
 * A job as people see it: what it is called, which phase it is in, how far it is. Pure; knows neither React nor how
 * a job is watched.
 */
import type { JobCardFragment } from '../generated/graphql.ts';
import { inWords, isolated } from '../in-words.ts';
import { startKind, startOfKind } from '../starting/starts.ts';

/** The phases in which something goes on, and those in which nothing does. */
export type Phase =
  | 'waiting'
  | 'working'
  | 'filling'
  | 'settingUp'
  | 'paused'
  | 'done'
  | 'failed'
  | 'halfDone';

/** What a phase is called. */
export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  waiting: 'Waiting',
  working: 'Working',
  filling: 'Filling',
  settingUp: 'Setting up',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  halfDone: 'Not all done',
};

/** An export has ten minutes to get its link; then nobody waits for it any more. */
const LINK_MS = 10 * 60_000;

/** Which phase a job is in. */
export function phaseOf(job: JobCardFragment, now = Date.now()): Phase {
  if (job.status === 'FAILED') return 'failed';
  if (!job.finished) return job.status === 'NOT_STARTED' ? 'waiting' : 'working';
  if (job.contents?.state === 'ARRIVING') return 'filling';
  switch (job.setUp?.state) {
    case 'WAITING':
    case 'RUNNING':
      return 'settingUp';
    case 'INTERRUPTED':
      return 'paused';
    case 'FAILED':
      return 'halfDone';
  }
  const isYoung = job.finishedAt !== null && now - Date.parse(job.finishedAt ?? '') < LINK_MS;
  return isExport(job) && !job.ready && isYoung ? 'filling' : 'done';
}

/** Whether something still goes on, so that it is worth watching. */
export function isGoingOn(phase: Phase): boolean {
  return ['waiting', 'working', 'filling', 'settingUp', 'paused'].includes(phase);
}

/** Whether a job makes a file. */
export function isExport({ kind }: JobCardFragment): boolean {
  return kind === 'CREATE_GRAPH_EXPORT' || kind === 'CREATE_RESOURCE_EXPORT';
}

/** What a job has made, where that has a name and may have an address in Asana. */
export function resultOf(job: JobCardFragment): { name: string | null; permalinkUrl?: string | null } | null {
  const made = job.newProject ?? job.newTask ?? job.newPortfolio ?? job.newProjectTemplate;
  return made ? { ...made, name: made.name ?? null } : null;
}

/** What a job is called: what it has made, else the name asked for, else what it comes from. */
export function titleOf(job: JobCardFragment): string {
  const made = job.status === 'FAILED' ? undefined : resultOf(job)?.name;
  return job.requestedName ?? made ?? originOf(job) ?? 'A job in Asana';
}

/** Where a job comes from, in words: “Copy of Autumn Launch”. */
export function originOf({ kind, source }: JobCardFragment): string | null {
  const start = startOfKind(kind);
  if (!start) return null;
  if (!source?.name) return startKind(start).job;
  const name = isolated(source.name);
  switch (kind) {
    case 'DUPLICATE_PROJECT':
    case 'DUPLICATE_TASK':
    case 'DUPLICATE_PORTFOLIO':
      return `Copy of ${name}`;
    case 'SAVE_PROJECT_AS_TEMPLATE':
      return `Template of ${name}`;
    case 'CREATE_GRAPH_EXPORT':
    case 'CREATE_RESOURCE_EXPORT':
      return `Export of ${name}`;
    default:
      return `From ${name}`;
  }
}

/** How far a job is. */
export interface Progress {
  /** Null where nobody knows. */
  readonly fraction: number | null;
  /** In words, where there is something to say. */
  readonly words: string | null;
}

/** How far a job is in the phase it is in. */
export function progressOf(job: JobCardFragment, now = Date.now()): Progress {
  const phase = phaseOf(job, now);
  if (phase === 'settingUp' || phase === 'paused') {
    const steps = job.setUp?.steps ?? [];
    const over = steps.filter(({ state }) => state !== 'PENDING' && state !== 'RUNNING').length;
    return { fraction: over / Math.max(1, steps.length), words: `${over} of ${steps.length} steps` };
  }
  const { present, expected } = job.contents ?? {};
  if (present !== null && present !== undefined && expected) {
    return { fraction: present / expected, words: `${present} of ${expected} tasks` };
  }
  if (phase === 'filling' && present) return { fraction: null, words: `${present} tasks so far` };
  if (phase === 'working' && job.startedAt && job.typicalSeconds) {
    const passed = (now - Date.parse(job.startedAt)) / 1_000;
    const left = Math.ceil(job.typicalSeconds - passed);
    // The last twentieth is kept for jobs that take longer than others did.
    return {
      fraction: Math.min(0.95, passed / job.typicalSeconds),
      words: left > 0 ? `about ${inWords(left)} to go` : 'longer than usual',
    };
  }
  return { fraction: null, words: null };
}
