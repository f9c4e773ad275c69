/** Portfolio: projects and other portfolios, looked at together. */
import { builder } from '../builder.ts';
import { AccessLevel, Color } from './enums.ts';

const PortfolioPrivacySetting = builder.asanaEnum('PortfolioPrivacySetting', 'Who can see a portfolio.', {
  public_to_domain: 'Everybody in the organization.',
  members_only: 'Only its members.',
});
const PortfolioItem = builder.asanaUnion('PortfolioItem', 'What a portfolio holds.', [
  'Project',
  'Portfolio',
]);

builder.asanaObject('Portfolio', {
  description: 'A portfolio: projects and portfolios, looked at together.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the portfolio.'),
    archived: t.flag('Whether it is put away.'),
    color: t.oneOf(Color, 'Its colour.'),
    startOn: t.day('First day.'),
    dueOn: t.day('Last day.'),
    defaultAccessLevel: t.oneOf(AccessLevel, 'What new members may do.'),
    createdAt: t.moment('When it was made.'),
    createdBy: t.one('User', 'Who made it.'),
    currentStatusUpdate: t.one('StatusUpdate', 'The newest status update, if there is one.'),
    customFields: t.many('CustomField', 'Values of the custom fields on this portfolio.'),
    members: t.many('User', 'People who are members.'),
    owner: t.one('User', 'Who is responsible for it.'),
    workspace: t.one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: t.text('Link to it in Asana.'),
    privacySetting: t.oneOf(PortfolioPrivacySetting, 'Who can see it.'),
    public: t.flag('Whether the whole workspace sees it.', {
      deprecationReason: 'Use privacySetting.',
    }),
    projectTemplates: t.many('ProjectTemplate', 'The project templates connected to it.'),
    items: t.connection({
      type: PortfolioItem,
      description: 'The projects and portfolios in it.',
      route: '/portfolios/{gid}/items',
    }),
  }),
});

builder.queryFields((t) => ({
  portfolio: t.record('Portfolio', 'One portfolio; null when there is none, or the token may not see it.'),
}));
