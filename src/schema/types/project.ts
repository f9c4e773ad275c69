/** Project: a list of tasks with people, dates and sections. */
import { fillPath } from '../../asana/api/ids.ts';
import { COMPLETED_SINCE } from '../asana-plugin/filters.ts';
import { gidForPath, refOfNested } from '../asana-plugin/ref.ts';
import { plan } from '../asana-plugin/selection.ts';
import { builder } from '../builder.ts';
import { AccessLevel, Color } from './enums.ts';

const ProjectIcon = builder.asanaEnum('ProjectIcon', 'The icon of a project.', {
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
const ProjectView = builder.asanaEnum('ProjectView', 'The view a project opens with.', {
  list: 'Tasks one below the other.',
  board: 'Cards in columns.',
  calendar: 'Tasks on their days.',
  timeline: 'Tasks as bars over time.',
});
const ProjectPrivacySetting = builder.asanaEnum('ProjectPrivacySetting', 'Who can see a project.', {
  public_to_workspace: 'Everybody in the workspace.',
  private_to_team: 'The team it belongs to. Deprecated at Asana.',
  private: 'Only its members.',
});

builder.asanaObject('Project', {
  description: 'A project: tasks in sections, with members and dates.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the project.'),
    archived: t.flag('Whether it is put away: hidden from most lists, still there.'),
    color: t.oneOf(Color, 'Its colour.'),
    icon: t.oneOf(ProjectIcon, 'Its icon.'),
    createdAt: t.moment('When it was made.'),
    modifiedAt: t.moment('When it, or the tasks directly in it, last changed.'),
    currentStatusUpdate: t.one('StatusUpdate', 'The newest status update, if there is one.'),
    customFields: t.many('CustomField', 'Values of the custom fields on this project.'),
    defaultView: t.oneOf(ProjectView, 'The view it opens with.'),
    startOn: t.day('First day of the project.'),
    dueOn: t.day('Last day of the project.'),
    notes: t.text('Description as plain text.'),
    htmlNotes: t.text('Description with formatting, as HTML.'),
    members: t.many('User', 'People who are members.'),
    followers: t.many('User', 'People who are told when tasks are added or finished.'),
    privacySetting: t.oneOf(ProjectPrivacySetting, 'Who can see it.'),
    defaultAccessLevel: t.oneOf(AccessLevel, 'What new members may do.'),
    completed: t.flag('Whether it is marked complete.'),
    completedAt: t.moment('When it was marked complete.'),
    completedBy: t.one('User', 'Who marked it complete.'),
    owner: t.one('User', 'Who is responsible for it.'),
    team: t.one('Team', 'The team it is shared with.'),
    workspace: t.one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: t.text('Link to it in Asana.'),
    projectBrief: t.one('ProjectBrief', 'The brief on its overview page.'),
    createdFromTemplate: t.one('ProjectTemplate', 'The template it was made from, if it was.'),
    taskCounts: t.field({
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
    }),
    tasks: t.connection({
      type: 'Task',
      description: 'Its tasks, in their order. Subtasks are not among them.',
      route: '/projects/{gid}/tasks',
      filters: COMPLETED_SINCE,
    }),
    sections: t.connection({
      type: 'Section',
      description: 'Its sections, in their order.',
      route: '/projects/{gid}/sections',
    }),
    taskTemplates: t.connection({
      type: 'TaskTemplate',
      description: 'The task templates kept in it.',
      route: '/task_templates',
      params: { project: '{gid}' },
    }),
  }),
});

builder.asanaObject('TaskCounts', {
  description: 'How many tasks a project has. Milestones count as tasks.',
  is: 'value',
  fields: (t) => ({
    numTasks: t.integer('All tasks.'),
    numIncompleteTasks: t.integer('Tasks still open.'),
    numCompletedTasks: t.integer('Tasks done.'),
    numMilestones: t.integer('All milestones.'),
    numIncompleteMilestones: t.integer('Milestones still open.'),
    numCompletedMilestones: t.integer('Milestones reached.'),
  }),
});

builder.queryFields((t) => ({
  project: t.record('Project', 'One project; null when there is none, or the token may not see it.'),
}));
