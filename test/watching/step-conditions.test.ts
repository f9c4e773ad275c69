import { describe, expect, test } from 'vitest';
import { type ErrorCode, GatewayError } from '../../src/errors.ts';
import { type Facts, isNearlyDue, type LiveJob, type WatchedJob, wakesAt } from '../../src/watching/job.ts';
import type { Moment, Occurrence } from '../../src/watching/occurrences.ts';
import { NEVER } from '../../src/watching/schedule.ts';
import { step } from '../../src/watching/step.ts';
import { state } from '../support/jobs.ts';
import { FACTS, inWords, JOBS, NOW, OCCURRENCES } from './step-samples.ts';

const { asking, following, leading, reading } = JOBS;

function withReads(job: LiveJob, reads: Partial<Facts['reads']>): LiveJob {
  return { ...job, facts: { ...job.facts, reads: { ...job.facts.reads, ...reads } } };
}

function stepped(job: WatchedJob, occurrence: Occurrence, at: Partial<Moment> = {}): string {
  return inWords(job, step(job, occurrence, { ...NOW, ...at }));
}

/** The job after all of these, each so many milliseconds after `NOW`. */
function became(job: WatchedJob, ...happened: readonly [atMs: number, occurrence: Occurrence][]): WatchedJob {
  return happened.reduce(
    (before, [atMs, occurrence]) => step(before, occurrence, { ...NOW, now: NOW.now + atMs }).job,
    job,
  );
}

function refused(code: ErrorCode): Occurrence {
  const error = new GatewayError(code, 'refused');
  return { what: 'failed', by: 'leader', error, readAt: 20_000, leads: true, remaining: 2 };
}

const due = { what: 'due', leads: true } as const;

describe('somebody who joins', () => {
  const joins = { what: 'joined', gathering: false } as const;

  test('is handed an event of a moment ago', () => {
    expect(stepped(following, joins, { now: 19_499 })).toBe('following: hand');
    expect(stepped(following, joins, { now: 19_500 })).toBe('following: read');
  });

  test('shares a read that began a moment ago', () => {
    const facts = { ...reading.facts, reads: { ...reading.facts.reads, begunAt: 19_600 } };
    expect(stepped({ ...reading, facts }, joins)).toBe('ignored');
    expect(stepped({ ...reading, facts }, joins, { now: 20_100 })).toBe('reading: read');
  });

  test('adds to a read that is still gathering fields', () => {
    const facts = { ...reading.facts, reads: { ...reading.facts.reads, begunAt: 19_600 } };
    expect(stepped({ ...reading, facts }, { ...joins, gathering: true })).toBe('reading: read');
  });
});

describe('a job with several reads under way', () => {
  test('is polled again only after the last of them', () => {
    const two = withReads(reading, { underWay: 2 });
    const once = step(two, OCCURRENCES['a poll finds the same'], NOW).job;
    expect(once.is).toBe('reading');
    expect(step(once, OCCURRENCES['a first read finds the same'], NOW).job.is).toBe('leading');
  });

  test('sends an overtaken state to nobody', () => {
    const late = { ...OCCURRENCES['a first read finds news'], readAt: 18_999 };
    expect(stepped(reading, late)).toBe('leading: send expecting');
    const twin = { ...OCCURRENCES['a first read finds the same'], readAt: 19_000 };
    expect(stepped(reading, { ...twin, state: state('100', 'not_started', 0) })).toBe(
      'leading: send expecting',
    );
    const end = { ...OCCURRENCES['a first read finds the end'], readAt: 18_999 };
    expect(stepped(asking, end)).toBe('ended: renew, record, leave, send all the last');
  });
});

describe('a refusal of a job that was read before', () => {
  test('counts with the next one a second later', () => {
    const once = became(reading, [0, refused('NOT_FOUND')]);
    expect(wakesAt(once)).toBe(21_000);
    const polls = became(once, [1_000, due]);
    expect(stepped(polls, refused('NOT_FOUND'), { now: 21_000 })).toBe('ended: leave, fail all');
  });

  test('counts not with one of another reason', () => {
    const polls = became(reading, [0, refused('NOT_FOUND')], [1_000, due]);
    expect(stepped(polls, refused('FORBIDDEN'), { now: 21_000 })).toBe('leading');
    const again = became(polls, [1_000, refused('FORBIDDEN')], [2_000, due]);
    expect(stepped(again, refused('FORBIDDEN'), { now: 22_000 })).toBe('ended: leave, fail all');
  });

  test('counts not when something else failed between', () => {
    const polls = became(
      reading,
      [0, refused('NOT_FOUND')],
      [1_000, due],
      [1_000, OCCURRENCES['a poll fails']],
      [9_000, due],
    );
    expect(stepped(polls, refused('NOT_FOUND'), { now: 29_000 })).toBe('leading');
  });

  test('counts not with one that came too soon', () => {
    const two = withReads(reading, { underWay: 2 });
    const once = became(two, [0, refused('NOT_FOUND')]);
    expect(stepped(once, refused('NOT_FOUND'), { now: 20_999 })).toBe('leading');
  });
});

