import { describe, expect, test } from 'vitest';
import type { WatchedJob } from '../../src/watching/job.ts';
import { step } from '../../src/watching/step.ts';
import { inWords, JOBS, NOW, OCCURRENCES } from './step-samples.ts';

type Row = Readonly<Record<WatchedJob['is'], string>>;

/** The same in every state but the last. */
function all(live: string, ended: string): Row {
  return { opening: live, asking: live, leading: live, reading: live, following: live, ended };
}

/**
 * What each state makes of each occurrence: the state that follows, and what is to be done. In the samples a read is
 * under way wherever one can be, so in all but `leading`; only somebody's first event is missing while opening.
 */
const TABLE: Readonly<Record<keyof typeof OCCURRENCES, Row>> = {
  'somebody joins': {
    opening: 'opening: recall',
    asking: 'asking: read',
    leading: 'reading: read',
    reading: 'reading: read',
    following: 'following: read',
    ended: 'ignored',
  },
  'one of two leaves': all('ignored', 'ignored'),
  'the last one leaves': all('ended: leave', 'ignored'),
  'nobody else saw it': {
    opening: 'opening: read',
    asking: 'asking: read',
    leading: 'ignored',
    reading: 'reading: read',
    following: 'following: read',
    ended: 'ignored',
  },
  'others saw it long ago': {
    opening: 'opening: read',
    asking: 'asking: read',
    leading: 'ignored',
    reading: 'reading: read',
    following: 'following: read',
    ended: 'ignored',
  },
  'others saw news': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, record, send all',
    leading: 'ignored',
    reading: 'leading: renew, record, send all',
    following: 'following: renew, record, send all',
    ended: 'ignored',
  },
  'others saw its end': {
    opening: 'ended: renew, record, leave, send all the last',
    asking: 'ended: renew, record, leave, send all the last',
    leading: 'ignored',
    reading: 'ended: renew, record, leave, send all the last',
    following: 'ended: renew, record, leave, send all the last',
    ended: 'ignored',
  },
  'a first read finds the same': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, send expecting',
    leading: 'ignored',
    reading: 'leading: renew, publish, send expecting',
    following: 'following: renew, send expecting',
    ended: 'ended: record',
  },
  'a first read finds news': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, record, send all',
    leading: 'ignored',
    reading: 'leading: renew, measure, record, publish, send all',
    following: 'following: renew, record, send all',
    ended: 'ended: record',
  },
  'a first read finds the end': {
    opening: 'ended: renew, record, leave, send all the last',
    asking: 'ended: renew, record, leave, send all the last',
    leading: 'ignored',
    reading: 'ended: renew, measure, record, publish, leave, send all the last',
    following: 'ended: renew, record, leave, send all the last',
    ended: 'ended: record',
  },
  'a poll finds the same': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, send expecting',
    leading: 'ignored',
    reading: 'leading: renew, publish, send expecting',
    following: 'following: renew, send expecting',
    ended: 'ended: record',
  },
  'a poll finds news': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, record, send all',
    leading: 'ignored',
    reading: 'leading: renew, measure, record, publish, send all',
    following: 'following: renew, record, send all',
    ended: 'ended: record',
  },
  'a poll finds the end': {
    opening: 'ended: renew, record, leave, send all the last',
    asking: 'ended: renew, record, leave, send all the last',
    leading: 'ignored',
    reading: 'ended: renew, measure, record, publish, leave, send all the last',
    following: 'ended: renew, record, leave, send all the last',
    ended: 'ended: record',
  },
  'a poll after a stall finds news': {
    opening: 'asking: listen, ask',
    asking: 'asking',
    leading: 'ignored',
    reading: 'asking: stepBack, ask',
    following: 'following',
    ended: 'ended: record',
  },
  'a poll after a stall finds the end': {
    opening: 'ended: renew, record, leave, send all the last',
    asking: 'ended: renew, record, leave, send all the last',
    leading: 'ignored',
    reading: 'ended: renew, measure, record, publish, leave, send all the last',
    following: 'ended: renew, record, leave, send all the last',
    ended: 'ended: record',
  },
  'an own read of a follower finds news': {
    opening: 'asking: renew, record, send all, listen, ask',
    asking: 'asking: renew, record, send all',
    leading: 'ignored',
    reading: 'leading: renew, measure, record, publish, send all',
    following: 'following: renew, record, send all',
    ended: 'ended: record',
  },
  'a first read fails': {
    opening: 'asking: listen, ask',
    asking: 'asking',
    leading: 'ignored',
    reading: 'leading',
    following: 'following',
    ended: 'ignored',
  },
  'a first read is refused': {
    opening: 'asking: fail joiner, listen, ask',
    asking: 'asking: fail joiner',
    leading: 'ignored',
    reading: 'leading: fail joiner',
    following: 'following: fail joiner',
    ended: 'ignored',
  },
  'the only first read is refused': {
    opening: 'ended: leave, fail joiner',
    asking: 'ended: leave, fail joiner',
    leading: 'ignored',
    reading: 'ended: leave, fail joiner',
    following: 'ended: leave, fail joiner',
    ended: 'ignored',
  },
  'a poll fails': {
    opening: 'asking: listen, ask',
    asking: 'asking',
    leading: 'ignored',
    reading: 'leading',
    following: 'following',
    ended: 'ignored',
  },
  'a poll fails after a stall': {
    opening: 'asking: listen, ask',
    asking: 'asking',
    leading: 'ignored',
    reading: 'asking: stepBack, ask',
    following: 'following',
    ended: 'ignored',
  },
  'a poll is refused once': {
    opening: 'asking: listen, ask',
    asking: 'asking',
    leading: 'ignored',
    reading: 'leading',
    following: 'following',
    ended: 'ignored',
  },
  'another read saw what is over': {
    opening: 'opening: renew, record, send all',
    asking: 'ignored',
    leading: 'ignored',
    reading: 'ignored',
    following: 'ignored',
    ended: 'ignored',
  },
  'another read saw the same': {
    opening: 'opening: renew, record, send all',
    asking: 'asking: renew, send expecting',
    leading: 'leading: renew, publish, send expecting',
    reading: 'reading: renew, publish, send expecting',
    following: 'following: renew, send expecting',
    ended: 'ignored',
  },
  'another read saw news': {
    opening: 'opening: renew, record, send all',
    asking: 'asking: renew, record, send all',
    leading: 'leading: renew, measure, record, publish, send all',
    reading: 'reading: renew, measure, record, publish, send all',
    following: 'following: renew, record, send all',
    ended: 'ignored',
  },
  'another read saw the end': {
    opening: 'ended: renew, record, leave, send all the last',
    asking: 'ended: renew, record, leave, send all the last',
    leading: 'ended: renew, measure, record, publish, leave, send all the last',
    reading: 'ended: renew, measure, record, publish, leave, send all the last',
    following: 'ended: renew, record, leave, send all the last',
    ended: 'ignored',
  },
  'the echo of its own words': all('ignored', 'ignored'),
  'another instance tells what is over': {
    opening: 'opening: renew, record, send all',
    asking: 'ignored',
    leading: 'ignored',
    reading: 'ignored',
    following: 'ignored',
    ended: 'ignored',
  },
  'another instance tells the same': {
    opening: 'opening: renew, record, send all',
    asking: 'ignored',
    leading: 'ignored',
    reading: 'ignored',
    following: 'ignored',
    ended: 'ignored',
  },
  'another instance tells news': {
    opening: 'opening: renew, record, send all',
    asking: 'asking: renew, record, send all',
    leading: 'leading: renew, record, send all',
    reading: 'reading: renew, record, send all',
    following: 'following: renew, record, send all',
    ended: 'ignored',
  },
  'another instance tells the end': all('ended: renew, record, leave, send all the last', 'ignored'),
  'the lease is granted': {
    opening: 'ignored',
    asking: 'reading',
    leading: 'ignored',
    reading: 'ignored',
    following: 'ignored',
    ended: 'ignored',
  },
  'the lease is taken': {
    opening: 'ignored',
    asking: 'following',
    leading: 'ignored',
    reading: 'ignored',
    following: 'ignored',
    ended: 'ignored',
  },
  'the lease was given back': {
    opening: 'ignored',
    asking: 'asking',
    leading: 'ignored',
    reading: 'ignored',
    following: 'asking: ask',
    ended: 'ignored',
  },
  'the lease was lost': {
    opening: 'ignored',
    asking: 'ignored',
    leading: 'asking: stepBack, ask',
    reading: 'asking: stepBack, ask',
    following: 'ignored',
    ended: 'ignored',
  },
  'its time has come': {
    opening: 'ignored',
    asking: 'ignored',
    leading: 'reading: poll as leader',
    reading: 'ignored',
    following: 'asking: ask',
    ended: 'ignored',
  },
  'its time has come, after a stall': {
    opening: 'ignored',
    asking: 'ignored',
    leading: 'asking: stepBack, ask',
    reading: 'ignored',
    following: 'asking: ask',
    ended: 'ignored',
  },
  'the ledger knows it': {
    opening: 'opening',
    asking: 'asking',
    leading: 'leading',
    reading: 'reading',
    following: 'following',
    ended: 'ignored',
  },
  'the token is dead': all('ended: leave, fail all', 'ignored'),
  'the hub closes': all('ended: leave, shut', 'ignored'),
};

describe('a watched job in each of its states', () => {
  test.each(Object.entries(TABLE))('when %s', (name, row) => {
    const occurrence = OCCURRENCES[name as keyof typeof OCCURRENCES];
    const outcome = Object.fromEntries(
      Object.entries(JOBS).map(([is, job]) => [is, inWords(job, step(job, occurrence, NOW))]),
    );
    expect(outcome).toEqual(row);
  });
});
