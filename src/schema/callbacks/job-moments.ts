/**
 * The moments of jobs, for what tells of them after the answer: subscribers like others. Knows what is waited for, and
 * the words in which it is told, not to whom.
 */
import { NEW_KEYS, type NewKey } from '../../asana/api/starts.ts';
import type { Reader } from '../../asana/reader.ts';
import { systemClock } from '../../clock.ts';
import type { Contents } from '../../contents/counted.ts';
import type { JobMoments, JobSeen, Waiting } from '../../errands/callbacks/callback.ts';
import { isOver } from '../../errands/errand.ts';
import { ErrandStopped, pause } from '../../errands/run.ts';
import { SET_UP } from '../../errands/set-up/set-up.ts';
import { isFinal, type JobState } from '../../job-state.ts';
import type { JobEvent } from '../../watching/hub.ts';
import type { Services } from '../context.ts';
import { callerOfErrand } from '../errands/caller.ts';
import { watchWay } from '../jobs/job-record.ts';

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
      const source = watchWay(services, callerOfErrand(asker));
      const until = on === 'finished' ? 'finished' : 'ready';
      const reading = firstRead(signal, services.timeoutMs);
      const events = services.hub.watch(source, [job], { multiple: false, until, signal: reading.signal });
      let last: JobEvent<Reader> | null = null;
      try {
        for await (const event of events) {
          if (event.error) throw event.error;
          last = event;
          reading.done();
        }
      } finally {
        reading.done();
      }
      const { state = null, contents = null } = last ?? {};
      const isAtMoment = state && isFinal(state.status) && contents?.state !== 'arriving';
      if (!isAtMoment || !hasLeft(signal)) signal.throwIfAborted();
      // A hub that closes ends its streams wherever they are.
      if (!isAtMoment) throw new ErrandStopped('closing');
      if (on === 'set_up' && plan.hasSetUp && state.status === 'succeeded') {
        await setUpIsOver(job, services, waiting);
      }
      const setUp = await setUpState(job, state, services);
      return seen(state, on === 'finished' ? null : contents, setUp);
    },
    async known(job) {
      const [row] = await services.ledger.find([job]);
      const setUp = await services.errands.findAbout(SET_UP, job);
      // Both were begun with one token: without it the set-up stops as well, at this moment or the next.
      const isLeft = setUp && !isOver(setUp);
      return {
        status: (row?.status ?? 'unknown').toUpperCase(),
        setUp: isLeft ? 'INTERRUPTED' : (setUp?.state.toUpperCase() ?? null),
      };
    },
  };
}

/**
 * Whoever is back only to see that a job is over leaves at once: the read that is under way then ends as it will, within
 * so long, and none is begun after it.
 */
function firstRead(signal: AbortSignal, withinMs: number): { readonly signal: AbortSignal; done(): void } {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let isDone = false;
  const leave = () => {
    if (isDone || !hasLeft(signal)) return stop.abort(signal.reason);
    timer = setTimeout(() => stop.abort(signal.reason), withinMs);
  };
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  return {
    signal: stop.signal,
    done() {
      isDone = true;
      if (timer) clearTimeout(timer);
      if (signal.aborted) stop.abort(signal.reason);
    },
  };
}

/** Whether it stops only because its user is not there any more. */
function hasLeft({ reason }: AbortSignal): boolean {
  return reason instanceof ErrandStopped && reason.why === 'gone';
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

async function setUpState(job: string, { status }: JobState, { errands }: Services): Promise<string | null> {
  const setUp = await errands.findAbout(SET_UP, job);
  // Nothing else comes of one whose job has failed, and nothing more is told of it.
  if (setUp && !isOver(setUp) && status === 'failed') return 'FAILED';
  return setUp?.state.toUpperCase() ?? null;
}

function seen({ status, created }: JobState, contents: Contents | null, setUp: string | null): JobSeen {
  const [made = null] = NEW_KEYS.flatMap((key) => {
    const gid = created[key];
    return gid ? [{ type: TYPES[key], gid }] : [];
  });
  return {
    status: status.toUpperCase(),
    result: made,
    contents: contents && { ...contents, state: contents.state.toUpperCase() },
    setUp,
  };
}
