/**
 * THE table of what can be started here: its words, what it begins from, which parts its form has. Forms, cards and
 * lists follow from it. Knows nothing of how a form looks.
 */
import type {
  DuplicatePortfolioInclude,
  DuplicateProjectInclude,
  DuplicateTaskInclude,
  JobKind,
} from '../generated/graphql.ts';
import type { IconName } from '../parts/icon.tsx';
import type { Pickable } from '../parts/use-finds.ts';

/** What may be taken along, by Asana's word, in words for people. */
type Includes = Readonly<
  Partial<Record<DuplicatePortfolioInclude | DuplicateProjectInclude | DuplicateTaskInclude, string>>
>;

/** One kind of start. */
export interface StartKind {
  readonly kind: JobKind;
  readonly icon: IconName;
  /** On its card and above its form. */
  readonly title: string;
  readonly about: string;
  /** A job of it of which neither the name nor the origin is known. */
  readonly job: string;
  /** On its button. */
  readonly verb: string;
  /** What it begins from: how to pick it, and what to call it. Null begins from the whole workspace. */
  readonly from: { readonly type: Pickable; readonly label: string } | null;
  /** What the name is of; null where it takes none. */
  readonly name: { readonly label: string; readonly required: boolean } | null;
  readonly include?: Includes;
  /** What is not taken along unless asked for. */
  readonly leftOut?: readonly string[];
  /** Dates can be moved, with it or by a template. */
  readonly schedule?: true;
  /** Goes on with what it made, and may look first whether there is one. */
  readonly setUp?: true;
  /** Can be started many times from one list. */
  readonly many?: true;
}

const PROJECT = { type: 'PROJECT', label: 'Project' } as const;

