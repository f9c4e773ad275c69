/**
 * Waiting for a job on behalf of a caller who has no socket. Knows how, not what is answered then.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { plan } from '../asana-plugin/selection.ts';
import type { GatewayContext } from '../context.ts';
import { readJob, watchSource } from './job-record.ts';
import { whileWaiting } from './only-waiting.ts';

/** The event with which a job finished; null when the time is over first. */
export function waitForJob(job: string, ms: number, context: GatewayContext, info: GraphQLResolveInfo) {
  const { services, caller, signal } = context;
  return whileWaiting(context, info, () =>
    services.hub.wait(watchSource(services, caller), job, {
      ms,
      ...(signal && { signal }),
      first: (reader, gid) => readJob(context, reader, gid, { fields: plan(info) }),
    }),
  );
}
