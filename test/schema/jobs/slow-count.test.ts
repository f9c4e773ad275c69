/** A count that hangs holds up no news of the job itself. */
import { expect, test } from 'vitest';
import { startProjectJob } from '../starts/starting.ts';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 300 });

test('the event with which a job ends says what was known where the contents are not counted in time', async () => {
  const gid = await startProjectJob(gateway, 'Not counted');
  const match = { path: /task_counts$/ };
  const heal = gateway.sandbox.fail({ match, fault: { kind: 'hang' }, times: 1_000 });
  const source =
    'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status ready contents { state present } } }';
  const begunAt = performance.now();
  const events: unknown[] = [];
  for await (const { data } of await gateway.watch(source, { gid })) events.push(data?.jobUpdated);
  expect(events.at(-1)).toEqual({
    status: 'SUCCEEDED',
    ready: false,
    contents: { state: 'ARRIVING', present: null },
  });
  expect(performance.now() - begunAt).toBeLessThan(8_000);
  heal();
});