/** By the name of their mutation, in the order in which people look for them. */
export const STARTS = {
  instantiateProject: {
    kind: 'INSTANTIATE_PROJECT',
    icon: 'template',
    title: 'New project from a template',
    job: 'New project',
    about: 'Fill in its dates and roles, and Asana builds it.',
    verb: 'Start the project',
    from: { type: 'PROJECT_TEMPLATE', label: 'Template' },
    name: { label: 'Name of the new project', required: true },
    setUp: true,
    many: true,
  },
  duplicateProject: {
    kind: 'DUPLICATE_PROJECT',
    icon: 'copy',
    title: 'Copy a project',
    job: 'Copy of a project',
    about: 'With its tasks, moved to other dates and people.',
    verb: 'Start the copy',
    from: PROJECT,
    name: { label: 'Name of the copy', required: true },
    include: {
      TASK_ASSIGNEE: 'Assignees',
      TASK_DATES: 'Dates of tasks',
      TASK_NOTES: 'Descriptions of tasks',
      TASK_SUBTASKS: 'Subtasks',
      TASK_ATTACHMENTS: 'Attachments',
      TASK_DEPENDENCIES: 'Dependencies',
      TASK_FOLLOWERS: 'Collaborators',
      TASK_TAGS: 'Tags',
      NOTES: 'Description of the project',
      MEMBERS: 'Members',
      FORMS: 'Forms',
      TASK_TEMPLATES: 'Task templates',
      TASK_TYPE_DEFAULT: 'Default type of task',
      TASK_PROJECTS: 'Other projects of tasks',
      ALLOCATIONS: 'Capacity plans',
      PERMISSIONS: 'Permissions',
    },
    leftOut: ['TASK_PROJECTS', 'ALLOCATIONS', 'PERMISSIONS', 'TASK_TYPE_DEFAULT', 'FORMS', 'TASK_TEMPLATES'],
    schedule: true,
    setUp: true,
    many: true,
  },
  duplicateTask: {
    kind: 'DUPLICATE_TASK',
    icon: 'oneTask',
    title: 'Copy a task',
    job: 'Copy of a task',
    about: 'With its subtasks, people and attachments.',
    verb: 'Start the copy',
    from: { type: 'TASK', label: 'Task' },
    name: { label: 'Name of the copy', required: false },
    include: {
      ASSIGNEE: 'Assignee',
      SUBTASKS: 'Subtasks',
      NOTES: 'Description',
      DATES: 'Dates',
      ATTACHMENTS: 'Attachments',
      PROJECTS: 'Projects',
      TAGS: 'Tags',
      FOLLOWERS: 'Collaborators',
      DEPENDENCIES: 'Dependencies',
      PARENT: 'Parent task',
    },
    leftOut: [],
    many: true,
  },
  instantiateTask: {
    kind: 'INSTANTIATE_TASK',
    icon: 'taskTemplate',
    title: 'New task from a template',
    job: 'New task',
    about: 'A template that a project keeps.',
    verb: 'Start the task',
    from: { type: 'PROJECT', label: 'Project that has the template' },
    name: { label: 'Name of the new task', required: false },
    many: true,
  },
  duplicatePortfolio: {
    kind: 'DUPLICATE_PORTFOLIO',
    icon: 'portfolio',
    title: 'Copy a portfolio',
    job: 'Copy of a portfolio',
    about: 'With what is in it, as far as you like.',
    verb: 'Start the copy',
    from: { type: 'PORTFOLIO', label: 'Portfolio' },
    name: { label: 'Name of the copy', required: true },
    include: {
      DESCRIPTION: 'Description',
      MEMBERS: 'Members',
      CHILD_PROJECTS: 'Projects in it',
      CHILD_PORTFOLIOS: 'Portfolios in it',
      RULES: 'Rules',
      TEMPLATES: 'Templates',
      PERMISSIONS: 'Permissions',
    },
    leftOut: ['PERMISSIONS'],
    many: true,
  },
  saveProjectAsTemplate: {
    kind: 'SAVE_PROJECT_AS_TEMPLATE',
    icon: 'save',
    title: 'Save a project as a template',
    job: 'New template',
    about: 'So that others can start from it.',
    verb: 'Save the template',
    from: PROJECT,
    name: { label: 'Name of the template', required: true },
  },
  createGraphExport: {
    kind: 'CREATE_GRAPH_EXPORT',
    icon: 'export',
    title: 'Export a project, portfolio or team',
    job: 'Export',
    about: 'And all below it, as a file. Enterprise plans.',
    verb: 'Start the export',
    from: PROJECT,
    name: null,
  },
  createResourceExport: {
    kind: 'CREATE_RESOURCE_EXPORT',
    icon: 'export',
    title: 'Export tasks, teams or messages',
    job: 'Export of a workspace',
    about: 'Of the whole workspace. Service accounts of Enterprise plans.',
    verb: 'Start the export',
    from: null,
    name: null,
  },
  createOrganizationExport: {
    kind: 'CREATE_ORGANIZATION_EXPORT',
    icon: 'export',
    title: 'Export the organization',
    job: 'Export of the organization',
    about: 'Everything in it. Service accounts of Enterprise plans.',
    verb: 'Start the export',
    from: null,
    name: null,
  },
} as const satisfies Readonly<Record<string, StartKind>>;

/** The name of a mutation of the table. */
export type StartName = keyof typeof STARTS;

/** Their names, in order. */
export const START_NAMES = Object.keys(STARTS) as readonly StartName[];

/** What is known of a start, with the parts that not every one has. */
export function startKind(start: StartName): StartKind {
  return STARTS[start];
}

/** The start that a word of an address names. */
export function startOfAddress(word: string): StartName | undefined {
  return START_NAMES.find((start) => addressWord(start) === word);
}

/** `duplicateProject` as an address has it: `duplicate-project`. */
export function addressWord(start: StartName): string {
  return start.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The start that makes jobs of a kind; undefined for a kind that is no longer known. */
export function startOfKind(kind: JobKind): StartName | undefined {
  return START_NAMES.find((start) => STARTS[start].kind === kind);
}
