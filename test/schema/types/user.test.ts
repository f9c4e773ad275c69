import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('me is whom the token belongs to', async () => {
  const { data, errors, calls } = await gateway.run(
    '{ me { id gid name email photo { image21x21 image1024x1024 } customFields { name } } }',
  );
  const { ada } = gateway.gids.users;
  expect(errors).toEqual([]);
  expect(data.me).toEqual({
    id: globalId('User', ada),
    gid: ada,
    name: 'Ada Okafor',
    email: 'ada@meridian-outdoor.example',
    photo: {
      image21x21: 'https://photos.meridian-outdoor.example/ada_21x21.png',
      image1024x1024: 'https://photos.meridian-outdoor.example/ada_1024x1024.png',
    },
    customFields: [],
  });
  expect(calls).toEqual([
    'GET /users/me [custom_fields.name,email,name,photo.image_1024x1024,photo.image_21x21]',
  ]);
});

test.each([
  ['a gid', (): string => gateway.gids.users.grace],
  ['an e-mail address', () => 'grace@meridian-outdoor.example'],
])('a person is found by %s', async (_name, key) => {
  const { data, errors, calls } = await gateway.run('query ($gid: ID!) { user(gid: $gid) { gid name } }', {
    gid: key(),
  });
  expect(errors).toEqual([]);
  expect(data.user).toEqual({ gid: gateway.gids.users.grace, name: 'Grace Lindqvist' });
  expect(calls).toEqual([`GET /users/${encodeURIComponent(key())} [name]`]);
});

test('the word me works where a gid does', async () => {
  const { data, calls } = await gateway.run('{ user(gid: "me") { name } }');
  expect(data.user).toEqual({ name: 'Ada Okafor' });
  expect(calls).toEqual(['GET /users/me [name]']);
});

test.each(['Grace', '../workspaces', 'a@b@c', 'x@y/z'])('%j names nobody and is not sent', async (gid) => {
  const { errors, calls } = await gateway.run('query ($gid: ID!) { user(gid: $gid) { name } }', { gid });
  expect(errors).toMatchObject([{ path: 'user', code: 'BAD_USER_INPUT' }]);
  expect(calls).toEqual([]);
});

test('the teams of a person are those in one organization', async () => {
  const { organization, users } = gateway.gids;
  const { data, errors, calls } = await gateway.run(
    'query ($org: ID!) { me { name teams(organizationGid: $org) { nodes { name } } } }',
    { org: organization },
  );
  expect(errors).toEqual([]);
  expect(data.me.teams.nodes).toEqual([{ name: 'Marketing' }, { name: 'Product' }, { name: 'Operations' }]);
  expect(calls).toEqual([
    'GET /users/me [name]',
    `GET /users/${users.ada}/teams?limit=50&organization=${organization} [name]`,
  ]);
});

test('an organization that is no gid is refused', async () => {
  const { data, errors, calls } = await gateway.run(
    '{ me { name teams(organizationGid: "acme") { nodes { name } } } }',
  );
  expect(data.me).toEqual({ name: 'Ada Okafor', teams: null });
  expect(errors).toMatchObject([{ path: 'me.teams', code: 'BAD_USER_INPUT' }]);
  expect(calls).toEqual(['GET /users/me [name]']);
});

test('somebody the caller shares nothing with is null', async () => {
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { user(gid: $gid) { name } }',
    { gid: gateway.gids.users.yuki },
    gateway.sandbox.tokens.noor,
  );
  expect(data).toEqual({ user: null });
  expect(errors).toEqual([]);
});
