/** What is asked through Asana's own client: each start, and a read for each GET route of the sandbox. */
import type { StartName } from '../../src/asana/api/starts.ts';
import type { Sandbox } from '../../src/index.ts';
import type { SdkCall } from './sdk.ts';

/** Every start, on the seeded data. Where a body is optional the client takes it among the options. */
export function startsOf({ gids, store }: Sandbox): Record<StartName, SdkCall> {
  const { projects, tasks, portfolios, projectTemplates, taskTemplates, teams, organization } = gids;
  const fields = { opt_fields: ['status', 'new_project.name'] };
  const roles = (store.get(projectTemplates.campaign)?.data.requested_roles ?? []) as { gid: string }[];
  const campaign = {
    name: 'Instantiated',
    team: teams.product,
    _public: false,
    requested_dates: [
      { gid: '1', value: '2027-01-04' },
      { gid: '2', value: '2027-02-01' },
    ],
    requested_roles: roles.map(({ gid }) => ({ gid, value: 'me' })),
  };
  const call = (area: string, method: string, ...args: unknown[]): SdkCall => ({ area, method, args });
  const body = (data: Record<string, unknown>) => ({ body: { data }, ...fields });
  return {
    duplicateTask: call(
      'TasksApi',
      'duplicateTask',
      { data: { name: 'Copy', include: ['notes', 'subtasks'] } },
      tasks.first,
      fields,
    ),
    duplicateProject: call(
      'ProjectsApi',
      'duplicateProject',
      projects.website,
      body({ name: 'Copy', include: ['members', 'task_dates'] }),
    ),
    duplicatePortfolio: call(
      'PortfoliosApi',
      'duplicatePortfolio',
      portfolios.marketing,
      body({ name: 'Copy', include: ['description', 'child_projects'] }),
    ),
    instantiateProject: call(
      'ProjectTemplatesApi',
      'instantiateProject',
      projectTemplates.campaign,
      body(campaign),
    ),
    instantiateTask: call('TaskTemplatesApi', 'instantiateTask', taskTemplates.photoShoot, fields),
    saveProjectAsTemplate: call(
      'ProjectsApi',
      'projectSaveAsTemplate',
      { data: { name: 'Template', _public: true, team: teams.product } },
      projects.website,
      fields,
    ),
    createGraphExport: call('ExportsApi', 'createGraphExport', { data: { parent: projects.office } }),
    createResourceExport: call('ExportsApi', 'createResourceExport', {
      data: {
        workspace: organization,
        export_request_parameters: [{ resource_type: 'task', fields: ['name'] }],
      },
    }),
    createOrganizationExport: call(
      'OrganizationExportsApi',
      'createOrganizationExport',
      { data: { organization } },
      { opt_fields: ['state'] },
    ),
  };
}

