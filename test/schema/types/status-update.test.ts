import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a status update with its parent is one GET', async () => {
  const { launch } = gateway.gids.statusUpdates;
  const { data, errors, calls } = await gateway.run(
    `query ($id: ID!) { node(id: $id) { ... on StatusUpdate {
      title resourceSubtype text htmlText statusType author { name } createdAt liked numLikes likes { user { name } }
      parent { __typename ... on Project { name } ... on Portfolio { archived } }
    } } }`,
    { id: globalId('StatusUpdate', launch) },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({
    title: 'Back on schedule',
    resourceSubtype: 'PROJECT_STATUS_UPDATE',
    text: 'Back on schedule. Details at the stand-up.',
    htmlText: '<body>Back on schedule. Details at the stand-up.</body>',
    statusType: 'ON_TRACK',
    author: { name: 'Grace Lindqvist' },
    createdAt: '2026-08-28T14:00:00.000Z',
    liked: true,
    numLikes: 1,
    likes: [{ user: { name: 'Ada Okafor' } }],
    parent: { __typename: 'Project', name: 'Autumn Launch Campaign' },
  });
  expect(calls).toEqual([
    `GET /status_updates/${launch} [author.name,created_at,html_text,liked,likes.user.name,num_likes,parent.archived,parent.name,parent.resource_type,resource_subtype,status_type,text,title]`,
  ]);
});

test('the update of a portfolio points at the portfolio', async () => {
  const { company } = gateway.gids.portfolios;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { portfolio(gid: $gid) { currentStatusUpdate { resourceSubtype parent { __typename ... on Node { id } } } } }`,
    { gid: company },
  );
  expect(data.portfolio.currentStatusUpdate).toEqual({
    resourceSubtype: 'PORTFOLIO_STATUS_UPDATE',
    parent: { __typename: 'Portfolio', id: globalId('Portfolio', company) },
  });
  expect(calls).toHaveLength(1);
});

test('the parent of a goal’s update is null', async () => {
  const { launch } = gateway.gids.statusUpdates;
  gateway.sandbox.fail({
    match: { path: `/status_updates/${launch}` },
    times: 1,
    fault: {
      status: 200,
      body: { data: { gid: launch, status_type: 'sailing', parent: { gid: '7', resource_type: 'goal' } } },
    },
  });
  const { data, errors } = await gateway.run(
    'query ($id: ID!) { node(id: $id) { ... on StatusUpdate { statusType parent { __typename } } } }',
    { id: globalId('StatusUpdate', launch) },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({ statusType: null, parent: null });
});
