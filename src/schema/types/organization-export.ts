/** OrganizationExport: everything of an organization. Not a job; it has states of its own. */
import { builder } from '../builder.ts';

const OrganizationExportState = builder.asanaEnum(
  'OrganizationExportState',
  'Where an organization export stands.',
  {
    pending: 'Not begun yet.',
    started: 'Under way.',
    finished: 'Finished: `downloadUrl` is there.',
    error: 'It failed.',
  },
);

builder.asanaObject('OrganizationExport', {
  description: 'An export of a whole organization. Ask again every few minutes until `state` is `FINISHED`.',
  is: 'record',
  fields: (t) => ({
    createdAt: t.moment('When the export was asked for.'),
    downloadUrl: t.text('Link to the file once it is finished. It lives about an hour.'),
    state: t.oneOf(OrganizationExportState, 'Where it stands.'),
    organization: t.one('Workspace', 'The organization.'),
  }),
});

builder.queryFields((t) => ({
  organizationExport: t.record(
    'OrganizationExport',
    'One organization export; null when there is none, or the token may not see it.',
  ),
}));
