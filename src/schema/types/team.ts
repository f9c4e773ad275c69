/** Team: people within an organization, with their projects. */
import { checkGid } from '../../asana/api/ids.ts';
import { connection } from '../asana-plugin/connection.ts';
import { defineEnum, defineObject, defineQueries, flag, one, oneOf, text } from '../asana-plugin/define.ts';
import { ARCHIVED } from '../asana-plugin/filters.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineEnum('TeamVisibility', 'Who can find and join a team.', {
  secret: 'Only its members see it; others join by invitation.',
  request_to_join: 'Everybody in the organization sees it, and joins when a member agrees.',
  public: 'Everybody in the organization sees it and may join.',
});
defineEnum('TeamAccessLevel', 'Who in a team may do something.', {
  all_team_members: 'Every member.',
  only_team_admins: 'Only its admins.',
  no_restriction: 'Anybody.',
});

defineObject('Team', {
  description: 'People within an organization, with their projects and templates.',
  is: 'record',
  fields: {
    name: text('Name of the team.'),
    description: text('Description as plain text.'),
    htmlDescription: text('Description with formatting, as HTML.'),
    organization: one('Workspace', 'The organization it belongs to.'),
    permalinkUrl: text('Link to it in Asana.'),
    visibility: oneOf('TeamVisibility', 'Who can find and join it.'),
    editTeamNameOrDescriptionAccessLevel: oneOf('TeamAccessLevel', 'Who may edit name and description.'),
    editTeamVisibilityOrTrashTeamAccessLevel: oneOf(
      'TeamAccessLevel',
      'Who may change its visibility or delete it.',
    ),
    memberInviteManagementAccessLevel: oneOf('TeamAccessLevel', 'Who may accept invitations of members.'),
    guestInviteManagementAccessLevel: oneOf('TeamAccessLevel', 'Who may accept invitations of guests.'),
    joinRequestManagementAccessLevel: oneOf('TeamAccessLevel', 'Who may accept requests to join.'),
    teamMemberRemovalAccessLevel: oneOf('TeamAccessLevel', 'Who may remove members.'),
    teamContentManagementAccessLevel: oneOf('TeamAccessLevel', 'Who may create and share content with it.'),
    endorsed: flag('Whether an administrator recommends it.'),
    projects: connection({
      type: 'Project',
      description: 'Its projects.',
      route: '/teams/{gid}/projects',
      filters: ARCHIVED,
    }),
    projectTemplates: connection({
      type: 'ProjectTemplate',
      description: 'Its project templates.',
      route: '/teams/{gid}/project_templates',
    }),
    users: connection({
      type: 'User',
      description: 'Its people.',
      route: '/users',
      params: { team: '{gid}' },
    }),
  },
});

defineQueries({
  team: {
    type: 'Team',
    description: 'One team; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) => readRecord('Team', checkGid(gid as string, 'gid'), context, info),
  },
});
