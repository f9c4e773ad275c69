import { expect, test } from 'vitest';
import { startJob, startProjectJob } from '../starts/starting.ts';
import { globalId, withSandbox } from '../with-sandbox.ts';

const clock = { time: Date.parse('2026-09-07T08:00:00Z'), now: () => clock.time };
const gateway = withSandbox({ clock, jobDurationMs: 1_000 });

test('a job with project, owner and team is one GET', async () => {
  const gid = await startProjectJob(gateway, 'Website, again');
  clock.time += 1_000;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { job(gid: $gid) {
      id gid resourceType resourceSubtype status finished newProject { name owner { name } team { name } } newTask { name }
    } }`,
    { gid },
  );
  expect(errors).toEqual([]);
  expect(data.job).toEqual({
    id: globalId('Job', gid),
    gid,
    resourceType: 'job',
    resourceSubtype: 'duplicate_project',
    status: 'SUCCEEDED',
    finished: true,
    newProject: { name: 'Website, again', owner: { name: 'Ada Okafor' }, team: { name: 'Product' } },
    newTask: null,
  });
  expect(calls).toEqual([
    `GET /jobs/${gid} [new_project.name,new_project.owner.name,new_project.team.name,new_task.name,resource_subtype,status]`,
  ]);
});

test('a job goes through its states', async () => {
  const gid = await startJob(gateway);
  const read = async () =>
    (await gateway.run('query ($gid: ID!) { job(gid: $gid) { status finished newTask { name } } }', { gid }))
      .data.job;
  expect(await read()).toEqual({ status: 'NOT_STARTED', finished: false, newTask: null });
  clock.time += 500;
  expect(await read()).toEqual({ status: 'IN_PROGRESS', finished: false, newTask: { name: 'A copy' } });
  clock.time += 500;
  expect(await read()).toEqual({ status: 'SUCCEEDED', finished: true, newTask: { name: 'A copy' } });
});

test('a failed job has made nothing', async () => {
  const gid = await startJob(gateway, 'Broken [fail]');
  clock.time += 1_000;
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { job(gid: $gid) { status finished newTask { name } result { __typename } } }',
    { gid },
  );
  expect(errors).toEqual([]);
  expect(data.job).toEqual({ status: 'FAILED', finished: true, newTask: null, result: null });
});

test('what a failed job leaves dangling nulls its own fields', async () => {
  const gid = await startJob(gateway, 'Half a copy [dangling]');
  clock.time += 1_000;
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { job(gid: $gid) { status newTask { gid name subtasks { nodes { name } } } } }',
    { gid },
  );
  expect(data.job).toEqual({
    status: 'FAILED',
    newTask: { gid: expect.any(String), name: 'Half a copy [dangling]', subtasks: null },
  });
  expect(errors).toMatchObject([{ path: 'job.newTask.subtasks', code: 'NOT_FOUND' }]);
});

test('what the gateway remembers of a start costs no call more', async () => {
  const gid = await startJob(gateway);
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { job(gid: $gid) {
      kind startedAt finishedAt observedAt source { __typename ... on Task { gid name } }
    } }`,
    { gid },
  );
  const { shared } = gateway.gids.tasks;
  expect(data.job).toEqual({
    kind: 'DUPLICATE_TASK',
    startedAt: expect.any(String),
    finishedAt: null,
    observedAt: expect.any(String),
    source: { __typename: 'Task', gid: shared, name: 'Translate launch newsletter' },
  });
  expect(calls).toEqual([`GET /jobs/${gid} [gid]`, `GET /tasks/${shared} [name]`]);
});

test('when it finished is noted by whoever sees it first', async () => {
  const gid = await startJob(gateway);
  clock.time += 1_000;
  await gateway.run('query ($gid: ID!) { job(gid: $gid) { status } }', { gid });
  const { data } = await gateway.run('query ($gid: ID!) { job(gid: $gid) { finishedAt startedAt } }', {
    gid,
  });
  expect(Date.parse(data.job.finishedAt)).toBeGreaterThanOrEqual(Date.parse(data.job.startedAt));
});

