/**
 * Jobs as a subscription's source and its events: what is watched, what the ledger learns of it, and through which reader
 * an event is answered. Must not know how a job is polled.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Reader } from '../../asana/reader.ts';
import type { WatchOptions } from '../../watching/hub.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import type { GatewayContext } from '../context.ts';
import { watchedBack } from '../set-ups/set-ups.ts';
import { UntilSetUp } from '../set-ups/until-set-up.ts';
import { readJob, watchWay } from './job-record.ts';
import { eventRef } from './job-ref.ts';
import type { JobMoment } from './wait-for-job.ts';

type Event = Parameters<typeof eventRef>[0];

/** Until when to watch. Null is the default. */
export function momentOfJob(until: string | null | undefined): JobMoment {
  return until === 'ready' || until === 'set_up' ? until : 'finished';
}

/** Watches jobs. Made synchronously; the first read happens when the first event is asked for. */
export function watchJobs(
  gids: readonly string[],
  { until, ...wishes }: Pick<WatchOptions<Reader>, 'multiple' | 'progress'> & { readonly until: JobMoment },
  context: GatewayContext,
  info: GraphQLResolveInfo,
): AsyncIterable<Event> {
  const { services, caller, signal } = context;
  const fields = plan(info);
  // For this subscriber alone: the execution of the event may be shared with others.
  context.beforeEvent = (event) => {
    context.eventGid = event.gid;
    context.asTheyWere.clear();
    return context.watchedGids.has(event.gid) ? undefined : noteWatched(event, context);
  };
  const way = watchWay(services, caller);
  const watched = (some: readonly string[]) =>
    services.hub.watch(way, some, {
      ...wishes,
      until: until === 'finished' ? until : 'ready',
      ...(signal && { signal }),
      first: (reader, gid) => readJob(context, reader, gid, { fields }),
    });
  return until === 'set_up' ? new UntilSetUp(gids, (gid) => watched([gid]), way, context) : watched(gids);
}

/** An event's job, read through the event's own reader; so are all fields below it. */
export async function refOfEvent(
  event: Event,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Ref<'Job'>> {
  if (event.error) throw event.error;
  context.reader = event.reader;
  context.ledgerRows.clear();
  return eventRef(event, context, plan(info));
}

/** Once per stream, and not before the job was read: that proves the caller's right to what the ledger knows. */
export async function noteWatched({ gid, state }: Event, context: GatewayContext): Promise<void> {
  const { services, caller, watchedGids } = context;
  if (!state || watchedGids.has(gid)) return;
  watchedGids.add(gid);
  await watchedBack(gid, context);
  try {
    await services.ledger.watched(caller.owner, gid);
    await services.ledger.observed(state);
  } catch (error) {
    services.telemetry.log.warn({ err: error }, 'the ledger did not take a watched job');
  }
}
