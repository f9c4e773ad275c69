import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a task with its relations is one GET', async () => {
  const { first } = gateway.gids.tasks;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { task(gid: $gid) {
      id gid resourceType name completed dueOn
      assignee { gid name } projects { name } memberships { project { name } section { name } }
      tags { name color } followers { name } workspace { name } likes { user { name } }
    } }`,
    { gid: first },
  );
  expect(errors).toEqual([]);
  expect(data.task).toEqual({
    id: globalId('Task', first),
    gid: first,
    resourceType: 'task',
    name: 'Draft trail shoe page',
    completed: false,
    dueOn: null,
    assignee: { gid: gateway.gids.users.sofia, name: 'Sofia Rossi' },
    projects: [{ name: 'Autumn Launch Campaign' }],
    memberships: [{ project: { name: 'Autumn Launch Campaign' }, section: { name: 'Planned' } }],
    tags: [{ name: 'urgent', color: 'DARK_RED' }],
    followers: [{ name: 'Grace Lindqvist' }, { name: 'Sofia Rossi' }],
    workspace: { name: 'Meridian Outdoor' },
    likes: [],
  });
  expect(calls).toEqual([
    `GET /tasks/${first} [assignee.name,completed,due_on,followers.name,likes.user.name,memberships.project.name,memberships.section.name,name,projects.name,tags.color,tags.name,workspace.name]`,
  ]);
});

test('opt-in fields are asked for by name', async () => {
  const { first } = gateway.gids.tasks;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { htmlNotes numSubtasks createdBy { name } } }',
    { gid: first },
  );
  expect(data.task).toEqual({
    htmlNotes: '<body>Agree on wording with Sofia first; files are on the shared drive.</body>',
    numSubtasks: 3,
    createdBy: { name: 'Grace Lindqvist' },
  });
  expect(calls).toEqual([`GET /tasks/${first} [created_by.name,html_notes,num_subtasks]`]);
});

test('subtypes and approvals are words of an enum', async () => {
  const { approval, milestone } = gateway.gids.tasks;
  const { data, calls } = await gateway.run(
    `query ($a: ID!, $m: ID!) {
      approval: task(gid: $a) { resourceSubtype approvalStatus }
      milestone: task(gid: $m) { resourceSubtype approvalStatus }
    }`,
    { a: approval, m: milestone },
  );
  expect(data).toEqual({
    approval: { resourceSubtype: 'APPROVAL', approvalStatus: 'APPROVED' },
    milestone: { resourceSubtype: 'MILESTONE', approvalStatus: null },
  });
  expect(calls).toEqual([
    'POST /batch',
    `  GET /tasks/${approval} [approval_status,resource_subtype]`,
    `  GET /tasks/${milestone} [approval_status,resource_subtype]`,
  ]);
});

test('a word Asana adds later reads as null', async () => {
  const { dependent } = gateway.gids.tasks;
  gateway.sandbox.store.update(dependent, { resource_subtype: 'epic', approval_status: 'waived' });
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { task(gid: $gid) { name resourceSubtype approvalStatus } }',
    { gid: dependent },
  );
  expect(errors).toEqual([]);
  expect(data.task).toEqual({ name: 'Publish returns leaflet', resourceSubtype: null, approvalStatus: null });
});

test('aliases of one task are one read', async () => {
  const { first } = gateway.gids.tasks;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { a: task(gid: $gid) { name } b: task(gid: $gid) { completed assignee { name } } }',
    { gid: first },
  );
  expect(data).toEqual({
    a: { name: 'Draft trail shoe page' },
    b: { completed: false, assignee: { name: 'Sofia Rossi' } },
  });
  expect(calls).toEqual([`GET /tasks/${first} [assignee.name,completed,name]`]);
});

test('twenty tasks with assignee and projects are two batches', async () => {
  const { launch } = gateway.gids.projects;
  const list = await gateway.run(
    'query ($gid: ID!) { project(gid: $gid) { tasks(first: 20) { nodes { gid } } } }',
    {
      gid: launch,
    },
  );
  const tasks: { gid: string }[] = list.data.project.tasks.nodes;
  const fields = 'name assignee { name } projects { name }';
  const aliases = tasks.map(({ gid }, index) => `t${index}: task(gid: "${gid}") { ${fields} }`);
  const { data, errors, calls } = await gateway.run(`{ ${aliases.join('\n')} }`);
  expect(errors).toEqual([]);
  expect(Object.keys(data)).toHaveLength(20);
  expect(data.t0).toEqual({
    name: 'Draft trail shoe page',
    assignee: { name: 'Sofia Rossi' },
    projects: [{ name: 'Autumn Launch Campaign' }],
  });
  expect(calls.filter((call) => !call.startsWith(' '))).toEqual(['POST /batch', 'POST /batch']);
  expect(calls.filter((call) => call.startsWith(' '))).toEqual(
    tasks.map(({ gid }) => `  GET /tasks/${gid} [assignee.name,name,projects.name]`),
  );
});

test('lists of a task are read beside each other', async () => {
  const { first, dependent } = gateway.gids.tasks;
  const { data, calls } = await gateway.run(
    `query ($first: ID!, $dependent: ID!) {
      first: task(gid: $first) { subtasks { nodes { name parent { name } } } }
      dependent: task(gid: $dependent) { dependencies { nodes { name dependents { nodes { gid } } } } }
    }`,
    { first, dependent },
  );
  expect(data.first.subtasks.nodes).toEqual(
    ['Collect material', 'First version', 'Sign-off'].map((name) => ({
      name,
      parent: { name: 'Draft trail shoe page' },
    })),
  );
  const [dependency] = data.dependent.dependencies.nodes;
  expect(dependency.dependents.nodes).toEqual([{ gid: dependent }]);
  expect(calls.slice(0, 6)).toEqual([
    'POST /batch',
    `  GET /tasks/${first} [gid]`,
    `  GET /tasks/${dependent} [gid]`,
    'POST /batch',
    `  GET /tasks/${first}/subtasks?limit=50 [name,parent.name]`,
    `  GET /tasks/${dependent}/dependencies?limit=50 [name]`,
  ]);
  expect(calls.slice(6)).toEqual([expect.stringMatching(/^GET \/tasks\/\d+\/dependents\?limit=50 \[gid\]$/)]);
});

test('an unknown task is null without an error', async () => {
  const { data, errors, calls } = await gateway.run('{ task(gid: "999") { name assignee { name } } }');
  expect(data).toEqual({ task: null });
  expect(errors).toEqual([]);
  expect(calls).toEqual(['GET /tasks/999 [assignee.name,name]']);
});

test.each(['abc', '', '12/34', '1'.repeat(33), '-1', '1?opt_fields=notes', '..'])(
  'the gid %j is refused without a call',
  async (gid) => {
    const { data, errors, calls } = await gateway.run('query ($gid: ID!) { task(gid: $gid) { name } }', {
      gid,
    });
    expect(data).toEqual({ task: null });
    expect(errors).toMatchObject([{ path: 'task', code: 'BAD_USER_INPUT' }]);
    expect(errors[0]?.message).toMatch(/^gid takes the digits of an Asana gid/);
    expect(calls).toEqual([]);
  },
);

test('without a token nothing is read', async () => {
  const { data, errors, calls } = await gateway.run('{ task(gid: "1") { name } __typename }', {}, null);
  expect(data).toEqual({ task: null, __typename: 'Query' });
  expect(errors).toMatchObject([{ path: 'task', code: 'UNAUTHENTICATED' }]);
  expect(calls).toEqual([]);
});
