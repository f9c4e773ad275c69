/**
 * The life of a job: a plan made at the start, from which every later state follows by the clock alone.
 * Knows neither HTTP nor what the job makes.
 */
import { type NewKey, STARTS, type StartName } from '../../asana/api/starts.ts';
import { type Row, type SandboxStore, text } from '../data/store.ts';
import { NAME_TAGS } from '../faults/fault-table.ts';
import { Refusal } from '../routes/action.ts';
import { arrivesAt, type Curve, curveOf } from './arrival.ts';

/** What is decided about a job when it starts. Times are milliseconds of the clock. */
export interface JobPlan {
  readonly startsAt: number;
  readonly endsAt: number;
  /** When lists of the new object begin to fill; never for a job that fails. */
  readonly childrenAt: number;
  /** How they fill. */
  readonly curve: Curve;
  readonly fails: boolean;
  /** A failed job that still names an object nobody can read. */
  readonly dangles: boolean;
}

/** How long jobs take. */
export interface JobTimes {
  readonly durationMs: number | ((kind: StartName, name: string) => number) | undefined;
  readonly childrenDelayMs: number;
}

const RUNNING_JOBS_MAX = 5;
const SLOW_MS = 60_000;
const START_LAG_MAX_MS = 500;

const DEFAULT_DURATION_MS: Readonly<Record<StartName, number>> = {
  duplicateTask: 1_500,
  duplicateProject: 4_000,
  duplicatePortfolio: 4_000,
  instantiateProject: 4_000,
  instantiateTask: 1_500,
  saveProjectAsTemplate: 4_000,
  createGraphExport: 6_000,
  createResourceExport: 6_000,
  createOrganizationExport: 6_000,
};

/** Decides how a job will go. Tags in the names it is about bend its fate. */
export function planJob(kind: StartName, names: string, now: number, times: JobTimes): JobPlan {
  const has = (tag: keyof typeof NAME_TAGS) => NAME_TAGS[tag].pattern.test(names);
  const dangles = has('dangling');
  const fails = dangles || has('fail');
  const curve = curveOf(names);
  if (has('stuck'))
    return { startsAt: Infinity, endsAt: Infinity, childrenAt: Infinity, curve, fails, dangles };
  const duration = has('slow') ? SLOW_MS : durationOf(kind, names, times);
  const endsAt = now + duration;
  return {
    startsAt: now + Math.min(START_LAG_MAX_MS, duration / 4),
    endsAt,
    childrenAt: fails ? Infinity : endsAt + times.childrenDelayMs,
    curve,
    fails,
    dangles,
  };
}

function durationOf(kind: StartName, names: string, { durationMs }: JobTimes): number {
  if (typeof durationMs === 'function') return durationMs(kind, names);
  return durationMs ?? DEFAULT_DURATION_MS[kind];
}

/** When one of so many children of what the job makes is to be seen. */
export function childAt({ curve, childrenAt }: JobPlan, index: number, of: number): number {
  return arrivesAt(curve, childrenAt, index, of);
}

/** Visibility of what the job makes: there once the job is in progress, gone again when it fails. */
export function targetTimes(plan: JobPlan): { from: number; until: number } {
  return { from: plan.startsAt, until: plan.fails ? plan.endsAt : Infinity };
}

/** Records a job of a user. */
export function addJob(store: SandboxStore, kind: StartName, owner: string, target: Row, plan: JobPlan): Row {
  const start = STARTS[kind];
  const key: NewKey | undefined = 'fills' in start ? start.fills : undefined;
  return store.add('job', { resource_subtype: start.subtype, kind, key, owner, target: target.gid, plan });
}

/** Refuses a sixth running job of one user. */
export function refuseSixthJob(store: SandboxStore, owner: string): void {
  const running = runningJobs(store, (job) => job.data.owner === owner);
  if (running.length < RUNNING_JOBS_MAX) return;
  throw new Refusal(
    429,
    'You have reached the limit of 5 concurrent jobs (duplications, instantiations and exports). Wait for a running job to finish.',
  );
}

/** The unfinished jobs a test accepts. */
export function runningJobs(store: SandboxStore, accepts: (job: Row) => boolean): Row[] {
  const now = store.now();
  return store.all('job').filter((job) => planOf(job).endsAt > now && accepts(job));
}

/** Asana's word for the state of a job. */
export function jobStatus(job: Row, now: number): 'not_started' | 'in_progress' | 'succeeded' | 'failed' {
  const plan = planOf(job);
  if (now < plan.startsAt) return 'not_started';
  if (now < plan.endsAt) return 'in_progress';
  return plan.fails ? 'failed' : 'succeeded';
}

/** An organization export has words of its own. */
export function organizationExportState(row: Row, now: number): 'pending' | 'started' | 'finished' | 'error' {
  const states = {
    not_started: 'pending',
    in_progress: 'started',
    succeeded: 'finished',
    failed: 'error',
  } as const;
  return states[jobStatus(row, now)];
}

/** What stands in the job's `new_*` now: a gid, a dangling value, or null. */
export function targetOf(job: Row, store: SandboxStore): unknown {
  const plan = planOf(job);
  const target = store.peek(text(job, 'target'));
  if (!target || store.now() < plan.startsAt) return null;
  if (!plan.fails || store.now() < plan.endsAt) return target.gid;
  return plan.dangles ? { gid: target.gid, name: target.data.name } : null;
}

function planOf(row: Row): JobPlan {
  return row.data.plan as JobPlan;
}
