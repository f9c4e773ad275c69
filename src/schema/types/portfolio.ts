/** Portfolio: projects and other portfolios, looked at together. */
import { checkGid } from '../../asana/api/ids.ts';
import { connection } from '../asana-plugin/connection.ts';
import {
  day,
  defineEnum,
  defineObject,
  defineQueries,
  defineUnion,
  flag,
  many,
  moment,
  one,
  oneOf,
  text,
} from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineEnum('PortfolioPrivacySetting', 'Who can see a portfolio.', {
  public_to_domain: 'Everybody in the organization.',
  members_only: 'Only its members.',
});
defineUnion('PortfolioItem', 'What a portfolio holds.', ['Project', 'Portfolio']);

defineObject('Portfolio', {
  description: 'A portfolio: projects and portfolios, looked at together.',
  is: 'record',
  fields: {
    name: text('Name of the portfolio.'),
    archived: flag('Whether it is put away.'),
    color: oneOf('Color', 'Its colour.'),
    startOn: day('First day.'),
    dueOn: day('Last day.'),
    defaultAccessLevel: oneOf('AccessLevel', 'What new members may do.'),
    createdAt: moment('When it was made.'),
    createdBy: one('User', 'Who made it.'),
    currentStatusUpdate: one('StatusUpdate', 'The newest status update, if there is one.'),
    customFields: many('CustomField', 'Values of the custom fields on this portfolio.'),
    members: many('User', 'People who are members.'),
    owner: one('User', 'Who is responsible for it.'),
    workspace: one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: text('Link to it in Asana.'),
    privacySetting: oneOf('PortfolioPrivacySetting', 'Who can see it.'),
    public: flag('Whether the whole workspace sees it.', {
      deprecationReason: 'Use privacySetting.',
    }),
    projectTemplates: many('ProjectTemplate', 'The project templates connected to it.'),
    items: connection({
      type: 'PortfolioItem',
      description: 'The projects and portfolios in it.',
      route: '/portfolios/{gid}/items',
    }),
  },
});

defineQueries({
  portfolio: {
    type: 'Portfolio',
    description: 'One portfolio; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) =>
      readRecord('Portfolio', checkGid(gid as string, 'gid'), context, info),
  },
});
