/**
 * What each thing that happens makes of a watched job, and what is to be done about it. Pure: `job.ts` tells the
 * whole story, the table in `test/watching/step.test.ts` has every state with every occurrence.
 */
import { isBehind, isFinal, isSlow, type JobState, sameState } from '../job-state.ts';
import type { Facts, LiveJob, WatchedJob } from './job.ts';
import { due, following, freed, granted, nextOwnRead, planned, steppedBack } from './leading.ts';
import { become, type Effect, type Moment, type Occurrence, type Step } from './occurrences.ts';
import { begun, ended, failed, isConfirmed, succeeded, withoutFailures } from './reads.ts';
import { NEVER, PACES } from './schedule.ts';
import { isTerminal } from './watch.ts';

/** An event this young needs no read; nobody is asked more often. */
const FRESH_MS = PACES.normal.minMs;
const ENDED: WatchedJob = { is: 'ended' };

/** What an occurrence makes of a job. The very same job, and nothing to do: it does not matter now. */
export function step(job: WatchedJob, occurrence: Occurrence, at: Moment): Step {
  if (job.is === 'ended') return afterTheEnd(job, occurrence);
  switch (occurrence.what) {
    case 'joined':
      return joined(job, occurrence.gathering, at);
    case 'left':
      return occurrence.remaining > 0 ? become(job) : end();
    case 'recalled':
      return isReadUnderWay(job) ? recalled(job, occurrence, at) : become(job);
    case 'read':
      return isReadUnderWay(job) ? wasRead(job, occurrence, at) : become(job);
    case 'failed':
      return isReadUnderWay(job) ? readFailed(job, occurrence, at) : become(job);
    case 'seen':
      return seen(job, occurrence.state, at);
    case 'heard':
      return heard(job, occurrence, at);
    case 'granted':
      return become(job.is === 'asking' ? granted(job, at) : job);
    case 'busy':
      return become(job.is === 'asking' ? following(job, occurrence.retryMs, at) : job);
    case 'freed':
      return freed(job);
    case 'lost':
      return job.is === 'leading' || job.is === 'reading' ? steppedBack(job.facts) : become(job);
    case 'due':
      return due(job, occurrence.leads, at);
    case 'remembered':
      return become(remembered(job, occurrence, at));
    case 'barred':
      return end({ do: 'fail', whom: 'all', error: occurrence.error });
    case 'closed':
      return end({ do: 'shut' });
  }
}

type Occurring<What extends Occurrence['what']> = Extract<Occurrence, { what: What }>;

function end(...effects: readonly Effect[]): Step {
  return become(ENDED, { do: 'leave' }, ...effects);
}

/** A read that outlives the watch still helps who asks later. */
function afterTheEnd(job: WatchedJob, occurrence: Occurrence): Step {
  return occurrence.what === 'read'
    ? become(job, { do: 'record', state: occurrence.state, lateMs: null })
    : become(job);
}

function joined(job: LiveJob, gathering: boolean, at: Moment): Step {
  const { newest, reads } = job.facts;
  if (newest && at.now - newest.readAt < FRESH_MS) return become(job, { do: 'hand' });
  // A read that began a moment ago answers this one too, unless it still takes more fields: then it takes this one's.
  if (reads.underWay > 0 && !gathering && at.now - reads.begunAt < FRESH_MS) return become(job);
  const facts = { ...job.facts, reads: begun(reads, at.now) };
  if (job.is === 'opening') return become({ is: 'opening', facts }, { do: 'recall' });
  return become(job.is === 'leading' ? { is: 'reading', facts } : { ...job, facts }, { do: 'read' });
}

/** What others saw counts when it is as new as what their own subscribers have. */
function recalled(job: LiveJob, { snapshot }: Occurring<'recalled'>, at: Moment): Step {
  const isRecent = snapshot && (isFinal(snapshot.state.status) || snapshot.ageMs < at.leaseMs);
  if (!isRecent) return become(job, { do: 'read' });
  return afterRead(observed(job, snapshot.state, at.now - snapshot.ageMs), at);
}

function wasRead(job: LiveJob, { by, state, readAt, leads }: Occurring<'read'>, at: Moment): Step {
  const { reads } = job.facts;
  if (by === 'leader' && !leads && !isFinal(state.status)) {
    // After a stall this may be older than what another leader has told meanwhile; only an end is an end.
    return afterRead(become(withReads(job, failed(reads, null, readAt, at.now))), at, 'lostLease');
  }
  return afterRead(observed(withReads(job, succeeded(reads, readAt)), state, readAt, 'own'), at);
}

/**
 * Ends what will never work, keeps the rest going. Who has read the job before takes one refusal for a mistake, and
 * ends with the second; whose first read it was ends at once.
 */
