/**
 * What an item of a list shows of Asana: its job, what was there already, and what may have been made. Read only where it
 * is selected, and once for as long as the item does not change.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { containsFields, type FieldTree, fieldTree } from '../../asana/api/fields.ts';
import { isFinal } from '../../job-state.ts';
import { type Ref, refOfGid, refOfNested } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import type { GatewayContext } from '../context.ts';
import { readJobRef } from '../jobs/job-ref.ts';
import { candidatesFor } from '../not-twice/candidates.ts';
import { type BulkItemObject, onceForItem } from './bulks.ts';

type Candidates = ReturnType<typeof candidatesFor>;

/** The job of an item; not read for what the list knows itself. */
export async function jobOfItem(
  item: BulkItemObject,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Ref<'Job'> | null> {
  const { job, jobEnd, endedAt } = item.item;
  if (job === null) return null;
  const fields = plan(info);
  const status = jobEnd ?? (await runningStatus(job, context));
  if (status !== null && containsFields(STATUS, fields)) {
    const ref = refOfNested('Job', 'Job', { gid: job, status }, STATUS, { call: `GET /jobs/${job}` });
    if (endedAt !== null) ref.observedAt = endedAt;
    return ref;
  }
  return readJobRef(job, context, fields, { fromCaller: false });
}

/** What those who watch it have seen, where it still runs. */
async function runningStatus(job: string, { services, ledgerRows }: GatewayContext): Promise<string | null> {
  const row = ledgerRows.get(job) ?? services.ledger.find([job]).then(([found]) => found ?? null);
  ledgerRows.set(job, row);
  const status = (await row)?.status ?? null;
  return status === null || isFinal(status) ? null : status;
}

/** Projects that were there already; null for one that was not held up by any. */
export function existingOfItem({ item }: BulkItemObject): Ref<'Project'>[] | null {
  return item.state === 'exists'
    ? (item.existing ?? []).map((gid) => refOfGid('Project', 'Project', gid))
    : null;
}

/** What one of which nobody knows may have made; null for every other. */
export function candidatesOfItem(item: BulkItemObject, { reader }: GatewayContext): Candidates | null {
  const { state, kind, source, name, sentAt, team } = item.item;
  if (state !== 'unknown' || sentAt === null) return null;
  const start = { id: '', kind, source, name, sentAt, ...(team !== null && { team }) };
  return onceForItem(item, 'candidates', () => candidatesFor(start, reader));
}

const STATUS: FieldTree = fieldTree(['status']);
