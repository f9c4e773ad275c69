/**
 * How the reads of one watched job went, and when the next poll of it is due. Pure: records in, records out; knows
 * neither who leads nor who watches.
 */
import { isGatewayError } from '../errors.ts';
import { BREATH_MS, nextDelayMs } from './schedule.ts';
import { isTerminal } from './watch.ts';

/** Between a refusal and the one that confirms it. */
const CONFIRM_MS = 1_000;

/** What is remembered of the reads of a job. Times are this instance's clock. */
export interface Reads {
  /** How many are under way, and when the newest of them began. */
  readonly underWay: number;
  readonly begunAt: number;
  /** When the first and the newest good read began. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Since the last good one. */
  readonly failures: number;
  readonly failingSince: number | null;
  /** How long Asana asked to be left alone. */
  readonly retryAfterMs: number | undefined;
  /** The refusal that waits for its confirmation. */
  readonly doubt: { readonly code: string; readonly since: number } | null;
}

/** Nothing was read yet. */
export const NO_READS: Reads = {
  underWay: 0,
  begunAt: 0,
  firstAt: null,
  lastAt: null,
  failures: 0,
  failingSince: null,
  retryAfterMs: undefined,
  doubt: null,
};

/** One more is under way. */
export function begun(reads: Reads, now: number): Reads {
  return { ...reads, underWay: reads.underWay + 1, begunAt: now };
}

/** One less is under way. */
export function ended(reads: Reads): Reads {
  return { ...reads, underWay: reads.underWay - 1 };
}

/** A read that began at `readAt` found the job. */
export function succeeded(reads: Reads, readAt: number): Reads {
  return {
    ...withoutFailures(reads),
    firstAt: reads.firstAt ?? readAt,
    lastAt: Math.max(reads.lastAt ?? 0, readAt),
  };
}

/** Somebody else's reads work, so these may begin to fail anew. */
export function withoutFailures(reads: Reads): Reads {
  if (reads.failures === 0 && reads.doubt === null) return reads;
  return { ...reads, failures: 0, failingSince: null, retryAfterMs: undefined, doubt: null };
}

/** A read that began at `readAt` failed. What was refused before was not refused twice in a row if this is no refusal. */
export function failed(reads: Reads, error: unknown, readAt: number, now: number): Reads {
  const code = isTerminal(error) ? error.code : null;
  const doubt = code === null || code === reads.doubt?.code ? reads.doubt : { code, since: now };
  return {
    ...reads,
    failures: reads.failures + 1,
    failingSince: reads.failingSince ?? readAt,
    retryAfterMs: isGatewayError(error) ? error.retryAfterMs : undefined,
    doubt: code === null ? null : doubt,
  };
}

/** Whether this refusal was announced by one with the same reason, a while ago. */
export function isConfirmed({ doubt }: Reads, code: string, now: number): boolean {
  return doubt?.code === code && now - doubt.since >= CONFIRM_MS;
}

/** What the time of the next poll depends on, beside the reads themselves. */
export interface PollFacts {
  /** When the read behind the newest event began; null before the first. */
  readonly seenAt: number | null;
  /** When the job was started, as far as anybody knows. */
  readonly bornAt: number | null;
  /** An export. */
  readonly slow: boolean;
  readonly now: number;
  /** 0 = plenty of budget … 1 = nearly gone. */
  readonly pressure: number;
  /** 0 ≤ random < 1 */
  readonly random: number;
  readonly failureLimitMs: number;
}

/** When the job is to be polled next, and the gap that the schedule wants. */
export function nextPoll(reads: Reads, facts: PollFacts): { readonly dueAt: number; readonly gapMs: number } {
  const { seenAt, slow, now, pressure, random, failureLimitMs } = facts;
  const { failures, failingSince, retryAfterMs, doubt } = reads;
  const readAt = reads.lastAt ?? seenAt ?? now;
  const bornAt = facts.bornAt ?? reads.firstAt ?? readAt;
  const ageMs = (failures > 0 ? now : readAt) - bornAt;
  const gapMs = nextDelayMs({ ageMs, slow, pressure, failures, random, retryAfterMs });
  const breathAt = now + BREATH_MS;
  if (doubt !== null) return { gapMs, dueAt: Math.max(doubt.since + CONFIRM_MS, breathAt) };
  if (failingSince !== null) {
    // The read that ends the watch comes when the limit is reached, however long the gap.
    return { gapMs, dueAt: Math.min(now + gapMs, Math.max(failingSince + failureLimitMs, breathAt)) };
  }
  return { gapMs, dueAt: Math.max(readAt + gapMs, now + Math.min(gapMs, BREATH_MS)) };
}
