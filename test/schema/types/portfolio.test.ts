import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a portfolio with its people is one GET', async () => {
  const { company } = gateway.gids.portfolios;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { portfolio(gid: $gid) {
      name archived color startOn dueOn defaultAccessLevel privacySetting owner { name } createdBy { name }
      members { name } customFields { name numberValue } projectTemplates { name } currentStatusUpdate { title }
    } }`,
    { gid: company },
  );
  expect(errors).toEqual([]);
  expect(data.portfolio).toEqual({
    name: 'Company Goals',
    archived: false,
    color: 'LIGHT_GREEN',
    startOn: '2026-01-01',
    dueOn: '2026-12-31',
    defaultAccessLevel: 'VIEWER',
    privacySetting: 'PUBLIC_TO_DOMAIN',
    owner: { name: 'Ada Okafor' },
    createdBy: { name: 'Ada Okafor' },
    members: [{ name: 'Ada Okafor' }, { name: 'Grace Lindqvist' }, { name: 'Priya Raman' }],
    customFields: [{ name: 'Budget', numberValue: 90_000 }],
    projectTemplates: [],
    currentStatusUpdate: expect.anything(),
  });
  expect(calls).toEqual([
    `GET /portfolios/${company} [archived,color,created_by.name,current_status_update.title,custom_fields.name,custom_fields.number_value,default_access_level,due_on,members.name,name,owner.name,privacy_setting,project_templates.name,start_on]`,
  ]);
});

test('items are projects and portfolios in one list', async () => {
  const { company, marketing } = gateway.gids.portfolios;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { portfolio(gid: $gid) { items {
      nodes { __typename ... on Project { name team { name } } ... on Portfolio { name owner { name } items { nodes { ... on Node { id } } } } }
      edges { node { ... on Node { id } } }
    } } }`,
    { gid: company },
  );
  expect(errors).toEqual([]);
  const { nodes, edges } = data.portfolio.items;
  expect(nodes).toEqual([
    {
      __typename: 'Portfolio',
      name: 'Marketing 2026',
      owner: { name: 'Ada Okafor' },
      items: { nodes: expect.anything() },
    },
    { __typename: 'Project', name: 'Website Redesign', team: { name: 'Product' } },
    { __typename: 'Project', name: 'Mobile App 3.0', team: { name: 'Engineering' } },
    { __typename: 'Project', name: 'Data Warehouse Migration', team: { name: 'Engineering' } },
  ]);
  expect(nodes[0].items.nodes).toHaveLength(3);
  expect(edges).toHaveLength(4);
  expect(calls).toEqual([
    `GET /portfolios/${company} [gid]`,
    `GET /portfolios/${company}/items?limit=50 [name,owner.name,resource_type,team.name]`,
    `GET /portfolios/${marketing}/items?limit=50 [resource_type]`,
  ]);
});

test('an item of a kind Asana adds later is null', async () => {
  const { marketing } = gateway.gids.portfolios;
  gateway.sandbox.fail({
    match: { path: `/portfolios/${marketing}/items` },
    times: 1,
    fault: {
      status: 200,
      body: {
        data: [
          { gid: '1', resource_type: 'galaxy', name: 'Andromeda' },
          { gid: '2', resource_type: 'project', name: 'Known' },
        ],
        next_page: null,
      },
    },
  });
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { portfolio(gid: $gid) { items { nodes { ... on Project { gid name } } } } }',
    { gid: marketing },
  );
  expect(errors).toEqual([]);
  expect(data.portfolio.items.nodes).toEqual([null, { gid: '2', name: 'Known' }]);
});

test('an unknown portfolio is null without an error', async () => {
  const { data, errors } = await gateway.run('{ portfolio(gid: "999") { name } }');
  expect(data).toEqual({ portfolio: null });
  expect(errors).toEqual([]);
});
