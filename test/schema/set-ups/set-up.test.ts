import { describe, expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { globalId, withSandbox } from '../with-sandbox.ts';
import { type SetUp, setUpEvents, stepStates } from './set-up-events.ts';

const gateway = withSandbox({ jobDurationMs: 200 });
const run: typeof gateway.run = (...args) => gateway.run(...args);

const SET_UP = 'id state project { gid name } steps { name state matched userErrors { code field } }';
const DUPLICATE = `mutation ($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) {
    job { gid setUp { id state project { gid } steps { name state } } }
    userErrors { code field }
  }
}`;
const SET_UP_PROJECT = `mutation ($input: SetUpProjectInput!) {
  setUpProject(input: $input) { project { name } setUp { ${SET_UP} } userErrors { code field } }
}`;

const lastOf = async (id: string): Promise<SetUp> => (await setUpEvents(gateway, id)).at(-1) as SetUp;
const duplicate = async (setUp: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  run(DUPLICATE, { input: { projectGid: gateway.gids.projects.office, name: 'Set up', setUp, ...more } });
const setUpProject = async (setUp: Record<string, unknown>, projectGid = gateway.gids.projects.office) =>
  run(SET_UP_PROJECT, { input: { projectGid, setUp } });
/** The writes that reached Asana since the last operation. */
const writes = () =>
  callLines(gateway.sandbox.calls).filter((line) =>
    /^ *(PUT|POST \/(projects|portfolios)\/\d+\/add)/.test(line),
  );

test('a set-up that follows a start is done to the project that the job made', async () => {
  const { data, errors } = await duplicate({
    project: { notes: 'as wished' },
    members: ['me'],
    portfolioGids: [gateway.gids.portfolios.marketing],
    tasks: [{ where: { name: 'Book the movers' }, set: { name: 'Movers booked', completed: true } }],
  });
  expect([errors, data.duplicateProject.userErrors]).toEqual([[], []]);
  const { setUp, gid } = data.duplicateProject.job;
  expect([setUp.state, setUp.project, ...setUp.steps.map((step: { state: string }) => step.state)]).toEqual([
    'WAITING',
    null,
    ...Array.from({ length: 4 }, () => 'PENDING'),
  ]);
  const last = await lastOf(setUp.id);
  expect(stepStates(last)).toBe('DONE: project DONE, members DONE, portfolios DONE, tasks.0 DONE 1');
  expect(last.project?.name).toBe('Set up');
  const made = last.project?.gid;
  const sent = writes();
  const tasks = await run(
    'query ($gid: ID!) { project(gid: $gid) { tasks(first: 9) { nodes { gid name } } } }',
    {
      gid: made,
    },
  );
  const { nodes } = tasks.data.project.tasks;
  const booked = nodes.find(({ name }: { name: string }) => name === 'Movers booked');
  expect(sent).toEqual([
    `PUT /projects/${made} [gid] {"notes":"as wished"}`,
    `POST /projects/${made}/addMembers [gid] {"members":"me"}`,
    `POST /portfolios/${gateway.gids.portfolios.marketing}/addItem {"item":"${made}"}`,
    `PUT /tasks/${booked.gid} [gid] {"name":"Movers booked","completed":true}`,
  ]);
  const { data: after } = await run('query ($gid: ID!) { job(gid: $gid) { setUp { id state } } }', { gid });
  expect(after.job.setUp).toEqual({ id: setUp.id, state: 'DONE' });
});

test('each change of a step is an event, and the last is the end', async () => {
  const { data } = await setUpProject({ project: { notes: 'x' }, members: ['me'] });
  expect(data.setUpProject.project.name).toBe('Office Move');
  const events = (await setUpEvents(gateway, data.setUpProject.setUp.id)).map(stepStates);
  expect(events.at(-1)).toBe('DONE: project DONE, members DONE');
  expect(new Set(events).size).toBe(events.length);
});

test('a start repeated under its key shows the set-up as it is now, and begins no other', async () => {
  const key = { idempotencyKey: 'set-up-1' };
  const first = await duplicate({ project: { notes: 'once' } }, key);
  const { id } = first.data.duplicateProject.job.setUp;
  await lastOf(id);
  const second = await duplicate({ project: { notes: 'once' } }, key);
  expect(second.data.duplicateProject.job.setUp).toMatchObject({ id, state: 'DONE' });
  const other = await duplicate({ project: { notes: 'twice' } }, key);
  expect(other.data.duplicateProject.userErrors).toMatchObject([{ field: ['input', 'idempotencyKey'] }]);
});

test('a job that fails: its set-up has failed, its steps are skipped', async () => {
  const { data } = await run(DUPLICATE, {
    input: {
      projectGid: gateway.gids.projects.office,
      name: 'no [fail]',
      setUp: { project: { notes: 'x' } },
    },
  });
  expect(stepStates(await lastOf(data.duplicateProject.job.setUp.id))).toBe('FAILED: project SKIPPED');
});

test('a start without a set-up has none, and asks nobody for it', async () => {
  const { data } = await run(
    `mutation ($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }`,
    { input: { projectGid: gateway.gids.projects.office, name: 'Plain' } },
  );
  const { gid } = data.duplicateProject.job;
  const read = await run('query ($gid: ID!) { job(gid: $gid) { setUp { id } } }', { gid });
  expect([read.data, read.calls]).toEqual([{ job: { setUp: null } }, [expect.stringMatching(/^GET \/jobs/)]]);
});

describe('what is wrong in a set-up', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a start day alone', { project: { startOn: '2026-12-01' } }, ['project', 'startOn']],
    [
      'an entry that means nothing',
      { tasks: [{ where: {}, set: { completed: true } }] },
      ['tasks', '0', 'where'],
    ],
    ['a portfolio that is none', { portfolioGids: ['x'] }, ['portfolioGids', '0']],
  ])('is said before anything is sent: %s', async (_name, setUp, path) => {
    const field = ['input', 'setUp', ...path];
    const started = await duplicate(setUp);
    expect(started.data.duplicateProject).toEqual({
      job: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field }],
    });
    const begun = await setUpProject(setUp);
    expect(begun.data.setUpProject).toEqual({
      project: null,
      setUp: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field }],
    });
    expect([...started.calls, ...begun.calls]).toEqual([]);
  });

  test('is said at its step when only Asana knows', async () => {
    const { data } = await setUpProject({
      members: ['me', '99999999'],
      tasks: [
        { where: { name: 'Nothing is called so' }, set: { completed: true } },
        { where: { name: 'Measure the new kitchen' }, set: { completed: true } },
      ],
    });
    const last = await lastOf(data.setUpProject.setUp.id);
    expect(stepStates(last)).toBe('FAILED: members FAILED, tasks.0 FAILED 0, tasks.1 DONE 1');
    expect(last.steps.map(({ userErrors }) => userErrors)).toEqual([
      [{ code: expect.any(String), field: ['members', '1'] }],
      [{ code: 'NOT_FOUND', field: ['tasks', '0', 'where'] }],
      [],
    ]);
  });

  test('a project that is not there is a mistake, and nothing is begun', async () => {
    const { data, calls } = await setUpProject({ members: ['me'] }, '424242');
    expect(data.setUpProject).toEqual({
      project: null,
      setUp: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'projectGid'] }],
    });
    expect(calls).toEqual(['GET /projects/424242 [gid]']);
  });
});

