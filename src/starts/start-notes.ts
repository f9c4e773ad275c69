/**
 * What is noted of a start, whatever came of it: the ledger's row, its line in the audit log, and the metric. Knows
 * how it ended, not how it was sent.
 */
import type { Telemetry } from '../telemetry.ts';
import { type Answered, type Attempt, auditWord } from './attempt.ts';
import type { FreshStarts } from './fresh-starts.ts';
import type { Ledger } from './ledger.ts';
import type { LostSending } from './once.ts';
import { ledgerEntryOf, type Start, type StartReply, unknownStartOf } from './start.ts';

/** Where it is noted. */
export interface NoteParts {
  readonly ledger: Ledger;
  readonly freshStarts: FreshStarts;
  readonly telemetry: Telemetry;
  /** The time of day, epoch milliseconds. */
  now(): number;
}

/** Notes what came of an owner's start, which was sent at this moment, if it was. Never rejects. */
export async function noteAttempt(
  start: Start,
  attempt: Attempt<StartReply>,
  owner: string,
  parts: NoteParts,
  sentAt: number,
): Promise<void> {
  audit(start, attempt, parts);
  switch (attempt.outcome) {
    case 'answered':
      return noteStarted(start, attempt, owner, parts);
    case 'unknown':
      return noteUnknown(start, owner, parts, sentAt);
    case 'refused':
    case 'crowded':
    case 'exists':
    case 'failed':
      return;
  }
}

/** Notes that an owner's start was lost with the process that sent it, once however often that is found. Never rejects. */
export async function noteLost(
  start: Start,
  owner: string,
  { ledger, telemetry }: NoteParts,
  { id, sentAt }: LostSending,
): Promise<void> {
  try {
    const noted = await ledger.unknownStarts(owner);
    if (noted.some((each) => each.id === id)) return;
    await ledger.unknownStart(owner, { ...unknownStartOf(start, sentAt), id });
  } catch (error) {
    telemetry.log.error({ err: error, kind: start.kind }, 'the ledger did not take an unknown start');
  }
}

function audit({ kind, names, input, by }: Start, attempt: Attempt<unknown>, { telemetry }: NoteParts): void {
  const outcome = auditWord(attempt, 'started', by.signal);
  telemetry.count('starts', { kind, outcome });
  telemetry.log.info(
    {
      audit: 'start',
      kind,
      who: by.caller.name ?? by.caller.token.hash,
      source: input[names.target.field],
      job: attempt.outcome === 'answered' ? attempt.gid : null,
      outcome,
      requestId: by.requestId,
    },
    'start',
  );
}

async function noteStarted(
  start: Start,
  answered: Answered<StartReply>,
  owner: string,
  { ledger, freshStarts, telemetry }: NoteParts,
): Promise<void> {
  const entry = ledgerEntryOf(start, answered);
  if (!entry) return;
  freshStarts.note(entry.gid, owner);
  // The job runs whatever becomes of the note: losing it must not look like a start that failed.
  await ledger.started(owner, entry).catch((error: unknown) => {
    telemetry.log.error({ err: error, job: entry.gid }, 'the ledger did not take a start');
  });
}

async function noteUnknown(
  start: Start,
  owner: string,
  { ledger, telemetry }: NoteParts,
  sentAt: number,
): Promise<void> {
  // A note that is lost must not hide that the outcome is unknown, least of all from an idempotency key.
  await ledger.unknownStart(owner, unknownStartOf(start, sentAt)).catch((error: unknown) => {
    telemetry.log.error({ err: error, kind: start.kind }, 'the ledger did not take an unknown start');
  });
}