describe('nothing but failures', () => {
  test('end the watch at the limit', () => {
    const failing = withReads(reading, { failures: 3, failingSince: 15_000 });
    const fails = OCCURRENCES['a poll fails'];
    expect(stepped(failing, fails, { now: 74_999 })).toBe('leading');
    expect(stepped(failing, fails, { now: 75_000 })).toBe('ended: leave, fail all');
  });

  test('are polled a last time at the limit', () => {
    const failing = withReads(reading, { failures: 8, failingSince: 15_000 });
    const { job } = step(failing, OCCURRENCES['a poll fails'], { ...NOW, now: 70_000, random: 0.99 });
    expect(wakesAt(job)).toBe(75_000);
  });

  test('begin anew when another instance tells something', () => {
    const failing = withReads(asking, { failures: 3, failingSince: 0 });
    const told = became(failing, [0, OCCURRENCES['another instance tells news']]);
    expect(stepped(told, OCCURRENCES['a first read fails'], { now: 70_000 })).toBe('asking');
  });
});

describe('a leader', () => {
  const waiting = { ...asking, facts: FACTS };

  test('polls at once when it takes over', () => {
    expect(wakesAt(became({ ...waiting, followed: true }, [0, { what: 'granted' }]))).toBe(20_000);
  });

  test('polls by the schedule when it is the first', () => {
    expect(wakesAt(became(waiting, [0, { what: 'granted' }]))).toBe(19_000 + 4_750);
  });

  test('polls when the age that the ledger knows asks for it', () => {
    const younger = { what: 'remembered', ageMs: 12_000, kind: 'duplicateProject' } as const;
    expect(wakesAt(became(leading, [0, younger]))).toBe(19_000 + 2_750);
    const slower = { ...younger, kind: 'createGraphExport' } as const;
    expect(wakesAt(became(leading, [0, slower]))).toBe(19_000 + 5_000);
  });

  test('rides along with others when it is nearly due', () => {
    const job = { ...leading, dueAt: 20_100, gapMs: 1_000 };
    expect([isNearlyDue(job, 19_999), isNearlyDue(job, 20_000)]).toEqual([false, true]);
  });
});

describe('a follower', () => {
  const waiting = { ...asking, facts: FACTS };
  const busy = { what: 'busy', retryMs: 3_000 } as const;

  test('asks again when the lease has run out, spread', () => {
    expect(wakesAt(step(waiting, busy, { ...NOW, random: 0 }).job)).toBe(23_005);
    expect(wakesAt(step(waiting, busy, { ...NOW, random: 1 }).job)).toBe(23_050);
  });

  test('asks at once for a lease that was given back meanwhile', () => {
    expect(wakesAt(became(waiting, [0, { what: 'freed' }], [0, busy]))).toBe(20_000);
  });

  test('reads for itself only after its own read failed', () => {
    const idle = { ...following, facts: FACTS, askAt: 23_000 };
    expect(stepped(idle, due)).toBe('ignored');
    const failed = became(following, [0, OCCURRENCES['a first read fails']]) as typeof following;
    expect(failed.readAt).toBeLessThan(NEVER);
    const two = withReads({ ...following, askAt: NEVER }, { underWay: 2 });
    expect(wakesAt(became(two, [0, OCCURRENCES['a first read fails']]))).toBe(NEVER);
    const asksLater = { ...failed, askAt: NEVER };
    expect(stepped(asksLater, due, { now: wakesAt(asksLater) - 1 })).toBe('ignored');
    expect(stepped(asksLater, due, { now: wakesAt(asksLater) })).toBe('following: poll as follower');
    const told = became(asksLater, [0, OCCURRENCES['another instance tells news']]);
    expect(wakesAt(told)).toBe(NEVER);
  });
});

test('the ledger is told how late a change was seen', () => {
  const { effects } = step(reading, OCCURRENCES['a poll finds the end'], NOW);
  expect(effects).toContainEqual({ do: 'record', state: state('100', 'succeeded', 0), lateMs: 900 });
  const first = step(JOBS.opening, OCCURRENCES['a first read finds the end'], NOW);
  expect(first.effects).toContainEqual({ do: 'record', state: state('100', 'succeeded', 0), lateMs: null });
});

test('a snapshot of others is taken for what it is worth', () => {
  const old = { state: state('100', 'in_progress', 0), ageMs: 4_999 };
  const recalled = became(JOBS.opening, [0, { what: 'recalled', snapshot: old }]) as LiveJob;
  expect(recalled.facts.newest?.readAt).toBe(NOW.now - 4_999);
});
