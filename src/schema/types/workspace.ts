/** Workspace: a workspace or organization, the root of everything, with its lists and the picker's search. */
import { fillPath } from '../../asana/api/ids.ts';
import { badInput } from '../../errors.ts';
import { pageSize } from '../asana-plugin/connection.ts';
import { ARCHIVED } from '../asana-plugin/filters.ts';
import { nestedRefs } from '../asana-plugin/nested.ts';
import { gidForPath, inPlace } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';

const TypeaheadType = builder.asanaEnum('TypeaheadType', 'What to look for by name.', {
  project: 'Projects.',
  project_template: 'Templates of projects.',
  user: 'People.',
  team: 'Teams.',
  portfolio: 'Portfolios.',
  task: 'Tasks.',
  tag: 'Tags.',
});
const TypeaheadResult = builder.asanaUnion('TypeaheadResult', 'Something found by its name.', [
  'Project',
  'ProjectTemplate',
  'User',
  'Team',
  'Portfolio',
  'Task',
  'Tag',
]);

const TYPEAHEAD = '/workspaces/{gid}/typeahead';

builder.asanaObject('Workspace', {
  description: 'A workspace or, when it belongs to a company, an organization.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the workspace.'),
    emailDomains: t.texts('E-mail domains of the organization.'),
    isOrganization: t.flag('Whether it is an organization, with teams.'),
    projects: t.connection({
      type: 'Project',
      description: 'Its projects. On a very large workspace Asana may take too long; list a team’s instead.',
      route: '/workspaces/{gid}/projects',
      filters: ARCHIVED,
    }),
    projectTemplates: t.connection({
      type: 'ProjectTemplate',
      description: 'Its project templates.',
      route: '/project_templates',
      params: { workspace: '{gid}' },
    }),
    users: t.connection({
      type: 'User',
      description: 'Its people.',
      route: '/users',
      params: { workspace: '{gid}' },
    }),
    teams: t.connection({ type: 'Team', description: 'Its teams.', route: '/workspaces/{gid}/teams' }),
    tags: t.connection({ type: 'Tag', description: 'Its tags.', route: '/workspaces/{gid}/tags' }),
    typeahead: t.field({
      type: [TypeaheadResult],
      nullable: { list: true, items: true },
      description:
        'Finds objects by the beginning of their name, as a picker does: one quick call, best matches first.',
      args: {
        type: t.arg({ type: TypeaheadType, required: true, description: 'What to look for.' }),
        query: t.arg.string({
          required: true,
          description: 'What has been typed so far; empty for a first guess.',
        }),
        first: t.arg.int({ description: 'How many at most, 1 to 100.', defaultValue: 20 }),
      },
      resolve: async (ref, { type, query, first }, context, info) => {
        if (query.length > 500)
          throw badInput('query is longer than 500 characters; a few letters are enough.');
        const fields = plan(info);
        const most = pageSize(first ?? 20);
        const found = await context.reader.list({
          route: TYPEAHEAD,
          path: fillPath(TYPEAHEAD, gidForPath(ref)),
          params: { resource_type: type, query, count: String(most) },
          fields,
          fromCaller: true,
        });
        const value = found.items.slice(0, most);
        const read = { value, asked: found.fields, origin: { call: found.call } };
        return inPlace(nestedRefs(TypeaheadResult, read, 'data'));
      },
    }),
  }),
});

builder.queryFields((t) => ({
  workspace: t.record('Workspace', 'One workspace; null when there is none, or the token may not see it.'),
  workspaces: t.connection({
    type: 'Workspace',
    description: 'The workspaces the token can see.',
    route: '/workspaces',
  }),
}));
