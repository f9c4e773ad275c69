/** Workspace: a workspace or organization, the root of everything, with its lists and the picker's search. */
import { checkGid, fillPath } from '../../asana/api/ids.ts';
import { badInput } from '../../errors.ts';
import { connection, connectionType, pageSize, readPage } from '../asana-plugin/connection.ts';
import {
  defineEnum,
  defineObject,
  defineQueries,
  defineUnion,
  type FieldSpec,
  flag,
  text,
  texts,
} from '../asana-plugin/define.ts';
import { ARCHIVED } from '../asana-plugin/filters.ts';
import { nestedRefs } from '../asana-plugin/nested.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import { gidForPath } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';

defineEnum('TypeaheadType', 'What to look for by name.', {
  project: 'Projects.',
  project_template: 'Templates of projects.',
  user: 'People.',
  team: 'Teams.',
  portfolio: 'Portfolios.',
  task: 'Tasks.',
  tag: 'Tags.',
});
defineUnion('TypeaheadResult', 'Something found by its name.', [
  'Project',
  'ProjectTemplate',
  'User',
  'Team',
  'Portfolio',
  'Task',
  'Tag',
]);

defineObject('Workspace', {
  description: 'A workspace or, when it belongs to a company, an organization.',
  is: 'record',
  fields: {
    name: text('Name of the workspace.'),
    emailDomains: texts('E-mail domains of the organization.'),
    isOrganization: flag('Whether it is an organization, with teams.'),
    projects: connection({
      type: 'Project',
      description: 'Its projects. On a very large workspace Asana may take too long; list a team’s instead.',
      route: '/workspaces/{gid}/projects',
      filters: ARCHIVED,
    }),
    projectTemplates: connection({
      type: 'ProjectTemplate',
      description: 'Its project templates.',
      route: '/project_templates',
      params: { workspace: '{gid}' },
    }),
    users: connection({
      type: 'User',
      description: 'Its people.',
      route: '/users',
      params: { workspace: '{gid}' },
    }),
    teams: connection({ type: 'Team', description: 'Its teams.', route: '/workspaces/{gid}/teams' }),
    tags: connection({ type: 'Tag', description: 'Its tags.', route: '/workspaces/{gid}/tags' }),
    typeahead: typeahead(),
  },
});

const WORKSPACES = {
  type: 'Workspace',
  description: 'The workspaces the token can see.',
  route: '/workspaces',
};

defineQueries({
  workspace: {
    type: 'Workspace',
    description: 'One workspace; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) =>
      readRecord('Workspace', checkGid(gid as string, 'gid'), context, info),
  },
  workspaces: {
    type: connectionType('Workspace'),
    description: WORKSPACES.description,
    args: connection(WORKSPACES).args ?? {},
    resolve: (args, context, info) => readPage(WORKSPACES, null, args, context, info),
  },
});

function typeahead(): FieldSpec {
  const route = '/workspaces/{gid}/typeahead';
  return {
    type: ['TypeaheadResult'],
    description:
      'Finds objects by the beginning of their name, as a picker does: one quick call, best matches first.',
    args: {
      type: { type: 'TypeaheadType', required: true, description: 'What to look for.' },
      query: {
        type: 'String',
        required: true,
        description: 'What has been typed so far; empty for a first guess.',
      },
      first: { type: 'Int', description: 'How many at most, 1 to 100.', defaultValue: 20 },
    },
    resolve: async (ref, args, context, info) => {
      const query = args.query as string;
      if (query.length > 500)
        throw badInput('query is longer than 500 characters; a few letters are enough.');
      const fields = plan(info);
      const first = pageSize(args.first);
      const found = await context.reader.list({
        route,
        path: fillPath(route, gidForPath(ref)),
        params: { resource_type: args.type as string, query, count: String(first) },
        fields,
        fromCaller: true,
      });
      const read = { value: found.items.slice(0, first), asked: found.fields, origin: { call: found.call } };
      return nestedRefs('TypeaheadResult', read, 'data');
    },
  };
}
