/**
 * Waiting for a job on behalf of a caller who has no socket. Knows how, not what is answered then.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { plan } from '../asana-plugin/selection.ts';
import type { GatewayContext } from '../context.ts';
import { readJob, watchSource } from './job-record.ts';
import { whileWaiting } from './only-waiting.ts';

/** How long to wait, and what for. */
export interface Patience {
  readonly ms: number;
  readonly until: 'finished' | 'ready';
}

/** The event with which a job finished, or was ready; null when the time is over first. */
export function waitForJob(
  job: string,
  { ms, until }: Patience,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const { services, caller, signal } = context;
  return whileWaiting(context, info, () =>
    services.hub.wait(watchSource(services, caller), job, {
      ms,
      until,
      ...(signal && { signal }),
      first: (reader, gid) => readJob(context, reader, gid, { fields: plan(info) }),
    }),
  );
}
