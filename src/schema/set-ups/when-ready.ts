/**
 * When what a job makes can be worked with, for those who go on after the answer: they are subscribers like others.
 * Knows what is waited for, not what is done then.
 */
import type { Reader } from '../../asana/reader.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { ErrandStopped, pause } from '../../errands/run.ts';
import type { ReadyJobs } from '../../errands/set-up/run-set-up.ts';
import { isUnauthenticated } from '../../errors.ts';
import { isFinal } from '../../job-state.ts';
import type { JobEvent, WatchWay } from '../../watching/hub.ts';
import type { Services } from '../context.ts';
import { callerOfErrand } from '../errands/caller.ts';
import { watchWay } from '../jobs/job-record.ts';

/** So long after the success work begins where it could not be counted what is there. */
const UNCOUNTED_MS = 30_000;
/** How often a job that has succeeded is asked again for a project that it does not name yet. */
const ASK_AGAIN_MS = 2_000;

/** Jobs, waited for through the hub. */
export function readyJobs(services: Services, clock: Clock = systemClock): ReadyJobs {
  return {
    async whenReady(job, asker, signal) {
      const source = watchWay(services, callerOfErrand(asker));
      const events = services.hub.watch(source, [job], { multiple: false, until: 'ready', signal });
      let last: JobEvent<Reader> | null = null;
      for await (const event of events) {
        if (event.error) throw event.error;
        last = event;
      }
      signal.throwIfAborted();
      const { state = null, contents = null } = last ?? {};
      // A hub that closes ends its streams wherever they are.
      if (!state || !isFinal(state.status) || contents?.state === 'arriving')
        throw new ErrandStopped('closing');
      if (state.status !== 'succeeded') return null;
      const [row] = await services.ledger.find([job]);
      const leftMs = Math.max(0, UNCOUNTED_MS - (row?.sinceEndMs ?? 0));
      const project = state.created.new_project ?? null;
      if (project === null) return namedLater(source, job, { leftMs, clock, signal });
      if (contents?.state === 'unknown') await pause(leftMs, clock, signal);
      return project;
    },
  };
}

/** The project of a job that succeeded without naming it, as Asana may; null where it never does. */
async function namedLater(
  source: WatchWay<Reader>,
  job: string,
  { leftMs, clock, signal }: { readonly leftMs: number; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<string | null> {
  let project: string | null = null;
  for (let left = leftMs; left > 0; left -= ASK_AGAIN_MS) {
    await pause(Math.min(left, ASK_AGAIN_MS), clock, signal);
    // Nobody counts what it names so late: it is worked with as what could not be counted.
    if (project !== null) continue;
    const state = await source.read(source.open(), job).catch((error: unknown) => {
      if (isUnauthenticated(error)) throw error;
      return null;
    });
    project = state?.created.new_project ?? null;
  }
  return project;
}
