/**
 * When what a job makes can be worked with, for those who go on after the answer: they are subscribers like others.
 * Knows what is waited for, not what is done then.
 */
import { type Clock, systemClock } from '../../clock.ts';
import { ErrandStopped, pause } from '../../errands/run.ts';
import type { ErrandAsker, ReadyJobs } from '../../errands/set-up/run-set-up.ts';
import { isFinal } from '../../job-state.ts';
import type { Services } from '../context.ts';
import { watchSource } from '../jobs/job-record.ts';
import type { Caller } from '../operation.ts';

/** So long after the success work begins where it could not be counted what is there. */
const UNCOUNTED_MS = 30_000;

/** Jobs, waited for through the hub. */
export function readyJobs(services: Services, clock: Clock = systemClock): ReadyJobs {
  return {
    async whenReady(job, asker, signal) {
      const source = watchSource(services, callerOfErrand(asker));
      const events = services.hub.watch(source, [job], { multiple: false, until: 'ready', signal });
      let last: typeof events extends AsyncIterableIterator<infer Event> ? Event | null : never = null;
      for await (const event of events) {
        if (event.error) throw event.error;
        last = event;
      }
      signal.throwIfAborted();
      const { state = null, contents = null } = last ?? {};
      // A hub that closes ends its streams wherever they are.
      if (!state || !isFinal(state.status) || contents?.state === 'arriving')
        throw new ErrandStopped('closing');
      const project = state.created.new_project ?? null;
      if (state.status !== 'succeeded' || project === null) return null;
      if (contents?.state === 'unknown') {
        const [row] = await services.ledger.find([job]);
        await pause(Math.max(0, UNCOUNTED_MS - (row?.sinceEndMs ?? 0)), clock, signal);
      }
      return project;
    },
  };
}

/** Who an errand asks for, as a caller. */
export function callerOfErrand({ owner, token }: ErrandAsker): Caller {
  return { token, owner, name: owner.startsWith('key:') ? owner.slice('key:'.length) : null };
}
