/**
 * THE table of writes: route, what of an input goes where, whether it may be sent again, and which object it answers
 * with. Pure data; knows neither HTTP nor GraphQL. Inputs, bodies, payloads and documents derive from it; the contract
 * test holds it to Asana's OpenAPI document. Long because it is one table: a write more is a row more.
 */
import {
  at,
  flag,
  gid,
  gids,
  PROJECT_CHANGES,
  PROJECT_RULES,
  people,
  TASK_CHANGES,
  TASK_RULES,
  text,
  type WriteInput,
  type WriteRules,
  word,
} from './write-inputs.ts';

/** One write. */
export interface Write {
  readonly description: string;
  /** Asana's operationId. */
  readonly operationId: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL; `{gid}` stands for the input that goes into the path, or is absent. */
  readonly path: string;
  /** Name of the OpenAPI request body schema; null where the call has no body. */
  readonly bodySchema: string | null;
  readonly input: WriteInput;
  readonly rules?: WriteRules;
  /** What the caller is answered with. */
  readonly answer: {
    /** The payload's field. */
    readonly field: string;
    /** Its type; null for the bare gid of what is gone. */
    readonly type: WrittenType | null;
    /** The input that holds its gid; null where Asana gives it one. */
    readonly gidOf: string | null;
    /** Whether Asana's own reply is that object, so that the selection rides in its `opt_fields`. */
    readonly isReply: boolean;
  };
  /**
   * Whether it comes to the same when it is sent twice: then it is repeated like a read. What makes something is sent
   * once, and takes an idempotency key.
   */
  readonly isRepeated: boolean;
  /** Takes something away: where it may have happened already, 404 is success. */
  readonly removes?: boolean;
}

/** The types a write can answer with. */
export type WrittenType = 'Project' | 'Portfolio' | 'Section' | 'Task' | 'Comment' | 'StatusUpdate';

const repeated = { isRepeated: true } as const;
const once = { isRepeated: false } as const;
const project = (isReply: boolean) =>
  ({ field: 'project', type: 'Project', gidOf: 'projectGid', isReply }) as const;
const portfolio = { field: 'portfolio', type: 'Portfolio', gidOf: 'portfolioGid', isReply: false } as const;
const task = (isReply: boolean) => ({ field: 'task', type: 'Task', gidOf: 'taskGid', isReply }) as const;
const made = <T extends WrittenType>(field: string, type: T) =>
  ({ field, type, gidOf: null, isReply: true }) as const;

