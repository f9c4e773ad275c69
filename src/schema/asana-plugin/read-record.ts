/**
 * Reads one record for a root field: the planned selection in one call; null where Asana says there is none.
 * Knows no particular type.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { RecordKind } from '../../asana/api/kinds.ts';
import { isGatewayError } from '../../errors.ts';
import type { GatewayContext } from '../context.ts';
import { type Ref, refOfLoaded } from './ref.ts';
import { plan } from './selection.ts';

/** A record by gid with everything the selection needs; null for 404. */
export async function readRecord<Kind extends RecordKind>(
  kind: Kind,
  gid: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Ref<Kind> | null> {
  const type = info.schema.getType(kind);
  try {
    // Only `me` is the gateway's own word; every other gid here is the caller's.
    const fromCaller = gid !== 'me';
    return refOfLoaded(kind, kind, await context.reader.record(kind, gid, plan(info, type), { fromCaller }));
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
