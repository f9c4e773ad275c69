import { isInterfaceType } from 'graphql';
import { expect, test } from 'vitest';
import { RECORD_ROUTES } from '../../../src/asana/api/kinds.ts';
import { createSchema } from '../../../src/schema/index.ts';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a node is read with the fields of its own type', async () => {
  const { launch } = gateway.gids.projects;
  const { data, errors, calls } = await gateway.run(
    `query ($id: ID!) { node(id: $id) {
      __typename id ... on Project { name team { name } } ... on Task { dueOn assignee { name } }
    } }`,
    { id: globalId('Project', launch) },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({
    __typename: 'Project',
    id: globalId('Project', launch),
    name: 'Autumn Launch Campaign',
    team: { name: 'Marketing' },
  });
  expect(calls).toEqual([`GET /projects/${launch} [name,team.name]`]);
});

test('nodes keep their order in one batch', async () => {
  const { gids } = gateway;
  const ids = [
    globalId('Task', gids.tasks.first),
    globalId('User', gids.users.ada),
    globalId('Task', '999'),
    globalId('Task', gids.tasks.first),
    globalId('Tag', gids.tags.urgent),
    globalId('StatusUpdate', gids.statusUpdates.launch),
    globalId('ProjectBrief', gids.projectBriefs.launch),
  ];
  const { data, errors, calls } = await gateway.run(
    `query ($ids: [ID!]!) { nodes(ids: $ids) {
      __typename ... on Task { name } ... on User { email } ... on Tag { name color notes }
      ... on StatusUpdate { statusType } ... on ProjectBrief { title }
    } }`,
    { ids },
  );
  const task = { __typename: 'Task', name: 'Draft trail shoe page' };
  expect(errors).toEqual([]);
  expect(data.nodes).toEqual([
    task,
    { __typename: 'User', email: 'ada@meridian-outdoor.example' },
    null,
    task,
    { __typename: 'Tag', name: 'urgent', color: 'DARK_RED', notes: '' },
    { __typename: 'StatusUpdate', statusType: 'ON_TRACK' },
    { __typename: 'ProjectBrief', title: 'Why this launch' },
  ]);
  expect(calls).toEqual([
    'POST /batch',
    `  GET /tasks/${gids.tasks.first} [name]`,
    `  GET /users/${gids.users.ada} [email]`,
    '  GET /tasks/999 [name]',
    `  GET /tags/${gids.tags.urgent} [color,name,notes]`,
    `  GET /status_updates/${gids.statusUpdates.launch} [status_type]`,
    `  GET /project_briefs/${gids.projectBriefs.launch} [title]`,
  ]);
});

test.each([
  ['nonsense', 'nonsense'],
  ['an unknown type', globalId('Goal', '12')],
  ['a type without a route', globalId('Like', '12')],
  ['a gid that is none', globalId('Task', '12/34')],
  ['another spelling of an id', `${globalId('Task', '1')} `],
])('%s is no id', async (_name, id) => {
  const { data, errors, calls } = await gateway.run('query ($id: ID!) { node(id: $id) { id } }', { id });
  expect(data).toEqual({ node: null });
  expect(errors).toMatchObject([{ path: 'node', code: 'BAD_USER_INPUT' }]);
  expect(calls).toEqual([]);
});

test('one wrong id among many costs the others nothing', async () => {
  const { data, errors } = await gateway.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: ['nonsense', globalId('User', gateway.gids.users.ada)],
  });
  expect(data.nodes).toEqual([null, { id: globalId('User', gateway.gids.users.ada) }]);
  expect(errors).toMatchObject([{ path: 'nodes.0', code: 'BAD_USER_INPUT' }]);
});

test('the records with a route are nodes, and what is the gateway’s own', () => {
  const schema = createSchema();
  const node = schema.getType('Node');
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  const own = ['Bulk', 'BulkItem', 'CallbackDelivery', 'SetUp'];
  expect(types.sort()).toEqual([...Object.keys(RECORD_ROUTES), ...own].sort());
});
