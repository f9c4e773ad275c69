/**
 * Waits for the moment of a job that somebody wants to be told of, whether or not anybody watches, and makes the
 * delivery. Only this needs its user's token; where that is gone, that is told as well. Is given how jobs are waited for.
 */
import { isGatewayError, isUnauthenticated } from '../../errors.ts';
import type { Errand } from '../errand.ts';
import { type ErrandKind, type ErrandRun, pause } from '../run.ts';
import type { ErrandAsker } from '../set-up/run-set-up.ts';
import type { CallbackSubject, CallbackType } from './message.ts';
import { INTERRUPTIONS_TOLD, type Telling, tellInterruption, tellSurely } from './tell.ts';

/** How the kind of errand is called. */
export const CALLBACK = 'callback';

/** The moment of which is told. */
export type CallbackMoment = 'finished' | 'ready' | 'set_up';

/** What is to be told, and to whom. Stored: fields may be added, never changed. */
export interface CallbackPlan {
  /** The job; null until it has been started. */
  readonly job: string | null;
  /** The name of the endpoint. */
  readonly to: string;
  readonly on: CallbackMoment;
  /** Whether a set-up follows the job. */
  readonly hasSetUp: boolean;
  /** Which start it was, as the schema has it. */
  readonly kind: string;
  /** The name the start asked for. */
  readonly name: string | null;
  readonly idempotencyKey: string | null;
}

/** How far it is. Stored: fields may be added, never changed. */
export interface CallbackProgress {
  /** How often it was told that something does not go on by itself. */
  readonly interruptions: number;
  /** The version of the set-up of whose interruption was told last. */
  readonly setUpVersion?: number;
}

/*
 * A row keeps plan and progress as JSON that only its kind understands. They are read by these, and nowhere else taken
 * for what they are: whoever has an errand of this kind knows that it is one, and nobody but this kind writes them.
 */

/** The plan of a callback. */
function planOf({ plan }: { readonly plan: unknown }): CallbackPlan {
  return plan as CallbackPlan;
}

/** How far a callback is. */
function progressOf({ progress }: { readonly progress: unknown }): CallbackProgress {
  return progress as CallbackProgress;
}

/** What is known of a job at its moment, in words of the schema. */
export type JobSeen = Pick<CallbackSubject, 'status' | 'result' | 'contents' | 'setUp'>;

/** Who waits for a moment. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Told that the set-up in this version of its row waits for its user; waiting goes on after that. */
  setUpInterrupted(version: number): Promise<void>;
}

/** How moments of jobs become known. */
export interface JobMoments {
  /**
   * Waits for the moment, or for the failure of the job. Rejects with the signal's reason, and with what reading the job
   * ended with.
   */
  when(plan: CallbackPlan & { job: string }, asker: ErrandAsker, waiting: Waiting): Promise<JobSeen>;
  /** What is known of it without asking. */
  known(job: string): Promise<JobSeen>;
}

/** What waiting takes. */
export interface CallbackParts extends Telling {
  readonly jobs: JobMoments;
}

const TYPES: Readonly<Record<CallbackMoment, CallbackType>> = {
  finished: 'job.finished',
  ready: 'job.ready',
  set_up: 'job.set_up',
};

/** Between two tries to read a job, for no reason of the caller's. */
const AGAIN_MS = 30_000;
/** A job that could not be read for so long is told to be unknown. */
const UNREADABLE_AFTER_MS = 24 * 3_600_000;
const UNREADABLE: JobSeen = { status: 'UNKNOWN' };

/** The kind of errand that waits for moments. */
export function callbackKind(parts: CallbackParts): ErrandKind {
  return {
    name: CALLBACK,
    needsToken: true,
    givenUp: (progress) => progress,
    run: (run) => waitAndTell(run, parts),
    interrupted: (errand) => afterInterruption(errand, parts),
  };
}

async function waitAndTell(run: ErrandRun, parts: CallbackParts): Promise<void> {
  const { errand } = run;
  const plan = planOf(errand);
  // Its start has never been answered: nobody knows of a job.
  if (!isStarted(plan)) return run.keep({ state: 'cancelled', plan: null });
  await run.keep({ state: 'running' });
  const { signal } = run;
  const setUpInterrupted = (version: number) => tellSetUpInterruption(run, version, parts);
  const seen = await whenSeen(run, plan, { signal, setUpInterrupted }, parts);
  const type = seen.status === 'SUCCEEDED' ? TYPES[plan.on] : 'job.finished';
  const subject = subjectOf(plan, seen);
  await tellSurely({ errand, what: 'moment', to: plan.to, type, subject }, parts, signal);
  await run.keep({ state: 'done', plan: null });
}

/** Asana may be away, or the job not to be read for longer than anybody would watch it: here nobody waits in vain. */
async function whenSeen(
  run: ErrandRun,
  plan: CallbackPlan & { job: string },
  waiting: Waiting,
  { jobs, clock }: CallbackParts,
): Promise<JobSeen> {
  const { owner } = run.errand;
  const untilMs = clock.now() + UNREADABLE_AFTER_MS;
  for (;;) {
    try {
      return await jobs.when(plan, { owner, token: run.token() }, waiting);
    } catch (error) {
      if (run.signal.aborted || isUnauthenticated(error) || !isGatewayError(error)) throw error;
      if (NEVER_READ.has(error.code) || clock.now() >= untilMs) return UNREADABLE;
    }
    await pause(AGAIN_MS, clock, run.signal);
  }
}

const NEVER_READ: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'PAYMENT_REQUIRED']);

/** Whoever waits for a set-up may have a token while the set-up has none: Asana refused it there. */
async function tellSetUpInterruption(run: ErrandRun, version: number, parts: CallbackParts): Promise<void> {
  if (progressOf(run.errand).setUpVersion === version) return;
  const told = await afterInterruption(run.errand, parts);
  await run.keep({ progress: { ...told, setUpVersion: version } });
}

/** Tells that it waits for its user; its progress after that. */
async function afterInterruption(errand: Errand, parts: CallbackParts): Promise<CallbackProgress> {
  const progress = progressOf(errand);
  const { interruptions } = progress;
  const plan = planOf(errand);
  if (!isStarted(plan) || interruptions >= INTERRUPTIONS_TOLD) return progress;
  const subject = subjectOf(plan, await parts.jobs.known(plan.job));
  await tellInterruption({ errand, to: plan.to, subject }, interruptions, parts);
  return { ...progress, interruptions: interruptions + 1 };
}

function subjectOf({ job, kind, name, idempotencyKey }: CallbackPlan & { job: string }, seen: JobSeen) {
  return { jobGid: job, kind, name, idempotencyKey, ...seen };
}

function isStarted(plan: CallbackPlan): plan is CallbackPlan & { job: string } {
  return plan.job !== null;
}
