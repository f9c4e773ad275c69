/** Task: the unit of work, with its assignee, places and values. */
import { checkGid } from '../../asana/api/ids.ts';
import { connection, type ListSpec } from '../asana-plugin/connection.ts';
import {
  day,
  decimal,
  defineEnum,
  defineObject,
  defineQueries,
  flag,
  integer,
  many,
  moment,
  one,
  oneOf,
  text,
} from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineEnum('TaskSubtype', 'What sort of task it is.', {
  default_task: 'An ordinary task.',
  milestone: 'A milestone: a point in time rather than work.',
  approval: 'An approval; see `approvalStatus`.',
  custom: 'A type that the organization has made; see `customType`.',
});
defineEnum('ApprovalStatus', 'Where an approval stands.', {
  pending: 'Nobody has decided yet.',
  approved: 'Approved.',
  rejected: 'Turned down.',
  changes_requested: 'To be changed, then looked at again.',
});

defineObject('Task', {
  description: 'A task.',
  is: 'record',
  fields: {
    name: text('Name of the task.'),
    resourceSubtype: oneOf('TaskSubtype', 'What sort of task it is.'),
    createdBy: one('User', 'Who made it.'),
    approvalStatus: oneOf('ApprovalStatus', 'For approvals: where it stands.'),
    completed: flag('Whether it is done.'),
    completedAt: moment('When it was done.'),
    completedBy: one('User', 'Who completed it.'),
    createdAt: moment('When it was made.'),
    modifiedAt: moment('When it last changed.'),
    dueAt: moment('When it is due, if a time of day is set.'),
    dueOn: day('The day it is due.'),
    startAt: moment('When work on it begins, if a time of day is set.'),
    startOn: day('The day work on it begins.'),
    notes: text('Description as plain text.'),
    htmlNotes: text('Description with formatting, as HTML.'),
    liked: flag('Whether the caller liked it.'),
    likes: many('Like', 'Who liked it.'),
    numLikes: integer('How many liked it.'),
    numSubtasks: integer('How many direct subtasks it has.'),
    memberships: many('Membership', 'The projects it is in, each with the section there.', {
      identified: false,
    }),
    actualTimeMinutes: decimal('Minutes of work entered on it.'),
    assignee: one('User', 'Who it is assigned to.'),
    assigneeSection: one(
      'Section',
      "The section of the assignee's own task list; only the assignee sees it.",
    ),
    customFields: many('CustomField', 'Values of the custom fields on this task.'),
    customType: one('CustomType', 'Its custom type, if it has one.'),
    customTypeStatusOption: one('CustomTypeStatusOption', 'Its status within its custom type.'),
    followers: many('User', 'People who are told about changes.'),
    parent: one('Task', 'The task it is a subtask of.'),
    projects: many('Project', 'The projects it is in.'),
    tags: many('Tag', 'Its tags.'),
    workspace: one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: text('Link to it in Asana.'),
    subtasks: connection(tasksOf('subtasks', 'Its direct subtasks, in their order.')),
    dependencies: connection(
      tasksOf('dependencies', 'Tasks that must be done first. Needs a paid plan at Asana.'),
    ),
    dependents: connection(
      tasksOf('dependents', 'Tasks that wait for this one. Needs a paid plan at Asana.'),
    ),
  },
});

defineObject('Membership', {
  description: 'The place of a task: a project, and the section within it.',
  is: 'value',
  fields: {
    project: one('Project', 'The project.'),
    section: one('Section', 'The section in that project.'),
  },
});

defineObject('Like', {
  description: 'One like.',
  is: 'untyped',
  fields: { user: one('User', 'Who liked it.') },
});

defineObject('CustomType', {
  description: 'A type of task that a workspace made for itself.',
  is: 'identified',
  fields: { name: text('Name of the type.') },
});

defineObject('CustomTypeStatusOption', {
  description: 'One status a custom type of task can be in.',
  is: 'identified',
  fields: { name: text('Name of the status.') },
});

defineQueries({
  task: {
    type: 'Task',
    description: 'One task; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) => readRecord('Task', checkGid(gid as string, 'gid'), context, info),
  },
});

function tasksOf(list: 'subtasks' | 'dependencies' | 'dependents', description: string): ListSpec {
  return { type: 'Task', description, route: `/tasks/{gid}/${list}` };
}