describe('a set-up', () => {
  const READ = `query ($id: ID!) { setUp(id: $id) { state } node(id: $id) { __typename id } }`;

  test('is its user’s to see, and nobody else’s', async () => {
    const { data } = await setUpProject({ members: ['me'] });
    const { id } = data.setUpProject.setUp;
    await lastOf(id);
    expect((await run(READ, { id })).data).toEqual({
      setUp: { state: 'DONE' },
      node: { __typename: 'SetUp', id },
    });
    const { grace } = gateway.sandbox.tokens;
    expect((await run(READ, { id }, grace)).data).toEqual({ setUp: null, node: null });
    const other = globalId('SetUp', '00000000-0000-4000-8000-000000000000');
    expect((await run(READ, { id: other })).data).toEqual({ setUp: null, node: null });
  });

  test('that failed is retried: what is done is not done again', async () => {
    const { data } = await setUpProject({ project: { notes: 'x' }, members: ['99999999'] });
    const { id } = data.setUpProject.setUp;
    await lastOf(id);
    const again = await run(
      `mutation ($id: ID!) { retrySetUp(input: { id: $id }) { setUp { steps { name state } } userErrors { code } } }`,
      { id },
    );
    expect(again.data.retrySetUp.setUp.steps).toEqual([
      { name: 'project', state: 'DONE' },
      { name: 'members', state: 'PENDING' },
    ]);
    expect(stepStates(await lastOf(id))).toBe('FAILED: project DONE, members FAILED');
    expect(writes()).toEqual([expect.stringContaining('addMembers')]);
  });

  test('that found no task looks again when it is retried', async () => {
    const name = 'Comes later';
    const { data } = await setUpProject({ tasks: [{ where: { name }, set: { completed: true } }] });
    const { id } = data.setUpProject.setUp;
    expect(stepStates(await lastOf(id))).toBe('FAILED: tasks.0 FAILED 0');
    await run('mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { gid } } }', {
      input: { name, projectGids: [gateway.gids.projects.office] },
    });
    await run('mutation ($id: ID!) { retrySetUp(input: { id: $id }) { setUp { state } } }', { id });
    expect(stepStates(await lastOf(id))).toBe('DONE: tasks.0 DONE 1');
  });

  test('is cancelled while its job runs: nothing is done to the project', async () => {
    const { data } = await run(DUPLICATE, {
      input: { projectGid: gateway.gids.projects.office, name: 'no [stuck]', setUp: { members: ['me'] } },
    });
    const { id } = data.duplicateProject.job.setUp;
    const cancelled = await run(
      `mutation ($id: ID!) { cancelSetUp(input: { id: $id }) { setUp { state steps { state } } userErrors { code } } }`,
      { id },
    );
    expect(cancelled.data.cancelSetUp).toEqual({
      setUp: { state: 'CANCELLED', steps: [{ state: 'SKIPPED' }] },
      userErrors: [],
    });
  });

  test.each(['retrySetUp', 'cancelSetUp'])('%s of another’s set-up is a mistake', async (name) => {
    const { data } = await setUpProject({ members: ['me'] });
    const { id } = data.setUpProject.setUp;
    const source = `mutation ($id: ID!) { ${name}(input: { id: $id }) { setUp { id } userErrors { code field } } }`;
    const { data: answer } = await run(source, { id }, gateway.sandbox.tokens.grace);
    expect(answer[name]).toEqual({
      setUp: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    await lastOf(id);
  });
});

describe('a job watched until SET_UP', () => {
  const WATCH = `subscription ($gid: ID!) {
    jobUpdated(gid: $gid, until: SET_UP) { status setUp { state steps { name state } } }
  }`;

  async function watched(gid: string): Promise<{ status: string; setUp: { state: string } | null }[]> {
    const seen: { status: string; setUp: { state: string } | null }[] = [];
    for await (const { data, errors } of await gateway.watch(WATCH, { gid })) {
      if (errors) throw new Error(JSON.stringify(errors));
      seen.push(data?.jobUpdated as (typeof seen)[number]);
    }
    return seen;
  }

  test('tells each change of a step, and ends with the last', async () => {
    const { data } = await duplicate({ project: { notes: 'x' }, members: ['me'] });
    const seen = await watched(data.duplicateProject.job.gid);
    const words = seen.map(({ status, setUp }) => `${status} ${setUp?.state}`);
    // A busy machine may begin to watch when it runs already.
    expect(['NOT_STARTED WAITING', 'IN_PROGRESS WAITING']).toContain(words[0]);
    expect(seen.at(-1)).toEqual({
      status: 'SUCCEEDED',
      setUp: {
        state: 'DONE',
        steps: [
          { name: 'project', state: 'DONE' },
          { name: 'members', state: 'DONE' },
        ],
      },
    });
    expect(words.filter((each) => each.endsWith('DONE'))).toEqual(['SUCCEEDED DONE']);
  });

  test('without a set-up ends when it is ready', async () => {
    const { data } = await run(
      `mutation ($input: DuplicateProjectInput!) { duplicateProject(input: $input) { job { gid } } }`,
      { input: { projectGid: gateway.gids.projects.office, name: 'Plain' } },
    );
    const seen = await watched(data.duplicateProject.job.gid);
    expect(seen.at(-1)).toEqual({ status: 'SUCCEEDED', setUp: null });
  });

  test('is waited for without a socket', async () => {
    const { data } = await duplicate({ project: { notes: 'x' } });
    const { gid } = data.duplicateProject.job;
    const source = `query ($gid: ID!) { waitForJob(gid: $gid, until: SET_UP) { status setUp { state } newProject { notes } } }`;
    expect((await run(source, { gid })).data.waitForJob).toEqual({
      status: 'SUCCEEDED',
      setUp: { state: 'DONE' },
      newProject: { notes: 'x' },
    });
  });
});
