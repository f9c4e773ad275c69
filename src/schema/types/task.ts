/** Task: the unit of work, with its assignee, places and values. */
import type { ListOptions } from '../asana-plugin/connection-types.ts';
import { builder } from '../builder.ts';

const TaskSubtype = builder.asanaEnum('TaskSubtype', 'What sort of task it is.', {
  default_task: 'An ordinary task.',
  milestone: 'A milestone: a point in time rather than work.',
  approval: 'An approval; see `approvalStatus`.',
  custom: 'A type that the organization has made; see `customType`.',
});
const ApprovalStatus = builder.asanaEnum('ApprovalStatus', 'Where an approval stands.', {
  pending: 'Nobody has decided yet.',
  approved: 'Approved.',
  rejected: 'Turned down.',
  changes_requested: 'To be changed, then looked at again.',
});

builder.asanaObject('Task', {
  description: 'A task.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the task.'),
    resourceSubtype: t.oneOf(TaskSubtype, 'What sort of task it is.'),
    createdBy: t.one('User', 'Who made it.', {
      undocumented: 'The document has a bare gid there; it is a user all the same.',
    }),
    approvalStatus: t.oneOf(ApprovalStatus, 'For approvals: where it stands.'),
    completed: t.flag('Whether it is done.'),
    completedAt: t.moment('When it was done.'),
    completedBy: t.one('User', 'Who completed it.'),
    createdAt: t.moment('When it was made.'),
    modifiedAt: t.moment('When it last changed.'),
    dueAt: t.moment('When it is due, if a time of day is set.'),
    dueOn: t.day('The day it is due.'),
    startAt: t.moment('When work on it begins, if a time of day is set.'),
    startOn: t.day('The day work on it begins.'),
    notes: t.text('Description as plain text.'),
    htmlNotes: t.text('Description with formatting, as HTML.'),
    liked: t.flag('Whether the caller liked it.'),
    likes: t.many('Like', 'Who liked it.'),
    numLikes: t.integer('How many liked it.'),
    numSubtasks: t.integer('How many direct subtasks it has.'),
    memberships: t.many('Membership', 'The projects it is in, each with the section there.'),
    actualTimeMinutes: t.decimal('Minutes of work entered on it.'),
    assignee: t.one('User', 'Who it is assigned to.'),
    assigneeSection: t.one(
      'Section',
      "The section of the assignee's own task list; only the assignee sees it.",
    ),
    customFields: t.many('CustomField', 'Values of the custom fields on this task.'),
    customType: t.one('CustomType', 'Its custom type, if it has one.'),
    customTypeStatusOption: t.one('CustomTypeStatusOption', 'Its status within its custom type.'),
    followers: t.many('User', 'People who are told about changes.'),
    parent: t.one('Task', 'The task it is a subtask of.'),
    projects: t.many('Project', 'The projects it is in.'),
    tags: t.many('Tag', 'Its tags.'),
    workspace: t.one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: t.text('Link to it in Asana.'),
    subtasks: t.connection(tasksOf('subtasks', 'Its direct subtasks, in their order.')),
    dependencies: t.connection(
      tasksOf('dependencies', 'Tasks that must be done first. Needs a paid plan at Asana.'),
    ),
    dependents: t.connection(
      tasksOf('dependents', 'Tasks that wait for this one. Needs a paid plan at Asana.'),
    ),
  }),
});

builder.asanaObject('Membership', {
  description: 'The place of a task: a project, and the section within it.',
  is: 'value',
  fields: (t) => ({
    project: t.one('Project', 'The project.'),
    section: t.one('Section', 'The section in that project.'),
  }),
});

builder.asanaObject('Like', {
  description: 'One like.',
  is: 'untyped',
  fields: (t) => ({ user: t.one('User', 'Who liked it.') }),
});

builder.asanaObject('CustomType', {
  description: 'A type of task that a workspace made for itself.',
  is: 'identified',
  fields: (t) => ({ name: t.text('Name of the type.') }),
});

builder.asanaObject('CustomTypeStatusOption', {
  description: 'One status a custom type of task can be in.',
  is: 'identified',
  fields: (t) => ({ name: t.text('Name of the status.') }),
});

builder.queryFields((t) => ({
  task: t.record('Task', 'One task; null when there is none, or the token may not see it.'),
}));

function tasksOf(list: 'subtasks' | 'dependencies' | 'dependents', description: string): ListOptions {
  return { type: 'Task', description, route: `/tasks/{gid}/${list}` };
}
