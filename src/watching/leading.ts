/**
 * Who of the instances polls a job, and when: the lease asked for, granted, taken, given back, lost. Pure, as part of
 * `step.ts`; knows neither what reads find nor who watches.
 */
import { isSlow } from '../job-state.ts';
import type { Facts, LiveJob } from './job.ts';
import { become, type Moment, type Step } from './occurrences.ts';
import { begun, nextPoll } from './reads.ts';
import { NEVER, takeoverAfterMs } from './schedule.ts';

type Asking = Extract<LiveJob, { is: 'asking' }>;

/** The lease is this instance's. Who takes over polls at once. */
export function granted(job: Asking, at: Moment): LiveJob {
  const { followed } = job;
  const facts = followed ? lookedAtByOthers(job.facts) : job.facts;
  if (facts.reads.underWay > 0) return { is: 'reading', facts };
  return followed ? { is: 'leading', facts, dueAt: at.now, gapMs: 0 } : planned(facts, at);
}

function lookedAtByOthers({ newest, ...facts }: Facts): Facts {
  return { ...facts, newest: newest && { ...newest, others: true } };
}

/** The lease is somebody else's. */
export function following({ facts, freed }: Asking, retryMs: number, at: Moment): LiveJob {
  const waitMs = freed ? 0 : takeoverAfterMs(retryMs, at.random);
  return { is: 'following', facts, askAt: at.now + waitMs, readAt: nextOwnRead(facts, at) };
}

/** The lease was given back by who had it. */
export function freed(job: LiveJob): Step {
  if (job.is === 'asking') return become({ ...job, freed: true });
  return job.is === 'following' ? askedAgain(job.facts) : become(job);
}

/** The lease went to somebody else. */
export function steppedBack(facts: Facts): Step {
  const { job, effects } = askedAgain(facts);
  return become(job, { do: 'stepBack' }, ...effects);
}

/** The time that a job waits for has come. */
export function due(job: LiveJob, leads: boolean, at: Moment): Step {
  const facts = { ...job.facts, reads: begun(job.facts.reads, at.now) };
  if (job.is === 'leading') {
    return leads ? become({ is: 'reading', facts }, { do: 'poll', by: 'leader' }) : steppedBack(job.facts);
  }
  if (job.is !== 'following') return become(job);
  if (job.askAt <= at.now) return askedAgain(job.facts);
  if (job.readAt > at.now) return become(job);
  return become({ ...job, facts, readAt: NEVER }, { do: 'poll', by: 'follower' });
}

function askedAgain(facts: Facts): Step {
  return become({ is: 'asking', facts, followed: true, freed: false }, { do: 'ask' });
}

/** Who leads polls next when the schedule says so. */
export function planned(facts: Facts, at: Moment): LiveJob {
  return { is: 'leading', facts, ...pollTime(facts, at) };
}

/** A follower reads for itself only while its own reads fail: somebody may have had no event yet. */
export function nextOwnRead(facts: Facts, at: Moment): number {
  const { failures, underWay } = facts.reads;
  return failures > 0 && underWay === 0 ? pollTime(facts, at).dueAt : NEVER;
}

function pollTime({ newest, bornAt, kind, reads }: Facts, at: Moment): { dueAt: number; gapMs: number } {
  const { now, pressure, random, failureLimitMs } = at;
  const seenAt = newest?.readAt ?? null;
  const slow = isSlow(newest?.state ?? null, kind);
  return nextPoll(reads, { seenAt, bornAt, slow, now, pressure, random, failureLimitMs });
}
