/**
 * The status of a job as fields need it: there whatever happens, since no field of a job that was started may take the
 * others with it. Knows no schema.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { known, type Read, type Ref, readKey } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import { statusOf, UNKNOWN_STATUS } from './job-record.ts';

/** Something of the status, which is never an error for want of it: the job with its gid would be gone. */
export function withStatus<T>(
  ref: Ref,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  make: (status: string) => T,
): T | Promise<T> {
  if (ref.lost !== undefined && !known(ref, 'status')) return make(UNKNOWN_STATUS);
  const finish = (read: Read): T => make(statusOf(read.value));
  const read = readKey(ref, 'status', context, info);
  return read instanceof Promise ? read.then(finish) : finish(read);
}
