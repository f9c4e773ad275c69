/**
 * Waiting for a job on behalf of a caller who has no socket. Knows how, not what is answered then.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { systemClock } from '../../clock.ts';
import type { CallbackMoment } from '../../errands/callbacks/callback.ts';
import { plan } from '../asana-plugin/selection.ts';
import type { GatewayContext } from '../context.ts';
import { setUpOfJob } from '../set-ups/set-ups.ts';
import { readJob, watchWay } from './job-record.ts';
import { whileWaiting } from './only-waiting.ts';

/** Until when one waits for a job: the same moments of which a callback tells. */
export type JobMoment = CallbackMoment;

/** How long to wait, and what for. */
export interface JobWait {
  readonly ms: number;
  readonly until: JobMoment;
}

/** The event with which a job finished, was ready, or was set up; null when the time is over first. */
export function waitForJob(
  job: string,
  { ms, until }: JobWait,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const { services, caller, signal } = context;
  const untilMs = systemClock.now() + ms;
  const way = watchWay(services, caller);
  const waited = whileWaiting(context, info, async () => {
    const leaving = new AbortController();
    const waiting = services.hub.wait(way, job, {
      ms,
      until: until === 'finished' ? until : 'ready',
      signal: signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
      first: (reader, gid) => readJob(context, reader, gid, { fields: plan(info) }),
    });
    const cancelled = until === 'set_up' ? [setUpIsCancelled(job, leaving.signal, context)] : [];
    const event = await Promise.race([waiting, ...cancelled]).finally(() => leaving.abort());
    if (until !== 'set_up' || !event || event.error) return event;
    await setUpIsOver(job, untilMs, context);
    // What was read before it was set up may be old by now.
    return { ...event, reader: way.open() };
  });
  // What was set going before it was waited for is shown as it is by then.
  return waited.finally(() => context.asTheyWere.clear());
}

/** Null once the set-up that is to follow is cancelled: nobody waits for the job any longer. Never settles else. */
async function setUpIsCancelled(job: string, left: AbortSignal, context: GatewayContext): Promise<null> {
  const setUp = await setUpOfJob(job, context).catch(() => null);
  if (setUp && !left.aborted) {
    const watch = context.services.errands.watch(setUp.errand.id);
    left.addEventListener('abort', () => void watch.return());
    try {
      for await (const { state } of watch) if (state === 'cancelled') return null;
    } catch {
      // It is looked for again once the job is ready.
    }
  }
  return new Promise(() => {});
}

/** Waits until what was to be done afterwards is done, or the time is over. */
async function setUpIsOver(job: string, untilMs: number, context: GatewayContext): Promise<void> {
  const setUp = await setUpOfJob(job, context);
  if (!setUp) return;
  const { services, caller, signal } = context;
  const watch = services.errands.watch(setUp.errand.id);
  const leave = (): void => void watch.return();
  const timer = systemClock.setTimeout(leave, Math.max(0, untilMs - systemClock.now()));
  signal?.addEventListener('abort', leave);
  try {
    for await (const errand of watch) {
      if (errand.state === 'interrupted') await services.errands.back(errand, caller.token);
    }
  } finally {
    systemClock.clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}
