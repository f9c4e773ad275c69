/**
 * The five jobs one Asana user may have running: whose queue a start stands in, how many run, and whether a refusal
 * is about them. Knows how jobs are read, not how starts are sent.
 */
import { speaksOfRunningJobs } from '../../asana/replies/replies.ts';
import { type GatewayError, isNotFound } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import { RUNNING_JOBS_LIMIT } from '../../starts/slots.ts';
import { type GatewayContext, newReader } from '../context.ts';
import { readJob } from '../jobs/job-record.ts';

/** Asana counts running jobs by user: one queue for all tokens of one, and for all keys of a gateway's own token. */
export async function slotUserOf(context: GatewayContext): Promise<string> {
  const { caller, services } = context;
  if (caller.name !== null) return `token:${caller.token.hash}`;
  return services.identities.ownerOf(context).catch(() => caller.owner);
}

/** A 429 that speaks of running jobs, or any 429 while five run: looked up where Asana lets us, else as known. */
export async function isAboutRunningJobs(
  error: GatewayError,
  context: GatewayContext,
  owner: string,
): Promise<boolean> {
  if (error.code !== 'RATE_LIMITED' || error.status !== 429) return false;
  if (speaksOfRunningJobs(error)) return true;
  const { services, caller } = context;
  // The start was given half of the time to be accepted; the other half is for this.
  const patienceMs = services.timeoutMs / 2;
  if ((services.client.rateLimit(caller.token).retryAfterMs ?? 0) > patienceMs) {
    const known = await services.ledger.list(owner, { first: RUNNING_JOBS_LIMIT, unfinishedOnly: true });
    return known.length >= RUNNING_JOBS_LIMIT;
  }
  return (await countRunning(context, owner, AbortSignal.timeout(patienceMs))) >= RUNNING_JOBS_LIMIT;
}

/** How many of an owner's known jobs run right now, read afresh in one batch; one that cannot be read runs. */
export async function countRunning(
  context: GatewayContext,
  owner: string,
  signal?: AbortSignal,
): Promise<number> {
  const { services, caller, stats, requestId } = context;
  const known = await services.ledger.list(owner, { first: RUNNING_JOBS_LIMIT * 2, unfinishedOnly: true });
  if (known.length < RUNNING_JOBS_LIMIT) return known.length;
  const reader = newReader(services, caller, { stats, requestId, ...(signal && { signal }) });
  const states = await Promise.allSettled(
    known.map(({ gid }) => readJob(context, reader, gid, { fromCaller: false })),
  );
  let running = 0;
  for (const state of states) {
    if (state.status === 'fulfilled') {
      services.hub.observe(caller.token.hash, state.value);
      if (!isFinal(state.value.status)) running += 1;
    } else if (!isNotFound(state.reason)) {
      running += 1;
    }
  }
  return running;
}
