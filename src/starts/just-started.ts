/**
 * Jobs that were started a moment ago. Asana may say for a while that there is no such job; then it is a read that
 * failed, not an unknown job. Asks the ledger whose job it is; reads nothing of Asana's.
 */
import { GatewayError } from '../errors.ts';
import { FRESH_MS, type FreshStarts } from './fresh-starts.ts';
import type { Ledger } from './ledger.ts';

/** Newest rows of a user's that are looked through when another instance, or another token, started the job. */
const MOST_ROWS = 100;

/** Who asks for a job. */
export interface JobAsker {
  /** Whose rows these are, as far as is known without asking. */
  readonly owner: string;
  /** Asks which user that is. */
  ownerOf(): Promise<string>;
}

/** What is known of starts. */
export interface StartsKnown {
  readonly freshStarts: FreshStarts;
  readonly ledger: Ledger;
  /** The time of day, epoch milliseconds. */
  now(): number;
}

/** Whether the asker's user started this job less than 15 s ago, as far as the ledger knows. Never rejects. */
export async function isJustStarted(
  gid: string,
  asker: JobAsker,
  { freshStarts, ledger, now }: StartsKnown,
): Promise<boolean> {
  const here = freshStarts.find(gid);
  if (here && here.ageMs >= FRESH_MS) return false;
  if (here?.owner === asker.owner) return true;
  try {
    const [row] = await ledger.find([gid]);
    if (!row || row.startedAt === null) return false;
    // Started on another instance, whose clock may differ a little.
    if (!here && Math.abs(now() - row.startedAt) >= FRESH_MS) return false;
    const rows = await ledger.list(await asker.ownerOf(), { first: MOST_ROWS });
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
