/** Project: a list of tasks with people, dates and sections. */
import { checkGid, fillPath } from '../../asana/api/ids.ts';
import { connection } from '../asana-plugin/connection.ts';
import {
  day,
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
import { COMPLETED_SINCE } from '../asana-plugin/filters.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import { gidForPath, refOfNested } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';

defineEnum('ProjectIcon', 'The icon of a project.', {
  list: 'Lines of a list.',
  board: 'Columns of a board.',
  timeline: 'Bars on a timeline.',
  calendar: 'A calendar.',
  rocket: 'A rocket.',
  people: 'People.',
  graph: 'A graph.',
  star: 'A star.',
  bug: 'A beetle.',
  light_bulb: 'A light bulb.',
  globe: 'A globe.',
  gear: 'A gear wheel.',
  notebook: 'A notebook.',
  computer: 'A computer.',
  check: 'A check mark.',
  target: 'A target.',
  html: 'Angle brackets, as in HTML.',
  megaphone: 'A megaphone.',
  chat_bubbles: 'Speech bubbles.',
  briefcase: 'A briefcase.',
  page_layout: 'A page with its layout.',
  mountain_flag: 'A flag on a mountain.',
  puzzle: 'A piece of a puzzle.',
  presentation: 'A presentation on a screen.',
  line_and_symbols: 'A line with symbols.',
  speed_dial: 'A speedometer.',
  ribbon: 'A ribbon.',
  shoe: 'A shoe.',
  shopping_basket: 'A shopping basket.',
  map: 'A map.',
  ticket: 'A ticket.',
  coins: 'Coins.',
});
defineEnum('ProjectView', 'The view a project opens with.', {
  list: 'Tasks one below the other.',
  board: 'Cards in columns.',
  calendar: 'Tasks on their days.',
  timeline: 'Tasks as bars over time.',
});
defineEnum('ProjectPrivacySetting', 'Who can see a project.', {
  public_to_workspace: 'Everybody in the workspace.',
  private_to_team: 'The team it belongs to. Deprecated at Asana.',
  private: 'Only its members.',
});

defineObject('Project', {
  description: 'A project: tasks in sections, with members and dates.',
  is: 'record',
  fields: {
    name: text('Name of the project.'),
    archived: flag('Whether it is put away: hidden from most lists, still there.'),
    color: oneOf('Color', 'Its colour.'),
    icon: oneOf('ProjectIcon', 'Its icon.'),
    createdAt: moment('When it was made.'),
    modifiedAt: moment('When it, or the tasks directly in it, last changed.'),
    currentStatusUpdate: one('StatusUpdate', 'The newest status update, if there is one.'),
    customFields: many('CustomField', 'Values of the custom fields on this project.'),
    defaultView: oneOf('ProjectView', 'The view it opens with.'),
    startOn: day('First day of the project.'),
    dueOn: day('Last day of the project.'),
    notes: text('Description as plain text.'),
    htmlNotes: text('Description with formatting, as HTML.'),
    members: many('User', 'People who are members.'),
    followers: many('User', 'People who are told when tasks are added or finished.'),
    privacySetting: oneOf('ProjectPrivacySetting', 'Who can see it.'),
    defaultAccessLevel: oneOf('AccessLevel', 'What new members may do.'),
    completed: flag('Whether it is marked complete.'),
    completedAt: moment('When it was marked complete.'),
    completedBy: one('User', 'Who marked it complete.'),
    owner: one('User', 'Who is responsible for it.'),
    team: one('Team', 'The team it is shared with.'),
    workspace: one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: text('Link to it in Asana.'),
    projectBrief: one('ProjectBrief', 'The brief on its overview page.'),
    createdFromTemplate: one('ProjectTemplate', 'The template it was made from, if it was.'),
    taskCounts: {
      type: 'TaskCounts',
      description:
        'How many tasks it has. Costs a call of its own, which Asana limits more tightly than others.',
      resolve: async (ref, _args, context, info) => {
        const fields = plan(info);
        const route = '/projects/{gid}/task_counts';
        const path = fillPath(route, gidForPath(ref));
        const data = await context.reader.single({ route, path, fields });
        return refOfNested('TaskCounts', null, data, fields, { call: `GET ${path}` });
      },
    },
    tasks: connection({
      type: 'Task',
      description: 'Its tasks, in their order. Subtasks are not among them.',
      route: '/projects/{gid}/tasks',
      filters: COMPLETED_SINCE,
    }),
    sections: connection({
      type: 'Section',
      description: 'Its sections, in their order.',
      route: '/projects/{gid}/sections',
    }),
    taskTemplates: connection({
      type: 'TaskTemplate',
      description: 'The task templates kept in it.',
      route: '/task_templates',
      params: { project: '{gid}' },
    }),
  },
});

defineObject('TaskCounts', {
  description: 'How many tasks a project has. Milestones count as tasks.',
  is: 'value',
  fields: {
    numTasks: integer('All tasks.'),
    numIncompleteTasks: integer('Tasks still open.'),
    numCompletedTasks: integer('Tasks done.'),
    numMilestones: integer('All milestones.'),
    numIncompleteMilestones: integer('Milestones still open.'),
    numCompletedMilestones: integer('Milestones reached.'),
  },
});

defineQueries({
  project: {
    type: 'Project',
    description: 'One project; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) => readRecord('Project', checkGid(gid as string, 'gid'), context, info),
  },
});
