/** One example of each start, with everything its input takes, and the REST call it must become. */
import type { StartName } from '../../../src/asana/api/starts.ts';
import type { WithSandbox } from '../with-sandbox.ts';

/** A start and what Asana is to be sent. */
export interface StartCase {
  readonly inputType: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Field of the job that carries what it made, and the type that is. */
  readonly makes: { readonly field: string; readonly type: string } | null;
  readonly source: string | null;
  /** Fault-free target in the path, or null where the gid goes into the body. */
  readonly targetField: string;
}

/** Every start, on seeded data. */
export function startCases(
  { gids }: Pick<WithSandbox, 'gids'>,
  roles: readonly string[],
): Record<StartName, StartCase> {
  const { projects, tasks, portfolios, projectTemplates, taskTemplates, teams, organization, users } = gids;
  return {
    duplicateTask: {
      inputType: 'DuplicateTaskInput',
      input: {
        taskGid: tasks.first,
        name: 'A copy',
        include: ['ASSIGNEE', 'ATTACHMENTS', 'DATES', 'SUBTASKS', 'TAGS'],
      },
      path: `/tasks/${tasks.first}/duplicate`,
      body: { name: 'A copy', include: 'assignee,attachments,dates,subtasks,tags' },
      makes: { field: 'newTask', type: 'Task' },
      source: 'Task',
      targetField: 'taskGid',
    },
    duplicateProject: {
      inputType: 'DuplicateProjectInput',
      input: {
        projectGid: projects.website,
        name: 'A copy',
        include: ['MEMBERS', 'NOTES', 'TASK_DATES', 'TASK_TYPE_DEFAULT'],
        scheduleDates: { shouldSkipWeekends: true, startOn: '2027-01-04' },
      },
      path: `/projects/${projects.website}/duplicate`,
      body: {
        name: 'A copy',
        include: 'members,notes,task_dates,task_type_default',
        schedule_dates: { should_skip_weekends: true, start_on: '2027-01-04' },
      },
      makes: { field: 'newProject', type: 'Project' },
      source: 'Project',
      targetField: 'projectGid',
    },
    duplicatePortfolio: {
      inputType: 'DuplicatePortfolioInput',
      input: {
        portfolioGid: portfolios.marketing,
        name: 'A copy',
        include: ['DESCRIPTION', 'CHILD_PROJECTS', 'CHILD_PORTFOLIOS'],
      },
      path: `/portfolios/${portfolios.marketing}/duplicate`,
      body: { name: 'A copy', include: 'description,child_projects,child_portfolios' },
      makes: { field: 'newPortfolio', type: 'Portfolio' },
      source: 'Portfolio',
      targetField: 'portfolioGid',
    },
    instantiateProject: {
      inputType: 'InstantiateProjectInput',
      input: {
        projectTemplateGid: projectTemplates.campaign,
        name: 'From a template',
        teamGid: teams.product,
        public: false,
        privacySetting: 'PUBLIC_TO_WORKSPACE',
        isStrict: true,
        requestedDates: [
          { gid: '1', value: '2027-01-04' },
          { gid: '2', value: '2027-02-01T00:00:00.000Z' },
        ],
        requestedRoles: [
          { gid: roles[0], value: 'me' },
          { gid: roles[1], value: users.sofia },
        ],
      },
      path: `/project_templates/${projectTemplates.campaign}/instantiateProject`,
      body: {
        name: 'From a template',
        team: teams.product,
        public: false,
        privacy_setting: 'public_to_workspace',
        is_strict: true,
        requested_dates: [
          { gid: '1', value: '2027-01-04' },
          { gid: '2', value: '2027-02-01T00:00:00.000Z' },
        ],
        requested_roles: [
          { gid: roles[0], value: 'me' },
          { gid: roles[1], value: users.sofia },
        ],
      },
      makes: { field: 'newProject', type: 'Project' },
      source: 'ProjectTemplate',
      targetField: 'projectTemplateGid',
    },
    instantiateTask: {
      inputType: 'InstantiateTaskInput',
      input: { taskTemplateGid: taskTemplates.photoShoot, name: 'Shoot the jackets' },
      path: `/task_templates/${taskTemplates.photoShoot}/instantiateTask`,
      body: { name: 'Shoot the jackets' },
      makes: { field: 'newTask', type: 'Task' },
      source: 'TaskTemplate',
      targetField: 'taskTemplateGid',
    },
    saveProjectAsTemplate: {
      inputType: 'SaveProjectAsTemplateInput',
      input: { projectGid: projects.website, name: 'Redesign', public: true, teamGid: teams.product },
      path: `/projects/${projects.website}/saveAsTemplate`,
      body: { name: 'Redesign', public: true, team: teams.product },
      makes: { field: 'newProjectTemplate', type: 'ProjectTemplate' },
      source: 'Project',
      targetField: 'projectGid',
    },
    createGraphExport: {
      inputType: 'CreateGraphExportInput',
      input: { parentGid: projects.office },
      path: '/exports/graph',
      body: { parent: projects.office },
      makes: { field: 'newGraphExport', type: 'GraphExport' },
      source: null,
      targetField: 'parentGid',
    },
    createResourceExport: {
      inputType: 'CreateResourceExportInput',
      input: {
        workspaceGid: organization,
        exportRequestParameters: [
          {
            resourceType: 'TASK',
            filters: {
              assignedByAny: [users.ada],
              assigneeAny: [users.ada],
              commentedOnByAny: [users.ada],
              createdByAny: [users.ada],
              followersAny: [users.ada],
              likedByAny: [users.ada],
              createdAtAfter: '2026-01-01T00:00:00Z',
              createdAtBefore: '2026-12-01T00:00:00Z',
              modifiedAtAfter: '2026-01-01T00:00:00Z',
              modifiedAtBefore: '2026-12-01T00:00:00Z',
            },
            fields: ['name', 'assignee.name'],
          },
          { resourceType: 'TEAM', fields: ['name'] },
        ],
      },
      path: '/exports/resource',
      body: {
        workspace: organization,
        export_request_parameters: [
          {
            resource_type: 'task',
            filters: {
              'assigned_by.any': [users.ada],
              'assignee.any': [users.ada],
              'commented_on_by.any': [users.ada],
              'created_at.after': '2026-01-01T00:00:00Z',
              'created_at.before': '2026-12-01T00:00:00Z',
              'created_by.any': [users.ada],
              'followers.any': [users.ada],
              'liked_by.any': [users.ada],
              'modified_at.after': '2026-01-01T00:00:00Z',
              'modified_at.before': '2026-12-01T00:00:00Z',
            },
            fields: ['name', 'assignee.name'],
          },
          { resource_type: 'team', fields: ['name'] },
        ],
      },
      makes: { field: 'newResourceExport', type: 'ResourceExport' },
      source: 'Workspace',
      targetField: 'workspaceGid',
    },
    createOrganizationExport: {
      inputType: 'CreateOrganizationExportInput',
      input: { organizationGid: organization },
      path: '/organization_exports',
      body: { organization },
      makes: null,
      source: null,
      targetField: 'organizationGid',
    },
  };
}

/** The mutation of a start, with its payload's object selected as given. */
export function mutationOf(name: StartName, inputType: string, selection: string): string {
  const field = name === 'createOrganizationExport' ? 'organizationExport' : 'job';
  return `mutation ($input: ${inputType}!) { started: ${name}(input: $input) {
    result: ${field} { ${selection} } userErrors { code message field }
  } }`;
}
