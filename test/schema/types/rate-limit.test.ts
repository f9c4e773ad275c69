import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 60_000 });

test('the budget is told without a call', async () => {
  const { data, errors, calls } = await gateway.run(
    '{ rateLimit { requestsPerMinute remaining retryAfter inFlightReads inFlightWrites runningJobs } }',
  );
  expect(errors).toEqual([]);
  expect(data.rateLimit).toMatchObject({
    retryAfter: null,
    inFlightReads: 0,
    inFlightWrites: 0,
    runningJobs: 0,
  });
  expect(calls).toEqual([]);
});

test('running jobs are those the gateway knows of', async () => {
  await gateway.run(
    'mutation ($gid: ID!) { duplicateTask(input: { taskGid: $gid }) { job { status } userErrors { message } } }',
    { gid: gateway.gids.tasks.first },
  );
  const { data } = await gateway.run('{ rateLimit { runningJobs } }');
  expect(data.rateLimit).toEqual({ runningJobs: 1 });
});

test('the budget of nobody needs a token', async () => {
  const { data, errors } = await gateway.run('{ rateLimit { remaining } }', {}, null);
  expect(data).toEqual({ rateLimit: null });
  expect(errors).toMatchObject([{ path: 'rateLimit', code: 'UNAUTHENTICATED' }]);
});
