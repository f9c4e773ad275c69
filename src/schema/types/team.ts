/** Team: people within an organization, with their projects. */

import { ARCHIVED } from '../asana-plugin/filters.ts';
import { builder } from '../builder.ts';

const TeamVisibility = builder.asanaEnum('TeamVisibility', 'Who can find and join a team.', {
  secret: 'Only its members see it; others join by invitation.',
  request_to_join: 'Everybody in the organization sees it, and joins when a member agrees.',
  public: 'Everybody in the organization sees it and may join.',
});
const TeamAccessLevel = builder.asanaEnum('TeamAccessLevel', 'Who in a team may do something.', {
  all_team_members: 'Every member.',
  only_team_admins: 'Only its admins.',
  no_restriction: 'Anybody.',
});

builder.asanaObject('Team', {
  description: 'People within an organization, with their projects and templates.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the team.'),
    description: t.text('Description as plain text.'),
    htmlDescription: t.text('Description with formatting, as HTML.'),
    organization: t.one('Workspace', 'The organization it belongs to.'),
    permalinkUrl: t.text('Link to it in Asana.'),
    visibility: t.oneOf(TeamVisibility, 'Who can find and join it.'),
    editTeamNameOrDescriptionAccessLevel: t.oneOf(TeamAccessLevel, 'Who may edit name and description.'),
    editTeamVisibilityOrTrashTeamAccessLevel: t.oneOf(
      TeamAccessLevel,
      'Who may change its visibility or delete it.',
    ),
    memberInviteManagementAccessLevel: t.oneOf(TeamAccessLevel, 'Who may accept invitations of members.'),
    guestInviteManagementAccessLevel: t.oneOf(TeamAccessLevel, 'Who may accept invitations of guests.'),
    joinRequestManagementAccessLevel: t.oneOf(TeamAccessLevel, 'Who may accept requests to join.'),
    teamMemberRemovalAccessLevel: t.oneOf(TeamAccessLevel, 'Who may remove members.'),
    teamContentManagementAccessLevel: t.oneOf(TeamAccessLevel, 'Who may create and share content with it.'),
    endorsed: t.flag('Whether an administrator recommends it.'),
    projects: t.connection({
      type: 'Project',
      description: 'Its projects.',
      route: '/teams/{gid}/projects',
      filters: ARCHIVED,
    }),
    projectTemplates: t.connection({
      type: 'ProjectTemplate',
      description: 'Its project templates.',
      route: '/teams/{gid}/project_templates',
    }),
    users: t.connection({
      type: 'User',
      description: 'Its people.',
      route: '/users',
      params: { team: '{gid}' },
    }),
  }),
});

builder.queryFields((t) => ({
  team: t.record('Team', 'One team; null when there is none, or the token may not see it.'),
}));
