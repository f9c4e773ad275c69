import { expect, test } from 'vitest';
import { type Counted, nothingCounted } from '../../src/contents/counted.ts';
import { GatewayError } from '../../src/errors.ts';
import type { JobState } from '../../src/job-state.ts';
import { CountedJob, isWorthKeeping } from '../../src/watching/counted-job.ts';
import type { JobNote } from '../../src/watching/watch.ts';

const NOTE: JobNote = {
  ...{ kind: 'duplicateProject', source: { gid: '5' }, ageMs: 0, startedAt: 1, counted: null },
  ...{ status: 'in_progress', sinceEndMs: null },
};

function job(status: string, made: Record<string, string> = { new_project: '7' }): JobState {
  return { gid: '100', status, resourceSubtype: null, created: made, observedAt: 0 };
}

/** A copy that was seen running at 0 and to succeed at 1000. */
function succeeded(): CountedJob {
  const counted = new CountedJob(true, 0);
  counted.learn(NOTE, 0);
  counted.see(job('in_progress'), 0);
  counted.see(job('succeeded'), 1_000);
  return counted;
}

/** An attempt that has to be there. */
function attempt(counted: CountedJob, now: number) {
  const begun = counted.attempt(now);
  if (!begun) throw new Error('there is nothing to count');
  return begun;
}

const found = (count: number) => ({ present: { count }, expected: { count: 9 } });

test('nothing is counted before the ledger was asked and a state is known', () => {
  const counted = new CountedJob(true, 0);
  expect(counted.see(job('succeeded'), 0)).toBe(false);
  expect([counted.isKnown, counted.attempt(0), counted.isToBeCounted(true)]).toEqual([false, null, false]);
  expect(counted.learn(NOTE, 0)).toBe(true);
  expect(counted.isToBeCounted(false)).toBe(true);
});

test('a running job is counted for those alone who want to know how far it is', () => {
  const counted = new CountedJob(true, 0);
  counted.learn(NOTE, 0);
  counted.see(job('in_progress'), 0);
  expect([counted.isToBeCounted(false), counted.isToBeCounted(true)]).toEqual([false, true]);
});

test('the success is told of once, and no state after it counts', () => {
  const counted = succeeded();
  expect(counted.see(job('failed'), 2_000)).toBe(false);
  expect(counted.state?.status).toBe('succeeded');
  expect(counted.attempt(2_500)?.sinceMs).toBe(1_500);
});

test('a job that nobody saw running may have succeeded long ago: one look is enough', () => {
  const counted = new CountedJob(true, 0);
  counted.learn(null, 0);
  counted.see(job('succeeded'), 0);
  const begun = attempt(counted, 0);
  counted.adopt(counted.tried(begun, { present: { count: 3 }, expected: null }));
  expect(counted.contents).toEqual({ state: 'settled', present: 3, expected: null });
  expect(counted.isOver).toBe(true);
});

test('a success that was seen while a count was under way is counted from at once', () => {
  const counted = new CountedJob(true, 0);
  counted.learn(NOTE, 0);
  counted.see(job('in_progress'), 0);
  const begun = attempt(counted, 10_000);
  counted.see(job('succeeded'), 10_100);
  counted.tried(begun, found(2));
  expect(counted.nextAt(begun, 10_200, 0, 0)).toBe(10_200);
});

test('after a failure the next count waits as long as Asana asked', () => {
  const counted = succeeded();
  const begun = attempt(counted, 1_000);
  const error = new GatewayError('RATE_LIMITED', 'too many', { retryAfterMs: 7_000 });
  counted.tried(begun, { present: { error }, expected: null });
  expect(counted.nextAt(begun, 1_500, 0, 0)).toBe(8_500);
});

test('what lags takes nothing back, and what is final stays', () => {
  const counted = succeeded();
  const at = (countedMs: number, present: number): Counted => ({
    ...nothingCounted(true),
    ...{ countedMs, present, expected: 9, isExpectedPending: false },
  });
  expect([counted.adopt(at(500, 4)), counted.adopt(at(400, 2)), counted.adopt(at(600, 4))]).toEqual([
    true,
    false,
    false,
  ]);
  counted.adopt({ ...at(700, 9), final: 'complete' });
  counted.adopt(at(800, 1));
  expect(counted.contents).toEqual({ state: 'complete', present: 9, expected: 9 });
});

test('a count is kept that says something new; the link of an export never is', () => {
  const counted = succeeded();
  const first = attempt(counted, 1_000);
  const four = counted.tried(first, found(4));
  counted.adopt(four);
  const second = attempt(counted, 2_000);
  const stillFour = counted.tried(second, { present: { count: 4 }, expected: null });
  expect([isWorthKeeping(first, four), isWorthKeeping(second, stillFour)]).toEqual([true, false]);
  expect(isWorthKeeping({ ...first, aim: { what: 'download', gid: '100', source: null } }, four)).toBe(false);
});
