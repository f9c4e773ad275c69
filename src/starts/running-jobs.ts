/**
 * The five jobs one Asana user may have running: how many run, and whether a refusal is about them. Is given how jobs
 * are read; knows no Asana and nothing of sending.
 */
import { type GatewayError, isGatewayError } from '../errors.ts';
import type { Ledger } from './ledger.ts';
import { RUNNING_JOBS_LIMIT } from './slot-store.ts';

/** A user's jobs, and how they are looked at. */
export interface RunningJobs {
  readonly owner: string;
  readonly ledger: Ledger;
  /** How many of these run right now, read afresh; one that cannot be read runs. */
  countRunning(gids: readonly string[], signal?: AbortSignal): Promise<number>;
}

/** How many of a user's known jobs run right now. Read only where it matters. */
export async function runningJobs(
  { owner, ledger, countRunning }: RunningJobs,
  signal?: AbortSignal,
): Promise<number> {
  const known = await ledger.list(owner, { first: RUNNING_JOBS_LIMIT * 2, unfinishedOnly: true });
  if (known.length < RUNNING_JOBS_LIMIT) return known.length;
  return countRunning(
    known.map(({ gid }) => gid),
    signal,
  );
}

/** How much may be spent on the question whether a refusal is about running jobs. */
export interface CrowdLook {
  /** For reading jobs, milliseconds. */
  readonly ms: number;
  /** For so long Asana wants to hear nothing more of this token, milliseconds. */
  readonly pauseMs: number;
}

/** A 429 that speaks of running jobs, or any 429 while five run: looked up where Asana lets us, else as known. */
export async function isCrowded(error: unknown, jobs: RunningJobs, look: CrowdLook): Promise<boolean> {
  if (!isRefusal(error)) return false;
  if (error.isAboutRunningJobs) return true;
  if (look.pauseMs <= look.ms) {
    return (await runningJobs(jobs, AbortSignal.timeout(look.ms))) >= RUNNING_JOBS_LIMIT;
  }
  const known = await jobs.ledger.list(jobs.owner, { first: RUNNING_JOBS_LIMIT, unfinishedOnly: true });
  return known.length >= RUNNING_JOBS_LIMIT;
}

/** Whether Asana itself has said that there was too much of something; the budget says so before anything is sent. */
function isRefusal(error: unknown): error is GatewayError {
  return isGatewayError(error) && error.code === 'RATE_LIMITED' && error.status === 429;
}
