/** Section: a part of a project's list, or a column of its board. */
import { checkGid } from '../../asana/api/ids.ts';
import { connection } from '../asana-plugin/connection.ts';
import { defineObject, defineQueries, moment, one, text } from '../asana-plugin/define.ts';
import { COMPLETED_SINCE } from '../asana-plugin/filters.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineObject('Section', {
  description: "A part of a project's list, or a column of its board.",
  is: 'record',
  fields: {
    name: text('Name of the section.'),
    createdAt: moment('When it was made.'),
    project: one('Project', 'The project it is in.'),
    tasks: connection({
      type: 'Task',
      description: 'Its tasks, in their order.',
      route: '/sections/{gid}/tasks',
      filters: COMPLETED_SINCE,
    }),
  },
});

defineQueries({
  section: {
    type: 'Section',
    description: 'One section; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) => readRecord('Section', checkGid(gid as string, 'gid'), context, info),
  },
});
