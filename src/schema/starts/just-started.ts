/**
 * Jobs that were started a moment ago. Asana may say for a while that there is no such job; then it is a read that
 * failed, not an unknown job. Asks the ledger whose job it is; reads nothing of Asana's but who the caller is.
 */
import { GatewayError } from '../../errors.ts';
import { FRESH_MS } from '../../starts/fresh-starts.ts';
import type { Asker } from '../context.ts';

/** Newest rows of a user's that are looked through when another instance, or another token, started the job. */
const MOST_ROWS = 100;

/** Whether the asker's user started this job less than 15 s ago, as far as the ledger knows. Never rejects. */
export async function isJustStarted(gid: string, asker: Asker): Promise<boolean> {
  const { services, caller } = asker;
  const here = services.freshStarts.find(gid);
  if (here && here.ageMs >= FRESH_MS) return false;
  if (here?.owner === caller.owner) return true;
  try {
    const [row] = await services.ledger.find([gid]);
    if (!row || row.startedAt === null) return false;
    // Started on another instance, whose clock may differ a little.
    if (!here && Math.abs(services.now() - row.startedAt) >= FRESH_MS) return false;
    const owner = await services.identities.ownerOf(asker);
    const rows = await services.ledger.list(owner, { first: MOST_ROWS });
    return rows.some((each) => each.gid === gid);
  } catch {
    return false;
  }
}

/** What a 404 of such a job is. */
export function notThereYet(gid: string): GatewayError {
  return new GatewayError(
    'UPSTREAM_ERROR',
    `Asana does not know job ${gid} yet, which was started a moment ago. Try again in a moment.`,
    { status: 404 },
  );
}
