/**
 * THE table of starts, as callers see them: each mutation with its input, what it copies, and how the input becomes
 * Asana's request body. Routes and what a job fills stand in `asana/api/starts.ts`. Pure data; sends nothing.
 */
import type { StartName } from '../../asana/api/starts.ts';
import { exportParameter, renameKeys } from './body-values.ts';
import { checkScheduleDates, checkUnique } from './checks.ts';
import type { InputSpec, JobKind } from './job-kind.ts';

/** What `include` of each duplication can name: Asana's words. */
export const INCLUDES = {
  DuplicateTaskInclude: {
    assignee: 'Who it is assigned to.',
    attachments: 'Its files.',
    dates: 'When it starts and is due.',
    dependencies: 'What it waits for.',
    followers: 'Who follows it.',
    notes: 'Its description.',
    parent: 'The task it is a subtask of.',
    projects: 'The projects it is in.',
    subtasks: 'Its subtasks.',
    tags: 'Its tags.',
  },
  DuplicateProjectInclude: {
    allocations: 'The capacity that is planned for people.',
    forms: 'Its forms.',
    members: 'Its members.',
    notes: 'Its description.',
    permissions: 'Who may do what.',
    task_assignee: 'Who its tasks are assigned to.',
    task_attachments: 'The files of its tasks.',
    task_dates: 'When its tasks start and are due; `scheduleDates` needs it.',
    task_dependencies: 'What its tasks wait for.',
    task_followers: 'Who follows its tasks.',
    task_notes: 'The descriptions of its tasks.',
    task_projects: 'The other projects its tasks are in.',
    task_subtasks: 'The subtasks of its tasks.',
    task_tags: 'The tags of its tasks.',
    task_templates: 'Its templates of tasks.',
    task_type_default: 'The type that new tasks have in it.',
  },
  DuplicatePortfolioInclude: {
    description: 'Its description.',
    members: 'Its members.',
    permissions: 'Who may do what.',
    templates: 'Its templates.',
    rules: 'Its rules.',
    child_projects: 'The projects in it.',
    child_portfolios: 'The portfolios in it.',
  },
} as const;

const newName = (of: string, required = true): InputSpec => ({
  type: 'String',
  required,
  key: 'name',
  description: `Name of the new ${of}.`,
});

const include = (type: keyof typeof INCLUDES, always: string): InputSpec => ({
  type: [type],
  key: 'include',
  description: `What to copy besides ${always}.`,
  toBody: (names) => (names as readonly string[]).join(',') || undefined,
});

/** Every start by its mutation name. */
export const JOB_KINDS: Readonly<Record<StartName, JobKind>> = {
  duplicateTask: {
    description: 'Copies a task.',
    target: { field: 'taskGid', type: 'Task', description: 'The task to copy.' },
    input: { name: newName('task', false), include: include('DuplicateTaskInclude', 'the task itself') },
  },
  duplicateProject: {
    description: 'Copies a project with its tasks, views and rules.',
    target: { field: 'projectGid', type: 'Project', description: 'The project to copy.' },
    input: {
      name: newName('project'),
      include: include('DuplicateProjectInclude', 'tasks, views and rules'),
      scheduleDates: {
        type: 'ScheduleDatesInput',
        key: 'schedule_dates',
        description: 'Moves the dates of the copied tasks. Needs `TASK_DATES` in `include`.',
        toBody: renameKeys({
          shouldSkipWeekends: 'should_skip_weekends',
          startOn: 'start_on',
          dueOn: 'due_on',
        }),
      },
    },
    check: checkScheduleDates,
  },
  duplicatePortfolio: {
    description: 'Copies a portfolio.',
    target: { field: 'portfolioGid', type: 'Portfolio', description: 'The portfolio to copy.' },
    input: {
      name: newName('portfolio'),
      include: include('DuplicatePortfolioInclude', 'custom-field settings and views'),
    },
  },
  instantiateProject: {
    description: 'Makes a project from a project template.',
    target: { field: 'projectTemplateGid', type: 'ProjectTemplate', description: 'The template to use.' },
    input: {
      name: newName('project'),
      teamGid: {
        type: 'ID',
        key: 'team',
        description: "The team to share it with, in an organization. The template's own team when left out.",
      },
      public: {
        type: 'Boolean',
        key: 'public',
        description: 'Whether its team sees it.',
        deprecationReason: 'Use privacySetting.',
      },
      privacySetting: {
        type: 'ProjectPrivacySetting',
        key: 'privacy_setting',
        description: 'Who can see it.',
      },
      isStrict: {
        type: 'Boolean',
        key: 'is_strict',
        description: 'Refuse when a date the template asks for is missing, instead of choosing one.',
      },
      requestedDates: {
        type: ['RequestedDateInput'],
        key: 'requested_dates',
        description: "A value for each of the template's `requestedDates`.",
      },
      requestedRoles: {
        type: ['RequestedRoleInput'],
        key: 'requested_roles',
        description: "A person for each of the template's `requestedRoles`.",
      },
    },
    check: (input) => checkUnique(input, 'requestedDates') ?? checkUnique(input, 'requestedRoles'),
  },
  instantiateTask: {
    description: 'Makes a task from a task template.',
    target: { field: 'taskTemplateGid', type: 'TaskTemplate', description: 'The template to use.' },
    input: {
      name: { ...newName('task', false), description: "Name of the new task; the template's when left out." },
    },
  },
  saveProjectAsTemplate: {
    description: 'Makes a project template from a project.',
    target: { field: 'projectGid', type: 'Project', description: 'The project to make a template of.' },
    input: {
      name: newName('template'),
      public: {
        type: 'Boolean',
        required: true,
        key: 'public',
        description: 'Whether its whole team sees it.',
      },
      teamGid: {
        type: 'ID',
        key: 'team',
        description: 'The team it goes to, for a project in an organization.',
      },
      workspaceGid: {
        type: 'ID',
        key: 'workspace',
        description: 'The workspace it goes to, for a project in a plain workspace.',
      },
    },
    check: (input) =>
      input.teamGid != null && input.workspaceGid != null
        ? {
            message:
              'Give teamGid (a project in an organization) or workspaceGid (a plain workspace), not both.',
            field: ['workspaceGid'],
          }
        : null,
  },
  createGraphExport: {
    description: 'Exports a goal, project, portfolio or team and all below it. Enterprise plans only.',
    target: { field: 'parentGid', type: null, description: 'What to export.', bodyKey: 'parent' },
    input: {},
  },
  createResourceExport: {
    description: 'Exports many objects of a workspace. Service accounts of Enterprise plans only.',
    target: {
      field: 'workspaceGid',
      type: 'Workspace',
      description: 'The workspace to export from.',
      bodyKey: 'workspace',
    },
    input: {
      exportRequestParameters: {
        type: ['ExportRequestParameterInput'],
        key: 'export_request_parameters',
        description: 'What to export: one entry for each type of object; several of the same type add up.',
        toBody: (entries) => (entries as readonly Record<string, unknown>[]).map(exportParameter),
      },
    },
  },
  createOrganizationExport: {
    description:
      'Exports a whole organization. Service accounts of Enterprise plans only; answers without a job.',
    target: {
      field: 'organizationGid',
      type: 'Workspace',
      description: 'The organization to export.',
      bodyKey: 'organization',
    },
    input: {},
  },
};