test('a job started elsewhere is of unknown kind', async () => {
  const { url, tokens } = gateway.sandbox;
  const reply = await fetch(`${url}/tasks/${gateway.gids.tasks.first}/duplicate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { name: 'From elsewhere' } }),
  });
  const { data: job } = (await reply.json()) as { data: { gid: string } };
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { job(gid: $gid) { kind source { __typename } startedAt finishedAt resourceSubtype } }',
    { gid: job.gid },
  );
  clock.time += 60_000;
  expect(errors).toEqual([]);
  expect(data.job).toEqual({
    kind: 'UNKNOWN',
    source: null,
    startedAt: null,
    finishedAt: null,
    resourceSubtype: 'duplicate_task',
  });
});

test('a status Asana adds later is unknown and not final', async () => {
  gateway.sandbox.fail({
    match: { path: '/jobs/42' },
    times: 1,
    fault: { status: 200, body: { data: { gid: '42', status: 'paused', resource_subtype: 'teleport' } } },
  });
  const { data, errors } = await gateway.run('{ job(gid: "42") { status finished resourceSubtype } }');
  expect(errors).toEqual([]);
  expect(data.job).toEqual({ status: 'UNKNOWN', finished: false, resourceSubtype: 'teleport' });
});

test('a result is the object with its own fields', async () => {
  const gid = await startProjectJob(gateway, 'The result');
  clock.time += 1_000;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { job(gid: $gid) {
      result { __typename ... on Project { name owner { name } } ... on Task { dueOn } }
      other: result { ... on Node { id } }
    } }`,
    { gid },
  );
  expect(data.job.result).toEqual({
    __typename: 'Project',
    name: 'The result',
    owner: { name: 'Ada Okafor' },
  });
  expect(data.job.other.id).toMatch(/^[A-Za-z0-9=]+$/);
  expect(calls).toHaveLength(1);
});

test('a job of others, an unknown one and an expired one are null', async () => {
  const gid = await startJob(gateway);
  const query = 'query ($gid: ID!) { job(gid: $gid) { status kind } }';
  clock.time += 60_000;
  for (const [asked, token] of [
    [gid, gateway.sandbox.tokens.grace],
    ['999', gateway.sandbox.tokens.ada],
  ] as const) {
    const { data, errors } = await gateway.run(query, { gid: asked }, token);
    expect(data).toEqual({ job: null });
    expect(errors).toEqual([]);
  }
});

test('jobs keep their order and ride in batches of ten', async () => {
  const known = [await startJob(gateway), await startJob(gateway)];
  const unknown = Array.from({ length: 10 }, (_, index) => String(900 + index));
  const gids = [known[0], ...unknown, known[1], known[0]];
  const { data, errors, calls } = await gateway.run(
    'query ($gids: [ID!]!) { jobs(gids: $gids) { gid status } }',
    {
      gids,
    },
  );
  clock.time += 60_000;
  expect(errors).toEqual([]);
  expect(data.jobs.map((job: { gid: string } | null) => job?.gid ?? null)).toEqual([
    known[0],
    ...unknown.map(() => null),
    known[1],
    known[0],
  ]);
  expect(calls.filter((call) => !call.startsWith(' ')).sort()).toEqual(['POST /batch', 'POST /batch']);
  expect(calls).toHaveLength(14);
});

test('one wrong gid among many costs the other jobs nothing', async () => {
  const gid = await startJob(gateway);
  const { data, errors } = await gateway.run('query ($gids: [ID!]!) { jobs(gids: $gids) { gid } }', {
    gids: ['nonsense', gid],
  });
  clock.time += 60_000;
  expect(data.jobs).toEqual([null, { gid }]);
  expect(errors).toMatchObject([{ path: 'jobs.0', code: 'BAD_USER_INPUT' }]);
});

test('a missing scope is told by its name', async () => {
  const { data, errors } = await gateway.run(
    '{ job(gid: "42") { status } }',
    {},
    `${gateway.sandbox.tokens.ada}-nojobs`,
  );
  expect(data).toEqual({ job: null });
  expect(errors).toMatchObject([{ code: 'FORBIDDEN', extensions: { missingScope: 'jobs:read' } }]);
});