/** Every write by its mutation name. */
export const WRITES = {
  updateProject: {
    ...repeated,
    description: 'Changes a project. What is left out stays as it is, null clears.',
    operationId: 'updateProject',
    method: 'PUT',
    path: '/projects/{gid}',
    bodySchema: 'ProjectUpdateRequest',
    input: { projectGid: at('project', 'The project to change.'), ...PROJECT_CHANGES },
    rules: PROJECT_RULES,
    answer: project(true),
  },
  addProjectMembers: {
    ...repeated,
    description: 'Makes people members of a project.',
    operationId: 'addMembersForProject',
    method: 'POST',
    path: '/projects/{gid}/addMembers',
    bodySchema: 'AddMembersRequest',
    input: {
      projectGid: at('project', 'The project.'),
      members: people('members', 'Who becomes a member.', { required: true, isJoined: true }),
    },
    answer: project(true),
  },
  removeProjectMembers: {
    ...repeated,
    description: 'Ends the membership of people in a project.',
    operationId: 'removeMembersForProject',
    method: 'POST',
    path: '/projects/{gid}/removeMembers',
    bodySchema: 'RemoveMembersRequest',
    input: {
      projectGid: at('project', 'The project.'),
      members: people('members', 'Who is no member any longer.', { required: true, isJoined: true }),
    },
    answer: project(true),
    removes: true,
  },
  addProjectCustomField: {
    ...once,
    description: 'Gives the tasks of a project a custom field.',
    operationId: 'addCustomFieldSettingForProject',
    method: 'POST',
    path: '/projects/{gid}/addCustomFieldSetting',
    bodySchema: 'AddCustomFieldSettingRequest',
    input: {
      projectGid: at('project', 'The project.'),
      customFieldGid: gid('custom_field', 'The custom field.', { required: true }),
      isImportant: flag('is_important', 'Whether lists of its tasks show it.'),
    },
    answer: project(false),
  },
  addItemToPortfolio: {
    ...repeated,
    description: 'Puts a project or portfolio into a portfolio, whose custom fields it then has.',
    operationId: 'addItemForPortfolio',
    method: 'POST',
    path: '/portfolios/{gid}/addItem',
    bodySchema: 'PortfolioAddItemRequest',
    input: {
      portfolioGid: at('portfolio', 'The portfolio.'),
      itemGid: gid('item', 'The project or portfolio to put into it.', { required: true }),
    },
    answer: portfolio,
  },
  removeItemFromPortfolio: {
    ...repeated,
    description: 'Takes a project or portfolio out of a portfolio.',
    operationId: 'removeItemForPortfolio',
    method: 'POST',
    path: '/portfolios/{gid}/removeItem',
    bodySchema: 'PortfolioRemoveItemRequest',
    input: {
      portfolioGid: at('portfolio', 'The portfolio.'),
      itemGid: gid('item', 'The project or portfolio to take out of it.', { required: true }),
    },
    answer: portfolio,
    removes: true,
  },
  createSection: {
    ...once,
    description: 'Makes a section in a project, at its end unless it is said where.',
    operationId: 'createSectionForProject',
    method: 'POST',
    path: '/projects/{gid}/sections',
    bodySchema: 'SectionRequest',
    input: {
      projectGid: at('project', 'The project to make it in.'),
      name: text('name', 'Name of the section.', { required: true }),
      insertBeforeGid: gid('insert_before', 'The section it stands before.'),
      insertAfterGid: gid('insert_after', 'The section it stands behind.'),
    },
    rules: { either: [['insertBeforeGid', 'insertAfterGid']] },
    answer: made('section', 'Section'),
  },
  createTask: {
    ...once,
    description:
      'Makes a task: in projects, below another task, or in a workspace alone. With `sectionGid` it is put there once it is made; should that fail, the task is answered all the same, with a `userError` at `sectionGid`.',
    operationId: 'createTask',
    method: 'POST',
    path: '/tasks',
    bodySchema: 'TaskCreateRequest',
    input: {
      ...TASK_CHANGES,
      resourceSubtype: word('TaskSubtype', 'resource_subtype', 'What sort of task it is.'),
      projectGids: gids('projects', 'The projects it is in; at most 20.', { most: 20 }),
      sectionGid: { ...gid('section', 'The section it is put into.'), in: 'second call' },
      parentGid: gid('parent', 'The task it is a subtask of.', { nullable: true }),
      workspaceGid: gid('workspace', 'The workspace it is in; needed without a project and a parent.'),
      followers: people('followers', 'People who are told about changes.'),
      tagGids: gids('tags', 'Its tags.'),
    },
    rules: TASK_RULES,
    answer: made('task', 'Task'),
  },
  updateTask: {
    ...repeated,
    description: 'Changes a task. What is left out stays as it is, null clears.',
    operationId: 'updateTask',
    method: 'PUT',
    path: '/tasks/{gid}',
    bodySchema: 'TaskUpdateRequest',
    input: { taskGid: at('task', 'The task to change.'), ...TASK_CHANGES },
    rules: TASK_RULES,
    answer: task(true),
  },
  deleteTask: {
    ...repeated,
    description: "Deletes a task: it goes to the caller's trash at Asana, which keeps it for 30 days.",
    operationId: 'deleteTask',
    method: 'DELETE',
    path: '/tasks/{gid}',
    bodySchema: null,
    input: { taskGid: at('task', 'The task to delete.') },
    answer: { field: 'deletedTaskGid', type: null, gidOf: 'taskGid', isReply: false },
    removes: true,
  },
  addTaskToProject: {
    ...repeated,
    description: 'Puts a task into a project, at its end unless a section is given.',
    operationId: 'addProjectForTask',
    method: 'POST',
    path: '/tasks/{gid}/addProject',
    bodySchema: 'TaskAddProjectRequest',
    input: {
      taskGid: at('task', 'The task.'),
      projectGid: gid('project', 'The project to put it into.', { required: true }),
      sectionGid: gid('section', 'The section of that project to put it into, at its end.', {
        nullable: true,
      }),
    },
    answer: task(false),
  },
  addTaskToSection: {
    ...repeated,
    description: 'Puts a task at the top of a section, out of any other section of that project.',
    operationId: 'addTaskForSection',
    method: 'POST',
    path: '/sections/{gid}/addTask',
    bodySchema: 'SectionTaskInsertRequest',
    input: {
      taskGid: gid('task', 'The task.', { required: true }),
      sectionGid: at('section', 'The section to put it into.'),
    },
    answer: task(false),
  },
  addTaskFollowers: {
    ...repeated,
    description: 'Adds people who are told about changes of a task.',
    operationId: 'addFollowersForTask',
    method: 'POST',
    path: '/tasks/{gid}/addFollowers',
    bodySchema: 'TaskAddFollowersRequest',
    input: {
      taskGid: at('task', 'The task.'),
      followers: people('followers', 'Who follows it from now on.', { required: true }),
    },
    answer: task(true),
  },
  addTaskTag: {
    ...repeated,
    description: 'Puts a tag on a task.',
    operationId: 'addTagForTask',
    method: 'POST',
    path: '/tasks/{gid}/addTag',
    bodySchema: 'TaskAddTagRequest',
    input: {
      taskGid: at('task', 'The task.'),
      tagGid: gid('tag', 'The tag.', { required: true }),
    },
    answer: task(false),
  },
  addComment: {
    ...once,
    description: 'Writes a comment on a task, as the caller.',
    operationId: 'createStoryForTask',
    method: 'POST',
    path: '/tasks/{gid}/stories',
    bodySchema: 'StoryRequest',
    input: {
      taskGid: at('task', 'The task.'),
      text: text('text', 'The comment as plain text; not beside `htmlText`.'),
      htmlText: text('html_text', 'The comment with formatting, as HTML; not beside `text`.'),
      isPinned: flag('is_pinned', 'Whether it is pinned to the top of the task.'),
    },
    rules: { either: [['text', 'htmlText']] },
    answer: made('comment', 'Comment'),
  },
  createStatusUpdate: {
    ...once,
    description: 'Reports how a project, portfolio or goal stands.',
    operationId: 'createStatusForObject',
    method: 'POST',
    path: '/status_updates',
    bodySchema: 'StatusUpdateRequest',
    input: {
      parentGid: gid('parent', 'The project, portfolio or goal it is about.', { required: true }),
      title: text('title', 'Title of the report.'),
      text: text('text', 'The report as plain text.', { required: true }),
      htmlText: text('html_text', 'The report with formatting, as HTML.'),
      statusType: word('StatusType', 'status_type', 'How things stand.', { required: true }),
    },
    answer: made('statusUpdate', 'StatusUpdate'),
  },
} as const satisfies Record<string, Write>;

/** Name of a write: the mutation's name. */
export type WriteName = keyof typeof WRITES;

/** All of them, in the order of the table: of a constant the keys are known, which `Object.keys` does not say. */
export const WRITE_NAMES = Object.keys(WRITES) as readonly WriteName[];

/** One write of the table, by its name. */
export function writeOf(name: WriteName): Write {
  return WRITES[name];
}
