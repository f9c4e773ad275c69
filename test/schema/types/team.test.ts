import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a team with its rules is one GET', async () => {
  const { marketing } = gateway.gids.teams;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { team(gid: $gid) {
      name visibility endorsed organization { name }
      editTeamNameOrDescriptionAccessLevel editTeamVisibilityOrTrashTeamAccessLevel
      memberInviteManagementAccessLevel guestInviteManagementAccessLevel joinRequestManagementAccessLevel
      teamMemberRemovalAccessLevel teamContentManagementAccessLevel
    } }`,
    { gid: marketing },
  );
  expect(errors).toEqual([]);
  expect(data.team).toEqual({
    name: 'Marketing',
    visibility: 'PUBLIC',
    endorsed: true,
    organization: { name: 'Meridian Outdoor' },
    editTeamNameOrDescriptionAccessLevel: 'ALL_TEAM_MEMBERS',
    editTeamVisibilityOrTrashTeamAccessLevel: 'ONLY_TEAM_ADMINS',
    memberInviteManagementAccessLevel: 'ALL_TEAM_MEMBERS',
    guestInviteManagementAccessLevel: 'ONLY_TEAM_ADMINS',
    joinRequestManagementAccessLevel: 'ALL_TEAM_MEMBERS',
    teamMemberRemovalAccessLevel: 'ONLY_TEAM_ADMINS',
    teamContentManagementAccessLevel: 'NO_RESTRICTION',
  });
  expect(calls).toHaveLength(1);
});

test('descriptions are asked for by name', async () => {
  const { marketing } = gateway.gids.teams;
  const { data, calls } = await gateway.run(
    'query ($gid: ID!) { team(gid: $gid) { description htmlDescription } }',
    { gid: marketing },
  );
  expect(data.team).toEqual({
    description: 'Campaigns, brand and everything our customers see.',
    htmlDescription: '<body>Campaigns, brand and everything our customers see.</body>',
  });
  expect(calls).toEqual([`GET /teams/${marketing} [description,html_description]`]);
});

test('projects, templates and people come in one batch', async () => {
  const { marketing } = gateway.gids.teams;
  const { data, calls } = await gateway.run(
    `query ($gid: ID!) { team(gid: $gid) {
      projects(archived: false) { nodes { name } } projectTemplates { nodes { name } } users { nodes { name } }
    } }`,
    { gid: marketing },
  );
  expect(data.team).toEqual({
    projects: { nodes: [{ name: 'Autumn Launch Campaign' }, { name: 'Brand Guidelines' }] },
    projectTemplates: { nodes: [{ name: 'Marketing Campaign' }] },
    users: {
      nodes: ['Ada Okafor', 'Grace Lindqvist', 'Mateo Álvarez', 'Sofia Rossi'].map((name) => ({ name })),
    },
  });
  expect(calls).toEqual([
    `GET /teams/${marketing} [gid]`,
    'POST /batch',
    `  GET /teams/${marketing}/projects?archived=false&limit=50 [name]`,
    `  GET /teams/${marketing}/project_templates?limit=50 [name]`,
    `  GET /users?limit=50&team=${marketing} [name]`,
  ]);
});

test('a secret team is null for those outside', async () => {
  const query = 'query ($gid: ID!) { team(gid: $gid) { name } }';
  const gid = gateway.gids.teams.people;
  expect((await gateway.run(query, { gid })).data).toEqual({ team: null });
  const seen = await gateway.run(query, { gid }, gateway.sandbox.tokens.grace);
  expect(seen.data).toEqual({ team: { name: 'People & Culture' } });
});
