/**
 * THE table of starts, as callers see them: each mutation with its input, what it copies, and how the input becomes
 * Asana's request body. Routes and what a job fills stand in `asana/starts.ts`. Pure data and mapping; sends nothing.
 */
import type { StartName } from '../../asana/api/starts.ts';

/** One field of an input object. */
export interface InputSpec {
  readonly type: string | readonly [string];
  readonly required?: boolean;
  readonly description: string;
  readonly deprecationReason?: string;
  /** Asana's body key. */
  readonly key: string;
  /** How the value goes into the body, `undefined` for not at all; as it is when absent. */
  readonly toBody?: (value: unknown) => unknown;
}

/** One start. */
export interface JobKind {
  readonly description: string;
  /** The input field whose gid goes into the path or, where the path has none, into the body under `bodyKey`. */
  readonly target: {
    readonly field: string;
    readonly type: SourceType | null;
    readonly description: string;
    readonly bodyKey?: string;
  };
  readonly input: Readonly<Record<string, InputSpec>>;
  /** Mistakes that can be seen without asking Asana. */
  readonly check?: (input: Readonly<Record<string, unknown>>) => InputProblem | null;
}

/** A mistake in an input: what, and where. */
export interface InputProblem {
  readonly message: string;
  readonly field: readonly string[];
}

/** The types a job can have been started from. */
export type SourceType = 'Task' | 'Project' | 'ProjectTemplate' | 'TaskTemplate' | 'Portfolio' | 'Workspace';

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

/** Filters of a resource export: GraphQL name → Asana's dotted name. */
export const EXPORT_FILTERS = {
  assignedByAny: 'assigned_by.any',
  assigneeAny: 'assignee.any',
  commentedOnByAny: 'commented_on_by.any',
  createdByAny: 'created_by.any',
  followersAny: 'followers.any',
  likedByAny: 'liked_by.any',
  createdAtAfter: 'created_at.after',
  createdAtBefore: 'created_at.before',
  modifiedAtAfter: 'modified_at.after',
  modifiedAtBefore: 'modified_at.before',
} as const;

/** Asana's request body for a start. */
export function requestBody(
  kind: JobKind,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  if (kind.target.bodyKey) body[kind.target.bodyKey] = input[kind.target.field];
  for (const [name, spec] of Object.entries(kind.input)) {
    const value = input[name];
    if (value === undefined || value === null) continue;
    const sent = spec.toBody ? spec.toBody(value) : value;
    if (sent !== undefined) body[spec.key] = sent;
  }
  return body;
}

/** `DUPLICATE_PROJECT` for `duplicateProject`. */
export function jobKindName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** Exactly one of the two dates, and the tasks' dates must be copied: Asana's rules, which stand in its text only. */
function checkScheduleDates(input: Readonly<Record<string, unknown>>): InputProblem | null {
  const dates = input.scheduleDates as { startOn?: unknown; dueOn?: unknown } | null | undefined;
  if (!dates) return null;
  if ((dates.startOn == null) === (dates.dueOn == null)) {
    return { message: 'Give exactly one of startOn and dueOn.', field: ['scheduleDates'] };
  }
  if (!(input.include as readonly string[] | null | undefined)?.includes('task_dates')) {
    return {
      message: 'scheduleDates moves the dates of tasks, so include must contain TASK_DATES.',
      field: ['include'],
    };
  }
  return null;
}

function checkUnique(input: Readonly<Record<string, unknown>>, name: string): InputProblem | null {
  const entries = (input[name] ?? []) as readonly { gid: string }[];
  const seen = new Set<string>();
  for (const [index, { gid }] of entries.entries()) {
    if (seen.has(gid)) return { message: `${name} names ${gid} twice.`, field: [name, String(index), 'gid'] };
    seen.add(gid);
  }
  return null;
}

function renameKeys(names: Readonly<Record<string, string>>): (value: unknown) => Record<string, unknown> {
  return (value) =>
    Object.fromEntries(
      Object.entries(value as Record<string, unknown>)
        .filter(([, part]) => part !== undefined && part !== null)
        .map(([name, part]) => [names[name] ?? name, part]),
    );
}

function exportParameter(entry: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { resourceType, filters, fields } = entry;
  return {
    resource_type: resourceType,
    ...(filters != null && { filters: renameKeys(EXPORT_FILTERS)(filters) }),
    ...(fields != null && { fields }),
  };
}
