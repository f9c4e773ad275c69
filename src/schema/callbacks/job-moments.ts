/**
 * The moments of jobs, for what tells of them after the answer: subscribers like others. Knows what is waited for, and
 * the words in which it is told, not to whom.
 */
import { NEW_KEYS, type NewKey } from '../../asana/api/starts.ts';
import { systemClock } from '../../clock.ts';
import type { Contents } from '../../contents/counted.ts';
import type { JobMoments, JobSeen, Waiting } from '../../errands/callbacks/callback.ts';
import { ErrandStopped, pause } from '../../errands/run.ts';
import { SET_UP } from '../../errands/set-up/set-up.ts';
import { isFinal, type JobState } from '../../job-state.ts';
import type { Services } from '../context.ts';
import { watchSource } from '../jobs/job-record.ts';
import { callerOfErrand } from '../set-ups/when-ready.ts';

const TYPES: Readonly<Record<NewKey, string>> = {
  new_task: 'Task',
  new_project: 'Project',
  new_project_template: 'ProjectTemplate',
  new_portfolio: 'Portfolio',
  new_graph_export: 'GraphExport',
  new_resource_export: 'ResourceExport',
};

/** Moments, waited for through the hub. */
export function jobMoments(services: Services): JobMoments {
  return {
    async when(plan, asker, waiting) {
      const { job, on } = plan;
      const { signal } = waiting;
      const source = watchSource(services, callerOfErrand(asker));
      const until = on === 'finished' ? 'finished' : 'ready';
      const events = services.hub.watch(source, [job], { multiple: false, until, signal });
      let last: typeof events extends AsyncIterableIterator<infer Event> ? Event | null : never = null;
      for await (const event of events) {
        if (event.error) throw event.error;
        last = event;
      }
      signal.throwIfAborted();
      const { state = null, contents = null } = last ?? {};
      const isAtMoment = state && isFinal(state.status) && contents?.state !== 'arriving';
      // A hub that closes ends its streams wherever they are.
      if (!isAtMoment) throw new ErrandStopped('closing');
      if (on === 'set_up' && plan.hasSetUp && state.status === 'succeeded') {
        await setUpIsOver(job, services, waiting);
      }
      return seen(state, on === 'finished' ? null : contents, await setUpState(job, services));
    },
    async known(job) {
      const [row] = await services.ledger.find([job]);
      const setUp = await setUpState(job, services);
      return { status: (row?.status ?? 'unknown').toUpperCase(), setUp };
    },
  };
}

/** Between two looks for a set-up of which the store does not know yet that it follows the job. */
const LOOK_AGAIN_MS = 1_000;
/** It is told again and again for two minutes; after that it never will be. */
const MOST_LOOKS = 120;

async function setUpIsOver(
  job: string,
  { errands }: Services,
  { signal, setUpInterrupted }: Waiting,
): Promise<void> {
  let setUp = await errands.findAbout(SET_UP, job);
  for (let looks = 1; !setUp && looks < MOST_LOOKS; looks += 1) {
    await pause(LOOK_AGAIN_MS, systemClock, signal);
    setUp = await errands.findAbout(SET_UP, job);
  }
  if (!setUp) return;
  // A signal that has aborted tells nobody who begins to listen now.
  signal.throwIfAborted();
  const watch = errands.watch(setUp.id);
  const leave = () => void watch.return();
  signal.addEventListener('abort', leave);
  try {
    for await (const { state, version } of watch) {
      if (state === 'interrupted') await setUpInterrupted(version);
    }
  } finally {
    signal.removeEventListener('abort', leave);
  }
  signal.throwIfAborted();
}

async function setUpState(job: string, { errands }: Services): Promise<string | null> {
  const setUp = await errands.findAbout(SET_UP, job);
  return setUp?.state.toUpperCase() ?? null;
}

function seen({ status, created }: JobState, contents: Contents | null, setUp: string | null): JobSeen {
  const key = NEW_KEYS.find((each) => typeof created[each] === 'string');
  return {
    status: status.toUpperCase(),
    result: key ? { type: TYPES[key], gid: created[key] as string } : null,
    contents: contents && { ...contents, state: contents.state.toUpperCase() },
    setUp,
  };
}
