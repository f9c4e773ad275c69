import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

/** Asana's reply to one GET, as it stands here, once. */
function answer(path: string, data: Record<string, unknown>, nextPage?: unknown): void {
  const body = nextPage === undefined ? { data } : { data, next_page: nextPage };
  gateway.sandbox.fail({ match: { method: 'GET', path }, times: 1, fault: { status: 200, body } });
}

const JOB = '1200000000000001';

test('a nested object that lacks an asked key is read by gid once', async () => {
  const { launch } = gateway.gids.projects;
  answer(`/jobs/${JOB}`, { gid: JOB, status: 'succeeded', new_project: { gid: launch, name: 'As it was' } });
  const { data, errors, calls } = await gateway.run(
    'query ($gid: ID!) { job(gid: $gid) { newProject { name color owner { name } notes } } }',
    { gid: JOB },
  );
  expect(errors).toEqual([]);
  expect(data.job.newProject).toEqual({
    name: 'As it was',
    color: 'DARK_ORANGE',
    owner: { name: 'Grace Lindqvist' },
    notes: 'Bring the new trail range to shops & web by mid October.',
  });
  expect(calls).toEqual([
    `GET /jobs/${JOB} [new_project.color,new_project.name,new_project.notes,new_project.owner.name]`,
    `GET /projects/${launch} [color,notes,owner.name]`,
  ]);
});

test('a key that was asked for and is absent is null', async () => {
  const { first } = gateway.gids.tasks;
  answer(`/tasks/${first}`, { gid: first, name: 'Bare' });
  const { data, errors, calls } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { name notes dueOn completed assignee { name } projects { name } } }',
    { gid: first },
  );
  expect(errors).toEqual([]);
  expect(data.task).toEqual({
    name: 'Bare',
    notes: null,
    dueOn: null,
    completed: null,
    assignee: null,
    projects: null,
  });
  expect(calls).toHaveLength(1);
});

test('what a read by gid lacks too is null and not asked again', async () => {
  const { first } = gateway.gids.tasks;
  const { sofia } = gateway.gids.users;
  answer(`/tasks/${first}`, { gid: first, assignee: { gid: sofia } });
  answer(`/users/${sofia}`, { gid: sofia });
  const { data, errors, calls } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { a: assignee { name email } b: assignee { name } } }',
    { gid: first },
  );
  expect(errors).toEqual([]);
  expect(data.task).toEqual({ a: { name: null, email: null }, b: { name: null } });
  expect(calls).toEqual([
    `GET /tasks/${first} [assignee.email,assignee.name]`,
    `GET /users/${sofia} [email,name]`,
  ]);
});

test('an object several records point at is read once for all', async () => {
  const { first, shared } = gateway.gids.tasks;
  const { sofia } = gateway.gids.users;
  for (const gid of [first, shared]) {
    gateway.sandbox.fail({
      match: { path: `/tasks/${gid}` },
      times: 1,
      fault: { status: 200, body: { data: { gid, assignee: { gid: sofia } } } },
    });
  }
  const { data, calls } = await gateway.run(
    `query ($a: ID!, $b: ID!) {
      a: task(gid: $a) { assignee { name } } b: task(gid: $b) { assignee { name email } }
    }`,
    { a: first, b: shared },
  );
  expect(data.a.assignee).toEqual({ name: 'Sofia Rossi' });
  expect(data.b.assignee).toEqual({ name: 'Sofia Rossi', email: 'sofia@meridian-outdoor.example' });
  expect(calls.slice(3)).toEqual([`GET /users/${sofia} [email,name]`]);
});

test('a nested object that cannot be read nulls its own fields alone', async () => {
  const { launch } = gateway.gids.projects;
  answer(`/jobs/${JOB}`, { gid: JOB, status: 'succeeded', new_project: { gid: '404404', name: 'Gone' } });
  const { data, errors } = await gateway.run(
    `query ($job: ID!, $project: ID!) {
      job(gid: $job) { status newProject { name notes owner { name } } }
      project(gid: $project) { name }
    }`,
    { job: JOB, project: launch },
  );
  expect(data).toEqual({
    job: { status: 'SUCCEEDED', newProject: { name: 'Gone', notes: null, owner: null } },
    project: { name: 'Autumn Launch Campaign' },
  });
  expect(errors).toMatchObject([
    { path: 'job.newProject.notes', code: 'NOT_FOUND' },
    { path: 'job.newProject.owner', code: 'NOT_FOUND' },
  ]);
});

test('a list that fails nulls that list alone', async () => {
  const { launch } = gateway.gids.projects;
  const undo = gateway.sandbox.fail({
    match: { path: `/projects/${launch}/sections` },
    fault: { status: 403, body: { errors: [{ message: 'Forbidden: the scope projects:read is missing' }] } },
  });
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { project(gid: $gid) { name sections { nodes { name } } tasks(first: 1) { nodes { name } } } }',
    { gid: launch },
  );
  undo();
  expect(data.project).toEqual({
    name: 'Autumn Launch Campaign',
    sections: null,
    tasks: { nodes: [{ name: 'Draft trail shoe page' }] },
  });
  expect(errors).toMatchObject([
    { path: 'project.sections', code: 'FORBIDDEN', extensions: { missingScope: 'projects:read' } },
  ]);
});

test.each([
  [401, 'UNAUTHENTICATED'],
  [402, 'PAYMENT_REQUIRED'],
  [403, 'FORBIDDEN'],
  [451, 'FORBIDDEN'],
  [400, 'BAD_USER_INPUT'],
])('a read refused with %i is an error with the code %s', async (status, code) => {
  const { first } = gateway.gids.tasks;
  gateway.sandbox.fail({ match: { path: `/tasks/${first}` }, times: 1, fault: { status } });
  const { data, errors, calls } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { name } me { name } }',
    {
      gid: first,
    },
  );
  expect(data).toEqual({ task: null, me: { name: 'Ada Okafor' } });
  expect(errors).toMatchObject([{ path: 'task', code, extensions: { retryable: false } }]);
  expect(calls).toHaveLength(3);
});
