import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/cli/jobs/documents.ts';
import { judgeJob } from '../../../src/cli/jobs/judge.ts';

const JOB: Job = {
  gid: '12',
  kind: 'DUPLICATE_PROJECT',
  status: 'SUCCEEDED',
  requestedName: 'Q3',
  startedAt: null,
  finishedAt: null,
  typicalSeconds: null,
  result: null,
  setUp: { id: 'U2V0VXA6MQ', state: 'FAILED', steps: [] },
};

describe('a set-up that failed', () => {
  test('is taken up again where a gateway remembers it', () => {
    const failed = judgeJob(JOB, { until: 'SET_UP', isEmbedded: false });

    expect(failed?.exit).toBe('failed');
    expect(failed?.message).toContain('/jobs/12, or with retrySetUp(input: { id: "U2V0VXA6MQ" })');
  });

  test('of a command that was its own gateway is finished elsewhere', () => {
    const failed = judgeJob(JOB, { until: 'SET_UP', isEmbedded: true });

    expect(failed?.exit).toBe('failed');
    expect(failed?.message).toContain('do what is missing in Asana, or with setUpProject');
    expect(failed?.message).not.toContain('retrySetUp');
  });
});

describe('a set-up that the gateway has forgotten', () => {
  const forgotten = { ...JOB, ready: true, setUp: null };

  test('is no end that is well for who asked for one', () => {
    const failed = judgeJob(forgotten, { until: 'SET_UP', isEmbedded: false, hasSetUp: true });

    expect(failed).toMatchObject({ exit: 'failed', trouble: { code: 'SET_UP_FAILED' } });
    expect(failed?.message).toContain('Job 12 has succeeded');
  });

  test('is not missed by who asked for none', () => {
    expect(judgeJob(forgotten, { until: 'SET_UP', isEmbedded: false })).toBeNull();
    expect(judgeJob(forgotten, { until: 'READY', isEmbedded: false, hasSetUp: true })).toBeNull();
  });
});
