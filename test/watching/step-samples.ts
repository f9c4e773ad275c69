/** A watched job in each of its states, and one of each kind of thing that may happen to it. */
import { GatewayError } from '../../src/errors.ts';
import type { Facts, WatchedJob } from '../../src/watching/job.ts';
import type { Effect, Moment, Occurrence, Step } from '../../src/watching/occurrences.ts';
import { NO_READS } from '../../src/watching/reads.ts';
import { NEVER } from '../../src/watching/schedule.ts';
import { state } from '../support/jobs.ts';

/** Twenty seconds after the clock began; nothing random, plenty of budget. */
export const NOW: Moment = { now: 20_000, random: 0, pressure: 0, failureLimitMs: 60_000, leaseMs: 5_000 };

/** Was read a second ago for the last time: `in_progress`. */
export const FACTS: Facts = {
  newest: { state: state('100', 'in_progress', 0), readAt: 19_000 },
  bornAt: 0,
  kind: null,
  reads: { ...NO_READS, firstAt: 10_000, lastAt: 19_000, begunAt: 19_000 },
};
const READING: Facts = { ...FACTS, reads: { ...FACTS.reads, underWay: 1 } };
const OPENING: Facts = { ...FACTS, newest: null, reads: { ...NO_READS, underWay: 1, begunAt: 19_000 } };

export const JOBS = {
  opening: { is: 'opening', facts: OPENING },
  asking: { is: 'asking', facts: READING, followed: false, freed: false },
  leading: { is: 'leading', facts: FACTS, dueAt: 20_000, gapMs: 1_000 },
  reading: { is: 'reading', facts: READING },
  following: { is: 'following', facts: READING, askAt: 20_000, readAt: NEVER },
  ended: { is: 'ended' },
} as const satisfies Record<WatchedJob['is'], WatchedJob>;

const same = state('100', 'in_progress', 0);
const news = state('100', 'in_progress', 0, { created: { new_project: '7' } });
const final = state('100', 'succeeded', 0);
const old = state('100', 'not_started', 0);
const refusal = new GatewayError('FORBIDDEN', 'Asana answered 403');
const trouble = new GatewayError('UPSTREAM_ERROR', 'Asana answered 503');
const read = { what: 'read', by: 'joiner', readAt: 19_900, leads: true } as const;
const poll = { ...read, by: 'leader' } as const;
const failure = { ...poll, what: 'failed', remaining: 1 } as const;

/** What may happen, by what the table calls it. */
export const OCCURRENCES = {
  'somebody joins': { what: 'joined', gathering: false },
  'one of two leaves': { what: 'left', remaining: 1 },
  'the last one leaves': { what: 'left', remaining: 0 },
  'nobody else saw it': { what: 'recalled', snapshot: null },
  'others saw it long ago': { what: 'recalled', snapshot: { state: same, ageMs: 5_000 } },
  'others saw news': { what: 'recalled', snapshot: { state: news, ageMs: 400 } },
  'others saw its end': { what: 'recalled', snapshot: { state: final, ageMs: 30_000 } },
  'a first read finds the same': { ...read, state: same },
  'a first read finds news': { ...read, state: news },
  'a first read finds the end': { ...read, state: final },
  'a poll finds the same': { ...poll, state: same },
  'a poll finds news': { ...poll, state: news },
  'a poll finds the end': { ...poll, state: final },
  'a poll after a stall finds news': { ...poll, state: news, leads: false },
  'a poll after a stall finds the end': { ...poll, state: final, leads: false },
  'an own read of a follower finds news': { ...poll, by: 'follower', state: news, leads: false },
  'a first read fails': { ...failure, by: 'joiner', error: trouble },
  'a first read is refused': { ...failure, by: 'joiner', error: refusal },
  'the only first read is refused': { ...failure, by: 'joiner', error: refusal, remaining: 0 },
  'a poll fails': { ...failure, error: trouble },
  'a poll fails after a stall': { ...failure, error: trouble, leads: false },
  'a poll is refused once': { ...failure, error: refusal },
  'another read saw what is over': { what: 'seen', state: old },
  'another read saw the same': { what: 'seen', state: same },
  'another read saw news': { what: 'seen', state: news },
  'another read saw the end': { what: 'seen', state: final },
  'the echo of its own words': { what: 'heard', state: news, leads: true },
  'another instance tells what is over': { what: 'heard', state: old, leads: false },
  'another instance tells the same': { what: 'heard', state: same, leads: false },
  'another instance tells news': { what: 'heard', state: news, leads: false },
  'another instance tells the end': { what: 'heard', state: final, leads: false },
  'the lease is granted': { what: 'granted' },
  'the lease is taken': { what: 'busy', retryMs: 3_000 },
  'the lease was given back': { what: 'freed' },
  'the lease was lost': { what: 'lost' },
  'its time has come': { what: 'due', leads: true },
  'its time has come, after a stall': { what: 'due', leads: false },
  'the ledger knows it': { what: 'remembered', ageMs: 40_000, kind: 'duplicateProject' },
  'the token is dead': { what: 'barred', error: refusal },
  'the hub closes': { what: 'closed' },
} as const satisfies Record<string, Occurrence>;

/** A step in words: what the job is then, and what is to be done. */
export function inWords(before: WatchedJob, { job, effects }: Step): string {
  if (job === before && effects.length === 0) return 'ignored';
  return `${job.is}${effects.length > 0 ? ': ' : ''}${effects.map(effectInWords).join(', ')}`;
}

function effectInWords(effect: Effect): string {
  switch (effect.do) {
    case 'send':
      return `send ${effect.to}${effect.last ? ' the last' : ''}`;
    case 'fail':
      return `fail ${effect.whom}`;
    case 'poll':
      return `poll as ${effect.by}`;
    default:
      return effect.do;
  }
}
