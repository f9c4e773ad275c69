import { afterEach, describe, expect, test } from 'vitest';
import { startJob } from '../starts/starting.ts';
import { withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
let monotonicMs = 0;
const gateway = withSandbox({ clock, jobDurationMs: 1_000, freshNow: () => monotonicMs });

afterEach(() => {
  clock.time += 60_000;
});

const RECENT = `query ($first: Int, $unfinishedOnly: Boolean) {
  recentJobs(first: $first, unfinishedOnly: $unfinishedOnly) { gid kind status }
}`;

describe('recentJobs', () => {
  test('lists newest first with the present state', async () => {
    const older = await startJob(gateway, 'Older');
    clock.time += 1_000;
    const newer = await startJob(gateway, 'Newer');
    const { data, errors, calls } = await gateway.run(RECENT, { first: 2 });
    expect(errors).toEqual([]);
    expect(data.recentJobs).toEqual([
      { gid: newer, kind: 'DUPLICATE_TASK', status: 'NOT_STARTED' },
      { gid: older, kind: 'DUPLICATE_TASK', status: 'SUCCEEDED' },
    ]);
    expect(calls).toEqual(['POST /batch', `  GET /jobs/${newer} [status]`, `  GET /jobs/${older} [status]`]);
  });

  test('reads a finished job no more', async () => {
    const gid = await startJob(gateway);
    clock.time += 1_000;
    await gateway.run(RECENT, { first: 1 });
    const { data, calls } = await gateway.run(RECENT, { first: 1 });
    expect(data.recentJobs).toEqual([{ gid, kind: 'DUPLICATE_TASK', status: 'SUCCEEDED' }]);
    expect(calls).toEqual([]);
  });

  test('reads what the gateway does not remember of it', async () => {
    const gid = await startJob(gateway);
    clock.time += 1_000;
    await gateway.run(RECENT, { first: 1 });
    const { data, calls } = await gateway.run(
      '{ recentJobs(first: 1) { gid status source { ... on Task { name } } newTask { name } finishedAt } }',
    );
    expect(data.recentJobs).toEqual([
      {
        gid,
        status: 'SUCCEEDED',
        source: { name: 'Translate launch newsletter' },
        newTask: { name: 'A copy' },
        finishedAt: expect.any(String),
      },
    ]);
    expect(calls).toEqual([
      `GET /jobs/${gid} [new_task.name,status]`,
      `GET /tasks/${gateway.gids.tasks.shared} [name]`,
    ]);
  });

  test('leaves out finished ones when asked to', async () => {
    await startJob(gateway, 'Done by now');
    clock.time += 1_000;
    const running = await startJob(gateway, 'Still running');
    const { data } = await gateway.run(RECENT, { unfinishedOnly: true });
    expect(data.recentJobs).toEqual([{ gid: running, kind: 'DUPLICATE_TASK', status: 'NOT_STARTED' }]);
  });

  test('is the same for another token of the same person', async () => {
    const gid = await startJob(gateway);
    const { data, calls } = await gateway.run(RECENT, { first: 1 }, gateway.sandbox.tokens.adaSecond);
    expect(data.recentJobs).toEqual([{ gid, kind: 'DUPLICATE_TASK', status: 'NOT_STARTED' }]);
    expect(calls).toEqual(['GET /users/me [gid]', `GET /jobs/${gid} [status]`]);
  });

  test('is empty for another person', async () => {
    await startJob(gateway);
    const { data } = await gateway.run(RECENT, {}, gateway.sandbox.tokens.grace);
    expect(data.recentJobs).toEqual([]);
  });

  test('drops a job Asana knows no more', async () => {
    const kept = await startJob(gateway, 'Kept');
    const gone = await startJob(gateway, 'Gone');
    gateway.sandbox.store.remove(gone);
    monotonicMs += 15_000;
    const { data, errors } = await gateway.run(RECENT, { first: 2 });
    expect(errors).toEqual([]);
    expect(data.recentJobs.map(({ gid }: { gid: string }) => gid)).toEqual([kept]);
  });

  test('one job that cannot be read costs the others nothing', async () => {
    const other = await startJob(gateway, 'Other');
    const broken = await startJob(gateway, 'Broken');
    const undo = gateway.sandbox.fail({ match: { path: `/jobs/${broken}` }, fault: { status: 403 } });
    const { data, errors } = await gateway.run(RECENT, { first: 2 });
    undo();
    expect(data.recentJobs).toEqual([null, { gid: other, kind: 'DUPLICATE_TASK', status: 'NOT_STARTED' }]);
    expect(errors).toMatchObject([{ path: 'recentJobs.0', code: 'FORBIDDEN' }]);
  });

  test.each([0, 101])('first: %i is refused', async (first) => {
    const { errors, calls } = await gateway.run(RECENT, { first });
    expect(errors).toMatchObject([{ path: 'recentJobs', code: 'BAD_USER_INPUT' }]);
    expect(calls).toEqual([]);
  });
});

describe('waitForJob', () => {
  const WAIT = `query ($gid: ID!, $seconds: Int) { waitForJob(gid: $gid, seconds: $seconds) {
    status finished newTask { name assignee { name } }
  } }`;

  test('answers at once when the job has finished', async () => {
    const gid = await startJob(gateway);
    clock.time += 1_000;
    const { data, errors, calls } = await gateway.run(WAIT, { gid });
    expect(errors).toEqual([]);
    expect(data.waitForJob).toEqual({
      status: 'SUCCEEDED',
      finished: true,
      newTask: { name: 'A copy', assignee: null },
    });
    // What watching needs and what is selected, in one read.
    const made = ['graph_export', 'portfolio', 'project', 'project_template', 'resource_export'];
    const fields = [
      ...made.map((what) => `new_${what}.gid`),
      'new_task.assignee.name',
      'new_task.name',
      'resource_subtype',
      'status',
    ];
    expect(calls).toEqual([`GET /jobs/${gid} [${fields.join(',')}]`]);
  });

  test('takes null for the default of seconds', async () => {
    const gid = await startJob(gateway);
    clock.time += 1_000;
    const { data, errors } = await gateway.run(WAIT, { gid, seconds: null });
    expect(errors).toEqual([]);
    expect(data.waitForJob).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('answers when the job finishes', async () => {
    const gid = await startJob(gateway);
    const waiting = gateway.run(WAIT, { gid, seconds: 20 });
    clock.time += 1_000;
    expect((await waiting).data.waitForJob).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('answers with the present state when the time is over', async () => {
    const gid = await startJob(gateway);
    clock.time += 500;
    const { data, errors } = await gateway.run(WAIT, { gid, seconds: 1 });
    expect(errors).toEqual([]);
    expect(data.waitForJob).toMatchObject({ status: 'IN_PROGRESS', finished: false });
  });

  test('answers null for an unknown job', async () => {
    const { data, errors } = await gateway.run(WAIT, { gid: '999' });
    expect(data).toEqual({ waitForJob: null });
    expect(errors).toEqual([]);
  });

  test.each([0, 56, -1])('refuses to wait %i seconds', async (seconds) => {
    const { errors, calls } = await gateway.run(WAIT, { gid: '1', seconds });
    expect(errors).toMatchObject([{ path: 'waitForJob', code: 'BAD_USER_INPUT' }]);
    expect(calls).toEqual([]);
  });
});
