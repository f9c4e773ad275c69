import { expect, test } from 'vitest';
import { asanaToken } from '../../../src/asana/api/token.ts';
import { readyJobs } from '../../../src/schema/set-ups/when-ready.ts';
import { manualClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { startProjectJob } from '../starts/starting.ts';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox({ jobDurationMs: 200 });

test('what cannot be counted is worked with half a minute after the success', async () => {
  const heal = gateway.sandbox.fail({
    match: { path: /task_counts$/ },
    fault: { status: 403 },
    times: 1_000,
  });
  const job = await startProjectJob(gateway, 'Uncounted');
  const clock = manualClock();
  let project: string | null = null;
  const asker = { token: asanaToken(gateway.sandbox.tokens.ada), owner: 'user:1' };
  const waiting = readyJobs(gateway.services, clock)
    .whenReady(job, asker, AbortSignal.timeout(60_000))
    .then((gid) => {
      project = gid;
    });
  await eventually(() => clock.pending() === 1, 20_000);
  // Two refusals took a second and more of the thirty.
  await clock.advance(15_000);
  expect(project).toBeNull();
  await clock.advance(15_000);
  await waiting;
  expect(project).toMatch(/^\d+$/);
  heal();
});

/** A job of the user's that this gateway did not start: nobody knows what it makes before it says so. */
async function startedElsewhere(name: string): Promise<string> {
  const { gids, sandbox } = gateway;
  const reply = await fetch(`${sandbox.url}/projects/${gids.projects.website}/duplicate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { name } }),
  });
  return ((await reply.json()) as { data: { gid: string } }).data.gid;
}

/** From now on it has succeeded, and names nothing. */
const unnamed = (job: string, times: number) =>
  gateway.sandbox.fail({
    match: { method: 'GET', path: `/jobs/${job}` },
    fault: { status: 200, body: { data: { gid: job, status: 'succeeded' } } },
    times,
  });

test('a project that the job names only after its success is counted, and worked with then', async () => {
  const job = await startProjectJob(gateway, 'Named later');
  unnamed(job, 3);
  const asker = { token: asanaToken(gateway.sandbox.tokens.ada), owner: 'user:1' };
  const project = await readyJobs(gateway.services).whenReady(job, asker, AbortSignal.timeout(20_000));
  expect(project).toMatch(/^\d+$/);
  const [row] = await gateway.services.ledger.find([job]);
  expect(row?.counted?.final).toBe('complete');
});

test('while a job has not named what it made, that is not ready', async () => {
  const job = await startProjectJob(gateway, 'Not named');
  const heal = unnamed(job, 1_000);
  const read = 'query ($gid: ID!) { job(gid: $gid) { status ready contents { state } newProject { gid } } }';
  const { data } = await gateway.run(read, { gid: job });
  expect(data.job).toEqual({ status: 'SUCCEEDED', ready: false, contents: null, newProject: null });
  heal();
});

test('a project of a job that nobody here started is worked with half a minute after the success', async () => {
  const job = await startedElsewhere('Named later');
  const heal = gateway.sandbox.fail({
    match: { method: 'GET', path: `/jobs/${job}` },
    fault: { status: 200, body: { data: { gid: job, status: 'succeeded' } } },
    times: 1_000,
  });
  const clock = manualClock();
  const asker = { token: asanaToken(gateway.sandbox.tokens.ada), owner: 'user:1' };
  const waiting = readyJobs(gateway.services, clock).whenReady(job, asker, AbortSignal.timeout(60_000));
  const asksAgain = async () => {
    await eventually(() => clock.pending() === 1, 20_000);
    await clock.advance(2_000);
  };
  await asksAgain();
  await eventually(() => clock.pending() === 1, 20_000);
  heal();
  await asksAgain();
  for (let waits = 0; waits < 13; waits += 1) await asksAgain();
  expect(await waiting).toMatch(/^\d+$/);
});

test('a job that never names its project made none', async () => {
  const job = await startedElsewhere('Never named');
  const body = { data: { gid: job, status: 'succeeded' } };
  const match = { method: 'GET', path: `/jobs/${job}` };
  const heal = gateway.sandbox.fail({ match, fault: { status: 200, body }, times: 1_000 });
  const clock = manualClock();
  const asker = { token: asanaToken(gateway.sandbox.tokens.ada), owner: 'user:1' };
  const waiting = readyJobs(gateway.services, clock).whenReady(job, asker, AbortSignal.timeout(60_000));
  for (let waits = 0; waits < 15; waits += 1) {
    await eventually(() => clock.pending() === 1, 20_000);
    await clock.advance(2_000);
  }
  expect(await waiting).toBeNull();
  heal();
});