/** A read of every GET route, by the route; jobs and exports are read after their start. */
export function readsOf({ gids, store }: Sandbox): Record<string, SdkCall> {
  const { projects, tasks, portfolios, teams, organization, sections, projectTemplates, taskTemplates } =
    gids;
  const some = (type: string): string => store.all(type)[0]?.gid ?? `no ${type}`;
  const page = { limit: 5, opt_fields: ['name', 'gid'] };
  const call = (area: string, method: string, ...args: unknown[]): SdkCall => ({ area, method, args });
  return {
    '/tasks/{gid}': call('TasksApi', 'getTask', tasks.first, page),
    '/projects/{gid}': call('ProjectsApi', 'getProject', projects.launch, { opt_pretty: true }),
    '/project_templates/{gid}': call(
      'ProjectTemplatesApi',
      'getProjectTemplate',
      projectTemplates.campaign,
      {},
    ),
    '/task_templates/{gid}': call('TaskTemplatesApi', 'getTaskTemplate', taskTemplates.photoShoot, {}),
    '/portfolios/{gid}': call('PortfoliosApi', 'getPortfolio', portfolios.marketing, {}),
    '/sections/{gid}': call('SectionsApi', 'getSection', Object.values(sections)[0], {}),
    '/teams/{gid}': call('TeamsApi', 'getTeam', teams.product, {}),
    '/workspaces/{gid}': call('WorkspacesApi', 'getWorkspace', organization, {}),
    '/tags/{gid}': call('TagsApi', 'getTag', some('tag'), {}),
    '/custom_fields/{gid}': call('CustomFieldsApi', 'getCustomField', some('custom_field'), {}),
    '/status_updates/{gid}': call('StatusUpdatesApi', 'getStatus', some('status_update'), {}),
    '/project_briefs/{gid}': call('ProjectBriefsApi', 'getProjectBrief', some('project_brief'), {}),
    '/users/{gid}': call('UsersApi', 'getUser', 'me', {}),
    '/workspaces': call('WorkspacesApi', 'getWorkspaces', page),
    '/users': call('UsersApi', 'getUsers', { workspace: organization, ...page }),
    '/users/{gid}/teams': call('TeamsApi', 'getTeamsForUser', 'me', organization, page),
    '/workspaces/{gid}/users': call('UsersApi', 'getUsersForWorkspace', organization, {}),
    '/teams/{gid}/users': call('UsersApi', 'getUsersForTeam', teams.product, {}),
    '/workspaces/{gid}/teams': call('TeamsApi', 'getTeamsForWorkspace', organization, page),
    '/workspaces/{gid}/tags': call('TagsApi', 'getTagsForWorkspace', organization, page),
    '/workspaces/{gid}/typeahead': call('TypeaheadApi', 'typeaheadForWorkspace', organization, 'project', {
      query: 'aut',
    }),
    '/projects': call('ProjectsApi', 'getProjects', { workspace: organization, archived: false, ...page }),
    '/workspaces/{gid}/projects': call('ProjectsApi', 'getProjectsForWorkspace', organization, page),
    '/teams/{gid}/projects': call('ProjectsApi', 'getProjectsForTeam', teams.product, page),
    '/tasks/{gid}/projects': call('ProjectsApi', 'getProjectsForTask', tasks.first, page),
    '/projects/{gid}/sections': call('SectionsApi', 'getSectionsForProject', projects.launch, page),
    '/projects/{gid}/task_counts': call('ProjectsApi', 'getTaskCountsForProject', projects.launch, {
      opt_fields: ['num_tasks'],
    }),
    '/tasks': call('TasksApi', 'getTasks', { project: projects.launch, completed_since: 'now', ...page }),
    '/projects/{gid}/tasks': call('TasksApi', 'getTasksForProject', projects.launch, page),
    '/sections/{gid}/tasks': call('TasksApi', 'getTasksForSection', Object.values(sections)[0], page),
    '/tasks/{gid}/subtasks': call('TasksApi', 'getSubtasksForTask', tasks.first, page),
    '/tasks/{gid}/dependencies': call('TasksApi', 'getDependenciesForTask', tasks.first, page),
    '/tasks/{gid}/dependents': call('TasksApi', 'getDependentsForTask', tasks.first, page),
    '/tasks/{gid}/tags': call('TagsApi', 'getTagsForTask', tasks.first, page),
    '/project_templates': call('ProjectTemplatesApi', 'getProjectTemplates', {
      workspace: organization,
      ...page,
    }),
    '/teams/{gid}/project_templates': call(
      'ProjectTemplatesApi',
      'getProjectTemplatesForTeam',
      teams.product,
      page,
    ),
    '/task_templates': call('TaskTemplatesApi', 'getTaskTemplates', { project: projects.launch, ...page }),
    '/portfolios': call('PortfoliosApi', 'getPortfolios', organization, { owner: 'me', ...page }),
    '/portfolios/{gid}/items': call('PortfoliosApi', 'getItemsForPortfolio', portfolios.marketing, page),
    '/status_updates': call('StatusUpdatesApi', 'getStatusesForObject', projects.launch, page),
  };
}
