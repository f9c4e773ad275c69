/** OrganizationExport: everything of an organization. Not a job; it has states of its own. */
import { checkGid } from '../../asana/api/ids.ts';
import { defineEnum, defineObject, defineQueries, moment, one, oneOf, text } from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineEnum('OrganizationExportState', 'Where an organization export stands.', {
  pending: 'Not begun yet.',
  started: 'Under way.',
  finished: 'Finished: `downloadUrl` is there.',
  error: 'It failed.',
});

defineObject('OrganizationExport', {
  description: 'An export of a whole organization. Ask again every few minutes until `state` is `FINISHED`.',
  is: 'record',
  fields: {
    createdAt: moment('When the export was asked for.'),
    downloadUrl: text('Link to the file once it is finished. It lives about an hour.'),
    state: oneOf('OrganizationExportState', 'Where it stands.'),
    organization: one('Workspace', 'The organization.'),
  },
});

defineQueries({
  organizationExport: {
    type: 'OrganizationExport',
    description: 'One organization export; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) =>
      readRecord('OrganizationExport', checkGid(gid as string, 'gid'), context, info),
  },
});