function readFailed(job: LiveJob, occurrence: Occurring<'failed'>, at: Moment): Step {
  const { by, error, readAt, leads, remaining } = occurrence;
  if (isTerminal(error)) {
    if (by === 'joiner') {
      const effect = { do: 'fail', whom: 'joiner', error } as const;
      return remaining > 0 ? afterRead(become(job, effect), at) : end(effect);
    }
    if (isConfirmed(job.facts.reads, error.code, at.now)) return end({ do: 'fail', whom: 'all', error });
  }
  const reads = failed(job.facts.reads, error, readAt, at.now);
  if (at.now - (reads.failingSince ?? at.now) >= at.failureLimitMs) {
    return end({ do: 'fail', whom: 'all', error });
  }
  return afterRead(become(withReads(job, reads)), at, by === 'leader' && !leads ? 'lostLease' : undefined);
}

/** One read less is under way, after whatever it brought. */
function afterRead({ job, effects }: Step, at: Moment, lostLease?: 'lostLease'): Step {
  if (job.is === 'ended') return become(job, ...effects);
  const facts = { ...job.facts, reads: ended(job.facts.reads) };
  switch (job.is) {
    case 'opening':
      return become(
        { is: 'asking', facts, followed: false, freed: false },
        ...effects,
        { do: 'listen' },
        { do: 'ask' },
      );
    case 'reading': {
      if (lostLease) {
        const lost = steppedBack(facts);
        return become(lost.job, ...effects, ...lost.effects);
      }
      return become(facts.reads.underWay > 0 ? { is: 'reading', facts } : planned(facts, at), ...effects);
    }
    case 'following':
      return become({ ...job, facts, readAt: nextOwnRead(facts, at) }, ...effects);
    default:
      return become({ ...job, facts }, ...effects);
  }
}

/**
 * A state came in: whom it concerns, and what the ledger and the other instances are to know of it. `own`: it was read
 * by this instance, so that what is found while it leads is published.
 */
function observed(job: LiveJob, state: JobState, readAt: number, own?: 'own'): Step {
  const { newest } = job.facts;
  const last = isFinal(state.status);
  if (newest && !last && isOvertaken(state, readAt, newest)) {
    return become(job, { do: 'send', to: 'expecting', last });
  }
  const leads = own !== undefined && (job.is === 'leading' || job.is === 'reading');
  const changed = !newest || !sameState(newest.state, state);
  const effects: Effect[] = [{ do: 'renew', state }];
  // Who only listened cannot know when the leader looked last.
  const lateMs = newest && !newest.others ? Math.max(0, readAt - newest.readAt) : null;
  const slow = isSlow(newest?.state ?? null, job.facts.kind);
  if (changed && lateMs !== null && leads) effects.push({ do: 'measure', delayMs: lateMs, slow });
  if (changed) effects.push({ do: 'record', state, lateMs });
  if (leads) effects.push({ do: 'publish', state });
  if (last) effects.push({ do: 'leave' });
  effects.push({ do: 'send', to: changed ? 'all' : 'expecting', last });
  if (last) return become(ENDED, ...effects);
  const facts = { ...job.facts, newest: { state, readAt } };
  return become(job.is === 'following' ? { ...job, facts, readAt: NEVER } : { ...job, facts }, ...effects);
}

/** Of two reads that began at the same moment, the one that is further on is the newer. */
function isOvertaken(state: JobState, readAt: number, newest: NonNullable<Facts['newest']>): boolean {
  return readAt < newest.readAt || (readAt === newest.readAt && isBehind(state, newest.state));
}

/** A read of the same token for another reason is as good as a poll, unless it is older. */
function seen(job: LiveJob, state: JobState, at: Moment): Step {
  const { newest } = job.facts;
  return newest && isBehind(state, newest.state) ? become(job) : observed(job, state, at.now, 'own');
}

/** Who leads knows better than the echo of its own words. */
function heard(job: LiveJob, { state, leads }: Occurring<'heard'>, at: Moment): Step {
  const { newest } = job.facts;
  const isOld = newest && (sameState(newest.state, state) || isBehind(state, newest.state));
  if (leads || isOld) return become(job);
  return observed(withReads(job, withoutFailures(job.facts.reads)), state, at.now);
}

function remembered(job: LiveJob, { ageMs, kind }: Occurring<'remembered'>, at: Moment): LiveJob {
  const facts = { ...job.facts, kind, bornAt: ageMs === null ? job.facts.bornAt : at.now - ageMs };
  return job.is === 'leading' ? planned(facts, at) : { ...job, facts };
}

function withReads<Job extends LiveJob>(job: Job, reads: Facts['reads']): Job {
  return { ...job, facts: { ...job.facts, reads } };
}

function isReadUnderWay({ facts }: LiveJob): boolean {
  return facts.reads.underWay > 0;
}
