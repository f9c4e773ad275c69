/** Section: a part of a project's list, or a column of its board. */

import { COMPLETED_SINCE } from '../asana-plugin/filters.ts';
import { builder } from '../builder.ts';

builder.asanaObject('Section', {
  description: "A part of a project's list, or a column of its board.",
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the section.'),
    createdAt: t.moment('When it was made.'),
    project: t.one('Project', 'The project it is in.'),
    tasks: t.connection({
      type: 'Task',
      description: 'Its tasks, in their order.',
      route: '/sections/{gid}/tasks',
      filters: COMPLETED_SINCE,
    }),
  }),
});

builder.queryFields((t) => ({
  section: t.record('Section', 'One section; null when there is none, or the token may not see it.'),
}));
