/**
 * How long jobs like this one take, out of what the ledger remembers of its user. Asked once per operation, so that a
 * stream says the same throughout. Reads nothing of Asana's but who the caller is.
 */
import { typicalDuration } from '../../starts/duration.ts';
import type { LedgerRow } from '../../starts/ledger.ts';
import type { Ref } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import { ledgerRow } from './job-ref.ts';

/** Newest jobs of a user that are looked at. */
const MOST_JOBS = 100;

const known = new WeakMap<GatewayContext, Promise<readonly LedgerRow[]>>();

/** Seconds; null while fewer than three are known. */
export async function typicalSeconds(ref: Ref, context: GatewayContext): Promise<number | null> {
  const row = await ledgerRow(ref, context);
  if (!row?.kind) return null;
  const jobs = known.get(context) ?? newestJobs(context);
  known.set(context, jobs);
  const typicalMs = typicalDuration(row, await jobs);
  return typicalMs === null ? null : typicalMs / 1_000;
}

async function newestJobs(context: GatewayContext): Promise<readonly LedgerRow[]> {
  const { ledger, identities, telemetry } = context.services;
  const owner = await identities.ownerOf(context);
  return ledger.list(owner, { first: MOST_JOBS }).catch((error: unknown) => {
    telemetry.log.warn({ err: error }, 'the ledger could not be asked how long jobs take');
    return [];
  });
}
