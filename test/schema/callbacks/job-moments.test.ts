/** What is told of a job when the callback that waits for it is interrupted. */
import { expect, test } from 'vitest';
import type { ErrandState } from '../../../src/errands/errand.ts';
import { jobMoments } from '../../../src/schema/callbacks/job-moments.ts';
import type { Services } from '../../../src/schema/context.ts';

test.each<[ErrandState | null, string | null]>([
  [null, null],
  ['waiting', 'INTERRUPTED'],
  ['running', 'INTERRUPTED'],
  ['interrupted', 'INTERRUPTED'],
  ['done', 'DONE'],
  ['cancelled', 'CANCELLED'],
])('a set-up that is still %s is told to be %s: it stops at the same moment', async (state, told) => {
  const services = {
    ledger: { find: async () => [{ status: 'in_progress' }] },
    errands: { findAbout: async () => state && { state } },
  } as unknown as Services;
  expect(await jobMoments(services).known('7')).toEqual({ status: 'IN_PROGRESS', setUp: told });
});
