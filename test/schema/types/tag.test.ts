import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a tag is read with all its fields in one GET', async () => {
  const { print } = gateway.gids.tags;
  const { data, errors, calls } = await gateway.run(
    `query ($id: ID!) { node(id: $id) { ... on Tag {
      resourceType name color notes createdAt followers { name } workspace { name } permalinkUrl
    } } }`,
    { id: globalId('Tag', print) },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({
    resourceType: 'tag',
    name: 'print',
    color: 'LIGHT_ORANGE',
    notes: '',
    createdAt: '2026-02-02T10:00:00.000Z',
    followers: [],
    workspace: { name: 'Meridian Outdoor' },
    permalinkUrl: `https://app.asana.com/1/${gateway.gids.organization}/tag/${print}/list`,
  });
  expect(calls).toEqual([
    `GET /tags/${print} [color,created_at,followers.name,name,notes,permalink_url,workspace.name]`,
  ]);
});
